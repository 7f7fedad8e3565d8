"""Completing drafts, and changing how a question will be decided."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from predictions.accounts.models import User
from predictions.errors import DomainError
from predictions.questions.hindsight import hindsight_of
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


class CriteriaStand(DomainError):
    """An answer was given by these criteria, or the others are the same."""


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
    hindsight: str = "",
    reason: str = "",
) -> Question:
    """Open a draft by giving it what it lacked; a `reason` where it had other criteria."""
    question = lock(question, expected_version)
    if question.status != Question.Status.DRAFT:
        raise NotADraft(gettext("This question is open already."), field="status")
    if not (criteria and deciding_source):
        raise QuestionRefused(
            gettext("Criteria and deciding source are needed before a question can open."),
            field="criteria",
            remedy=gettext("Say how it will be decided, and who says so."),
        )
    question.resolves_at = resolves_at
    wrote = []
    if not _has(question, criteria, deciding_source):
        known = hindsight_of(now=now, question=question, by=actor, said=hindsight)
        wrote = [_set_criteria(now, question, criteria, deciding_source, known, reason)]
    question.status = Question.Status.OPEN
    question.asked_from = max(resolves_at, now)
    return changed(now, actor, question, "opened", wrote, reason)


@transaction.atomic
def change_criteria(
    *,
    now: datetime,
    actor: User | None,
    question: Question,
    expected_version: int,
    criteria: str,
    deciding_source: str,
    reason: str,
    hindsight: str = "",
) -> Question:
    """Decide a question by other criteria from now on, with a reason; the former stay a version.

    Codings keep the version under which they were made.
    """
    question = lock(question, expected_version)
    if question.status not in (Question.Status.DRAFT, Question.Status.OPEN):
        raise CriteriaStand(
            gettext("This question is %(status)s by the criteria it has.")
            % {"status": question.get_status_display()},
            field="question",
            remedy=gettext(
                "Decline the answer proposed, or reopen the question, then change them."
            ),
        )
    if _has(question, criteria, deciding_source):
        raise CriteriaStand(gettext("These are the criteria it has."), field="criteria")
    if question.status == Question.Status.OPEN and not (criteria and deciding_source):
        raise QuestionRefused(
            gettext("An open question needs criteria and a deciding source."),
            field="criteria",
            remedy=gettext("Say how it will be decided, and who says so."),
        )
    known = hindsight_of(now=now, question=question, by=actor, said=hindsight)
    fresh = _set_criteria(now, question, criteria, deciding_source, known, reason)
    return changed(now, actor, question, "criteria changed", [fresh], reason)


def _has(question: Question, text: str, deciding_source: str) -> bool:
    has = question.criteria
    return has is not None and (has.text, has.deciding_source) == (text, deciding_source)


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
