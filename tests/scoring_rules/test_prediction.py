import json
import math
import pickle
from datetime import date
from typing import Any

import pytest

from predictions.scoring_rules import PredictionError, Space, parse

BINARY = Space("binary")
OPTIONS = Space("categorical", options=("Germany", "France", "Spain"))
SHARE = Space("numeric", lower=0, upper=100)
FREE = Space("numeric")
DAY = Space("date", published=date(2020, 8, 1), horizon=date(2020, 12, 31))

ACCEPTED = [
    (BINARY, {"p": 0.95}, {"p": 0.95}),
    (BINARY, {"p": 1}, {"p": 1.0}),
    (
        OPTIONS,
        {"probabilities": {"Spain": 0, "Germany": 0.25, "France": 0.75}},
        {"probabilities": {"Germany": 0.25, "France": 0.75, "Spain": 0.0}},
    ),
    (
        SHARE,
        {"knots": [[60, 0.05], (70, 0.5), [83, 0.95]]},
        {"knots": [[60.0, 0.05], [70.0, 0.5], [83.0, 0.95]]},
    ),
    (SHARE, {"knots": [[0, 0.25], [100, 0.75]]}, {"knots": [[0.0, 0.25], [100.0, 0.75]]}),
    (SHARE, {"interval": [60, 83]}, {"knots": [[60.0, 0.1], [83.0, 0.9]]}),
    (SHARE, {"point": 70}, {"point": 70.0}),
    (FREE, {"knots": [[-1e9, 0.1], [1e9, 0.9]]}, {"knots": [[-1e9, 0.1], [1e9, 0.9]]}),
    (
        DAY,
        {"knots": [["2020-08-14", 0.2], [date(2021, 8, 1), 0.8]]},
        {"knots": [["2020-08-14", 0.2], ["2021-08-01", 0.8]]},
    ),
    (DAY, {"not_by_horizon": 1}, {"not_by_horizon": 1.0}),
    (
        DAY,
        {"knots": [["2020-08-14", 0.2]], "not_by_horizon": 0.3},
        {"knots": [["2020-08-14", 0.2]], "not_by_horizon": 0.3},
    ),
    (
        DAY,
        {"knots": [["2020-08-14", 0.2], ["2021-08-14", 0.8]], "not_by_horizon": 0.3},
        {"knots": [["2020-08-14", 0.2], ["2021-08-14", 0.8]], "not_by_horizon": 0.3},
    ),
    (
        DAY,
        {"knots": [["2021-08-14", 0.5]], "not_by_horizon": 0.9},
        {"knots": [["2021-08-14", 0.5]], "not_by_horizon": 0.9},
    ),
    (
        DAY,
        {"interval": ["2020-08-14", "2020-09-14"]},
        {"knots": [["2020-08-14", 0.1], ["2020-09-14", 0.9]]},
    ),
    (DAY, {"point": "2021-01-01"}, {"point": "2021-01-01"}),
]

GOOD = [60, 0.05]
REFUSED: list[Any] = [
    (BINARY, None, "prediction"),
    (BINARY, 0.5, "prediction"),
    (BINARY, {}, "prediction"),
    (BINARY, {"p": 0.5, "note": ""}, "prediction"),
    (BINARY, {"point": 1}, "prediction"),
    (BINARY, {1: 2}, "prediction"),
    (BINARY, {"p": True}, "prediction.p"),
    (BINARY, {"p": "0.5"}, "prediction.p"),
    (BINARY, {"p": None}, "prediction.p"),
    (BINARY, {"p": math.nan}, "prediction.p"),
    (BINARY, {"p": 1.01}, "prediction.p"),
    (BINARY, {"p": -0.01}, "prediction.p"),
    (BINARY, {"p": 10**400}, "prediction.p"),
    (OPTIONS, {"probabilities": [0.2, 0.8]}, "prediction.probabilities"),
    (OPTIONS, {"probabilities": {"Germany": 0.5, "France": 0.5}}, "prediction.probabilities"),
    (
        OPTIONS,
        {"probabilities": {"Germany": 0.5, "France": 0.5, "Spain": 0, "Italy": 0}},
        "prediction.probabilities",
    ),
    (
        OPTIONS,
        {"probabilities": {"Germany": 0.5, "France": 0.5, "Spain": 0.1}},
        "prediction.probabilities",
    ),
    (
        OPTIONS,
        {"probabilities": {"Germany": 0.5, "France": 0.5 - 2e-9, "Spain": 0}},
        "prediction.probabilities",
    ),
    (
        OPTIONS,
        {"probabilities": {"Germany": 1.5, "France": -0.5, "Spain": 0}},
        "prediction.probabilities['Germany']",
    ),
    (SHARE, {"p": 0.5}, "prediction"),
    (SHARE, {"knots": [], "point": 3}, "prediction"),
    (SHARE, {"not_by_horizon": 0.5}, "prediction"),
    (SHARE, {"knots": []}, "prediction.knots"),
    (SHARE, {"knots": {}}, "prediction.knots"),
    (SHARE, {"knots": "60"}, "prediction.knots"),
    (SHARE, {"knots": [GOOD, 70]}, "prediction.knots[1]"),
    (SHARE, {"knots": [GOOD, [70, 0.5, 1]]}, "prediction.knots[1]"),
    (SHARE, {"knots": [GOOD, ["70", 0.5]]}, "prediction.knots[1]"),
    (SHARE, {"knots": [GOOD, [70, True]]}, "prediction.knots[1]"),
    (SHARE, {"knots": [GOOD, [math.inf, 0.9]]}, "prediction.knots[1]"),
    (SHARE, {"knots": [GOOD, [70, 1]]}, "prediction.knots[1]"),
    (SHARE, {"knots": [[60, 0], [70, 0.9]]}, "prediction.knots[0]"),
    (SHARE, {"knots": [GOOD, [101, 0.9]]}, "prediction.knots[1]"),
    (SHARE, {"knots": [[-1, 0.1], [50, 0.9]]}, "prediction.knots[0]"),
    (SHARE, {"knots": [GOOD, [60, 0.9]]}, "prediction.knots[1]"),
    (SHARE, {"knots": [GOOD, [70, 0.05]]}, "prediction.knots[1]"),
    (SHARE, {"knots": [GOOD, [70, 0.9], [65, 0.95]]}, "prediction.knots[2]"),
    (SHARE, {"knots": [[60, 0.26], [70, 0.9]]}, "prediction.knots"),
    (SHARE, {"knots": [[60, 0.1], [70, 0.74]]}, "prediction.knots"),
    (SHARE, {"knots": [[60, 0.1]]}, "prediction.knots"),
    (SHARE, {"interval": [83, 60]}, "prediction.knots[1]"),
    (SHARE, {"interval": 60}, "prediction.interval"),
    (SHARE, {"interval": [60, 70, 80]}, "prediction.interval"),
    (SHARE, {"point": 101}, "prediction.point"),
    (SHARE, {"point": False}, "prediction.point"),
    (DAY, {"knots": [["2020-07-31", 0.2], ["2020-09-01", 0.8]]}, "prediction.knots[0]"),
    (DAY, {"knots": [[18484, 0.2], ["2020-09-01", 0.8]]}, "prediction.knots[0]"),
    (DAY, {"knots": [["2020-8-14", 0.2], ["2020-09-01", 0.8]]}, "prediction.knots[0]"),
    (DAY, {"knots": [["2020-08-14", 0.8]], "not_by_horizon": 0.3}, "prediction.not_by_horizon"),
    (DAY, {"knots": [["2020-12-31", 0.2]], "not_by_horizon": 0.3}, "prediction.not_by_horizon"),
    (
        DAY,
        {"knots": [["2020-08-14", 0.2], ["2021-08-14", 0.6]], "not_by_horizon": 0.3},
        "prediction.knots[1]",
    ),
    (DAY, {"knots": [["2020-08-14", 0.3]], "not_by_horizon": 0.3}, "prediction.knots"),
    (DAY, {"knots": [["2020-08-14", 0.2]]}, "prediction.knots"),
    (DAY, {"not_by_horizon": 1.1}, "prediction.not_by_horizon"),
    (DAY, {"not_by_horizon": 0.5, "point": "2020-09-01"}, "prediction"),
    (DAY, {"point": "2020-07-31"}, "prediction.point"),
    (Space("date"), {"not_by_horizon": 0.5}, "prediction.not_by_horizon"),
]


@pytest.mark.parametrize(("space", "data", "canonical"), ACCEPTED)
def test_a_prediction_is_returned_in_its_canonical_form(space, data, canonical):
    parsed = parse(data, space)
    assert json.dumps(parsed, sort_keys=True) == json.dumps(canonical, sort_keys=True)
    assert parse(parsed, space) == parsed


@pytest.mark.parametrize(("space", "data", "field"), REFUSED)
def test_what_cannot_be_scored_is_refused_with_its_place_a_reason_and_a_remedy(space, data, field):
    with pytest.raises(PredictionError) as caught:
        parse(data, space)
    error = caught.value
    assert error.field == field
    assert str(error) == f"{field}: {error.reason}; {error.remedy}."


def test_options_are_returned_in_their_order():
    parsed = parse({"probabilities": {"Spain": 0, "Germany": 0.25, "France": 0.75}}, OPTIONS)
    assert list(parsed["probabilities"]) == ["Germany", "France", "Spain"]


def test_a_reference_may_look_back_before_any_publication():
    assert parse({"knots": [["1990-01-01", 0.2], ["2030-01-01", 0.8]]}, Space("date"))


def test_the_error_is_a_sentence_and_survives_a_journey_between_processes():
    error = pickle.loads(
        pickle.dumps(PredictionError("prediction.p", "2.0 is not a probability", "give one"))
    )
    assert str(error) == "prediction.p: 2.0 is not a probability; give one."
