"""Recording what an article foretells, with its codings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import batched
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext

from predictions.accounts.models import User
from predictions.articles.models import Article, Forecaster
from predictions.errors import DomainError, check_all, under
from predictions.forecasts.models import Coding, Forecast, Statement
from predictions.forecasts.quotes import locate
from predictions.forecasts.readings import Read, read_for
from predictions.ledger.operations import record_act
from predictions.questions.hindsight import hindsight_of
from predictions.questions.models import Question
from predictions.storable import check_storable

# What is looked up among the rows that are there is named in parts, so that a forecast more costs the same
# however many an article or an event has, and a long batch fits into a statement.
AT_ONCE = 500


class ForecastRefused(DomainError):
    """A forecast lacks something, or contradicts its article or its question."""


@dataclass(frozen=True, kw_only=True)
class NewForecast:
    """A forecast as it is asked for; `where` is the path that refusals begin with.

    Either `question`, `statement`, `prediction` and `how` are given, or `not_checkable`.
    """

    key: str
    quote: str
    forecaster: Forecaster
    voice: str
    hindsight: str
    start: int | None = None
    end: int | None = None
    question: Question | None = None
    statement: str = ""
    implied_by: str = ""
    prediction: Any = None
    phrase: str = ""
    how: str = ""
    because: str = ""
    not_checkable: str = ""
    where: str = ""


@transaction.atomic
def record_forecasts(
    *, now: datetime, actor: User | None, article: Article, forecasts: Sequence[NewForecast]
) -> list[Forecast]:
    """Record what an article foretells, in one batch with one act, in the order asked for.

    An article that was recorded before may get further forecasts.
    """
    checked = check_all(forecasts, partial(_check, now, actor, article))
    _check_keys(article, forecasts)
    statements = _ensure_statements(forecasts)
    rows = [
        Forecast(
            article=article,
            key=asked.key,
            forecaster=asked.forecaster,
            voice=asked.voice,
            quote=asked.quote,
            start=start,
            end=end,
            question=asked.question,
            statement=statements.get(_statement_key(asked)),
            not_checkable=asked.not_checkable,
            not_checkable_because=asked.because if asked.not_checkable else "",
            recorded_at=now,
        )
        for asked, (start, end, _, _) in zip(forecasts, checked, strict=True)
    ]
    codings = [
        Coding(
            forecast=row,
            criteria_id=asked.question.criteria_id,
            prediction=reading.prediction,
            cautious=reading.cautious,
            bold=reading.bold,
            phrase=asked.phrase,
            how=asked.how,
            because=asked.because,
            lexicon_entry=reading.lexicon_entry,
            lexicon_version=reading.lexicon_version,
            hindsight=hindsight,
            coder=actor,
            coded_at=now,
        )
        for row, asked, (_, _, reading, hindsight) in zip(rows, forecasts, checked, strict=True)
        if asked.question and reading
    ]
    where = {id(row): asked.where for row, asked in zip(rows, forecasts, strict=True)}
    check_all(rows, lambda row: check_storable(row, where[id(row)]))
    check_all(codings, lambda coding: check_storable(coding, where[id(coding.forecast)]))
    Forecast.objects.bulk_create(rows)
    Coding.objects.bulk_create(codings)
    _point(rows, forecasts, codings)
    if rows:
        record_act(
            now=now,
            actor=actor,
            verb="forecasts recorded",
            on=article,
            wrote=[*statements.values(), *rows, *codings],
        )
    return rows


def _check(
    now: datetime, actor: User | None, article: Article, asked: NewForecast
) -> tuple[int, int, Read | None, str]:
    """Where the quote stands, how it reads and what could be known; refused with its path."""
    with under(asked.where):
        start, end = locate(article.text, asked.quote, asked.start, asked.end)
        check_storable(Statement(label=asked.statement))
        if asked.voice not in Forecast.Voice.values:
            raise ForecastRefused(
                gettext("“%(voice)s” is not a voice.") % {"voice": asked.voice},
                field="voice",
                remedy=gettext("Give one of: %(choices)s.")
                % {"choices": ", ".join(Forecast.Voice.values)},
            )
        if asked.not_checkable:
            if asked.not_checkable not in Forecast.NotCheckable.values:
                raise ForecastRefused(
                    gettext("“%(not_checkable)s” is not a reason code.")
                    % {"not_checkable": asked.not_checkable},
                    field="reason",
                    remedy=gettext("Give one of: %(choices)s.")
                    % {"choices": ", ".join(Forecast.NotCheckable.values)},
                )
            return start, end, None, ""
        question = asked.question
        if question is None:
            raise ForecastRefused(
                gettext("It answers no question and does not say why it is not checkable."),
                field="question",
                remedy=gettext("Give a question, or the type “not checkable” with a reason."),
            )
        _check_in_time(article, question)
        reading = read_for(
            question,
            article,
            given=asked.prediction,
            how=asked.how,
            phrase=asked.phrase,
            because=asked.because,
        )
        hindsight = hindsight_of(now=now, question=question, by=actor, said=asked.hindsight)
        return start, end, reading, hindsight


def _check_in_time(article: Article, question: Question) -> None:
    published, resolves_at = article.published_on, question.resolves_at
    if resolves_at and resolves_at.astimezone(ZoneInfo(question.time_zone)).date() <= published:
        raise ForecastRefused(
            gettext(
                "The question resolves at %(resolves_at)s, not after the article of %(published)s."
            )
            % {
                "resolves_at": format(resolves_at, "%Y-%m-%d"),
                "published": format(published, "%Y-%m-%d"),
            },
            field="resolves_at",
            remedy=gettext("Correct the date; what was known when it was written is no forecast."),
        )


def _check_keys(article: Article, forecasts: Sequence[NewForecast]) -> None:
    by_key: dict[str, NewForecast] = {}
    taken = {
        key
        for some in batched((asked.key for asked in forecasts), AT_ONCE)
        for key in article.forecasts.filter(key__in=some).values_list("key", flat=True)
    }
    for asked in forecasts:
        if not asked.key or asked.key in by_key or asked.key in taken:
            raise ForecastRefused(
                gettext("The key “%(key)s” is empty or given twice.") % {"key": asked.key},
                field=f"{asked.where}key",
                remedy=gettext("Give each forecast of an article a short name of its own."),
            )
        by_key[asked.key] = asked
    earlier = set(_principals(article, forecasts).values_list("key", flat=True))
    for asked in forecasts:
        if asked.implied_by in earlier:
            continue
        principal = by_key.get(asked.implied_by)
        if asked.implied_by and (
            principal is None
            or principal is asked
            or principal.implied_by
            or principal.not_checkable
        ):
            raise ForecastRefused(
                gettext(
                    "“%(implied_by)s” is not another checkable forecast of this article that stands "
                    "for itself."
                )
                % {"implied_by": asked.implied_by},
                field=f"{asked.where}implied_by",
                remedy=gettext("Name the key of the principal forecast of the same statement."),
            )


def _principals(article: Article, forecasts: Sequence[NewForecast]) -> QuerySet[Forecast]:
    """The forecasts of the article that are named as implying one of these, and may be."""
    keys = {asked.implied_by for asked in forecasts if asked.implied_by}
    return article.forecasts.filter(
        key__in=keys, implied_by__isnull=True, question__isnull=False, withdrawn_at__isnull=True
    )


def _statement_key(asked: NewForecast) -> tuple[int, int, str]:
    event = asked.question.event_id if asked.question else 0
    return event, asked.forecaster.pk, asked.statement or asked.key


def _ensure_statements(
    forecasts: Sequence[NewForecast],
) -> dict[tuple[int, int, str], Statement]:
    keys = {_statement_key(asked): None for asked in forecasts if asked.question}
    Statement.objects.bulk_create(
        (Statement(event_id=event, forecaster_id=who, label=label) for event, who, label in keys),
        ignore_conflicts=True,
    )
    found: dict[tuple[int, int, str], Statement] = {}
    for some in batched(keys, AT_ONCE):
        events, forecasters, labels = zip(*some, strict=True)
        for one in Statement.objects.filter(
            event__in=set(events), forecaster__in=set(forecasters), label__in=set(labels)
        ):
            found[one.event_id, one.forecaster_id, one.label] = one
    return {key: found[key] for key in keys}


def _point(
    rows: Sequence[Forecast], forecasts: Sequence[NewForecast], codings: Sequence[Coding]
) -> None:
    """Let each forecast point to its coding, and each implied one to its principal."""
    coding_of = {coding.forecast_id: coding for coding in codings}
    by_key = {row.key: row for row in rows}
    if rows:
        by_key |= {one.key: one for one in _principals(rows[0].article, forecasts)}
    latest = Coding.objects.filter(forecast=OuterRef("pk")).order_by("-number").values("pk")[:1]
    Forecast.objects.filter(pk__in=coding_of).update(coding=Subquery(latest))
    implied = []
    for row, asked in zip(rows, forecasts, strict=True):
        row.coding = coding_of.get(row.pk)
        if asked.implied_by:
            row.implied_by = by_key[asked.implied_by]
            implied.append(row)
    Forecast.objects.bulk_update(implied, ["implied_by"])
