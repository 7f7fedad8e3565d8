"""Reading questions. What the clock decides is computed here, never stored."""

import re
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from predictions.accounts.models import Project
from predictions.merging import effective
from predictions.questions.models import Hindsight, Question
from predictions.wording.likeness import most_alike

MOST_WORDS = 12
UNRESOLVED = (Question.Status.OPEN, Question.Status.PROPOSED)


def due(*, now: datetime) -> QuerySet[Question]:
    """Unresolved questions whose resolves-at has come, the longest overdue first."""
    return unresolved().filter(resolves_at__lte=now).order_by("resolves_at", "pk")


def reviewers_needed(question: Question) -> int:
    """How many reviewers decide about a question: its own number, else its project's."""
    return question.reviewers_needed or question.event.project.reviewers_needed


def effective_question(question: str = "question") -> Coalesce:
    """The question that counts, at the end of a path to one: where it is merged, the other."""
    return Coalesce(f"{question}__merged_into", question)


def effective_event(question: str = "question") -> Coalesce:
    """The event that counts, of the question that counts, at the end of a path to a question."""
    return Coalesce(
        f"{question}__merged_into__event__merged_into",
        f"{question}__merged_into__event",
        f"{question}__event__merged_into",
        f"{question}__event",
    )


def effective_hindsight(
    *, said: str = "hindsight", made_at: str, question: str = "question"
) -> Case:
    """What hindsight turned out to be, by paths to what was said, when, and the question.

    Only later does the world know when it could know: what was made in good faith before the
    outcome was recorded is retrospective if the outcome could be known already then, and what
    was made blind is prospective if it could not.
    """
    known_at = Coalesce(F(f"{question}__merged_into__known_at"), F(f"{question}__known_at"))
    return Case(
        When(
            Q(**{said: Hindsight.PROSPECTIVE, f"{made_at}__gt": known_at}),
            then=Value(Hindsight.RETROSPECTIVE),
        ),
        When(
            Q(**{said: Hindsight.BLIND, f"{made_at}__lte": known_at}),
            then=Value(Hindsight.PROSPECTIVE),
        ),
        default=F(said),
    )


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
    # The database finds those that share a part of a longer word; the rest need not be compared.
    # From the second letter on, since SQLite tells capitals from small letters beyond ASCII.
    words = sorted(set(re.findall(r"\w{5,}", wording.casefold())), key=len, reverse=True)[
        :MOST_WORDS
    ]
    shared = reduce(or_, (Q(wording__icontains=word[1:5]) for word in words), Q())
    known = Question.objects.filter(shared, event__project=project).values_list("pk", "wording")
    alike = most_alike(wording, known.iterator(), most=2 * most)
    found = Question.objects.select_related("event", "merged_into__event").in_bulk(alike)
    return list(dict.fromkeys(effective(found[pk]) for pk in alike))[:most]
