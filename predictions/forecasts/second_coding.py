"""Reading an article with two pairs of eyes: what the second coder may see, and what differs.

A second coder is shown the text, and the places of the forecasts where these are given; nothing of
how they were read. What differs is told from the codings as they stood when the second coder had
finished, so that settling a difference does not change how well the two agreed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from predictions.accounts.models import User
from predictions.articles.models import Article
from predictions.articles.queries import versions_of
from predictions.errors import DomainError
from predictions.forecasts.models import Coding, Forecast, SecondCoding, Span
from predictions.ledger.models import Act

NOT_CHECKABLE = "not checkable"


class NotFinished(DomainError):
    """What a second coder is still at is compared with nothing."""


@dataclass(frozen=True)
class BlindView:
    """All that a second coder sees of an article."""

    title: str
    language: str
    text: str
    spans: tuple[tuple[int, int], ...]


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


def blind_view(second_coding: SecondCoding) -> BlindView:
    """What the second coder may see: the text, and the given places; no forecast and no coding."""
    article = second_coding.article
    return BlindView(
        title=article.title,
        language=article.language,
        text=article.text,
        spans=tuple(given_spans(second_coding)),
    )


def given_spans(second_coding: SecondCoding) -> list[tuple[int, int]]:
    """The places that were given to a second coder when they began, each once."""
    if second_coding.given != SecondCoding.Given.SPANS:
        return []
    forecasts = _as_of(second_coding, "begun_at").order_by("start", "end")
    return list(forecasts.values_list("start", "end").distinct())


def has_seen(user: User, article: Article) -> bool:
    """Whether somebody has coded this article, in any version, and so cannot code it second."""
    versions = versions_of(article).values("pk")
    coded = Coding.objects.filter(forecast__article__in=versions, coder=user)
    recorded = Act.objects.filter(
        object_type=Article._meta.model_name,
        object_id__in=versions,
        actor_id=user.pk,
        verb="forecasts recorded",
    )
    return coded.exists() or recorded.exists()


def hidden_from(user: User) -> QuerySet[Article]:
    """The articles whose codings a user must not be shown: second codings that are not finished."""
    return Article.objects.filter(
        second_codings__coder=user, second_codings__finished_at__isnull=True
    )


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
            f"{second_coding.coder} has not finished this second coding.", field="second_coding"
        )
    latest = Coding.objects.filter(
        forecast=OuterRef("pk"), coded_at__lte=second_coding.finished_at
    ).order_by("-number")
    forecasts = list(
        _as_of(second_coding, "finished_at")
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


def unsettled(second_coding: SecondCoding) -> list[Pair]:
    """The differences about which nobody has decided yet."""
    settled = second_coding.settlements.values_list("forecast", "span")
    forecasts, spans = {one for one, _ in settled}, {one for _, one in settled}
    return [
        pair
        for pair in compare(second_coding)
        if pair.differs
        and not (pair.forecast and pair.forecast.pk in forecasts)
        and not (pair.span and pair.span.pk in spans)
    ]


def _as_of(second_coding: SecondCoding, moment: str) -> QuerySet[Forecast]:
    """The forecasts of the article that stood at a moment of the second coding."""
    at = getattr(second_coding, moment)
    return Forecast.objects.filter(
        Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=at),
        article=second_coding.article,
        recorded_at__lte=at,
    )


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
