"""A reviewer who snoozes is left in peace until then, and asked then, once."""

from datetime import UTC, datetime, timedelta

import pytest

from predictions.accounts.operations import create_user, set_role
from predictions.mail.models import Message
from predictions.questions.operations import change_date
from predictions.reminders.models import Digest, Reminder, Snooze
from predictions.reminders.operations import (
    NothingToAsk,
    drop_answered,
    plan,
    snooze,
    write_digests,
)
from tests.cast import bridge, question, record, resolved

pytestmark = pytest.mark.django_db

JUNE = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def asked(project, reviewer, now):
    """The bridge of 1 June, which Rosa has been asked about."""
    record(project, now, forecasts=[bridge()], reviewers=(reviewer,))
    plan(now=JUNE)
    return question("bridge")


def after(days: float) -> datetime:
    return JUNE + timedelta(days=days)


def put_to_sleep(asked, reviewer, days, now=JUNE) -> Snooze:
    return snooze(now=now, actor=reviewer, question=asked, reviewer=reviewer, days=days)


def planned(person) -> list[tuple[str, datetime]]:
    return list(
        Reminder.objects.filter(reviewer=person).order_by("pk").values_list("stage", "planned_at")
    )


def test_nothing_is_planned_while_a_question_is_snoozed(asked, reviewer):
    put_to_sleep(asked, reviewer, 10)
    assert plan(now=after(3)) == plan(now=after(7)) == plan(now=after(9.9)) == 0


def test_when_the_snooze_is_over_it_is_asked_then(asked, reviewer):
    snoozed = put_to_sleep(asked, reviewer, 1)
    assert plan(now=after(0.9)) == 0
    assert plan(now=after(1)) == 1
    assert planned(reviewer) == [("due", JUNE), ("snoozed", after(1))]
    assert Reminder.objects.get(stage="snoozed").snooze == snoozed


def test_it_is_asked_once_after_a_snooze(asked, reviewer):
    put_to_sleep(asked, reviewer, 1)
    assert [plan(now=after(day)) for day in (1, 1.5, 2, 2.5)] == [1, 0, 0, 0]


def test_after_a_long_snooze_one_digest_shows_the_question_once(asked, reviewer):
    put_to_sleep(asked, reviewer, 7)
    plan(now=after(7))
    assert write_digests(now=after(7)) == 1
    assert Message.objects.get().text.count("* Does the bridge open") == 1


def test_a_reminder_planned_before_the_snooze_is_not_sent_meanwhile(asked, reviewer):
    put_to_sleep(asked, reviewer, 1)
    assert write_digests(now=JUNE) == 0
    assert write_digests(now=after(1)) == 1


def test_a_snooze_after_queueing_stops_the_digest(asked, reviewer):
    write_digests(now=JUNE)
    put_to_sleep(asked, reviewer, 1)
    drop_answered(JUNE)
    assert Digest.objects.get().message.withdrawn_at == JUNE


def test_a_second_snooze_counts_from_itself(asked, reviewer):
    put_to_sleep(asked, reviewer, 1)
    put_to_sleep(asked, reviewer, 30, now=after(0.5))
    plan(now=after(2))
    assert write_digests(now=after(2)) == 0
    plan(now=after(30.5))
    write_digests(now=after(30.5))
    assert Digest.objects.filter(reviewer=reviewer).count() == 1


def test_other_reviewers_are_asked_all_the_same(project, asked, reviewer, now):
    ben = create_user(now=now, actor=None, email="ben@example.org", name="Ben")
    set_role(now=now, actor=None, project=project, user=ben, role="reviewer")
    asked.assignments.create(reviewer=ben, changed_at=JUNE)
    put_to_sleep(asked, reviewer, 30)
    plan(now=after(3))
    assert planned(ben) == [("again", after(3))]
    assert planned(reviewer) == [("due", JUNE)]


def test_editors_are_told_although_the_reviewer_sleeps(asked, user, reviewer):
    put_to_sleep(asked, reviewer, 30)
    plan(now=after(14))
    assert planned(user) == [("escalated", after(14))]


def test_nobody_is_woken_for_a_question_that_was_resolved(asked, reviewer):
    put_to_sleep(asked, reviewer, 1)
    resolved("bridge", True, after(0.5))
    assert plan(now=after(1)) == 0


def test_nobody_is_woken_for_an_earlier_round(asked, reviewer):
    put_to_sleep(asked, reviewer, 7)
    change_date(
        now=after(1),
        actor=None,
        question=asked,
        expected_version=asked.version,
        resolves_at=after(90),
        reason="the works began later",
    )
    assert plan(now=after(8)) == 0


def test_a_snooze_lasts_a_day_at_least(asked, reviewer):
    with pytest.raises(NothingToAsk, match="a day at least"):
        put_to_sleep(asked, reviewer, 0)
    assert not Snooze.objects.exists()


def test_what_is_resolved_cannot_be_snoozed(asked, reviewer):
    resolved("bridge", True, JUNE)
    with pytest.raises(NothingToAsk, match="resolved"):
        put_to_sleep(asked, reviewer, 1)
