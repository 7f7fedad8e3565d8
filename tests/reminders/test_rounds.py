"""A new date, a putting off and a reopening begin a new round; a handing over changes who is asked."""

from datetime import UTC, datetime, timedelta

import pytest

from predictions.accounts.operations import change_user, create_user, set_role
from predictions.errors import Stale
from predictions.ledger.operations import sequence
from predictions.ledger.verification import problems
from predictions.mail.models import Message
from predictions.questions.operations import (
    AlreadyDecided,
    NotResolved,
    QuestionRefused,
    change_date,
    hand_over,
    put_off,
    reopen,
)
from predictions.reminders.models import Digest, Reminder
from predictions.reminders.operations import drop_answered, plan, write_digests
from tests.cast import bridge, question, record, resolved

pytestmark = pytest.mark.django_db

JUNE = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def asked(project, reviewer, now):
    """The bridge of 1 June, of which Rosa has got the reminder."""
    record(project, now, forecasts=[bridge()], reviewers=(reviewer,))
    plan(now=JUNE)
    write_digests(now=JUNE)
    Message.objects.update(sent_at=JUNE)
    return question("bridge")


@pytest.fixture
def ben(project, now):
    """Who reviews beside Rosa."""
    ben = create_user(now=now, actor=None, email="ben@example.org", name="Ben")
    set_role(now=now, actor=None, project=project, user=ben, role="reviewer")
    return ben


def after(days: float) -> datetime:
    return JUNE + timedelta(days=days)


def postpone(asked, days: float = 40, **changes) -> None:
    given = {"actor": None, "until": after(days), "reason": "the opening was moved"}
    put_off(now=after(1), question=asked, **given | changes)


def give(asked, giver, taker, now=JUNE) -> None:
    hand_over(now=now, actor=giver, question=asked, giver=giver, taker=taker)


def rounds() -> list[tuple[int, str, int]]:
    return list(
        Reminder.objects.filter(reviewer__name="Rosa")
        .order_by("pk")
        .values_list("round", "stage", "step")
    )


def test_putting_off_moves_when_to_ask_and_not_when_it_resolves(asked):
    before = asked.resolves_at
    postpone(asked)
    asked.refresh_from_db()
    assert (asked.round, asked.asked_from, asked.resolves_at) == (2, after(40), before)


def test_what_was_put_off_is_asked_anew_from_then_on(asked):
    postpone(asked)
    assert plan(now=after(7)) == plan(now=after(39.9)) == 0
    plan(now=after(40))
    plan(now=after(43))
    assert rounds() == [(1, "due", 0), (2, "due", 0), (2, "again", 1)]


def test_what_was_put_off_is_still_shown_as_overdue_since_its_date(asked):
    postpone(asked)
    plan(now=after(40))
    write_digests(now=after(40))
    assert "40 days overdue" in Message.objects.latest("pk").text


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_putting_off_needs_a_reason(asked, reason):
    with pytest.raises(QuestionRefused, match="reason is missing"):
        postpone(asked, reason=reason)
    assert question("bridge").round == 1


@pytest.mark.parametrize("days", [1, 0, -5], ids=["now", "yesterday", "last week"])
def test_putting_off_needs_a_future_day(asked, days):
    with pytest.raises(QuestionRefused, match="not in the future"):
        postpone(asked, days)
    assert question("bridge").round == 1


def test_what_is_resolved_cannot_be_put_off(asked):
    resolved("bridge", True, JUNE)
    with pytest.raises(AlreadyDecided, match="resolved"):
        postpone(asked)


def test_a_new_date_after_a_reminder_begins_a_new_round(asked):
    change_date(
        now=after(1),
        actor=None,
        question=asked,
        expected_version=asked.version,
        resolves_at=after(20),
        reason="the council has moved it",
    )
    assert plan(now=after(19)) == 0
    assert plan(now=after(20)) == 1
    assert rounds() == [(1, "due", 0), (2, "due", 0)]
    assert question("bridge").resolves_at == after(20)


def test_a_new_date_that_somebody_else_has_changed_meanwhile_is_refused(asked):
    with pytest.raises(Stale):
        change_date(
            now=after(1),
            actor=None,
            question=asked,
            expected_version=asked.version - 1,
            resolves_at=after(20),
            reason="the council has moved it",
        )


def test_a_reopening_after_a_reminder_begins_a_new_round(asked):
    resolved("bridge", True, after(1))
    assert plan(now=after(3)) == 0
    reopen(now=after(5), actor=None, question=asked, reason="the log was wrong")
    assert plan(now=after(5)) == 1
    assert rounds() == [(1, "due", 0), (2, "due", 0)]


def test_only_what_is_resolved_can_be_reopened(asked):
    with pytest.raises(NotResolved):
        reopen(now=after(5), actor=None, question=asked, reason="the log was wrong")


def test_a_digest_of_an_earlier_round_is_not_sent(asked):
    plan(now=after(3))
    write_digests(now=after(3))
    put_off(now=after(3), actor=None, question=asked, until=after(40), reason="moved")
    drop_answered(after(3))
    assert Digest.objects.latest("pk").message.withdrawn_at == after(3)


def test_the_taker_is_asked_and_the_giver_is_not(asked, reviewer, ben):
    give(asked, reviewer, ben, after(1))
    plan(now=after(1))
    assert list(Reminder.objects.filter(reviewer=ben).values_list("stage", "step")) == [("due", 0)]
    plan(now=after(7))
    assert rounds() == [(1, "due", 0)]


def test_the_givers_unsent_reminder_drops_out(asked, reviewer, ben):
    plan(now=after(3))
    write_digests(now=after(3))
    give(asked, reviewer, ben, after(3))
    drop_answered(after(3))
    plan(now=after(3))
    write_digests(now=after(3))
    assert list(Message.objects.filter(sent_at=None, withdrawn_at=None).values_list("to")) == [
        (ben.email,)
    ]


def test_nobody_hands_over_to_themselves(asked, reviewer):
    with pytest.raises(QuestionRefused, match="somebody else"):
        give(asked, reviewer, reviewer)


def test_nothing_is_handed_to_somebody_who_may_not_sign_in(asked, reviewer, ben):
    ben = change_user(now=JUNE, actor=None, user=ben, name="Ben", time_zone="UTC", is_active=False)
    with pytest.raises(QuestionRefused, match="may sign in"):
        give(asked, reviewer, ben)


def test_who_is_not_asked_has_nothing_to_hand_over(asked, user, ben):
    with pytest.raises(QuestionRefused, match="not asked"):
        give(asked, ben, user)


def test_all_of_it_is_in_the_ledger(asked, reviewer, ben):
    give(asked, reviewer, ben)
    postpone(asked)
    resolved("bridge", True, after(2))
    reopen(now=after(5), actor=None, question=asked, reason="the log was wrong")
    sequence(now=after(5))
    assert list(problems()) == []
