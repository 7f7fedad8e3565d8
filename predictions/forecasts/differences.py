"""What two coders of an article read differently.

Told from the codings as they stood when the second coder had finished, so that settling a
difference does not change how well the two agreed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext

from predictions.errors import DomainError
from predictions.forecasts.models import Coding, Forecast, SecondCoding, Settlement, Span
from predictions.forecasts.queries import standing_at

NOT_CHECKABLE = "not checkable"
Ruling = Settlement.Ruling


class NotFinished(DomainError):
    """What a second coder is still at is compared with nothing."""


@dataclass(frozen=True)
class Pair:
    """What the two coders made of one place; one of them is None where only the other marked it."""

    forecast: Forecast | None
    coding: Coding | None
    span: Span | None

    @property
    def start(self) -> int:
        """The first character that either of them marked."""
        return min(one.start for one in (self.forecast, self.span) if one)

    @property
    def types(self) -> tuple[str, str] | None:
        """The type of question that each saw, or that it is not checkable; None unless both marked it."""
        if self.forecast is None or self.span is None:
            return None
        question = self.forecast.question
        return question.type if question else NOT_CHECKABLE, self.span.type or NOT_CHECKABLE

    @property
    def predictions(self) -> tuple[Any, Any]:
        """The prediction that each read, where there is one."""
        return (
            self.coding.prediction if self.coding else None,
            self.span.prediction if self.span else None,
        )

    @property
    def key(self) -> str:
        """A name of the pair among those of its second coding."""
        return "-".join(str(one.pk) if one else "" for one in (self.forecast, self.span))

    @property
    def rulings(self) -> list[Ruling]:
        """How a difference can be settled without a third reading; what is added is recorded."""
        first, second = self.predictions
        found = [Ruling.FIRST]
        if self.types and self.types[0] == self.types[1] and first and second:
            found.append(Ruling.RECODED)
        if self.forecast:
            found.append(Ruling.WITHDRAWN)
        if self.span and (self.types is None or self.types[0] != self.types[1]):
            found.append(Ruling.ADDED)
        return found

    @property
    def probabilities(self) -> tuple[float, float] | None:
        """The probability that each read, where both saw a question of yes or no."""
        if self.types != ("binary", "binary"):
            return None
        first, second = self.predictions
        return first["p"], second["p"]

    @property
    def differs(self) -> bool:
        """Whether the two readings need to be settled."""
        if self.types is None or self.types[0] != self.types[1]:
            return True
        first, second = self.predictions
        return bool(first != second)


@dataclass(frozen=True)
class Difference:
    """Two readings of one place that differ, and how that was settled, if it was."""

    pair: Pair
    settlement: Settlement | None


def finished() -> QuerySet[SecondCoding]:
    """The second codings that can be compared, in the order in which they were finished."""
    return (
        SecondCoding.objects.filter(finished_at__isnull=False)
        .select_related("article", "coder")
        .order_by("finished_at", "pk")
    )


def compare(second_coding: SecondCoding) -> list[Pair]:
    """What both coders made of an article, place by place.

    Two places are the same where they share at least half of the characters of the shorter one;
    each is paired once, those that share most first.
    """
    if second_coding.finished_at is None:
        raise NotFinished(
            gettext("%(coder)s has not finished this second coding.")
            % {"coder": second_coding.coder},
            field="second_coding",
        )
    latest = Coding.objects.filter(
        forecast=OuterRef("pk"), coded_at__lte=second_coding.finished_at
    ).order_by("-number")
    forecasts = list(
        standing_at(second_coding.article, second_coding.finished_at)
        .select_related("question")
        .annotate(then=Subquery(latest.values("pk")[:1]))
        .order_by("start", "end")
    )
    codings = Coding.objects.in_bulk([one.then for one in forecasts if one.then])
    spans = list(second_coding.spans.order_by("start", "end"))
    paired = dict(_matches(forecasts, spans))
    pairs = [
        Pair(forecast, codings.get(forecast.then), paired.get(forecast)) for forecast in forecasts
    ]
    alone = [Pair(None, None, span) for span in spans if span not in paired.values()]
    return sorted([*pairs, *alone], key=lambda pair: pair.start)


def differences(second_coding: SecondCoding) -> list[Difference]:
    """What the two coders read differently, in the order of the text."""
    settled = list(second_coding.settlements.select_related("settled_by"))
    by_forecast = {one.forecast_id: one for one in settled if one.forecast_id}
    by_span = {one.span_id: one for one in settled if one.span_id}
    return [
        Difference(
            pair,
            (by_forecast.get(pair.forecast.pk) if pair.forecast else None)
            or (by_span.get(pair.span.pk) if pair.span else None),
        )
        for pair in compare(second_coding)
        if pair.differs
    ]


def unsettled(second_coding: SecondCoding) -> list[Pair]:
    """The differences about which nobody has decided yet."""
    return [one.pair for one in differences(second_coding) if one.settlement is None]


def _matches(
    forecasts: Sequence[Forecast], spans: Sequence[Span]
) -> Iterator[tuple[Forecast, Span]]:
    def shared(pair: tuple[Forecast, Span]) -> int:
        forecast, span = pair
        return min(forecast.end, span.end) - max(forecast.start, span.start)

    def shorter(pair: tuple[Forecast, Span]) -> int:
        return min(one.end - one.start for one in pair)

    same = [pair for pair in product(forecasts, spans) if 2 * shared(pair) >= shorter(pair)]
    taken: set[Forecast | Span] = set()
    for pair in sorted(same, key=shared, reverse=True):
        if taken.isdisjoint(pair):
            taken.update(pair)
            yield pair
