"""Who is asked about a question and when, and how far it is."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext

from predictions.accounts.models import User
from predictions.errors import DomainError
from predictions.ledger.operations import record_act
from predictions.questions.models import Assignment, Question
from predictions.questions.operations.changing import (
    QuestionRefused,
    changed,
    check_reason,
    lock,
)
from predictions.questions.queries import UNRESOLVED

# Whoever puts a question off for longer has mistyped the year.
FARTHEST = timedelta(days=3653)


class NotResolved(DomainError):
    """Only what is resolved can be reopened."""


class AlreadyDecided(DomainError):
    """The question waits for no outcome."""


@transaction.atomic
def assign_reviewer(
    *, now: datetime, actor: User | None, question: Question, reviewer: User
) -> Assignment:
    """Ask a reviewer to record what happened."""
    assignment, _ = Assignment.objects.update_or_create(
        question=question, reviewer=reviewer, defaults={"is_active": True, "changed_at": now}
    )
    record_act(now=now, actor=actor, verb="assigned", on=question, wrote=[assignment])
    return assignment


@transaction.atomic
def hand_over(
    *, now: datetime, actor: User | None, question: Question, giver: User, taker: User
) -> Assignment:
    """Let another reviewer be asked in one's stead."""
    if giver == taker or not taker.is_active:
        raise QuestionRefused(
            gettext("This question can only be handed to somebody else who may sign in."),
            field="taker",
            remedy=gettext("Choose another reviewer."),
        )
    former = Assignment.objects.filter(question=question, reviewer=giver, is_active=True).first()
    if former is None:
        raise QuestionRefused(
            gettext("%(giver)s is not asked about this question any more.") % {"giver": giver},
            field="giver",
            remedy=gettext("Nothing needs to be done."),
        )
    former.is_active, former.changed_at = False, now
    former.save()
    taken, _ = Assignment.objects.update_or_create(
        question=question, reviewer=taker, defaults={"is_active": True, "changed_at": now}
    )
    record_act(now=now, actor=actor, verb="handed over", on=question, wrote=[former, taken])
    return taken


@transaction.atomic
def change_date(
    *,
    now: datetime,
    actor: User | None,
    question: Question,
    expected_version: int,
    resolves_at: datetime,
    reason: str,
) -> Question:
    """Give an unresolved question another resolves-at; reviewers are asked anew from then on."""
    question = _lock_unresolved(question, expected_version)
    check_reason(reason)
    question.resolves_at = resolves_at
    return _ask_from(now, actor, question, max(resolves_at, now), "date changed", reason)


@transaction.atomic
def put_off(
    *, now: datetime, actor: User | None, question: Question, until: datetime, reason: str
) -> Question:
    """Not yet knowable: ask again at `until`. When the question resolves stays as it is."""
    question = _lock_unresolved(question)
    check_reason(reason)
    if until <= now:
        raise QuestionRefused(
            gettext("The day to ask again is not in the future."),
            field="until",
            remedy=gettext("Choose a later day."),
        )
    if until > now + FARTHEST:
        raise QuestionRefused(
            gettext("The day to ask again is more than ten years away."),
            field="until",
            remedy=gettext("Correct the year."),
        )
    moment = max(until, question.resolves_at or until)
    return _ask_from(now, actor, question, moment, "put off", reason)


@transaction.atomic
def reopen(*, now: datetime, actor: User | None, question: Question, reason: str) -> Question:
    """Ask again about a resolved question, because its resolution is in doubt."""
    question = lock(question)
    if question.status != Question.Status.RESOLVED:
        raise NotResolved(gettext("This question is not resolved."), field="status")
    check_reason(reason)
    question.status = Question.Status.OPEN
    return _ask_from(now, actor, question, now, "reopened", reason)


def _lock_unresolved(question: Question, expected_version: int | None = None) -> Question:
    question = lock(question, expected_version)
    if question.status not in UNRESOLVED:
        raise AlreadyDecided(
            gettext("This question is %(status)s.") % {"status": question.get_status_display()},
            field="question",
            remedy=gettext("Nothing needs to be asked about it."),
        )
    return question


def _ask_from(
    now: datetime,
    actor: User | None,
    question: Question,
    moment: datetime,
    verb: str,
    reason: str,
) -> Question:
    question.asked_from = moment
    question.round += 1
    return changed(now, actor, question, verb, [], reason)


def mark_proposed(*, now: datetime, actor: User | None, question: Question) -> Question:
    """Set the status of a locked question for which a later stage keeps a proposed answer."""
    question.status = Question.Status.PROPOSED
    return changed(now, actor, question, "marked proposed", [])


def mark_resolved(
    *, now: datetime, actor: User | None, question: Question, known_at: datetime
) -> Question:
    """Set the status of a locked question whose outcome a later stage has just recorded."""
    question.status, question.known_at = Question.Status.RESOLVED, known_at
    return changed(now, actor, question, "marked resolved", [])
