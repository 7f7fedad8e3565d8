"""Charts as Vega-Lite specifications of plain data, rendered to SVG."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal

import vl_convert
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from predictions.statistics import Bin

type Theme = Literal["light", "dark"]

INK = {"light": "#1b1a18", "dark": "#ece8df"}
SOFT = {"light": "#5d594f", "dark": "#b3ada1"}
HAIRLINE = {"light": "#d9d4c8", "dark": "#4a463f"}
ACCENT = {"light": "#7a2e5c", "dark": "#d98bb6"}


def calibration_spec(bins: Sequence[Bin], theme: Theme) -> dict[str, Any]:
    """Dots of ten bins with Wilson intervals, area by n, on the diagonal of perfect calibration."""
    values = [
        {
            "said": 100 * one.mean_p,
            "came": 100 * one.share,
            "low": 100 * one.share_low,
            "high": 100 * one.share_high,
            "n": one.forecasts,
        }
        for one in bins
        if one.mean_p is not None and one.share is not None
    ]
    axis = {"domain": [0, 100], "nice": False}
    x = {
        "field": "said",
        "type": "quantitative",
        "scale": axis,
        "title": gettext("said, %"),
    }
    y = {"type": "quantitative", "scale": axis, "title": gettext("came true, %")}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": 420,
        "height": 420,
        "background": "transparent",
        "config": {
            "font": "Inter, Helvetica, Arial, sans-serif",
            "view": {"stroke": None},
            "axis": {
                "labelColor": SOFT[theme],
                "titleColor": SOFT[theme],
                "gridColor": HAIRLINE[theme],
                "domainColor": INK[theme],
                "tickColor": HAIRLINE[theme],
                "titleFontWeight": "normal",
                "values": [0, 25, 50, 75, 100],
            },
        },
        "layer": [
            {
                "data": {"values": [{"said": 0, "came": 0}, {"said": 100, "came": 100}]},
                "mark": {"type": "line", "strokeDash": [4, 4], "color": SOFT[theme]},
                "encoding": {"x": x, "y": y | {"field": "came"}},
            },
            {
                "data": {"values": values},
                "mark": {"type": "rule", "color": INK[theme]},
                "encoding": {"x": x, "y": y | {"field": "low"}, "y2": {"field": "high"}},
            },
            {
                "data": {"values": values},
                "mark": {"type": "point", "filled": True, "color": ACCENT[theme], "opacity": 1},
                "encoding": {
                    "x": x,
                    "y": y | {"field": "came"},
                    "size": {
                        "field": "n",
                        "type": "quantitative",
                        "scale": {"range": [30, 300]},
                        "legend": None,
                    },
                },
            },
        ],
    }


def svg(spec: dict[str, Any]) -> SafeString:
    """The chart as an SVG element without script; the renderer escapes its texts."""
    return mark_safe(_svg(json.dumps(spec, sort_keys=True)))  # noqa: S308


@lru_cache(maxsize=64)
def _svg(spec: str) -> str:
    return vl_convert.vegalite_to_svg(spec)
