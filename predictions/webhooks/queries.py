"""Reading who wants to know what, and what is still to be told."""

from datetime import datetime

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from predictions.questions.models import Question
from predictions.questions.queries import UNRESOLVED
from predictions.webhooks.models import Delivery, EventType, Subscription


def wanting(event: str) -> list[Subscription]:
    """The subscriptions that are told of such events, with their projects."""
    active = Subscription.objects.filter(disabled_at__isnull=True).select_related("project")
    return [one for one in active.order_by("pk") if event in one.events]


def untold_due(subscription: Subscription, *, now: datetime) -> QuerySet[Question]:
    """Questions that have become due since the subscription, and were not told in this round."""
    told = Delivery.objects.filter(
        subscription=subscription,
        type=EventType.QUESTION_DUE,
        message_id=OuterRef("due_message_id"),
    )
    return (
        Question.objects.filter(
            event__project=subscription.project,
            status__in=UNRESOLVED,
            asked_from__lte=now,
            asked_from__gt=subscription.created_at,
        )
        .alias(due_message_id=due_message_id())
        .filter(~Exists(told))
        .order_by("asked_from", "pk")
    )


def due_message_id() -> Concat:
    """The id of the message that a question is due: one a round of asking."""
    return Concat(
        Value("due-"), "public_id", Value("-"), Cast("round", CharField()), output_field=CharField()
    )


def waiting(*, now: datetime) -> QuerySet[Delivery]:
    """The messages to be told now, of subscriptions that are not disabled, the oldest first."""
    return Delivery.objects.filter(
        accepted_at__isnull=True,
        failed_at__isnull=True,
        not_before__lte=now,
        subscription__disabled_at__isnull=True,
    ).order_by("not_before", "pk")
