"""What a question's forecasts are compared with: the reference that counts, and others beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from predictions.accounts.models import User
from predictions.errors import DomainError
from predictions.questions.hindsight import hindsight_of
from predictions.questions.models import Question, Reference
from predictions.questions.operations.changing import QuestionRefused, changed, check_reason, lock
from predictions.questions.spaces import options_of, space_of
from predictions.scoring_rules import (
    Prediction,
    PredictionError,
    Space,
    check_reference,
    parse,
)
from predictions.storable import check_storable


class ReferenceStands(DomainError):
    """An answer was given, so another reference would choose the verdict."""


@transaction.atomic
def change_reference(
    *,
    now: datetime,
    actor: User | None,
    question: Question,
    expected_version: int,
    prediction: Any,
    source: str,
    reason: str,
    hindsight: str = "",
) -> Question:
    """Compare a question's forecasts with another reference, with a reason; the former stays a version.

    Only until an answer is given: who knows it could choose the verdict with the reference.
    """
    question = lock(question, expected_version)
    if question.status not in (Question.Status.DRAFT, Question.Status.OPEN):
        raise ReferenceStands(
            gettext("This question is %(status)s, and scored against the reference that it has.")
            % {"status": question.get_status_display()},
            field="question",
            remedy=gettext(
                "Add the other reference beside it: the figures against both are shown."
            ),
        )
    check_reason(reason)
    question.reference = _state(now, actor, question, prediction, source, hindsight)
    return changed(now, actor, question, "reference changed", [question.reference], reason)


@transaction.atomic
def add_reference(
    *,
    now: datetime,
    actor: User | None,
    question: Question,
    prediction: Any,
    source: str,
    hindsight: str = "",
) -> Reference:
    """State another reference beside the one that counts: shown with its skill, and never ranked by."""
    question = lock(question)
    reference = _state(now, actor, question, prediction, source, hindsight)
    changed(now, actor, question, "reference added", [reference])
    return reference


def read_reference(given: Any, source: str, space: Space) -> Prediction:
    """Return a stated reference in canonical form; refused without a source or without spread."""
    if not source.strip():
        raise QuestionRefused(
            gettext("The reference does not say where it comes from."),
            field="reference.from",
            remedy=gettext("Name the data set and the rule."),
        )
    prediction = parse(given, space)
    check_reference(prediction, space)
    return prediction


@contextmanager
def words_of_a_question() -> Iterator[None]:
    """Refuse what the scoring rules refuse; they know a space and predictions, a question other words."""
    try:
        yield
    except PredictionError as error:
        refused = QuestionRefused.of(error)
        refused.field = error.field.removeprefix("space.").replace("prediction", "reference", 1)
        raise refused from error


def _state(
    now: datetime,
    actor: User | None,
    question: Question,
    given: Any,
    source: str,
    hindsight: str,
) -> Reference:
    with words_of_a_question():
        prediction = read_reference(given, source, space_of(question, options_of(question)))
    if question.references.filter(prediction=prediction, source=source).exists():
        raise QuestionRefused(
            gettext("The question has this reference already."), field="reference"
        )
    last = question.references.aggregate(last=Max("number"))["last"] or 0
    reference = Reference(
        question=question,
        number=last + 1,
        prediction=prediction,
        origin=Reference.Origin.STATED,
        source=source,
        hindsight=hindsight_of(now=now, question=question, by=actor, said=hindsight),
        set_at=now,
    )
    check_storable(reference)
    reference.save()
    return reference
