"""Reading questions. What the clock decides is computed here, never stored."""

from datetime import datetime

from django.db.models import QuerySet

from predictions.questions.models import Question


def due(*, now: datetime) -> QuerySet[Question]:
    """Open questions whose resolves-at has come, the longest overdue first."""
    return Question.objects.filter(status=Question.Status.OPEN, resolves_at__lte=now).order_by(
        "resolves_at", "pk"
    )
