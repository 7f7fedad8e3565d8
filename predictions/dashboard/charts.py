"""Charts as Vega-Lite specifications of plain data, rendered to SVG for pages and PNG for mails."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import vl_convert
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from predictions.dashboard.cards.calibration import CalibrationCard
from predictions.dashboard.cards.ranges import RangesCard
from predictions.dashboard.theme import PALETTES, SANS, Theme
from predictions.dashboard.tracks import Track

type Spec = dict[str, Any]

_PERCENT = [0, 25, 50, 75, 100]
_MAIL_SCALE = 2.0


def calibration_spec(card: CalibrationCard, theme: Theme) -> Spec:
    """The CORP curve in its band, the reference's dashed, and ten bins with Wilson intervals."""
    ink = PALETTES[theme]
    scale = {"domain": [0, 100], "nice": False}
    axis = {"values": _PERCENT, "title": None}
    x = {"field": "said", "type": "quantitative", "scale": scale, "axis": axis}
    y = {"field": "came", "type": "quantitative", "scale": scale, "axis": axis}
    layers = [
        _layer(
            [{"said": 0, "came": 0}, {"said": 100, "came": 100}],
            {"type": "line", "strokeDash": [2, 4], "strokeWidth": 1, "color": ink.ink_3},
            {"x": x, "y": y},
        )
    ]
    if card.of.band is not None:
        band = zip(card.of.band.p, card.of.band.low, card.of.band.high, strict=True)
        layers.append(
            _layer(
                [{"said": 100 * p, "low": 100 * low, "high": 100 * high} for p, low, high in band],
                {"type": "area", "interpolate": "linear", "color": ink.accent, "opacity": 0.13},
                {"x": x, "y": y | {"field": "low"}, "y2": {"field": "high"}},
            )
        )
    for curve, mark in (
        (
            card.of.reference,
            {"strokeDash": [5, 3], "strokeWidth": 1.5, "color": ink.ink_3},
        ),
        (card.of.curve, {"strokeWidth": 2.25, "color": ink.accent}),
    ):
        if curve is not None:
            points = zip(curve.p, curve.recalibrated, strict=True)
            layers.append(
                _layer(
                    [{"said": 100 * p, "came": 100 * came} for p, came in points],
                    {"type": "line", "interpolate": "step", **mark},
                    {"x": x, "y": y},
                )
            )
    bins = [
        {
            "said": 100 * (one.mean_p or 0),
            "came": 100 * (one.share or 0),
            "low": 100 * one.share_low,
            "high": 100 * one.share_high,
            "n": one.forecasts,
        }
        for one in card.filled
    ]
    size = {"field": "n", "type": "quantitative", "scale": {"range": [40, 260]}, "legend": None}
    dot = {"type": "point", "filled": True, "fill": ink.paper, "stroke": ink.ink, "opacity": 1}
    layers += [
        _layer(
            bins,
            {"type": "rule", "color": ink.ink_2, "strokeWidth": 1},
            {"x": x, "y": y | {"field": "low"}, "y2": {"field": "high"}},
        ),
        _layer(
            bins,
            dot | {"strokeWidth": 1.5},
            {"x": x, "y": y, "size": size}
            | _told(
                said=gettext("said, %"),
                came=gettext("came true, %"),
                low=gettext("at least, %"),
                high=gettext("at most, %"),
                n="n",
            ),
        ),
    ]
    return _chart(theme, layers, width=400, height=400)


def ranges_spec(card: RangesCard, theme: Theme) -> Spec:
    """The PIT histogram, and the level that it would have if ranges were right."""
    ink = PALETTES[theme]
    bars = [
        {"from": 100 * one.low, "to": 100 * one.high, "share": 100 * one.share}
        for one in card.of.bins
    ]
    top = max([20.0, *(bar["share"] * 1.1 for bar in bars)])
    scale = {"domain": [0, 100], "nice": False}
    x_axis = {"values": [0, 50, 100], "title": None, "grid": False}
    x = {"type": "quantitative", "scale": scale, "axis": x_axis}
    y = {
        "type": "quantitative",
        "scale": {"domain": [0, top], "nice": False},
        "axis": {"tickCount": 3, "title": None},
    }
    layers = [
        _layer(
            bars,
            {"type": "bar", "color": ink.ink_3, "binSpacing": 2},
            {
                "x": x | {"field": "from", "bin": "binned"},
                "x2": {"field": "to"},
                "y": y | {"field": "share"},
            }
            | _told(share=gettext("of the outcomes, %")),
        ),
        _layer(
            [{"share": 10}],
            {"type": "rule", "color": ink.ink, "strokeDash": [5, 3], "strokeWidth": 1.5},
            {"y": y | {"field": "share"}},
        ),
    ]
    return _chart(theme, layers, width=440, height=150)


def track_spec(track: Track, theme: Theme) -> Spec:
    """How one forecaster's probability moved, the reference dashed, and the outcome at the end."""
    ink = PALETTES[theme]
    end = track.ended_on.isoformat()
    steps = [
        {"on": one.on.isoformat(), "day": date_format(one.on, "j F Y"), "p": 100 * one.p}
        for one in track.steps
    ]
    x = {
        "field": "on",
        "type": "temporal",
        "axis": {"title": None, "grid": False, "tickCount": 5, "format": _format(track)},
    }
    y = {
        "field": "p",
        "type": "quantitative",
        "scale": {"domain": [0, 100], "nice": False},
        "axis": {"values": [0, 50, 100], "title": None},
    }
    label = {"type": "text", "align": "left", "dx": 8, "fontSize": 12, "clip": False}
    last = {"on": end, "p": steps[-1]["p"], "text": track.last}
    layers = [
        _layer(
            [*steps, {"on": end, "p": steps[-1]["p"]}],
            {"type": "line", "interpolate": "step-after", "color": ink.accent, "strokeWidth": 2.25},
            {"x": x, "y": y},
        ),
        _layer(
            steps,
            {"type": "point", "filled": True, "color": ink.ink, "size": 50, "opacity": 1},
            {"x": x, "y": y} | _told(day=gettext("on"), p=gettext("said, %")),
        ),
        _layer([last], label | {"color": ink.accent, "fontWeight": 600}, _text(x, y)),
    ]
    if track.reference is not None:
        level = 100 * track.reference
        layers.append(
            _layer(
                [{"on": steps[0]["on"], "p": level}, {"on": end, "p": level}],
                {"type": "line", "color": ink.ink_3, "strokeDash": [5, 3], "strokeWidth": 1.5},
                {"x": x, "y": y},
            )
        )
        name = {"on": end, "p": level, "text": gettext("reference")}
        layers.append(_layer([name], label | {"color": ink.ink_2}, _text(x, y)))
    if track.outcome is not None:
        came = [{"on": end, "p": 100 if track.outcome else 0, "text": track.happened}]
        layers += [
            _layer(
                came,
                {"type": "point", "filled": True, "color": ink.ink, "size": 60, "shape": "diamond"},
                {"x": x, "y": y},
            ),
            _layer(came, label | {"color": ink.ink, "fontWeight": 600}, _text(x, y)),
        ]
    return _chart(theme, layers, width=560, height=190)


def _told(**titles: str) -> Spec:
    """What a mark says under the pointer, where a page enlivens the chart: fields by their titles."""
    words = {"day"}
    fields = [
        {"field": name, "title": title}
        | ({"type": "nominal"} if name in words else {"type": "quantitative", "format": ".3~g"})
        for name, title in titles.items()
    ]
    return {"tooltip": fields}


def _text(x: Spec, y: Spec) -> Spec:
    return {"x": x, "y": y, "text": {"field": "text"}}


def _format(track: Track) -> str:
    days: int = (track.ended_on - track.steps[0].on).days
    return "%-d %b" if days < 90 else "%b %Y"


def _layer(values: list[dict[str, Any]], mark: Spec, encoding: Spec) -> Spec:
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def _chart(theme: Theme, layers: list[Spec], *, width: int, height: int) -> Spec:
    ink = PALETTES[theme]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "height": height,
        "background": "transparent",
        "padding": {"left": 0, "top": 8, "right": 8, "bottom": 0},
        "config": {
            "aria": False,
            "font": SANS,
            "view": {"stroke": None},
            "axis": {
                "labelColor": ink.ink_2,
                "labelFontSize": 12,
                "gridColor": ink.rule,
                "domain": False,
                "ticks": False,
                "labelPadding": 6,
            },
        },
        "layer": layers,
    }


def svg(spec: Mapping[str, Any]) -> SafeString:
    """The chart as an SVG element without script; the renderer escapes its texts."""
    return mark_safe(_svg(json.dumps(spec, sort_keys=True)))  # noqa: S308


def png(spec: Mapping[str, Any]) -> bytes:
    """The chart as a picture of twice its size, for mails: on paper, so that it reads well in the dark, too.

    Few mail programs choose between two pictures by the reader's scheme; the others would show both.
    """
    on_paper = {**spec, "background": PALETTES["light"].paper, "padding": 10}
    return bytes(vl_convert.vegalite_to_png(json.dumps(on_paper), scale=_MAIL_SCALE))


@dataclass(frozen=True)
class Chart:
    """A chart in light and in dark; the style sheet shows one of them, a script may enliven it."""

    specs: Mapping[Theme, Spec]

    @property
    def light(self) -> SafeString:
        """On light paper."""
        return svg(self.specs["light"])

    @property
    def dark(self) -> SafeString:
        """In the dark."""
        return svg(self.specs["dark"])


def chart[Data](draw: Callable[[Data, Theme], Spec], data: Data) -> Chart:
    """A chart of some data in every theme."""
    return Chart({theme: draw(data, theme) for theme in PALETTES})


@lru_cache(maxsize=128)
def _svg(spec: str) -> str:
    return str(vl_convert.vegalite_to_svg(spec))
