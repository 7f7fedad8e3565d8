"""Merging questions, whose outcomes must agree where both are resolved."""

from datetime import datetime

from django.db import transaction

from predictions.accounts.models import User
from predictions.outcomes.models import Report
from predictions.outcomes.queries import current_resolution
from predictions.questions import operations
from predictions.questions.models import Question


@transaction.atomic
def merge_questions(
    *,
    now: datetime,
    actor: User | None,
    question: Question,
    into: Question,
    expected_version: int,
    reason: str,
) -> Question:
    """Let the forecasts of one question count on another that asks for the same.

    The resolution of the other one counts. Hence only the other one may be resolved, or both
    with the same answer; the former resolution of this one stays visible.
    """
    # The lock that resolving waits for, too: nobody resolves either of them meanwhile.
    list(Question.objects.select_for_update().filter(pk__in=[question.pk, into.pk]).order_by("pk"))
    return operations.merge_questions(
        now=now,
        actor=actor,
        question=question,
        into=into,
        expected_version=expected_version,
        reason=reason,
        resolved_alike=_answer(question) == _answer(into),
    )


def _answer(question: Question) -> tuple[str, object] | None:
    resolution = current_resolution(question)
    if resolution is None:
        return None
    report: Report | None = resolution.report
    return resolution.kind, report.value if report else None
