from dataclasses import replace
from datetime import date

import pytest

from predictions.scoring_rules import (
    PredictionError,
    Space,
    check_reference,
    default_reference,
    parse,
)

BINARY = Space("binary")
OPTIONS = Space("categorical", options=("a", "b", "c", "d"))
SHARE = Space("numeric", lower=0, upper=100)
DAY = Space("date", published=date(2020, 8, 1), horizon=date(2020, 12, 31))


def test_ignorance_is_uniform():
    assert default_reference(BINARY) == {"p": 0.5}
    assert default_reference(OPTIONS) == {
        "probabilities": {"a": 0.25, "b": 0.25, "c": 0.25, "d": 0.25}
    }
    assert default_reference(SHARE) == {"knots": [[0, 0], [100, 1]]}
    assert default_reference(DAY) == {"not_by_horizon": 0}


def test_a_number_without_bounds_has_no_default():
    assert default_reference(Space("numeric", lower=0)) is None


@pytest.mark.parametrize("space", [BINARY, OPTIONS, SHARE, DAY], ids=lambda space: space.type)
def test_the_default_can_serve(space):
    check_reference(default_reference(space), space)


@pytest.mark.parametrize(
    ("space", "data"),
    [
        (BINARY, {"p": 0.01}),
        (BINARY, {"p": 0.99}),
        (OPTIONS, {"probabilities": {"a": 0.9, "b": 0.1, "c": 0, "d": 0}}),
        (SHARE, {"knots": [[75.65, 0.2], [81.325, 0.5], [83.47, 0.8]]}),
        (Space("numeric"), {"knots": [[1, 0.2], [1.001, 0.8]]}),
        (DAY, {"knots": [["2020-08-14", 0.2], ["2021-08-14", 0.8]]}),
    ],
)
def test_a_reference_with_spread_can_serve(space, data):
    check_reference(parse(data, space), space)


@pytest.mark.parametrize(
    ("space", "data", "field"),
    [
        (BINARY, {"p": 0.009}, "reference.p"),
        (BINARY, {"p": 1}, "reference.p"),
        (OPTIONS, {"probabilities": {"a": 1, "b": 0, "c": 0, "d": 0}}, "reference.probabilities"),
        (SHARE, {"point": 80}, "reference.point"),
        (SHARE, {"knots": [[80, 0.2], [81, 0.8]]}, "reference"),
        (DAY, {"not_by_horizon": 1}, "reference"),
        (DAY, {"knots": [["2020-08-14", 0.2], ["2020-08-15", 0.8]]}, "reference"),
        # Wide as long as what is past by publication counts.
        (
            DAY,
            {"knots": [["2000-01-01", 0.1], ["2020-07-30", 0.5], ["2020-08-02", 0.99]]},
            "reference",
        ),
        (Space("date", horizon=date(2020, 12, 31)), {"not_by_horizon": 0.5}, "space"),
    ],
)
def test_a_reference_that_knows_the_answer_is_refused(space, data, field):
    with pytest.raises(PredictionError) as caught:
        check_reference(parse(data, replace(space, published=None)), space)
    assert caught.value.field == field
