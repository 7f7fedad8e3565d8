"""The density of a forecast and of its reference on one scale, as shapes for an SVG.

Densities are drawn as `Knots` means them: level between knots, exponential beyond the outer ones. The
shapes carry classes, no colours, so that light and dark are the style sheet's business.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.utils.formats import date_format
from django.utils.translation import gettext

from predictions.scoring_rules import (
    DID_NOT_HAPPEN,
    Knots,
    Prediction,
    Space,
    distributions,
    quantile,
)

WIDTH, BASE, TOP = 592.0, 112.0, 24.0
# What a character of a label takes, what lies between two labels, and what a name takes.
CHARACTER, GAP, NAME = 7.0, 8.0, 66.0
TAIL_POINTS = 48
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Label:
    """A value under the axis: its tick, and its text where there is room for one."""

    x: float
    text: str
    at: float | None
    anchor: str = "middle"


@dataclass(frozen=True)
class Curve:
    """A density: its line, and where its name stands."""

    line: str
    name_x: float
    name_y: float


@dataclass(frozen=True)
class Density:
    """A drawing of WIDTH by 164: the forecast, the reference if it has a density, the outcome."""

    unit: str
    forecast: Curve
    reference: Curve | None
    knots: Sequence[Label]
    reference_knots: Sequence[Label]
    outcome: Label | None
    rows: Sequence[tuple[str, str, str]]
    description: str

    @property
    def area(self) -> str:
        """The forecast's line, closed along the axis."""
        return f"{self.forecast.line} L{WIDTH:g} {BASE:g} L0 {BASE:g}Z"


@dataclass(frozen=True)
class Words:
    """What the drawing is labelled with."""

    forecast: str
    reference: str
    outcome: str
    description: str


def density(
    prediction: Prediction,
    *,
    space: Space,
    unit: str,
    reference: Prediction | None = None,
    outcome: Any = None,
    words: Words,
) -> Density | None:
    """The drawing of a prediction with knots; None for what has no density."""
    if not _has_density(prediction):
        return None
    own = distributions([prediction], [space])
    other = None
    if reference and _has_density(reference):
        other = distributions([reference], [space])
    is_date = space.type == "date"
    happened = _number(outcome, is_date)
    low, high = _range([own, *([other] if other else [])], happened)
    place = _Scale(low, high)
    top = max(_peak(one) for one in (own, other) if one is not None)
    say = _day if is_date else _figure
    at = None if happened is None else place(happened)
    return Density(
        unit=unit,
        forecast=_curve(own, place, top, at, beside=False),
        reference=_curve(other, place, top, at, beside=True) if other else None,
        knots=_labels(own, place, say, beside=gettext("knots")),
        reference_knots=_labels(other, place, say, beside=words.reference) if other else (),
        outcome=_outcome(happened, place, words.outcome, say),
        rows=[
            (name, value, f"{level:g}")
            for name, one in ((words.forecast, own), (words.reference, other))
            if one is not None
            for value, level in zip(map(say, one.values[0]), one.levels[0], strict=True)
        ],
        description=words.description,
    )


class _Scale:
    """From values to the width of the drawing."""

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high

    def __call__(self, value: float) -> float:
        return round(float(WIDTH * (value - self.low) / (self.high - self.low)), 1)


def _has_density(prediction: Prediction) -> bool:
    return "knots" in prediction or "not_by_horizon" in prediction


def _number(outcome: Any, is_date: bool) -> float | None:
    if outcome is None or outcome == DID_NOT_HAPPEN:
        return None
    if is_date:
        return (date.fromisoformat(outcome) - EPOCH).days + 1.0
    return float(outcome)


def _range(knots: Sequence[Knots], outcome: float | None) -> tuple[float, float]:
    """What is shown: nearly all of every density, and the outcome, with a margin, inside the bounds."""
    ends = [float(quantile(one, level)[0]) for one in knots for level in (0.01, 0.99)]
    ends += [float(value) for one in knots for value in one.values[0]]
    ends += [] if outcome is None else [outcome]
    low, high = min(ends), max(ends)
    margin = 0.06 * (high - low) or 1.0
    lower, upper = knots[0].lower[0], knots[0].upper[0]
    return (
        max(low - margin, min(lower, low)) if np.isfinite(lower) else low - margin,
        min(high + margin, max(upper, high)) if np.isfinite(upper) else high + margin,
    )


def _slopes(knots: Knots) -> np.ndarray[Any, Any]:
    rise, width = np.diff(knots.levels[0]), np.diff(knots.values[0])
    return np.asarray(rise / np.maximum(width, 1e-200))


def _peak(knots: Knots) -> float:
    return float(_slopes(knots).max())


def _points(knots: Knots, low: float, high: float) -> list[tuple[float, float]]:
    """(value, density) along the shown range: exact between knots, close in the tails."""
    values, slopes = knots.values[0], _slopes(knots)
    first, last = float(values[0]), float(values[-1])
    lower, upper = max(low, float(knots.lower[0])), min(high, float(knots.upper[0]))
    points = [(low, 0.0), (lower, 0.0)] if lower > low else []
    mass, scale = (float(part[0]) for part in knots.lower_tail())
    if mass > 0 and first > lower:
        points += [
            (x, mass / scale * float(np.exp((x - first) / scale)))
            for x in np.linspace(lower, first, TAIL_POINTS)
        ]
    for slope, start, end in zip(slopes, values[:-1], values[1:], strict=True):
        points += [(float(start), float(slope)), (float(end), float(slope))]
    mass, scale = (float(part[0]) for part in knots.upper_tail())
    if mass > 0 and upper > last:
        points += [
            (x, mass / scale * float(np.exp((last - x) / scale)))
            for x in np.linspace(last, upper, TAIL_POINTS)
        ]
    if upper < high:
        points += [(upper, 0.0), (high, 0.0)]
    return [(min(max(x, low), high), y) for x, y in points]


def _curve(knots: Knots, place: _Scale, top: float, outcome: float | None, beside: bool) -> Curve:
    points = [
        (place(x), round(BASE - (BASE - TOP) * y / top, 1))
        for x, y in _points(knots, place.low, place.high)
    ]
    line = "M" + " ".join(f"{x:g} {y:g}" for x, y in points)
    peak = min(y for _, y in points)
    start = next(x for x, y in points if y == peak)
    near_outcome = outcome is not None and abs(start - outcome) < 2 * NAME
    if BASE - peak < 2 * NAME / 3:
        # Too low for a name on its flank.
        return Curve(line, (WIDTH - NAME if beside else min(start + 6, WIDTH - NAME)), peak - 6)
    if not beside and not (near_outcome and peak < TOP + 12):
        return Curve(line, min(start + 6, WIDTH - NAME), peak - 6)
    # Half-way down its right flank, or its left one at the edge, where it has left the other line.
    half = (BASE + peak) / 2
    right = max(x for x, y in points if y <= half)
    left = min(x for x, y in points if y <= half)
    return Curve(line, right + 7 if right <= WIDTH - NAME else max(left - NAME, 0), half)


def _labels(
    knots: Knots, place: _Scale, say: Callable[[float], str], *, beside: str
) -> list[Label]:
    """The outer knots first; those between them where there is room beside the row's name."""
    order = [0, len(knots.values[0]) - 1, *range(1, len(knots.values[0]) - 1)]
    taken: list[tuple[float, float]] = [(0.0, 0.9 * CHARACTER * len(beside))]
    labels: dict[int, Label] = {}
    for index in order:
        value = float(knots.values[0][index])
        x, text = place(value), say(value)
        width = CHARACTER * len(text)
        for anchor, start in (("middle", x - width / 2), ("start", x), ("end", x - width)):
            free = all(start + width + GAP <= low or start >= high + GAP for low, high in taken)
            if free and start + width <= WIDTH:
                taken.append((start, start + width))
                labels[index] = Label(x, text, x, anchor)
                break
        else:
            labels[index] = Label(x, text, None)
    return [labels[index] for index in sorted(labels)]


def _outcome(
    value: float | None, place: _Scale, word: str, say: Callable[[float], str]
) -> Label | None:
    if value is None:
        return None
    x = place(value)
    text = f"{word} {say(value)}"
    return Label(x, text, x - 7, "end") if x > WIDTH / 2 else Label(x, text, x + 7, "start")


def _figure(value: float) -> str:
    return f"{value:.6g}".replace("-", "−")


def _day(days: float) -> str:
    """The day at whose end so many days have passed."""
    return date_format(EPOCH + timedelta(days=round(days) - 1), "j M Y")
