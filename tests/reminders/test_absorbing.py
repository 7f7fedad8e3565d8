"""A newer digest absorbs one that was not sent, and what was answered meanwhile drops out."""

from datetime import UTC, date, datetime, timedelta

import pytest

from predictions.mail.models import Message
from predictions.mail.operations import LEASE, claim
from predictions.questions.operations import put_off
from predictions.reminders.models import Digest, Reminder
from predictions.reminders.operations import drop_answered, plan, write_digests
from tests.cast import boats, bridge, ferry, question, record, resolved

pytestmark = pytest.mark.django_db

JUNE = datetime(2026, 6, 1, 9, tzinfo=UTC)
TOMORROW = JUNE + timedelta(days=1)


@pytest.fixture(autouse=True)
def asked(project, reviewer, now):
    """Two questions of 1 June, one of 2 June."""
    forecasts = [bridge(), ferry(), boats(resolves_at="2026-06-02")]
    record(project, now, forecasts=forecasts, reviewers=(reviewer,))


def tick(now: datetime) -> None:
    plan(now=now)
    write_digests(now=now)


def waiting() -> Message:
    """The one message that is still to be sent."""
    return Message.objects.get(sent_at=None, failed_at=None, withdrawn_at=None)


def keys(message: Message) -> list[str]:
    """Which questions a message shows."""
    shown = {"Does the bridge": "bridge", "Does the ferry": "ferry", "How many boats": "boats"}
    return [key for words, key in shown.items() if words in message.text]


def keys_of_digest(message: Message) -> list[str]:
    reminders = Reminder.objects.filter(digest__message=message)
    return sorted(reminders.values_list("question__forecasts__key", flat=True).distinct())


def test_an_unsent_digest_of_yesterday_stands_in_todays():
    tick(JUNE)
    yesterday = waiting()
    assert keys(yesterday) == ["bridge", "ferry"]

    tick(TOMORROW)

    assert keys(waiting()) == ["bridge", "ferry", "boats"]
    assert keys_of_digest(waiting()) == ["boats", "bridge", "ferry"]
    yesterday.refresh_from_db()
    assert yesterday.withdrawn_at == TOMORROW
    assert keys_of_digest(yesterday) == []


def test_after_a_week_without_mail_there_is_one_message():
    for day in range(8):
        tick(JUNE + timedelta(days=day))
    assert keys(waiting()) == ["bridge", "ferry", "boats"]
    assert waiting().text.count("* Does the bridge") == 1


def test_a_digest_that_was_sent_is_not_absorbed():
    tick(JUNE)
    Message.objects.update(sent_at=JUNE)
    tick(TOMORROW)
    assert keys(waiting()) == ["boats"]


def test_a_digest_that_a_sender_holds_is_left_alone():
    tick(JUNE)
    moment = TOMORROW - timedelta(minutes=1)
    (held,) = claim(now=moment, most=10)

    tick(TOMORROW)

    held.refresh_from_db()
    assert held.withdrawn_at is None
    assert keys_of_digest(held) == ["bridge", "ferry"]
    (other,) = Message.objects.exclude(pk=held.pk)
    assert keys(other) == ["boats"]


def test_the_digest_of_a_sender_that_died_is_absorbed():
    tick(JUNE)
    claim(now=TOMORROW - LEASE, most=10)
    tick(TOMORROW)
    assert keys(waiting()) == ["bridge", "ferry", "boats"]


def test_without_anything_new_yesterdays_digest_keeps_waiting():
    tick(TOMORROW)
    message = waiting()
    tick(TOMORROW + timedelta(days=1))
    assert waiting() == message


def test_a_question_resolved_after_queueing_is_taken_out():
    tick(JUNE)
    queued = waiting()
    resolved("bridge", True, JUNE)

    drop_answered(JUNE)

    assert keys(waiting()) == keys_of_digest(waiting()) == ["ferry"]
    queued.refresh_from_db()
    assert queued.withdrawn_at == JUNE
    assert Reminder.objects.get(question=question("bridge")).digest is None
    digest = Digest.objects.get()
    assert (digest.message, digest.local_day) == (waiting(), date(2026, 6, 1))


def test_the_subject_of_a_rewritten_digest_counts_what_is_left():
    tick(TOMORROW)
    assert waiting().subject == "2 questions are overdue, 1 is due today"
    resolved("bridge", True, TOMORROW)
    drop_answered(TOMORROW)
    assert waiting().subject == "1 question is overdue, 1 is due today"


def test_a_digest_of_which_everything_is_answered_is_withdrawn():
    tick(JUNE)
    for key in ("bridge", "ferry"):
        resolved(key, True, JUNE)
    drop_answered(JUNE)
    assert not Message.objects.filter(withdrawn_at=None).exists()
    assert not Reminder.objects.filter(digest__isnull=False).exists()


def test_a_question_put_off_after_queueing_is_taken_out():
    tick(JUNE)
    later = JUNE + timedelta(days=50)
    put_off(now=JUNE, actor=None, question=question("ferry"), until=later, reason="strike")
    drop_answered(JUNE)
    assert keys(waiting()) == ["bridge"]


def test_what_a_sender_holds_is_not_rewritten():
    tick(JUNE)
    (held,) = claim(now=JUNE, most=10)
    resolved("bridge", True, JUNE)
    drop_answered(JUNE)
    assert Message.objects.get() == held
    assert keys_of_digest(held) == ["bridge", "ferry"]


def test_where_nothing_was_answered_nothing_is_rewritten():
    tick(JUNE)
    before = list(Message.objects.values())
    drop_answered(JUNE)
    assert list(Message.objects.values()) == before
