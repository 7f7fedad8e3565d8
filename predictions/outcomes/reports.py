"""Writing reports: one source's account of what happened."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from predictions.accounts.models import User
from predictions.errors import DomainError
from predictions.outcomes.answers import sentence_of
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.models import Evidence, Report
from predictions.questions.models import Question
from predictions.questions.spaces import options_of, space_of
from predictions.scoring_rules import PredictionError, parse_outcome
from predictions.storable import check_storable


class OutcomeRefused(DomainError):
    """What was recorded cannot be the outcome of this question."""


def write_report(
    *,
    now: datetime,
    actor: User | None,
    question: Question,
    known_at: datetime,
    value: Any,
    source: str,
    sentence: str = "",
    evidence: Sequence[NewEvidence] = (),
) -> tuple[Report, list[Model]]:
    """A report with its evidence, and every row that was written, for the act of the caller."""
    check_times(now=now, known_at=known_at)
    if not source:
        raise OutcomeRefused(
            "The outcome has no source.", field="source", remedy="Name who reports it."
        )
    if not any(evidence):
        raise OutcomeRefused(
            "The outcome has no evidence.",
            field="evidence",
            remedy="Give an address, or quote the source.",
        )
    try:
        answer = parse_outcome(value, space_of(question, options_of(question)))
    except PredictionError as error:
        raise OutcomeRefused.of(error) from error
    report = Report(
        question=question,
        source=source,
        value=answer,
        sentence=sentence or sentence_of(question, answer),
        reported_at=now,
        reported_by=actor,
        known_at=known_at,
    )
    kept = [
        Evidence(project_id=question.event.project_id, url=one.url, quotation=one.quotation)
        for one in evidence
        if one
    ]
    for row in (report, *kept):
        check_storable(row)
    report.save()
    Evidence.objects.bulk_create(kept)
    report.evidence.set(kept)
    links = Report.evidence.through.objects.filter(report=report)
    return report, [report, *kept, *links]


def check_times(*, now: datetime, known_at: datetime) -> None:
    """Refuse an outcome that is known in the future."""
    if known_at > now:
        raise OutcomeRefused(
            "The outcome cannot become known in the future.",
            field="known_at",
            remedy="Give the time when the world could know it.",
        )
