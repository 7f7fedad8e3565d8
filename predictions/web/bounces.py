"""What mail providers tell us about addresses, by way of django-anymail's webhooks.

An interface: it translates an event into a call of the outbox's operation.
"""

from typing import Any

from anymail.signals import EventType
from django.utils import timezone

from predictions.mail.models import Address
from predictions.mail.operations import suppress

REASONS = {
    EventType.BOUNCED: Address.Reason.BOUNCED,
    EventType.REJECTED: Address.Reason.REFUSED,
    EventType.COMPLAINED: Address.Reason.COMPLAINED,
}


def handle_event(sender: Any, event: Any, esp_name: str, **kwargs: Any) -> None:
    """Suppress the address of a hard bounce or a complaint; other events are not about it."""
    reason = REASONS.get(event.event_type)
    if reason is None or not event.recipient:
        return
    suppress(
        now=event.timestamp or timezone.now(),
        email=event.recipient,
        reason=reason,
        detail=f"{esp_name}: {event.reject_reason or ''} {event.description or ''}".strip(),
    )
