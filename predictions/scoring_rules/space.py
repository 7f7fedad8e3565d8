"""What the answers to a question can be."""

import math
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, cast

from predictions.scoring_rules.errors import PredictionError

LARGEST = 1e15
"""Beyond it neighbouring whole numbers are no longer told apart, and squares overflow."""

type Value = float | str
"""A number, or a date as "YYYY-MM-DD": both compare as they should."""


@dataclass(frozen=True, slots=True)
class Space:
    """The space of answers to one question, seen from one article.

    `lower` and `upper` are the logical bounds of a number, `options` the answers of a categorical
    question, `horizon` the last day of a date question. `published` is the day of the article; it
    is None where no article is concerned, as for the reference of a question.

    Raises `PredictionError` where these contradict each other.
    """

    type: Literal["binary", "categorical", "numeric", "date"]
    lower: float | None = None
    upper: float | None = None
    options: tuple[str, ...] = ()
    ordered: bool = False
    published: date | None = None
    horizon: date | None = None

    def __post_init__(self) -> None:
        """Refuse contradictions."""
        if self.type not in ("binary", "categorical", "numeric", "date"):
            remedy = "use binary, categorical, numeric or date"
            raise PredictionError("space.type", f"{self.type!r} is not a type", remedy)
        for name in ("lower", "upper"):
            if getattr(self, name) is not None:
                number(getattr(self, name), f"space.{name}")
        if self.lower is not None and self.upper is not None and self.lower >= self.upper:
            raise PredictionError(
                "space.upper", "it is not above the lower bound", "correct one of them"
            )
        if self.published and self.horizon and self.published > self.horizon:
            raise PredictionError("space.horizon", "it is before publication", "choose a later day")
        if self.type == "categorical" and not len(set(self.options)) == len(self.options) >= 2:
            raise PredictionError(
                "space.options", "they are fewer than two, or repeated", "name each once"
            )

    def value(self, raw: object, field: str) -> Value:
        """Return `raw` as a number or as a date, in its canonical form and inside the bounds.

        A date after the horizon is inside, since a forecast may look beyond it.
        """
        value: Any
        lower: Any
        if self.type == "date":
            value, lower, upper = (
                day(raw, field),
                self.published and self.published.isoformat(),
                None,
            )
        else:
            value, lower, upper = number(raw, field), self.lower, self.upper
        remedy = "correct the value or the bound"
        if lower is not None and value < lower:
            raise PredictionError(
                field, f"{value} is below the first possible value, {lower}", remedy
            )
        if upper is not None and value > upper:
            raise PredictionError(
                field, f"{value} is above the last possible value, {upper}", remedy
            )
        return cast(Value, value)


def number(raw: object, field: str) -> float:
    """Return a finite JSON number as a float; booleans and digits in quotes are no numbers."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise PredictionError(field, f"{raw!r} is not a number", "give a number without quotes")
    try:
        value = float(raw)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise PredictionError(field, "the number is not finite", "give a finite number")
    if abs(value) > LARGEST:
        raise PredictionError(field, f"{value:g} is too large", "choose a larger unit")
    return value


def day(raw: object, field: str) -> str:
    """Return a date, or its text, as "YYYY-MM-DD"; a time of day is refused, for it needs a zone."""
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw.isoformat()
    try:
        # fromisoformat also reads "20200814" and "2020-W33-5"; one spelling keeps dates comparable.
        if isinstance(raw, str) and date.fromisoformat(raw).isoformat() == raw:
            return raw
    except ValueError:
        pass
    raise PredictionError(field, f"{raw!r} is not a date", "write it as YYYY-MM-DD")
