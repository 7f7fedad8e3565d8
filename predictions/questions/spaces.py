"""A question as the scoring rules see it: which predictions and answers it admits."""

from collections.abc import Sequence
from datetime import date

from predictions.questions.models import Question
from predictions.scoring_rules import Space


def space_of(
    question: Question, options: Sequence[str] = (), published: date | None = None
) -> Space:
    """The space of a question; `options` are its labels in order, where it is categorical.

    `published` is the day of the article that is concerned; it matters for date questions.
    """
    return Space(
        type=question.type,  # type: ignore[arg-type]  # choices are the same words
        lower=question.lower,
        upper=question.upper,
        options=tuple(options),
        ordered=question.ordered,
        published=published or question.opens_on,
        horizon=question.horizon,
    )


def options_of(question: Question) -> tuple[str, ...]:
    """The labels of a categorical question's options, in order; of another type none."""
    if question.type != Question.Type.CATEGORICAL:
        return ()
    return tuple(option.label for option in question.options.all())


def meaning_of(question: Question) -> tuple[object, ...]:
    """What two questions have in common if a forecast on one can count on the other."""
    return (
        *(question.type, question.unit, question.lower, question.upper),
        *(options_of(question), question.ordered, question.horizon),
    )
