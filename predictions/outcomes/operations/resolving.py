"""Adopting an answer at once, where one reviewer is enough."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from predictions.accounts.models import User
from predictions.errors import DomainError
from predictions.outcomes.models import Resolution
from predictions.outcomes.models.decisions import Kind
from predictions.outcomes.operations.adopting import (
    adopt,
    already_resolved,
    check_nothing_waits,
    lock_decidable,
    report_to_adopt,
)
from predictions.outcomes.queries import current_resolution
from predictions.outcomes.reports import OutcomeRefused
from predictions.questions.models import Question
from predictions.questions.queries import reviewers_needed


class SecondReviewerNeeded(DomainError):
    """Nobody decides about what they have proposed or declined, where two reviewers are asked."""


@transaction.atomic
def resolve(
    *,
    now: datetime,
    actor: User | None,
    question: Question,
    known_at: datetime,
    kind: str = Kind.ANSWERED,
    rationale: str = "",
    supersede: bool = False,
    **reported: Any,
) -> Resolution:
    """Adopt an answer with its source and evidence, or say why no answer counts, at once.

    Only where one reviewer is asked. A resolved question is resolved again only on request
    (`supersede`) and with a rationale; the former resolution stays. `reported` is what
    `reports.write_report` takes, or `report`, one that the question has.
    """
    question = lock_decidable(question)
    check_nothing_waits(question)
    former = current_resolution(question)
    if former and question.status == Question.Status.RESOLVED and not supersede:
        raise already_resolved(
            former,
            remedy=gettext(
                "To correct it, say that the new resolution supersedes the former, and why."
            ),
        )
    if former and not rationale.strip():
        raise OutcomeRefused(
            gettext("A resolution that supersedes another says why."),
            field="rationale",
            remedy=gettext("Name the mistake that it corrects."),
        )
    if reviewers_needed(question) > 1:
        raise SecondReviewerNeeded(
            gettext(
                "Two reviewers are asked here: one proposes an answer, another one confirms it."
            ),
            field="question",
            remedy=gettext("Propose it on the question's page; what is resolved, object to first."),
        )
    report, wrote = report_to_adopt(
        now=now,
        actor=actor,
        question=question,
        kind=kind,
        known_at=known_at,
        rationale=rationale,
        **reported,
    )
    resolution = Resolution(
        question=question,
        kind=kind,
        report=report,
        known_at=known_at,
        rationale=rationale,
        supersedes=former,
        resolved_at=now,
        resolved_by=actor,
    )
    return adopt(now=now, actor=actor, verb="resolved", resolution=resolution, wrote=wrote)
