"""What the tests put into the outbox."""

from datetime import datetime
from typing import Any

from predictions.mail import operations
from predictions.mail.models import Message


def queue(now: datetime, **changes: Any) -> Message:
    """One message to Rosa, changed by name."""
    message = {
        "kind": "test",
        "to": "rosa@example.org",
        "subject": "A forecast is due",
        "text": "What happened?\n",
        "html": "<p>What happened?</p>",
    }
    return operations.queue(now=now, **message | changes)


def row(message: Message) -> Message:
    """The message as it is now."""
    return Message.objects.get(pk=message.pk)
