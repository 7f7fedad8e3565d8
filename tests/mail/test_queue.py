"""The outbox: queued, claimed by one sender at a time, and marked."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from predictions.mail.models import Address, Message
from predictions.mail.operations import (
    FIRST_PAUSE,
    LEASE,
    LONGEST_PAUSE,
    RETRIED_FOR,
    NotSendable,
    claim,
    mark_failed,
    mark_retry,
    mark_sent,
    release,
    resend,
    restore,
    suppress,
    withdraw,
)
from tests.mail.outbox import queue, row

pytestmark = pytest.mark.django_db


def test_a_message_goes_with_the_transaction_it_is_part_of(now):
    @transaction.atomic
    def fail():
        queue(now)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert not Message.objects.exists()


def test_what_is_queued_can_be_claimed_at_once(now):
    message = queue(now)
    assert claim(now=now, most=10) == [message]


def test_a_message_of_tomorrow_is_not_claimed_today(now):
    queue(now + timedelta(days=1))
    assert claim(now=now, most=10) == []


def test_the_oldest_come_first_and_no_more_than_asked_for(now):
    later, first, second = (queue(now + timedelta(seconds=s)) for s in (2, 0, 1))
    soon = now + timedelta(minutes=1)
    assert claim(now=soon, most=2) == [first, second]
    assert claim(now=soon, most=2) == [later]


def test_what_is_claimed_nobody_else_gets(now):
    queue(now)
    assert len(claim(now=now, most=10)) == 1
    assert claim(now=now, most=10) == []


def test_a_lease_ends(now):
    message = queue(now)
    claim(now=now, most=10)
    assert claim(now=now + LEASE - timedelta(seconds=1), most=10) == []
    assert claim(now=now + LEASE, most=10) == [message]


def test_what_was_given_back_can_be_claimed_at_once(now):
    message = queue(now)
    release(messages=claim(now=now, most=10))
    assert claim(now=now, most=10) == [message]


def test_what_was_sent_is_done(now):
    message = queue(now)
    claim(now=now, most=10)
    mark_sent(now=now, message=message)
    assert row(message).sent_at == now
    assert row(message).claimed_until is None
    assert claim(now=now + timedelta(days=9), most=10) == []


def test_what_failed_is_done_and_says_why(now):
    message = queue(now)
    mark_failed(now=now, message=message, error="no such mailbox")
    assert (row(message).failed_at, row(message).last_error) == (now, "no such mailbox")
    assert claim(now=now + timedelta(days=9), most=10) == []


def test_a_message_has_one_end(now):
    message = queue(now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(sent_at=now, failed_at=now)


def test_a_retry_waits(now):
    message = queue(now)
    claim(now=now, most=10)
    mark_retry(now=now, message=message, error="451")
    assert row(message).attempts == 1
    assert row(message).last_error == "451"
    assert claim(now=now, most=10) == []
    assert claim(now=now + 2 * FIRST_PAUSE, most=10) == [message]


def test_pauses_double_up_to_a_limit_and_are_spread_by_half(now):
    message = queue(now)
    for attempt in range(14):
        mark_retry(now=now, message=row(message), error="451")
        pause = row(message).not_before - now
        middle = min(FIRST_PAUSE * 2**attempt, LONGEST_PAUSE)
        assert 0.75 * middle <= pause <= 1.25 * middle
    assert row(message).attempts == 14


def test_messages_that_failed_together_do_not_come_back_together(now):
    messages = [queue(now) for _ in range(20)]
    for message in messages:
        mark_retry(now=now, message=message, error="451")
    assert len({row(message).not_before for message in messages}) > 10


def test_after_three_days_it_fails(now):
    message = queue(now)
    mark_retry(now=now + RETRIED_FOR, message=message, error="451")
    assert row(message).failed_at is None
    end = now + RETRIED_FOR + timedelta(seconds=1)
    mark_retry(now=end, message=row(message), error="451")
    assert (row(message).failed_at, row(message).last_error) == (end, "451")


def test_a_subject_is_one_line_of_what_its_column_holds(now):
    message = queue(now, subject="Due\r\nBcc: everybody@example.org\n" + "x" * 300)
    assert message.subject.startswith("Due Bcc: everybody@example.org x")
    assert len(message.subject) == 200


def test_a_withdrawn_message_is_not_claimed(now):
    message = queue(now)
    assert withdraw(now=now, messages=[message]) == [message]
    assert claim(now=now, most=10) == []


def test_what_a_sender_holds_cannot_be_withdrawn(now):
    message = queue(now)
    claim(now=now, most=10)
    assert withdraw(now=now, messages=[message]) == []


def test_nothing_is_sent_to_a_suppressed_address_whatever_its_capitals(now):
    suppress(now=now, email="Rosa@Example.org", reason=Address.Reason.BOUNCED, detail="")
    suppressed, other = queue(now, to="ROSA@example.org"), queue(now, to="bo@example.org")
    assert claim(now=now, most=10) == [other]
    assert row(suppressed).failed_at == now
    assert "suppressed" in row(suppressed).last_error


def test_a_restored_address_gets_mail_again(now):
    address = suppress(now=now, email="rosa@example.org", reason=Address.Reason.BOUNCED, detail="")
    restore(now=now, actor=None, address=address)
    message = queue(now)
    assert claim(now=now, most=10) == [message]


def test_a_message_sent_again_is_another_message(now):
    message = queue(now, headers={"X-Kind": "test"})
    mark_sent(now=now, message=message)
    copy = resend(now=now, actor=None, message=message)
    assert copy.public_id != message.public_id
    assert (copy.to, copy.subject, copy.text, copy.html, copy.headers) == (
        message.to,
        message.subject,
        message.text,
        message.html,
        message.headers,
    )
    assert claim(now=now, most=10) == [copy]


def test_to_a_suppressed_address_nothing_is_sent_again(now):
    message = queue(now)
    suppress(now=now, email=message.to, reason=Address.Reason.COMPLAINED, detail="")
    with pytest.raises(NotSendable, match="suppressed"):
        resend(now=now, actor=None, message=message)
