"""How well first and second coders agree: where a forecast is, what it is, and how likely it says.

The three are told apart, each by Krippendorff's alpha. Places: nominal, over the characters of the
text, marked or not; only where the second coder had the clean text. Types: nominal, over the places
that both marked: yes or no, options, number, date, not checkable. Probabilities: interval, over the
places in which both saw a question of yes or no. Intervals resample articles; within one article,
forecasts.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from predictions.accounts.models import Project, User
from predictions.articles.models import Article
from predictions.forecasts.differences import NOT_CHECKABLE, Pair, compare, finished
from predictions.forecasts.models import Coding, SecondCoding
from predictions.questions.models import Question
from predictions.statistics import Agreement, agreement

# The same resamples at each look, so that a figure changes only when its data do.
SEED = 20200808
TYPES = (*Question.Type.values, NOT_CHECKABLE)


@dataclass(frozen=True)
class Agreements:
    """How well coders agree over some articles, in three respects."""

    articles: int
    places: Agreement
    types: Agreement
    probabilities: Agreement


def agreements(second_codings: Iterable[SecondCoding]) -> Agreements:
    """How well the first coders and those of finished second codings agree."""
    compared = [(one, compare(one)) for one in second_codings]
    articles = {one.article_id for one, _ in compared}
    clusters, types, probabilities = [], [], []
    places: list[tuple[int, int, int, int]] = []
    for one, pairs in compared:
        if one.given == SecondCoding.Given.TEXT:
            places += _places(one.article, pairs)
        for number, pair in enumerate(pairs):
            if pair.types:
                clusters.append(one.article_id if len(articles) > 1 else number)
                types.append(tuple(TYPES.index(kind) for kind in pair.types))
                probabilities.append(pair.probabilities)
    read = [(by, p) for by, p in zip(clusters, probabilities, strict=True) if p]
    return Agreements(
        articles=len(articles),
        places=agreement(
            *_columns([(first, second) for _, first, second, _ in places]),
            [article for article, *_ in places],
            np.random.default_rng(SEED),
            metric="nominal",
            counts=[count for *_, count in places],
        ),
        types=agreement(*_columns(types), clusters, np.random.default_rng(SEED), metric="nominal"),
        probabilities=agreement(
            *_columns([p for _, p in read]),
            [by for by, _ in read],
            np.random.default_rng(SEED),
            metric="interval",
        ),
    )


def of_project(project: Project) -> Agreements:
    """How well coders agree over all articles of a project that were coded twice."""
    return agreements(finished().filter(article__project=project))


def by_article(project: Project) -> dict[Article, Agreements]:
    """How well coders agree on each article of a project that was coded twice."""
    groups: dict[Article, list[SecondCoding]] = defaultdict(list)
    for one in finished().filter(article__project=project):
        groups[one.article].append(one)
    return {article: agreements(of_article) for article, of_article in groups.items()}


def by_pair(project: Project) -> dict[tuple[User | None, User], Agreements]:
    """How well each first and each second coder of a project agree."""
    groups: dict[tuple[User | None, User], list[SecondCoding]] = defaultdict(list)
    for one in finished().filter(article__project=project):
        groups[first_coder(one.article), one.coder].append(one)
    return {pair: agreements(of_pair) for pair, of_pair in groups.items()}


def first_coder(article: Article) -> User | None:
    """Who coded an article first, where somebody is known to have done so."""
    codings = Coding.objects.filter(forecast__article=article).select_related("coder")
    first = codings.order_by("pk").first()
    return first.coder if first else None


def _places(article: Article, pairs: Sequence[Pair]) -> list[tuple[int, int, int, int]]:
    """How many characters nobody, only one and both of them marked."""
    marked = np.zeros((2, len(article.text)), int)
    for pair in pairs:
        for coder, place in enumerate((pair.forecast, pair.span)):
            if place:
                marked[coder, place.start : place.end] = 1
    counts = np.bincount(2 * marked[0] + marked[1], minlength=4)
    return [(article.pk, index // 2, index % 2, int(n)) for index, n in enumerate(counts)]


def _columns[Value](pairs: Sequence[tuple[Value, ...]]) -> tuple[list[Value], list[Value]]:
    return [first for first, _ in pairs], [second for _, second in pairs]
