"""What waits goes into one digest per reviewer and local day, as one message of the outbox."""

from datetime import UTC, date, datetime, timedelta

import pytest

from predictions.accounts.models import Project, User
from predictions.accounts.operations import create_user
from predictions.mail.models import Message
from predictions.mail.operations import claim, mark_sent
from predictions.mail.queries import queued
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.operations import resolve
from predictions.reminders.models import Digest
from predictions.reminders.operations import drop_answered, plan, set_preference, write_digests
from tests.cast import bridge, ferry, question, record

pytestmark = pytest.mark.django_db

DUE = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def asked(project: Project, reviewer: User, now: datetime) -> User:
    """Rosa, whom two questions wait for from the first of June on."""
    record(project, now, reviewers=(reviewer,), forecasts=[bridge(), ferry()])
    return reviewer


def remind(moment: datetime) -> int:
    plan(now=moment)
    return write_digests(now=moment)


def answer(key: str, now: datetime) -> None:
    resolve(
        now=now,
        actor=None,
        question=question(key),
        known_at=now,
        value=True,
        source="the harbour office",
        evidence=[NewEvidence(quotation="It is so.")],
    )


def send_all(now: datetime) -> None:
    for message in claim(now=now, most=100):
        mark_sent(now=now, message=message)


def test_everything_due_stands_in_one_digest(asked):
    assert remind(DUE) == 1
    digest = Digest.objects.get()
    assert (digest.reviewer, digest.local_day) == (asked, date(2026, 6, 1))
    assert digest.reminders.count() == 2
    assert digest.message.to == asked.email


def test_the_second_look_writes_nothing(asked):
    remind(DUE)
    assert remind(DUE + timedelta(minutes=1)) == 0
    assert Message.objects.count() == 1


def test_each_reviewer_gets_a_digest_of_their_own(project, reviewer, now):
    other = create_user(now=now, actor=None, email="sam@example.org")
    record(project, now, reviewers=(reviewer, other), forecasts=[bridge()])
    assert remind(DUE) == 2
    assert set(Message.objects.values_list("to", flat=True)) == {reviewer.email, other.email}


def test_nothing_due_is_no_digest(asked):
    assert remind(DUE - timedelta(days=30)) == 0
    assert not Message.objects.exists()


def test_what_becomes_due_after_the_digest_waits_for_the_next_day(project, reviewer, now):
    forecasts = [bridge(), ferry(resolves_at="2026-06-01T12:00:00+00:00")]
    record(project, now, reviewers=(reviewer,), forecasts=forecasts)
    assert remind(DUE) == 1
    send_all(DUE)
    assert remind(DUE + timedelta(hours=5)) == 0
    assert remind(DUE + timedelta(days=1)) == 1
    days = Digest.objects.order_by("local_day").values_list("local_day", flat=True)
    assert list(days) == [date(2026, 6, 1), date(2026, 6, 2)]
    assert Digest.objects.latest("local_day").reminders.get().question == question("ferry")


def test_the_morning_begins_at_eight(asked):
    assert remind(datetime(2026, 6, 1, 7, 59, tzinfo=UTC)) == 0
    assert remind(datetime(2026, 6, 1, 8, 0, tzinfo=UTC)) == 1


def test_or_at_the_hour_a_person_prefers(asked, now):
    set_preference(
        now=now, actor=asked, user=asked, hour=17, heads_up=True, due=True, escalated=True
    )
    assert remind(datetime(2026, 6, 1, 16, 59, tzinfo=UTC)) == 0
    assert remind(datetime(2026, 6, 1, 17, 0, tzinfo=UTC)) == 1


def test_the_day_is_the_reviewers_own(project, reviewer, now):
    far = create_user(now=now, actor=None, email="kiri@example.org", time_zone="Pacific/Kiritimati")
    record(project, now, reviewers=(reviewer, far), forecasts=[bridge()])

    # Ten in the evening there, and still the first of June.
    assert remind(datetime(2026, 6, 1, 8, tzinfo=UTC)) == 2
    days = dict(Digest.objects.values_list("reviewer__email", "local_day"))
    assert days == {reviewer.email: date(2026, 6, 1), far.email: date(2026, 6, 1)}
    send_all(DUE)

    # Three days on each is asked again: eight in the morning of the fourth comes there first.
    for moment, who, day in (
        (datetime(2026, 6, 4, 7, 59, tzinfo=UTC), far, 4),
        (datetime(2026, 6, 4, 8, 0, tzinfo=UTC), reviewer, 4),
    ):
        assert remind(moment) == 1
        latest = Digest.objects.latest("pk")
        assert (latest.reviewer, latest.local_day) == (who, date(2026, 6, day))


def test_a_question_resolved_before_the_digest_drops_out(asked):
    plan(now=DUE)
    answer("bridge", DUE)
    assert write_digests(now=DUE) == 1
    assert [one.question for one in Digest.objects.get().reminders.all()] == [question("ferry")]
    assert "bridge" not in Digest.objects.get().message.text


def test_where_all_is_resolved_no_digest_is_written(asked):
    plan(now=DUE)
    for key in ("bridge", "ferry"):
        answer(key, DUE)
    assert write_digests(now=DUE) == 0
    assert not Message.objects.exists()


def test_a_question_resolved_while_the_digest_is_queued_drops_out(asked):
    remind(DUE)
    answer("bridge", DUE)
    drop_answered(DUE)
    (message,) = queued(now=DUE)
    assert "Does the ferry stop" in message.text
    assert "bridge" not in message.text
    assert Digest.objects.get().message == message


def test_a_queued_digest_of_answered_questions_is_not_sent(asked):
    remind(DUE)
    for key in ("bridge", "ferry"):
        answer(key, DUE)
    drop_answered(DUE)
    assert not queued(now=DUE).exists()


def test_a_newer_digest_absorbs_an_unsent_one(asked, project, now):
    remind(DUE)
    # Nobody sends for three days, and the second stage is reached.
    assert remind(DUE + timedelta(days=3)) == 1
    (message,) = queued(now=DUE + timedelta(days=3))
    assert message.text.count("Does the bridge open") == 1
    assert Digest.objects.latest("local_day").message == message


def test_a_sent_digest_is_not_written_again(asked):
    remind(DUE)
    send_all(DUE)
    answer("bridge", DUE)
    drop_answered(DUE)
    assert remind(DUE + timedelta(days=1)) == 0
    assert Message.objects.count() == 1


def test_who_unsubscribed_gets_nothing(asked, now):
    set_preference(
        now=now, actor=asked, user=asked, hour=8, heads_up=True, due=False, escalated=True
    )
    assert remind(DUE) == 0


def test_who_may_no_longer_sign_in_gets_nothing(asked):
    plan(now=DUE)
    User.objects.filter(pk=asked.pk).update(is_active=False)
    assert write_digests(now=DUE) == 0
