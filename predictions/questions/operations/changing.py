"""What every change of a question has in common: its lock, its version, its reason, its act."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from predictions.accounts.models import User
from predictions.errors import DomainError, Stale
from predictions.ledger.operations import record_act
from predictions.questions.models import Question
from predictions.storable import check_storable


class QuestionRefused(DomainError):
    """A question lacks what its type needs, or has what its type forbids."""


class IsMerged(DomainError):
    """The question counts as another one."""


def lock(question: Question, expected_version: int | None = None) -> Question:
    """The question as it is now, held until the transaction ends; refused where it is merged."""
    question = Question.objects.select_for_update().get(pk=question.pk)
    if question.merged_into:
        raise IsMerged(
            gettext("This question is merged into “%(merged_into)s”.")
            % {"merged_into": question.merged_into},
            field="question",
            remedy=gettext("Do it there, or take this one out first."),
        )
    if expected_version is not None and question.version != expected_version:
        raise Stale(expected=expected_version, found=question.version)
    return question


def changed(
    now: datetime,
    actor: User | None,
    question: Question,
    verb: str,
    wrote: Sequence[Any],
    reason: str = "",
) -> Question:
    """Save a locked question as its next version, with the act that made it so."""
    question.version += 1
    check_storable(question)
    question.save()
    record_act(
        now=now, actor=actor, verb=verb, on=question, wrote=[question, *wrote], reason=reason
    )
    return question


def check_reason(reason: str) -> None:
    """Refuse what is done without saying why."""
    if not reason.strip():
        raise QuestionRefused(
            gettext("A reason is missing."), field="reason", remedy=gettext("Say why.")
        )
