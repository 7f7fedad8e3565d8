"""Coding an article a second time, and settling what differs from the first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from predictions.accounts.models import User
from predictions.accounts.operations import conventions_of
from predictions.articles.models import Article
from predictions.errors import DomainError, check_all, under
from predictions.forecasts.models import Coding, Forecast, SecondCoding, Settlement, Span
from predictions.forecasts.operations.correcting import recode, withdraw_forecast
from predictions.forecasts.operations.recording import NewForecast, record_forecasts
from predictions.forecasts.readings import read
from predictions.forecasts.second_coding import given_spans, has_seen, unsettled
from predictions.ledger.operations import record_act
from predictions.questions.models import Question
from predictions.scoring_rules import PredictionError, Space
from predictions.storable import check_storable

Ruling = Settlement.Ruling


class NotBlind(DomainError):
    """Whoever has coded an article cannot code it second."""


class SecondCodingRefused(DomainError):
    """The second coding is finished, or lacks something, or says what cannot be."""


class NotToSettle(DomainError):
    """There is no such difference, or the ruling does not fit it."""


@dataclass(frozen=True, kw_only=True)
class NewSpan:
    """What a second coder made of some characters; `where` is the path that refusals begin with.

    Either `type`, `prediction` and `how` are given, as for a forecast, or `not_checkable`.
    """

    start: int
    end: int
    type: str = ""
    prediction: Any = None
    how: str = ""
    phrase: str = ""
    because: str = ""
    not_checkable: str = ""
    where: str = ""


@transaction.atomic
def begin_second_coding(
    *, now: datetime, actor: User, article: Article, given: str
) -> SecondCoding:
    """Let somebody who has not seen the first coding code an article again.

    They are given the clean text, or the places of the forecasts beside it.
    """
    if given not in SecondCoding.Given.values:
        raise SecondCodingRefused(
            f"“{given}” is nothing to code from.",
            field="given",
            remedy=f"Give one of: {', '.join(SecondCoding.Given.values)}.",
        )
    if has_seen(actor, article):
        raise NotBlind(
            f"{actor} has coded this article already.",
            field="article",
            remedy="Let somebody else code it a second time.",
        )
    second_coding, new = SecondCoding.objects.get_or_create(
        article=article, coder=actor, defaults={"given": given, "begun_at": now}
    )
    if not new:
        raise SecondCodingRefused(
            f"{actor} has begun a second coding of this article.",
            field="article",
            remedy="Go on with that one.",
        )
    record_act(now=now, actor=actor, verb="begun", on=second_coding, wrote=[second_coding])
    return second_coding


@transaction.atomic
def finish_second_coding(
    *, now: datetime, actor: User, second_coding: SecondCoding, spans: Sequence[NewSpan]
) -> SecondCoding:
    """Keep what a second coder read, all at once; from then on the two codings can be compared."""
    second_coding = SecondCoding.objects.select_for_update().get(pk=second_coding.pk)
    if second_coding.finished_at or second_coding.coder_id != actor.pk:
        raise SecondCodingRefused(
            "This second coding is finished, or somebody else's.", field="second_coding"
        )
    if has_seen(actor, second_coding.article):
        raise NotBlind(f"{actor} has coded this article since.", field="second_coding")
    rows = check_all(spans, partial(_read, second_coding))
    places = [(span.start, span.end) for span in spans]
    if len(set(places)) < len(places):
        raise SecondCodingRefused("A place is marked twice.", field="spans")
    if second_coding.given == SecondCoding.Given.SPANS and set(places) != set(
        given_spans(second_coding)
    ):
        raise SecondCodingRefused(
            "The places coded are not those that were given.",
            field="spans",
            remedy="Code each of them, if only as not checkable.",
        )
    Span.objects.bulk_create(rows)
    second_coding.finished_at = now
    second_coding.save()
    record_act(
        now=now, actor=actor, verb="finished", on=second_coding, wrote=[second_coding, *rows]
    )
    return second_coding


def _read(second_coding: SecondCoding, asked: NewSpan) -> Span:
    article = second_coding.article
    span = Span(
        second_coding=second_coding,
        start=asked.start,
        end=asked.end,
        not_checkable=asked.not_checkable,
        because=asked.because,
    )
    with under(asked.where):
        if not 0 <= asked.start < asked.end <= len(article.text):
            raise SecondCodingRefused(
                f"Characters {asked.start} to {asked.end} are none of the text.", field="start"
            )
        if asked.not_checkable:
            if asked.not_checkable not in Forecast.NotCheckable.values:
                raise SecondCodingRefused(
                    f"“{asked.not_checkable}” is not a reason code.",
                    field="not_checkable",
                    remedy=f"Give one of: {', '.join(Forecast.NotCheckable.values)}.",
                )
        else:
            reading = read(
                given=asked.prediction,
                how=asked.how,
                phrase=asked.phrase,
                language=article.language,
                space=_space(asked, article),
                conventions=conventions_of(article.project),
                yardstick=article.project.yardstick,
            )
            span.type, span.how, span.phrase = asked.type, asked.how, asked.phrase
            span.prediction = reading.prediction
            span.cautious, span.bold = reading.cautious, reading.bold
        check_storable(span)
    return span


def _space(asked: NewSpan, article: Article) -> Space:
    """The widest space of a type: the second coder does not see the question."""
    given = asked.prediction if isinstance(asked.prediction, dict) else {}
    options = given.get("probabilities")
    if asked.type not in Question.Type.values:
        raise SecondCodingRefused(
            f"“{asked.type}” is not a type of question.",
            field="type",
            remedy=f"Give one of: {', '.join(Question.Type.values)}, or say why it is not checkable.",
        )
    try:
        return Space(
            type=asked.type,  # type: ignore[arg-type]  # one of the same words
            options=tuple(options) if isinstance(options, dict) else (),
            published=article.published_on if asked.type == Question.Type.DATE else None,
        )
    except PredictionError as error:
        raise SecondCodingRefused.of(error) from error


@transaction.atomic
def settle(
    *,
    now: datetime,
    actor: User | None,
    second_coding: SecondCoding,
    ruling: str,
    reason: str,
    forecast: Forecast | None = None,
    span: Span | None = None,
    prediction: Any = None,
    added: NewForecast | None = None,
    hindsight: str = "",
) -> Settlement:
    """Decide about a difference between the first and a second coding, and say why.

    The first reading stands; or the forecast is recoded, as the second coder read it or with
    another `prediction`; or it is withdrawn; or a forecast is `added`, and the former, if the two
    differ in what kind of question they saw, withdrawn.
    """
    second_coding = SecondCoding.objects.select_for_update().get(pk=second_coding.pk)
    if not reason.strip():
        raise NotToSettle("A reason is missing.", field="reason", remedy="Say why.")
    if ruling not in Ruling.values:
        raise NotToSettle(
            f"“{ruling}” is not a ruling.",
            field="ruling",
            remedy=f"Give one of: {', '.join(Ruling.values)}.",
        )
    if not any((one.forecast, one.span) == (forecast, span) for one in unsettled(second_coding)):
        raise NotToSettle(
            "There is no such difference, or it is settled.",
            field="forecast",
            remedy="See what differs, and name both sides of it.",
        )
    if (ruling == Ruling.ADDED) != (added is not None):
        raise NotToSettle("A forecast is given where one is added, and only there.", field="added")
    if ruling in (Ruling.RECODED, Ruling.WITHDRAWN) and forecast is None:
        raise NotToSettle("Only the second coder saw a forecast here.", field="ruling")
    if ruling == Ruling.RECODED and forecast and forecast.coding:
        recode(
            now=now,
            actor=actor,
            forecast=forecast,
            expected_number=forecast.coding.number,
            reason=reason,
            hindsight=hindsight,
            **_as_read(span, prediction, reason),
        )
    elif ruling == Ruling.RECODED:
        raise NotToSettle(
            "The first coder found this not checkable, so it has no coding.",
            field="ruling",
            remedy="Add a forecast instead.",
        )
    if forecast and ruling in (Ruling.WITHDRAWN, Ruling.ADDED):
        withdraw_forecast(
            now=now,
            actor=actor,
            forecast=forecast,
            because=Forecast.Withdrawn.OTHER,
            note=reason,
        )
    if added:
        record_forecasts(now=now, actor=actor, article=second_coding.article, forecasts=[added])
    settlement = Settlement.objects.create(
        second_coding=second_coding,
        forecast=forecast,
        span=span,
        ruling=ruling,
        reason=reason,
        settled_by=actor,
        settled_at=now,
    )
    record_act(
        now=now, actor=actor, verb="settled", on=second_coding, wrote=[settlement], reason=reason
    )
    return settlement


def _as_read(span: Span | None, prediction: Any, reason: str) -> dict[str, Any]:
    """A coding as the second coder read it, or with a prediction that both agreed upon."""
    if prediction is not None or span is None or span.prediction is None:
        return {"prediction": prediction, "how": Coding.How.JUDGED, "because": reason[:500]}
    read_as = dict(span.prediction)
    if "p" in read_as and span.cautious and span.bold:
        read_as |= {"cautious": span.cautious["p"], "bold": span.bold["p"]}
    return {
        "prediction": read_as,
        "how": span.how,
        "phrase": span.phrase,
        "because": span.because or reason[:500],
    }
