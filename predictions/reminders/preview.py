"""What would be sent now: the real thing, done and undone."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from predictions.mail.models import Message
from predictions.mail.operations import claim
from predictions.mail.sending import allowance
from predictions.reminders.failures import report_failures
from predictions.reminders.operations import drop_answered, plan, write_digests

ALL = 1_000_000


def would_be_sent(*, now: datetime) -> list[Message]:
    """The messages that a tick at this moment would send; nothing stays written."""
    with transaction.atomic():
        plan(now=now)
        write_digests(now=now)
        report_failures(now=now)
        drop_answered(now)
        messages = claim(now=now, most=allowance(now=now) if settings.MAIL_PER_MINUTE else ALL)
        transaction.set_rollback(True)
    return messages
