"""Scores are compared with the digest that their act carries, and computed again."""

import pytest

from predictions.columns import guards
from predictions.forecasts.models import Coding
from predictions.scores.models import Score
from predictions.scores.operations import score_pending
from predictions.scores.verification import problems
from tests.cast import record, resolved, tunnel


@pytest.fixture
def scored(project, now):
    record(project, now)
    for key, value in {"bridge": True, "boats": 41, "mayor": "Ada"}.items():
        resolved(key, value, now)
    score_pending(now=now)


def test_scores_as_written_fit_their_act(scored):
    assert list(problems()) == []


def test_a_changed_score_is_noticed_and_named(scored):
    Score.objects.filter(coding__forecast__key="boats").update(skill=99)
    coding = Coding.objects.get(forecast__key="boats").pk

    digest, again = problems()

    assert "their digest differs" in digest
    assert again.startswith(f"The score of coding {coding} against report ")
    assert "its skill is 99, and " in again


def test_what_no_digest_holds_is_computed_again_too(scored):
    Score.objects.filter(coding__forecast__key="bridge").update(log_clipped=True)

    assert ["its log_clipped is 1, and 0" in one for one in problems()] == [True]


def test_a_changed_coding_no_longer_fits_its_score(scored):
    guards.remove()
    Coding.objects.filter(forecast__key="bridge").update(prediction={"p": 0.5})

    assert "its score is 0.0025, and 0.25 when computed again" in next(problems())


def test_a_coding_that_cannot_be_scored_any_more_is_named(scored):
    guards.remove()
    Coding.objects.filter(forecast__key="bridge").update(prediction={"p": 7})

    assert ["cannot be computed again" in one for one in problems()] == [True]


def test_scores_by_former_rules_are_compared_with_their_digest_only(scored):
    Score.objects.filter(coding__forecast__key="boats").update(rules_version=1, covered=True)

    assert list(problems()) == []


def test_rare_shapes_are_computed_again(project, now):
    record(project, now, forecasts=[tunnel(prediction={"not_by_horizon": 0.4})])
    resolved("tunnel", "2026-05-20", now)
    assert score_pending(now=now) == 1

    assert list(problems()) == []


def test_a_score_that_is_gone_is_noticed(scored):
    Score.objects.filter(coding__forecast__key="boats").delete()

    assert [one.endswith("of its scores are there.") for one in problems()] == [True]


def test_a_score_of_no_act_is_noticed(scored):
    Score.objects.filter(coding__forecast__key="boats").update(act=12345)

    assert "which scored nothing" in next(problems())
