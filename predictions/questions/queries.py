"""Reading questions. What the clock decides is computed here, never stored."""

from datetime import datetime

from django.db.models import QuerySet

from predictions.questions.models import Question

UNRESOLVED = (Question.Status.OPEN, Question.Status.PROPOSED)


def due(*, now: datetime) -> QuerySet[Question]:
    """Unresolved questions whose resolves-at has come, the longest overdue first."""
    return unresolved().filter(resolves_at__lte=now).order_by("resolves_at", "pk")


def reviewers_needed(question: Question) -> int:
    """How many reviewers decide about a question: its own number, else its project's."""
    return question.reviewers_needed or question.event.project.reviewers_needed


def unresolved() -> QuerySet[Question]:
    """Questions that wait for an outcome, or for somebody to confirm one."""
    return Question.objects.filter(status__in=UNRESOLVED)
