"""Recording one forecast that a reader found in an article, with the question it answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from predictions.accounts.models import User
from predictions.articles.models import Article
from predictions.articles.operations import ensure_forecaster
from predictions.errors import DomainError
from predictions.forecasts.differences import Pair
from predictions.forecasts.models import Forecast, SecondCoding, Settlement
from predictions.forecasts.operations import NewForecast, record_forecasts, settle
from predictions.questions.models import Question
from predictions.questions.operations import NewQuestion, ensure_event, register_questions


class OtherProject(DomainError):
    """The question belongs to another project than the article."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A forecast as its finder describes it: names where rows may have to be added first.

    `forecast` are the fields of `NewForecast` but for its key, forecaster and question, `question`
    those of a `NewQuestion` but for its event. It answers `known`, a question that is there, or the
    new one, or is not checkable.
    """

    forecaster: str
    forecast: Mapping[str, Any]
    known: Question | None = None
    event: str = ""
    question: Mapping[str, Any] | None = None


@transaction.atomic
def record_found(*, now: datetime, actor: User, article: Article, found: Found) -> Forecast:
    """Add a forecast to an article that is recorded already; whole or not at all."""
    asked = _asked(now, actor, article, found)
    (forecast,) = record_forecasts(now=now, actor=actor, article=article, forecasts=[asked])
    return forecast


@transaction.atomic
def settle_by_adding(
    *,
    now: datetime,
    actor: User,
    second_coding: SecondCoding,
    pair: Pair,
    found: Found,
    reason: str,
) -> Settlement:
    """Settle a difference by a forecast that the first coder overlooked, or read as another kind."""
    return settle(
        now=now,
        actor=actor,
        second_coding=second_coding,
        forecast=pair.forecast,
        span=pair.span,
        ruling=Settlement.Ruling.ADDED,
        reason=reason,
        added=_asked(now, actor, second_coding.article, found),
    )


def _asked(now: datetime, actor: User, article: Article, found: Found) -> NewForecast:
    """The forecast, with forecaster, event and question where these had to be added."""
    forecaster = ensure_forecaster(
        now=now, actor=actor, project=article.project, name=found.forecaster
    )
    return NewForecast(
        key=_free_key(article),
        forecaster=forecaster,
        question=_question(now, actor, article, found),
        **found.forecast,
    )


def _question(now: datetime, actor: User, article: Article, found: Found) -> Question | None:
    if found.known:
        if found.known.event.project_id != article.project_id:
            raise OtherProject(
                gettext("This question belongs to another project."),
                field="known",
                remedy=gettext("Choose one of this project, or word a new one."),
            )
        return found.known
    if found.question is None:
        return None
    event = ensure_event(now=now, actor=actor, project=article.project, name=found.event)
    (question,) = register_questions(
        now=now, actor=actor, questions=[NewQuestion(event=event, **found.question)]
    )
    return question


def _free_key(article: Article) -> str:
    """A short name that no forecast of this article has."""
    taken = set(Forecast.objects.filter(article=article).values_list("key", flat=True))
    number = len(taken) + 1
    while f"found-{number}" in taken:
        number += 1
    return f"found-{number}"
