"""Reading the outbox."""

from datetime import datetime

from django.db.models import Q, QuerySet

from predictions.mail.models import Message


def queued(*, now: datetime) -> QuerySet[Message]:
    """Messages to send now: due, not done, and held by no living sender. Oldest first."""
    return Message.objects.filter(
        Q(claimed_until__isnull=True) | Q(claimed_until__lte=now),
        sent_at__isnull=True,
        failed_at__isnull=True,
        not_before__lte=now,
    ).order_by("not_before", "pk")
