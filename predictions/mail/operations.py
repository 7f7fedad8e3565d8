"""Writing the outbox: queueing, claiming, marking."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction

from predictions.mail.models import Message
from predictions.mail.queries import queued

# How long a sender may hold what it has claimed. Longer than a batch takes; when a sender
# dies, its batch is taken up again after this.
LEASE = timedelta(minutes=5)
RETRIED_FOR = timedelta(days=3)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)


def queue(*, now: datetime, kind: str, to: str, subject: str, text: str, html: str) -> Message:
    """Put a message into the outbox; the transaction it is part of decides whether it exists."""
    return Message.objects.create(
        kind=kind, to=to, subject=subject, text=text, html=html, queued_at=now, not_before=now
    )


@transaction.atomic
def claim(*, now: datetime, most: int) -> list[Message]:
    """Take up to `most` messages whose time has come; nobody else gets them until the lease ends."""
    skips = connection.features.has_select_for_update_skip_locked
    free = queued(now=now).select_for_update(skip_locked=skips)
    messages = list(free[:most])
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(
        claimed_until=now + LEASE
    )
    return messages


def mark_sent(*, now: datetime, messages: Sequence[Message]) -> None:
    """The server has accepted these."""
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(
        sent_at=now, claimed_until=None, last_error=""
    )


def mark_retry(*, now: datetime, message: Message, error: str) -> None:
    """The server was not there or said "later": try again after a pause that doubles."""
    if now - message.queued_at > RETRIED_FOR:
        mark_failed(now=now, message=message, error=error)
        return
    pause = min(FIRST_PAUSE * 2**message.attempts, LONGEST_PAUSE)
    Message.objects.filter(pk=message.pk).update(
        attempts=message.attempts + 1,
        not_before=now + pause,
        claimed_until=None,
        last_error=error,
    )


def mark_failed(*, now: datetime, message: Message, error: str) -> None:
    """The server will never accept this one."""
    Message.objects.filter(pk=message.pk).update(
        attempts=message.attempts + 1, failed_at=now, claimed_until=None, last_error=error
    )
