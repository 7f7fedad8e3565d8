"""Scores are compared with the digest that their act carries."""

import pytest

from predictions.scores.models import Score
from predictions.scores.operations import score_pending
from predictions.scores.verification import problems
from tests.cast import record, resolved


@pytest.fixture
def scored(project, now):
    record(project, now)
    for key, value in {"bridge": True, "boats": 41, "mayor": "Ada"}.items():
        resolved(key, value, now)
    score_pending(now=now)


def test_scores_as_written_fit_their_act(scored):
    assert list(problems()) == []


def test_a_changed_score_is_noticed(scored):
    Score.objects.filter(coding__forecast__key="boats").update(skill=99)

    assert ["their digest differs" in one for one in problems()] == [True]


def test_a_score_that_is_gone_is_noticed(scored):
    Score.objects.filter(coding__forecast__key="boats").delete()

    assert [one.endswith("of its scores are there.") for one in problems()] == [True]


def test_a_score_of_no_act_is_noticed(scored):
    Score.objects.filter(coding__forecast__key="boats").update(act=12345)

    assert "which scored nothing" in next(problems())
