"""The figures of docs/scoring.md: `python -m tests.statistics.figures` draws them anew into docs/figures."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import vl_convert

from predictions.scoring_rules.knots import Knots, cdf
from predictions.statistics import consistency_band, corp
from tests.statistics.simulation import EVENTS, Binary, coverage, truth

ROOT = Path(__file__).parents[2]
GOVERNORS = ROOT / "predictions/demo/data/governors.csv"


def share() -> dict[str, Any]:
    """What the article said of the share of the vote, what earlier results said, and what came."""
    values = {
        "the article": ([60.0, 70, 83], [0.05, 0.5, 0.95]),
        "earlier results": ([75.65, 81.325, 83.47], [0.2, 0.5, 0.8]),
    }
    rows = []
    for who, (knots, levels) in values.items():
        x = np.arange(50, 100.25, 0.25)
        many = Knots(np.tile(knots, (len(x), 1)), np.tile(levels, (len(x), 1)))
        rows += [{"x": a, "F": b, "who": who} for a, b in zip(x, cdf(many, x), strict=True)]
    came = {"data": {"values": [{"x": 80.10}]}, "mark": {"type": "rule", "strokeDash": [4, 3]}}
    return {
        "width": 420,
        "height": 200,
        "encoding": {"x": axis("x", "share of the vote, %", [50, 100])},
        "layer": [
            {
                "data": {"values": rows},
                "mark": "line",
                "encoding": {
                    "y": axis("F", "probability of at most this", [0, 1]),
                    "color": {"field": "who", "type": "nominal", "title": None},
                },
            },
            came,
        ],
    }


def intervals() -> dict[str, Any]:
    """How often intervals cover for calibrated forecasts at 0.95: the usual bootstrap, and ours."""
    scenario = Binary("", (0.95,))
    rows = []
    for n in EVENTS:
        rows.append({"n": n, "covered": coverage(scenario, n, 1000), "how": "Foresaid"})
        rows.append(
            {"n": n, "covered": percentile(scenario, n, 1000), "how": "percentile bootstrap"}
        )
    nominal = {
        "data": {"values": [{"covered": 0.95}]},
        "mark": {"type": "rule", "strokeDash": [4, 3]},
    }
    return {
        "width": 420,
        "height": 200,
        "encoding": {"y": axis("covered", "share of intervals that cover", [0, 1])},
        "layer": [
            {
                "data": {"values": rows},
                "mark": {"type": "line", "point": True},
                "encoding": {
                    "x": {
                        "field": "n",
                        "type": "ordinal",
                        "title": "events",
                        "axis": {"labelAngle": 0},
                    },
                    "color": {"field": "how", "type": "nominal", "title": None},
                },
            },
            nominal,
        ],
    }


def percentile(scenario: Binary, n: int, replications: int) -> float:
    """The coverage of the percentile bootstrap over events."""
    generator = np.random.default_rng(20200809)
    hits = 0
    for _ in range(replications):
        sums = scenario.draw(n, generator).sums
        means = generator.choice(sums, (1000, n)).mean(axis=1)
        low, high = np.quantile(means, (0.025, 0.975))
        hits += bool(low <= truth(scenario) <= high)
    return hits / replications


def governors() -> dict[str, Any]:
    """The CORP diagram of the sample data's 72 elections, each an event of its own, with its band."""
    with GOVERNORS.open() as file:
        rows = [row for row in csv.DictReader(file) if row["model"] == "classic"]
    p = np.array([float(row["probability"]) for row in rows])
    won = np.array([float(row["won"]) for row in rows])
    ids = np.arange(len(p))
    curve, band = corp(p, won, ids), consistency_band(p, ids, ids, np.random.default_rng(1))
    if curve is None or band is None:
        raise ValueError(f"{GOVERNORS} holds no forecasts.")
    wander = zip(band.p, band.low, band.high, strict=True)
    line = zip(curve.p, curve.recalibrated, strict=True)
    return {
        "width": 260,
        "height": 260,
        "encoding": {"x": axis("p", "said", [0, 1])},
        "layer": [
            {
                "data": {"values": [{"p": a, "low": b, "high": c} for a, b, c in wander]},
                "mark": {"type": "area", "opacity": 0.25},
                "encoding": {
                    "y": axis("low", "came true", [0, 1]),
                    "y2": {"field": "high"},
                },
            },
            {
                "data": {"values": [{"p": a, "came": b} for a, b in line]},
                "mark": {"type": "line", "point": {"size": 12}},
                "encoding": {"y": axis("came", "came true", [0, 1])},
            },
        ],
    }


def axis(field: str, title: str, domain: list[float]) -> dict[str, Any]:
    """A quantitative axis."""
    return {"field": field, "type": "quantitative", "title": title, "scale": {"domain": domain}}


def main() -> None:
    """Write each figure as SVG."""
    folder = ROOT / "docs/figures"
    folder.mkdir(exist_ok=True)
    for draw in (share, intervals, governors):
        specification = draw() | {"config": {"background": "white"}}
        svg = vl_convert.vegalite_to_svg(specification)
        (folder / f"{draw.__name__}.svg").write_text(svg)


if __name__ == "__main__":
    main()
