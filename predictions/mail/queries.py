"""Reading the outbox."""

from datetime import datetime

from django.db.models import Q, QuerySet

from predictions.mail.models import Address, Message


def queued(*, now: datetime) -> QuerySet[Message]:
    """Messages to send now: due, not done, and held by no living sender. Oldest first."""
    return unfinished(now=now).filter(not_before__lte=now).order_by("not_before", "pk")


def unfinished(*, now: datetime) -> QuerySet[Message]:
    """Messages that are not done and that no living sender holds."""
    return Message.objects.filter(
        Q(claimed_until__isnull=True) | Q(claimed_until__lte=now),
        sent_at__isnull=True,
        failed_at__isnull=True,
        withdrawn_at__isnull=True,
    )


def suppressed() -> QuerySet[Address]:
    """Addresses to which nothing is sent."""
    return Address.objects.filter(restored_at__isnull=True)


def unreported_failures() -> QuerySet[Message]:
    """Messages that failed for good and of which no editor knows yet."""
    return Message.objects.filter(failed_at__isnull=False, reported_at__isnull=True)
