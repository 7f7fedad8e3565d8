"""Reading questions. What the clock decides is computed here, never stored."""

from datetime import datetime

from django.db.models import QuerySet

from predictions.accounts.models import Project
from predictions.questions.models import Question
from predictions.wording.likeness import most_alike

UNRESOLVED = (Question.Status.OPEN, Question.Status.PROPOSED)


def due(*, now: datetime) -> QuerySet[Question]:
    """Unresolved questions whose resolves-at has come, the longest overdue first."""
    return unresolved().filter(resolves_at__lte=now).order_by("resolves_at", "pk")


def reviewers_needed(question: Question) -> int:
    """How many reviewers decide about a question: its own number, else its project's."""
    return question.reviewers_needed or question.event.project.reviewers_needed


def unresolved() -> QuerySet[Question]:
    """Questions that wait for an outcome, or for somebody to confirm one."""
    return Question.objects.filter(status__in=UNRESOLVED)


def due_among(project: Project, *, now: datetime) -> QuerySet[Question]:
    """The questions of a project that are due."""
    return due(now=now).filter(event__project=project)


def questions_like(project: Project, wording: str, *, most: int = 5) -> list[Question]:
    """Questions of a project that ask something like this, the most alike first.

    One that was merged stands for the entry it was merged into.
    """
    known = Question.objects.filter(event__project=project).values_list("pk", "wording")
    alike = most_alike(wording, known.iterator(), most=2 * most)
    found = Question.objects.select_related("merged_into").in_bulk(alike)
    effective = [found[pk].merged_into or found[pk] for pk in alike]
    return list(dict.fromkeys(effective))[:most]
