"""Reading an article with two pairs of eyes: what the second coder may see, and what differs.

A second coder is shown the text, and the places of the forecasts where these are given; nothing of
how they were read. What differs is told from the codings as they stood when the second coder had
finished, so that settling a difference does not change how well the two agreed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from predictions.accounts.models import Project, User
from predictions.articles.models import Article
from predictions.articles.queries import versions_of
from predictions.errors import DomainError
from predictions.forecasts.models import Coding, Forecast, SecondCoding, Settlement, Span
from predictions.ledger.models import Act
from predictions.questions.models import Question

NOT_CHECKABLE = "not checkable"
Ruling = Settlement.Ruling


class StillBlind(DomainError):
    """What tells of the first coding stays hidden from whoever is at a second one."""


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


def open_by(user: User) -> QuerySet[SecondCoding]:
    """The second codings that somebody is still at."""
    return SecondCoding.objects.filter(
        coder=user, finished_at__isnull=True, given_up_at__isnull=True
    )


def check_codes_nothing_blind(user: User, project: Project | None = None) -> None:
    """Refuse what tells of codings all over a project, or all projects, to whoever is at one blind.

    Figures, objections, proofs and histories betray how an article was coded first even where its
    forecasts are left out. What can leave them out does so instead, by `visible_to`.
    """
    still = open_by(user).select_related("article")
    if project is not None:
        still = still.filter(article__project=project)
    if at := still.first():
        raise StillBlind(
            gettext(
                "You are coding “%(title)s” a second time, and this may tell how it was coded first."
            )
            % {"title": at.article.title},
            field="second_coding",
            remedy=gettext("Finish it, or give it up."),
        )


def hidden_from(user: User) -> QuerySet[Article]:
    """The articles whose codings a user must not be shown: those they are coding a second time.

    All versions of them, since these say much the same.
    """
    begun = Article.objects.filter(second_codings__in=open_by(user))
    first = begun.annotate(first=Coalesce("version_of", "pk")).values("first")
    return Article.objects.filter(Q(pk__in=first) | Q(version_of__in=first))


def visible_to(user: User) -> QuerySet[Forecast]:
    """All forecasts but those that a second coder must not see yet."""
    # Asked apart: nearly nobody is at one, and what is excluded costs more than this question.
    if not open_by(user).exists():
        return Forecast.objects.all()
    return Forecast.objects.exclude(article__in=hidden_from(user))


def begun_by(user: User, article: Article) -> SecondCoding | None:
    """The second coding, of any version of an article, that a user is still at."""
    return (
        open_by(user)
        .filter(article__in=versions_of(article).values("pk"))
        .select_related("article")
        .first()
    )


def questions_hidden_from(user: User) -> QuerySet[Question]:
    """The questions whose wording would tell a second coder how an article was read."""
    if not open_by(user).exists():
        return Question.objects.none()
    return Question.objects.filter(forecasts__article__in=hidden_from(user))


def open_to(user: User, project: Project) -> QuerySet[Article]:
    """The coded articles of a project that a user has neither coded nor begun to code again."""
    return (
        Article.objects.filter(
            Exists(Forecast.objects.filter(article=OuterRef("pk"))), project=project
        )
        .exclude(pk__in=Forecast.objects.filter(codings__coder=user).values("article"))
        .exclude(second_codings__coder=user)
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
            gettext("%(coder)s has not finished this second coding.")
            % {"coder": second_coding.coder},
            field="second_coding",
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
