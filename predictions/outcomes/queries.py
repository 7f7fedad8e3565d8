"""Reading resolutions."""

from django.db.models import QuerySet

from predictions.outcomes.models import Resolution
from predictions.questions.models import Question


def current_resolutions() -> QuerySet[Resolution]:
    """The resolutions that count: those that no other supersedes."""
    return Resolution.objects.filter(superseded_by__isnull=True)


def current_resolution(question: Question) -> Resolution | None:
    """The resolution that counts for one question, with its report."""
    return current_resolutions().filter(question=question).select_related("report").first()
