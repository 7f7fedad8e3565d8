"""Reading what is owed to whom."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from predictions.questions.models import Assignment, Question
from predictions.reminders.models import Reminder


def assignments_to_remind(*, now: datetime) -> QuerySet[Assignment]:
    """Assignments of due questions for which no reminder is planned yet."""
    planned = Reminder.objects.filter(
        question=OuterRef("question"), reviewer=OuterRef("reviewer"), stage=Reminder.Stage.DUE
    )
    return Assignment.objects.filter(
        ~Exists(planned),
        question__status=Question.Status.OPEN,
        question__resolves_at__lte=now,
        reviewer__is_active=True,
    ).select_related("question")


def waiting() -> QuerySet[Reminder]:
    """Reminders that stand in no digest and whose question is still open, longest owed first."""
    return (
        Reminder.objects.filter(
            digest__isnull=True,
            question__status=Question.Status.OPEN,
            reviewer__is_active=True,
        )
        .select_related("question__criteria", "question__event", "reviewer")
        .prefetch_related("question__forecasts__article__forecaster")
        .order_by("owed_since", "pk")
    )
