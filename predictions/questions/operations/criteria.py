"""Completing drafts, and changing how a question will be decided."""

from datetime import datetime

from django.db import transaction

from predictions.accounts.models import User
from predictions.errors import DomainError
from predictions.questions.models import Criteria, Question
from predictions.questions.operations.changing import (
    QuestionRefused,
    changed,
    check_reason,
    lock,
)
from predictions.storable import check_storable


class NotADraft(DomainError):
    """Only a draft can still be completed."""


@transaction.atomic
def complete_draft(
    *,
    now: datetime,
    actor: User | None,
    question: Question,
    expected_version: int,
    criteria: str,
    deciding_source: str,
    resolves_at: datetime,
    hindsight: str,
    reason: str = "",
) -> Question:
    """Open a draft by giving it what it lacked; a `reason` where it had other criteria."""
    question = lock(question, expected_version)
    if question.status != Question.Status.DRAFT:
        raise NotADraft("This question is open already.", field="status")
    if not (criteria and deciding_source):
        raise QuestionRefused(
            "Criteria and deciding source are needed before a question can open.",
            field="criteria",
            remedy="Say how it will be decided, and who says so.",
        )
    wrote = []
    if (criteria, deciding_source) != _criteria_of(question):
        wrote = [_set_criteria(now, question, criteria, deciding_source, hindsight, reason)]
    question.resolves_at, question.status = resolves_at, Question.Status.OPEN
    question.asked_from = max(resolves_at, now)
    return changed(now, actor, question, "opened", wrote, reason)


def _criteria_of(question: Question) -> tuple[str, str]:
    former = question.criteria
    return (former.text, former.deciding_source) if former else ("", "")


def _set_criteria(
    now: datetime,
    question: Question,
    text: str,
    deciding_source: str,
    hindsight: str,
    reason: str,
) -> Criteria:
    former = question.criteria
    if former and not (former.text and former.deciding_source):
        reason = reason or "What was lacking has been added."
    elif former:
        check_reason(reason)
    question.criteria = Criteria(
        question=question,
        number=former.number + 1 if former else 1,
        text=text,
        deciding_source=deciding_source,
        reason=reason if former else "",
        hindsight=hindsight,
        set_at=now,
    )
    check_storable(question.criteria)
    question.criteria.save()
    return question.criteria
