"""Lists of a project's articles and questions, a page at a time, without counting them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from predictions.accounts.models import Project, User
from predictions.articles.models import Article, Forecaster
from predictions.dashboard.ages import Age
from predictions.forecasts.blind_coding import hidden_from, questions_hidden_from
from predictions.forecasts.models import Forecast
from predictions.questions.models import Question
from predictions.questions.queries import UNRESOLVED

PAGE = 50


@dataclass(frozen=True)
class Tally:
    """How many forecasts of an article stand where."""

    forecasts: int = 0
    answered: int = 0
    due: int = 0
    open: int = 0
    not_checkable: int = 0


@dataclass(frozen=True)
class ArticleRow:
    """An article as a list shows it; without its tally for whoever codes it a second time."""

    article: Article
    tally: Tally | None


@dataclass(frozen=True)
class Listing[Row]:
    """One page of a list, and where the next one begins ("" where there is none)."""

    rows: Sequence[Row]
    after: str = ""


class Cursor:
    """Where a page begins: the day and the primary key of the last row before it."""

    def __init__(self, day: date, pk: int) -> None:
        self.day, self.pk = day, pk

    def __str__(self) -> str:
        return f"{self.day.isoformat()}.{self.pk}"

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """The cursor of an address; None where it is none, so that the list begins at its top."""
        day, _, pk = text.partition(".")
        try:
            return cls(date.fromisoformat(day), int(pk))
        except ValueError:
            return None


def articles(
    project: Project, user: User, *, now: datetime, after: str = ""
) -> Listing[ArticleRow]:
    """The project's articles, the latest published first, with what became of their forecasts."""
    found = Article.objects.filter(project=project).select_related("outlet", "forecaster")
    if cursor := Cursor.read(after):
        found = found.filter(
            Q(published_on__lt=cursor.day) | Q(published_on=cursor.day, pk__lt=cursor.pk)
        )
    page = list(found.defer("text").order_by("-published_on", "-pk")[: PAGE + 1])
    shown = page[:PAGE]
    tallies = _tallies(shown, now)
    hidden = set(hidden_from(user).values_list("pk", flat=True))
    return Listing(
        rows=[
            ArticleRow(article, None if article.pk in hidden else tallies.get(article.pk, Tally()))
            for article in shown
        ],
        after=str(Cursor(shown[-1].published_on, shown[-1].pk)) if len(page) > PAGE else "",
    )


# The states that a list of questions can be narrowed to.
STATES = ("due", "open", "resolved", "draft")


def questions(
    project: Project,
    user: User,
    *,
    now: datetime,
    state: str = "",
    age: Age | None = None,
    after: str = "",
) -> Listing[Question]:
    """The project's questions that somebody may see, the latest registered first, all or those of
    one state; due ones also of one age.
    """
    found = Question.objects.filter(event__project=project, merged_into__isnull=True).exclude(
        pk__in=questions_hidden_from(user).values("pk")
    )
    match state:
        case "due":
            found = found.filter(
                age.holds(now) if age else Q(status__in=UNRESOLVED, resolves_at__lte=now)
            )
        case "open":
            found = found.filter(status__in=UNRESOLVED, resolves_at__gt=now)
        case "resolved" | "draft":
            found = found.filter(status=state)
    if after.isdecimal():
        found = found.filter(pk__lt=int(after))
    page = list(found.select_related("event").order_by("-pk")[: PAGE + 1])
    return Listing(page[:PAGE], str(page[PAGE - 1].pk) if len(page) > PAGE else "")


def forecasters(project: Project, *, after: str = "") -> Listing[Forecaster]:
    """The project's forecasters by name, each with its number of `recorded` forecasts."""
    found = Forecaster.objects.filter(project=project, merged_into__isnull=True)
    if after:
        found = found.filter(name__gt=after)
    page = list(found.annotate(recorded=Count("forecasts")).order_by("name")[: PAGE + 1])
    return Listing(page[:PAGE], page[PAGE - 1].name if len(page) > PAGE else "")


def _tallies(page: Sequence[Article], now: datetime) -> dict[int, Tally]:
    waiting = Q(question__status__in=UNRESOLVED)
    rows = (
        Forecast.objects.filter(article__in=[article.pk for article in page])
        .values("article")
        .annotate(
            forecasts=Count("pk"),
            answered=Count("pk", filter=Q(question__status=Question.Status.RESOLVED)),
            due=Count("pk", filter=waiting & Q(question__resolves_at__lte=now)),
            open=Count("pk", filter=waiting & Q(question__resolves_at__gt=now)),
            not_checkable=Count("pk", filter=~Q(not_checkable="")),
        )
        .values_list("article", "forecasts", "answered", "due", "open", "not_checkable")
    )
    return {article: Tally(*counts) for article, *counts in rows}
