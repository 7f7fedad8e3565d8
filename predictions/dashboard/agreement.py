"""Two readings of an article side by side: how well they agree, where they differ, how that was settled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from predictions.accounts.models import Project, User
from predictions.articles.models import Article
from predictions.dashboard.readings import reading_in_words
from predictions.forecasts.agreements import (
    Agreements,
    agreements,
    by_article,
    by_pair,
    first_coder,
    of_project,
)
from predictions.forecasts.blind_coding import open_by, open_to
from predictions.forecasts.differences import Difference, Pair, differences, finished
from predictions.forecasts.models import SecondCoding

# Articles that are offered to be coded a second time.
OFFERED = 20


@dataclass(frozen=True)
class Side:
    """What one of the two coders made of a place: the words, and how they read them."""

    quote: str
    said: str


@dataclass(frozen=True)
class Row:
    """A difference as its page shows it."""

    difference: Difference
    first: Side
    second: Side


@dataclass(frozen=True)
class Compared:
    """A finished second coding beside the first."""

    second_coding: SecondCoding
    first: User | None
    agreements: Agreements
    rows: Sequence[Row]


@dataclass(frozen=True)
class ProjectAgreement:
    """How well the coders of a project agree, and what somebody could code a second time."""

    whole: Agreements
    articles: dict[Article, Agreements]
    pairs: dict[tuple[User | None, User], Agreements]
    begun: Sequence[SecondCoding]
    offered: Sequence[Article]


def compared(article: Article) -> Iterator[Compared]:
    """Every finished second coding of an article."""
    first = first_coder(article)
    for one in finished().filter(article=article):
        rows = [_row(article, difference) for difference in differences(one)]
        yield Compared(one, first, agreements([one]), rows)


def project_agreement(project: Project, user: User) -> ProjectAgreement:
    """What the page of a project shows to somebody."""
    begun = open_by(user).filter(article__project=project)
    offered = open_to(user, project).defer("text").order_by("-published_on", "-pk")
    return ProjectAgreement(
        whole=of_project(project),
        articles=by_article(project),
        pairs=by_pair(project),
        begun=list(begun.select_related("article").order_by("begun_at")),
        offered=list(offered[:OFFERED]),
    )


def _row(article: Article, difference: Difference) -> Row:
    pair = difference.pair
    return Row(difference, _first(article, pair), _second(article, pair))


def _first(article: Article, pair: Pair) -> Side:
    forecast, coding = pair.forecast, pair.coding
    if forecast is None:
        return Side("", gettext("no forecast"))
    said = reading_in_words(
        type=forecast.question.type if forecast.question else "",
        prediction=coding.prediction if coding else None,
        how=coding.how if coding else "",
        phrase=coding.phrase if coding else "",
        not_checkable=forecast.not_checkable,
    )
    return Side(article.text[forecast.start : forecast.end], said)


def _second(article: Article, pair: Pair) -> Side:
    span = pair.span
    if span is None:
        return Side("", gettext("no forecast"))
    said = reading_in_words(
        type=span.type,
        prediction=span.prediction,
        how=span.how,
        phrase=span.phrase,
        not_checkable=span.not_checkable,
    )
    return Side(article.text[span.start : span.end], said)
