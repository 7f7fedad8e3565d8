"""What hindsight there was is derived where it can be, and asked for where it cannot."""

from datetime import UTC, datetime, timedelta

import pytest

from predictions.accounts.operations import create_user
from predictions.forecasts.models import Coding
from predictions.forecasts.queries import coding_hindsight
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.operations import propose
from predictions.questions.hindsight import HindsightRefused, hindsight_of
from predictions.questions.models import Question
from predictions.questions.operations import put_off
from tests.cast import TEXT, bridge, ferry, question, record, resolved

JUNE = datetime(2026, 6, 1, tzinfo=UTC)
JULY = datetime(2026, 7, 1, tzinfo=UTC)
AUGUST = datetime(2026, 8, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def recorded(project, now):
    return record(project, now, forecasts=[bridge()])


def known(now, said="", by=None):
    return hindsight_of(now=now, question=question("bridge"), by=by, said=said)


@pytest.mark.parametrize("said", ["", "prospective", "blind"])
def test_before_its_date_everything_about_an_open_question_is_prospective(now, said):
    assert known(now, said) == "prospective"


def test_who_says_that_it_is_hindsight_is_believed(now):
    assert known(now, "retrospective") == "retrospective"


def test_after_its_date_an_open_question_leaves_it_to_the_author():
    assert known(JUNE, "prospective") == "prospective"
    assert known(JUNE, "blind") == "blind"
    with pytest.raises(HindsightRefused) as caught:
        known(JUNE)
    assert "only you can say" in caught.value.reason
    assert caught.value.field == "hindsight"


@pytest.mark.parametrize("said", ["", "prospective"])
def test_when_the_outcome_could_be_known_it_is_hindsight(said):
    resolved("bridge", True, JUNE)

    assert known(JULY, said) == "retrospective"


def test_before_the_world_could_know_it_is_none():
    resolved("bridge", True, JUNE, now=JULY)

    assert known(JUNE - timedelta(days=1)) == "prospective"


def test_blind_is_said_by_somebody_who_has_not_seen_the_outcome(user, reviewer):
    resolved("bridge", True, JUNE, actor=reviewer)

    assert known(JULY, "blind", by=user) == "blind"


def test_who_recorded_the_outcome_is_not_blind(reviewer):
    resolved("bridge", True, JUNE, actor=reviewer)

    with pytest.raises(HindsightRefused, match="Rosa has reported or confirmed the outcome"):
        known(JULY, "blind", by=reviewer)


def test_who_proposed_an_answer_early_is_neither_blind_nor_prospective(now, reviewer):
    later = now + timedelta(days=1)
    propose(
        now=now,
        actor=reviewer,
        question=question("bridge"),
        known_at=now,
        value=True,
        source="the harbour office",
        evidence=[NewEvidence(quotation="Open.")],
    )

    assert known(later, "prospective", by=reviewer) == "retrospective"
    with pytest.raises(HindsightRefused):
        known(later, "blind", by=reviewer)


def test_who_only_put_it_off_may_be_blind(now):
    patient = create_user(now=now, actor=None, email="pat@example.org", name="Pat")
    put_off(now=JUNE, actor=patient, question=question("bridge"), until=JULY, reason="Fog.")
    resolved("bridge", True, JULY)

    assert known(JULY + timedelta(days=1), "blind", by=patient) == "blind"


def test_another_word_is_refused(now):
    with pytest.raises(HindsightRefused) as caught:
        known(now, "wise")
    assert "prospective, blind, retrospective" in caught.value.remedy


def test_a_draft_without_a_date_leaves_it_to_the_author(project, now):
    record(project, now, text="The ferry stops.", forecasts=[ferry(
        quote="The ferry stops", resolves_at=None, wording="likely"
    )], coding="fully coded, blind")  # fmt: skip

    assert question("ferry").status == Question.Status.DRAFT
    assert Coding.objects.get(forecast__key="ferry").hindsight == "blind"


def effective(key="bridge"):
    return Coding.objects.annotate(known=coding_hindsight()).get(forecast__key=key).known


def test_a_coding_in_good_faith_turns_out_to_be_hindsight(now):
    assert effective() == "prospective"

    resolved("bridge", True, now - timedelta(days=1), now=JUNE)

    assert effective() == "retrospective"


def test_a_coding_before_the_world_could_know_stays_prospective():
    resolved("bridge", True, JUNE)

    assert effective() == "prospective"


@pytest.mark.parametrize(("said", "known_at", "turned_out"), [
    ("blind", AUGUST, "prospective"),
    ("blind", JUNE, "blind"),
    ("retrospective", AUGUST, "retrospective"),
])  # fmt: skip
def test_what_was_said_is_held_against_when_the_world_could_know(
    project, said, known_at, turned_out
):
    record(project, JULY, text=f"{TEXT}Again.", forecasts=[
        bridge(key="late", question="Did it open before June?")
    ], coding=f"fully coded, {said}")  # fmt: skip

    resolved("late", True, known_at, now=AUGUST)

    assert effective("late") == turned_out
