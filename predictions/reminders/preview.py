"""What would be sent now: the real thing, done and undone."""

from datetime import datetime

from django.db import transaction

from predictions.mail.models import Message
from predictions.mail.queries import queued
from predictions.reminders.operations import drop_answered, plan, write_digests


def would_be_sent(*, now: datetime) -> list[Message]:
    """The messages that a tick at this moment would send; nothing stays written."""
    with transaction.atomic():
        plan(now=now)
        write_digests(now=now)
        drop_answered(now)
        messages = list(queued(now=now))
        transaction.set_rollback(True)
    return messages
