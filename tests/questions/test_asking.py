"""When a question is due, and who is asked about it."""

from datetime import UTC, datetime

import pytest

from predictions.accounts.operations import create_user
from predictions.questions.models import Assignment
from predictions.questions.operations import (
    AlreadyDecided,
    NotResolved,
    QuestionRefused,
    assign_reviewer,
    change_date,
    ensure_event,
    hand_over,
    put_off,
    reopen,
)
from predictions.questions.queries import due
from tests.cast import boats, bridge, question, record, resolved

JUNE = datetime(2026, 6, 1, tzinfo=UTC)
JULY = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def recorded(project, now):
    return record(project, now, forecasts=[bridge(), boats()])


def test_a_question_is_due_from_its_date_on():
    before_the_boats = datetime(2026, 5, 1, 23, 59, tzinfo=UTC)

    assert not due(now=before_the_boats).exists()
    assert list(due(now=JUNE)) == [question("boats"), question("bridge")]


def test_what_is_resolved_is_due_no_more():
    resolved("boats", 41, JUNE)

    assert list(due(now=JULY)) == [question("bridge")]


def test_another_date_begins_a_new_round(now):
    moved = change_date(
        now=now,
        actor=None,
        question=question("bridge"),
        expected_version=1,
        resolves_at=JULY,
        reason="The harbour office wrote June.",
    )

    assert (moved.resolves_at, moved.asked_from, moved.round) == (JULY, JULY, 2)
    assert question("bridge") not in due(now=JUNE)


def test_what_is_put_off_stays_due_and_is_asked_about_later():
    waiting = put_off(now=JUNE, actor=None, question=question("bridge"), until=JULY, reason="Fog.")

    assert (waiting.resolves_at, waiting.asked_from) == (JUNE, JULY)
    assert waiting in due(now=JUNE)


def test_a_question_is_put_off_into_the_future_only():
    with pytest.raises(QuestionRefused, match="not in the future"):
        put_off(now=JULY, actor=None, question=question("bridge"), until=JUNE, reason="Fog.")


def test_putting_off_needs_a_reason():
    with pytest.raises(QuestionRefused, match="A reason is missing"):
        put_off(now=JUNE, actor=None, question=question("bridge"), until=JULY, reason=" ")


def test_what_is_resolved_cannot_be_put_off():
    resolved("bridge", True, JUNE)

    with pytest.raises(AlreadyDecided):
        put_off(now=JUNE, actor=None, question=question("bridge"), until=JULY, reason="Fog.")


def test_what_is_resolved_can_be_reopened():
    resolved("bridge", True, JUNE)

    opened = reopen(now=JULY, actor=None, question=question("bridge"), reason="It was a rehearsal.")

    assert (opened.status, opened.asked_from, opened.round) == ("open", JULY, 2)
    assert opened in due(now=JULY)


def test_what_is_open_cannot_be_reopened():
    with pytest.raises(NotResolved):
        reopen(now=JULY, actor=None, question=question("bridge"), reason="Why not?")


def test_a_reviewer_is_assigned_once(reviewer, now):
    for _ in range(2):
        assign_reviewer(now=now, actor=None, question=question("bridge"), reviewer=reviewer)

    assert Assignment.objects.get().is_active


def test_a_question_is_handed_over(reviewer, user, now):
    assign_reviewer(now=now, actor=None, question=question("bridge"), reviewer=reviewer)

    hand_over(now=now, actor=reviewer, question=question("bridge"), giver=reviewer, taker=user)

    active = Assignment.objects.filter(is_active=True).values_list("reviewer", flat=True)
    assert list(active) == [user.pk]
    assert Assignment.objects.count() == 2


def test_nobody_hands_a_question_to_himself(reviewer, now):
    assign_reviewer(now=now, actor=None, question=question("bridge"), reviewer=reviewer)

    with pytest.raises(QuestionRefused, match="only be handed to somebody else"):
        hand_over(
            now=now, actor=reviewer, question=question("bridge"), giver=reviewer, taker=reviewer
        )


def test_nobody_hands_over_what_he_is_not_asked(reviewer, now):
    other = create_user(now=now, actor=None, email="otto@example.org")

    with pytest.raises(QuestionRefused, match="is not asked about this question"):
        hand_over(now=now, actor=other, question=question("bridge"), giver=other, taker=reviewer)


def test_an_event_has_a_name(project, now):
    with pytest.raises(QuestionRefused, match="The event has no name"):
        ensure_event(now=now, actor=None, project=project, name=" ")
