"""What became of a forecast, in one word: the state that its colour, its line and its sign show."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext, ngettext

from predictions.forecasts.models import Forecast
from predictions.merging import effective
from predictions.outcomes.models import Resolution
from predictions.questions.models import Question
from predictions.questions.queries import UNRESOLVED
from predictions.scoring_rules import DID_NOT_HAPPEN, Prediction


class State(StrEnum):
    """Each state has a colour, a line and a sign of its own."""

    CAME_TRUE = "true"
    DID_NOT = "false"
    INSIDE = "inside"
    OUTSIDE = "outside"
    # A bare point has no range that an outcome could lie inside or outside of.
    KNOWN = "known"
    OPEN = "open"
    DUE = "due"
    NOT_CHECKABLE = "nc"
    VOID = "void"

    @property
    def words(self) -> str:
        """The state as people read it."""
        return {
            State.CAME_TRUE: gettext("came true"),
            State.DID_NOT: gettext("did not"),
            State.INSIDE: gettext("inside range"),
            State.OUTSIDE: gettext("outside range"),
            State.KNOWN: gettext("answered"),
            State.OPEN: gettext("open"),
            State.DUE: gettext("due"),
            State.NOT_CHECKABLE: gettext("not checkable"),
            State.VOID: gettext("void"),
        }[self]

    def became(self, number: int) -> str:
        """What so many forecasts of this state did, to follow their number in a sentence."""
        return {
            State.CAME_TRUE: gettext("came true"),
            State.DID_NOT: gettext("did not"),
            State.INSIDE: gettext("fell inside the range that was given"),
            State.OUTSIDE: gettext("fell outside the range that was given"),
            State.KNOWN: ngettext("gave a bare number", "gave bare numbers", number),
            State.OPEN: ngettext("is open", "are open", number),
            State.DUE: ngettext("is due", "are due", number),
            State.NOT_CHECKABLE: ngettext("is not checkable", "are not checkable", number),
            State.VOID: ngettext("is void", "are void", number),
        }[self]


def state_of(
    forecast: Forecast,
    *,
    resolution: Resolution | None,
    prediction: Prediction | None,
    now: datetime,
) -> State:
    """The state of a forecast. `prediction` is that of the coding that counts."""
    if forecast.not_checkable or forecast.question is None:
        return State.NOT_CHECKABLE
    question = effective(forecast.question)
    if forecast.withdrawn_at:
        return State.VOID
    if question.status != Question.Status.RESOLVED:
        return State.DUE if is_due(question, now) else State.OPEN
    if resolution is None or resolution.report is None or prediction is None:
        return State.VOID
    return outcome_of(prediction, resolution.report.value, horizon=question.horizon)


def outcome_of(prediction: Prediction, answer: Any, *, horizon: Any = None) -> State:
    """How a prediction and an answer agree.

    A probability agrees with what it leans to; one half agrees with yes, as the question is worded in
    the direction that was asserted.
    """
    match prediction:
        case {"p": p}:
            agrees = (p >= 0.5) == answer
            return State.CAME_TRUE if agrees else State.DID_NOT
        case {"probabilities": probabilities}:
            agrees = probabilities[answer] == max(probabilities.values())
            return State.CAME_TRUE if agrees else State.DID_NOT
        case {"knots": knots}:
            (low, _), (high, _) = knots[0], knots[-1]
            if answer == DID_NOT_HAPPEN:
                beyond = prediction.get("not_by_horizon", 0) >= 0.5 or high > str(horizon)
                return State.INSIDE if beyond else State.OUTSIDE
            return State.INSIDE if low <= answer <= high else State.OUTSIDE
        case {"not_by_horizon": p}:
            agrees = (p >= 0.5) == (answer == DID_NOT_HAPPEN)
            return State.CAME_TRUE if agrees else State.DID_NOT
        case _:
            return State.KNOWN


def is_due(question: Question, now: datetime) -> bool:
    """Whether a question waits for an outcome that should be known by now."""
    return (
        question.status in UNRESOLVED
        and question.resolves_at is not None
        and question.resolves_at <= now
    )
