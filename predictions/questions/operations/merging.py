"""Merging events and questions that were entered twice, and taking them apart again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from predictions import waking
from predictions.accounts.models import User
from predictions.errors import Stale
from predictions.merging import CannotMerge, lock_both, lock_merged, merge, point, unmerge
from predictions.questions.models import Event, Question
from predictions.questions.operations.changing import changed
from predictions.questions.spaces import meaning_of


def merge_events(
    *, now: datetime, actor: User | None, event: Event, into: Event, reason: str
) -> Event:
    """Count one event as another one of its project, because it was entered twice."""
    if event.project_id != into.project_id:
        raise CannotMerge(gettext("The two events belong to two projects."), field="into")
    return merge(now=now, actor=actor, entry=event, into=into, reason=reason)


def unmerge_event(*, now: datetime, actor: User | None, event: Event, reason: str) -> Event:
    """Let a merged event stand for itself again."""
    return unmerge(now=now, actor=actor, entry=event, reason=reason)


@transaction.atomic
def merge_questions(
    *,
    now: datetime,
    actor: User | None,
    question: Question,
    into: Question,
    expected_version: int,
    reason: str,
    resolved_alike: bool,
) -> Question:
    """Let the forecasts of one question count on another that asks for the same.

    The other one's criteria, reference and resolution hold, and nobody is asked about the merged
    one any more. So it may have no answer of its own, unless a later stage has found that both
    are `resolved_alike`.
    """
    question, into = lock_both(question, into, reason)
    _check_version(question, expected_version)
    if question.event.project_id != into.event.project_id:
        raise CannotMerge(gettext("The two questions belong to two projects."), field="into")
    if meaning_of(question) != meaning_of(into):
        raise CannotMerge(
            gettext("The two questions differ in type, unit, bounds, options or horizon."),
            field="into",
            remedy=gettext("Leave them apart: a forecast on one says nothing about the other."),
        )
    _check_statuses(question, into, resolved_alike)
    followers = point(question, into)
    question.status = Question.Status.MERGED
    waking.after_commit("predictions.score")
    return changed(now, actor, question, "merged", followers, reason)


@transaction.atomic
def unmerge_question(
    *,
    now: datetime,
    actor: User | None,
    question: Question,
    expected_version: int,
    reason: str,
) -> Question:
    """Let a merged question stand for itself again; where it is open, it is asked about anew."""
    question = lock_merged(question, reason)
    _check_version(question, expected_version)
    former = question.merged_into
    question.merged_into = None
    if question.known_at:
        question.status = Question.Status.RESOLVED
    elif question.asked_from:
        question.status = Question.Status.OPEN
        question.asked_from = max(question.asked_from, now)
        question.round += 1
    else:
        question.status = Question.Status.DRAFT
    waking.after_commit("predictions.score")
    return changed(now, actor, question, "unmerged", [former], reason)


def _check_version(question: Question, expected: int) -> None:
    if question.version != expected:
        raise Stale(expected=expected, found=question.version)


def _check_statuses(question: Question, into: Question, resolved_alike: bool) -> None:
    status = Question.Status
    if into.status == status.DRAFT != question.status:
        raise CannotMerge(
            gettext("The question that this one is to be merged into is a draft."),
            field="into",
            remedy=gettext("Merge that one into this one instead, or complete it first."),
        )
    if question.status == status.PROPOSED or (question.status == status.OPEN and question.known_at):
        raise CannotMerge(
            gettext("An answer to this question is proposed or in doubt."),
            field="question",
            remedy=gettext("Decide about it first, then merge."),
        )
    if question.status == status.RESOLVED != into.status:
        raise CannotMerge(
            gettext("This question is resolved, and the one it is to be merged into is not."),
            field="into",
            remedy=gettext("Merge that one into this one instead."),
        )
    if question.status == status.RESOLVED and not resolved_alike:
        raise CannotMerge(
            gettext("The two questions are resolved differently."),
            field="into",
            remedy=gettext("Correct one resolution, or leave them apart."),
        )
