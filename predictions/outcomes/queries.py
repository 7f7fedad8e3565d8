"""Reading reports, resolutions and captures."""

from datetime import datetime

from django.db.models import QuerySet

from predictions.outcomes.models import Capture, Report, Resolution
from predictions.questions.models import Question


def current_resolutions() -> QuerySet[Resolution]:
    """The resolutions that count: those that no other supersedes."""
    return Resolution.objects.filter(superseded_by__isnull=True)


def current_resolution(question: Question) -> Resolution | None:
    """The resolution that counts for one question, with its report."""
    return current_resolutions().filter(question=question).select_related("report").first()


def proposal(question: Question) -> Report | None:
    """The latest report that waits to be confirmed, of a question that is proposed."""
    if question.status != Question.Status.PROPOSED:
        return None
    return (
        Report.objects.filter(
            question=question, proposed_at__isnull=False, resolutions__isnull=True
        )
        .select_related("reported_by")
        .order_by("pk")
        .last()
    )


def wanted(*, now: datetime) -> QuerySet[Capture]:
    """The pages to be fetched now, those first that have waited longest."""
    return Capture.objects.filter(state=Capture.State.WANTED, not_before__lte=now).order_by(
        "not_before", "pk"
    )
