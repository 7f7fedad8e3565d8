"""Criteria change only with a reason, and stay as versions."""

from datetime import UTC, datetime

import pytest

from predictions.errors import Stale
from predictions.forecasts.models import Coding
from predictions.forecasts.operations import recode
from predictions.ledger.queries import acts_on
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.operations import propose
from predictions.questions.models import Criteria
from predictions.questions.operations import (
    CriteriaStand,
    QuestionRefused,
    change_criteria,
    reopen,
)
from tests.cast import bridge, question, record, resolved, rows_of_every_table

JUNE = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def recorded(project, now):
    return record(project, now, forecasts=[bridge()])


def change(now, **changes):
    given = {
        "actor": None,
        "question": question("bridge"),
        "expected_version": question("bridge").version,
        "criteria": "Everybody may cross, on foot too.",
        "deciding_source": "the harbour office",
        "reason": "Cyclists were turned back.",
    }
    return change_criteria(now=now, **given | changes)


def test_changed_criteria_are_a_version_with_a_reason(now, user):
    changed = change(now, actor=user)

    assert changed.criteria.text == "Everybody may cross, on foot too."
    assert (changed.criteria.number, changed.criteria.reason) == (2, "Cyclists were turned back.")
    assert Criteria.objects.get(number=1).text == "The harbour office opens it to everybody."
    act = acts_on(changed).first()
    assert (act.verb, act.actor, act.reason) == (
        "criteria changed",
        user,
        "Cyclists were turned back.",
    )


def test_a_coding_keeps_the_criteria_it_was_made_under(now):
    change(now)
    first = Coding.objects.get()
    second = recode(
        now=now,
        actor=None,
        forecast=first.forecast,
        expected_number=1,
        prediction={"p": 0.9},
        how="stated",
        reason="Read again under the new criteria.",
    )

    assert (first.criteria.number, second.criteria.number) == (1, 2)


def test_criteria_do_not_change_without_a_reason(now):
    before = rows_of_every_table()

    with pytest.raises(QuestionRefused) as caught:
        change(now, reason=" ")

    assert caught.value.field == "reason"
    assert rows_of_every_table() == before


def test_criteria_changed_by_somebody_else_are_read_first(now):
    change(now)

    with pytest.raises(Stale):
        change(now, expected_version=1, criteria="Only cars.")


def test_the_same_criteria_are_no_change(now):
    with pytest.raises(CriteriaStand, match="These are the criteria it has"):
        change(now, criteria="The harbour office opens it to everybody.")


@pytest.mark.parametrize("lacking", ["criteria", "deciding_source"])
def test_an_open_question_keeps_criteria_and_source(now, lacking):
    with pytest.raises(QuestionRefused) as caught:
        change(now, **{lacking: ""})
    assert caught.value.field == "criteria"


def test_criteria_by_which_an_answer_was_proposed_stand(now, reviewer):
    propose(
        now=now,
        actor=reviewer,
        question=question("bridge"),
        known_at=now,
        value=True,
        source="the harbour office",
        evidence=[NewEvidence(quotation="Open.")],
    )

    with pytest.raises(CriteriaStand):
        change(now)


def test_criteria_by_which_a_question_was_resolved_change_after_it_is_reopened():
    resolved("bridge", True, JUNE)
    with pytest.raises(CriteriaStand) as caught:
        change(JUNE)
    assert "reopen" in caught.value.remedy

    reopen(now=JUNE, actor=None, question=question("bridge"), reason="Was it open on foot?")

    assert change(JUNE, hindsight="retrospective").criteria.hindsight == "retrospective"
