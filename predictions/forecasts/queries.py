"""Reading forecasts and their codings."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from django.db.models import Case, Q, QuerySet

from predictions.articles.models import Article
from predictions.articles.queries import versions_of
from predictions.columns.reading import among
from predictions.forecasts.models import Coding, Forecast
from predictions.questions.queries import effective_hindsight


def standing() -> QuerySet[Forecast]:
    """The forecasts that count: those that were not withdrawn."""
    return Forecast.objects.filter(withdrawn_at__isnull=True)


def standing_at(article: Article, moment: datetime) -> QuerySet[Forecast]:
    """The forecasts of an article that were recorded, and not withdrawn, at a moment."""
    return Forecast.objects.filter(
        Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=moment),
        article=article,
        recorded_at__lte=moment,
    )


def codings_of(forecast: Forecast) -> QuerySet[Coding]:
    """All codings of a forecast, the one that counts first, with what hindsight they turned out to have.

    `effective_hindsight` is an annotation; each has the criteria it was coded under.
    """
    return (
        forecast.codings.select_related("coder", "criteria")
        .annotate(effective_hindsight=coding_hindsight())
        .order_by("-number")
    )


def coding_hindsight(coding: str = "") -> Case:
    """What hindsight a coding turned out to have, at the end of a path to one (“coding__”)."""
    return effective_hindsight(
        said=f"{coding}hindsight",
        made_at=f"{coding}coded_at",
        question=f"{coding}forecast__question",
    )


def phrases_of(codings: Iterable[int]) -> dict[int, tuple[str, str]]:
    """The words of codings made from words, in small letters, and how they became a number."""
    chosen, parameter = among("id", codings)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, phrase, how FROM predictions_coding "
            f"WHERE phrase <> '' AND how <> %s AND {chosen}",
            [Coding.How.STATED, parameter],
        )
        return {coding: (phrase.lower(), how) for coding, phrase, how in cursor.fetchall()}


def vanished_quotes(article: Article) -> list[Forecast]:
    """Forecasts of earlier versions whose quote no longer occurs in this version of the article."""
    earlier = versions_of(article).filter(number__lt=article.number)
    forecasts = standing().filter(article__in=earlier).order_by("article__number", "start")
    return [forecast for forecast in forecasts if forecast.quote not in article.text]
