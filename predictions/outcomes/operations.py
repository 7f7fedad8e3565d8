"""Recording what really happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from predictions import waking
from predictions.accounts.models import User
from predictions.errors import DomainError
from predictions.ledger.operations import record_act
from predictions.outcomes.answers import sentence_of
from predictions.outcomes.models import Evidence, Report, Resolution
from predictions.outcomes.queries import current_resolution
from predictions.questions.models import Question
from predictions.questions.operations import lock, mark_resolved
from predictions.questions.spaces import options_of, space_of
from predictions.scoring_rules import PredictionError, parse_outcome


class OutcomeRefused(DomainError):
    """What was recorded cannot be the outcome of this question."""


class AlreadyResolved(DomainError):
    """Somebody has recorded the outcome already."""


class StillDraft(DomainError):
    """A draft has no criteria that an outcome could be held against."""


@dataclass(frozen=True, kw_only=True)
class NewEvidence:
    """Something anybody can look at: an address, a quotation, or both."""

    url: str = ""
    quotation: str = ""


@transaction.atomic
def resolve(
    *,
    now: datetime,
    actor: User | None,
    question: Question,
    known_at: datetime,
    value: Any = None,
    kind: str = Resolution.Kind.ANSWERED,
    source: str = "",
    sentence: str = "",
    evidence: Sequence[NewEvidence] = (),
    rationale: str = "",
    supersede: bool = False,
) -> Resolution:
    """Adopt an answer with its source and evidence, or say why no answer counts.

    A resolved question is resolved again only on request (`supersede`) and with a rationale;
    the former resolution stays.
    """
    question = lock(question)
    if question.status == Question.Status.DRAFT:
        raise StillDraft(
            "This question is a draft.",
            field="question",
            remedy="Give it criteria, a deciding source and a date first.",
        )
    former = current_resolution(question)
    if former and not supersede:
        raise AlreadyResolved(
            f"The outcome was recorded on {former.resolved_at:%Y-%m-%d}: {former}.",
            field="question",
            remedy="To correct it, say that the new resolution supersedes the former, and why.",
        )
    if former and not rationale:
        raise OutcomeRefused(
            "A resolution that supersedes another says why.",
            field="rationale",
            remedy="Name the mistake that it corrects.",
        )
    _check_times(now=now, known_at=known_at)
    wrote: list[Any] = []
    report = None
    if kind == Resolution.Kind.ANSWERED:
        report, wrote = _report(now, question, value, source, sentence, evidence)
    elif kind not in Resolution.Kind.values or not rationale:
        raise OutcomeRefused(
            "A resolution without an answer needs its kind and a rationale.",
            field="rationale",
            remedy=f"Give one of {', '.join(Resolution.Kind.values)}, and say why.",
        )
    resolution = Resolution.objects.create(
        question=question,
        kind=kind,
        report=report,
        known_at=known_at,
        rationale=rationale,
        supersedes=former,
        resolved_at=now,
    )
    record_act(
        now=now,
        actor=actor,
        verb="resolved",
        on=question,
        wrote=[*wrote, resolution],
        reason=rationale,
    )
    mark_resolved(now=now, actor=actor, question=question)
    waking.after_commit("predictions.score")
    return resolution


def _check_times(*, now: datetime, known_at: datetime) -> None:
    if known_at > now:
        raise OutcomeRefused(
            "The outcome cannot become known in the future.",
            field="known_at",
            remedy="Give the time when the world could know it.",
        )


def _report(
    now: datetime,
    question: Question,
    value: Any,
    source: str,
    sentence: str,
    evidence: Sequence[NewEvidence],
) -> tuple[Report, list[Any]]:
    if not source:
        raise OutcomeRefused(
            "The outcome has no source.", field="source", remedy="Name who reports it."
        )
    if not any(one.url or one.quotation for one in evidence):
        raise OutcomeRefused(
            "The outcome has no evidence.",
            field="evidence",
            remedy="Give an address, or quote the source.",
        )
    space = space_of(question, options_of(question))
    try:
        answer = parse_outcome(value, space)
    except PredictionError as error:
        raise OutcomeRefused.of(error) from error
    report = Report.objects.create(
        question=question,
        source=source,
        value=answer,
        sentence=sentence or sentence_of(question, answer),
        reported_at=now,
    )
    kept = [
        Evidence.objects.create(
            project_id=question.event.project_id, url=one.url, quotation=one.quotation
        )
        for one in evidence
        if one.url or one.quotation
    ]
    report.evidence.set(kept)
    links = Report.evidence.through.objects.filter(report=report)
    return report, [report, *kept, *links]
