"""What was put there by other means than Foresaid is named, left out, and holds up nothing else."""

import pytest

from predictions.forecasts.models import Coding, Forecast
from predictions.questions.models import Question
from predictions.scores.models import Score
from predictions.scores.operations import score_all
from tests.cast import record, resolved

OUTCOMES = {
    "bridge": True, "ferry": False, "boats": 41, "mayor": "Ada", "tunnel": "2026-05-20",
}  # fmt: skip
BAD = {
    "a probability above one": ("bridge", {"p": 1.5}, "not a probability"),
    "a word": ("bridge", {"p": "likely"}, "not a number"),
    "a number without end": ("bridge", {"p": 10**400}, "finite"),
    "no shape at all": ("bridge", [1], "is no binary prediction"),
    "levels out of order": ("boats", {"knots": [[30, 0.9], [40, 0.5]]}, "not above"),
    "values out of order": ("boats", {"knots": [[50, 0.1], [40, 0.9]]}, "not above"),
    "a value outside the bounds": ("boats", {"knots": [[30, 0.1], [400, 0.9]]}, "last possible"),
    "a level of one": ("boats", {"knots": [[30, 0.1], [40, 1.0]]}, "not between 0 and 1"),
    "an option that is none": ("mayor", {"probabilities": {"Ada": 1.0}}, "every option"),
    "a sum above one": (
        "mayor", {"probabilities": {"Ada": 0.9, "Bo": 0.3, "Cy": 0.1}}, "sum to",
    ),
    "a day that is none": ("tunnel", {"knots": [["2026-02-30", 0.2], ["2026-06-01", 0.9]]}, "date"),
}  # fmt: skip


@pytest.fixture
def everything_resolved(project, now):
    record(project, now)
    for key, value in OUTCOMES.items():
        resolved(key, value, now)


def put(key, prediction):
    """A coding that no operation has written."""
    coding = Coding.objects.get(forecast__key=key)
    coding.pk, coding.number, coding.reason = None, 2, "Put there."
    coding.prediction, coding.cautious, coding.bold = prediction, None, None
    coding.save()
    Forecast.objects.filter(key=key).update(coding=coding)


@pytest.mark.parametrize(("key", "prediction", "reason"), BAD.values(), ids=BAD)
def test_a_bad_prediction_is_named_and_the_rest_is_scored(
    everything_resolved, now, key, prediction, reason
):
    put(key, prediction)

    run = score_all(now=now)

    (left_out,) = run.left_out
    assert left_out.coding == Forecast.objects.get(key=key).coding_id
    assert reason in str(left_out)
    assert run.scored == 4
    assert not Score.objects.filter(coding__forecast__key=key).exists()


def test_an_outcome_outside_the_bounds_is_named(everything_resolved, now):
    Question.objects.filter(forecasts__key="boats").update(upper=39)

    run = score_all(now=now)

    assert ["above the last possible value" in str(one) for one in run.left_out] == [True]
    assert run.scored == 4


def test_a_reference_without_spread_is_named(everything_resolved, now):
    Question.objects.filter(forecasts__key="boats").update(lower=-1e6, upper=1e6)

    run = score_all(now=now)

    assert ["spread is below 1 % of the bounds" in str(one) for one in run.left_out] == [True]
    assert run.scored == 4
