"""The drawing of a forecast beside its reference: one scale, and everything inside the frame."""

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from predictions.dashboard.marked.density import BASE, TOP, WIDTH, Density, Words, density
from predictions.scoring_rules import Space

WORDS = Words("forecast", "reference", "outcome", "what it shows")
SHARE = Space(type="numeric", lower=0, upper=100)
FORECAST = {"knots": [[60.0, 0.05], [70.0, 0.5], [83.0, 0.95]]}
REFERENCE = {"knots": [[75.65, 0.2], [81.325, 0.5], [83.47, 0.8]]}


def draw(prediction=FORECAST, space=SHARE, **given) -> Density:
    drawing = density(prediction, space=space, unit="percent", words=WORDS, **given)
    assert drawing
    return drawing


def points(line: str) -> list[tuple[float, float]]:
    numbers = [float(one) for one in re.findall(r"[\d.]+", line)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def mass(line: str) -> float:
    """What lies between a line and the axis, in the drawing's units."""
    xy = points(line)
    return sum((x2 - x1) * (BASE - (y1 + y2) / 2) for (x1, y1), (x2, y2) in pairwise(xy))


def test_forecast_and_reference_share_one_scale():
    drawing = draw(reference=REFERENCE, outcome=80.1)
    assert drawing.reference
    # Both are densities, so that what lies under them is nearly the same.
    assert mass(drawing.forecast.line) == pytest.approx(mass(drawing.reference.line), rel=0.05)
    assert min(y for _, y in points(drawing.reference.line)) == TOP
    assert min(y for _, y in points(drawing.forecast.line)) > TOP


def test_the_outcome_and_the_knots_are_labelled():
    drawing = draw(reference=REFERENCE, outcome=80.1)
    assert drawing.outcome
    assert drawing.outcome.text == "outcome 80.1"
    assert [label.text for label in drawing.knots] == ["60", "70", "83"]
    assert ("reference", "81.325", "0.5") in drawing.rows


def test_what_has_no_density_is_not_drawn():
    for prediction in ({"p": 0.95}, {"point": 4.7}, {"probabilities": {"Ada": 1.0}}):
        assert density(prediction, space=SHARE, unit="", words=WORDS) is None


def test_dates_are_labelled_as_days():
    space = Space(type="date", published=date(2026, 3, 1), horizon=date(2026, 12, 31))
    prediction = {"knots": [["2026-05-01", 0.2], ["2026-07-31", 0.95]]}
    drawing = draw(prediction, space, reference={"not_by_horizon": 0.0}, outcome="2026-06-10")
    assert [label.text for label in drawing.knots] == ["1 May 2026", "31 Jul 2026"]
    assert drawing.outcome
    assert drawing.outcome.text == "outcome 10 Jun 2026"
    assert draw(prediction, space, outcome="did not happen").outcome is None


values = st.lists(
    st.floats(-1e6, 1e6).map(lambda x: round(x, 3)), min_size=2, max_size=5, unique=True
)


@settings(deadline=None, derandomize=True)
@given(values, st.floats(-1e6, 1e6))
def test_every_shape_and_label_stays_inside_the_frame(given, outcome):
    levels = [0.05 + 0.9 * index / (len(given) - 1) for index in range(len(given))]
    knots = [list(pair) for pair in zip(sorted(given), levels, strict=True)]
    drawing = draw({"knots": knots}, Space(type="numeric"), outcome=outcome)
    for x, y in points(drawing.forecast.line.replace("e-", "")):
        assert 0 <= x <= WIDTH
        assert 0 <= y <= BASE
    for label in drawing.knots:
        assert 0 <= label.x <= WIDTH
