"""Coding an article a second time: begun, marked place by place, and finished or given up."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from predictions.accounts.models import User
from predictions.accounts.operations import conventions_of
from predictions.articles.models import Article
from predictions.errors import DomainError, check_all, under
from predictions.forecasts.blind_coding import given_spans, has_seen
from predictions.forecasts.models import Forecast, SecondCoding, Span
from predictions.forecasts.readings import read
from predictions.ledger.operations import record_act
from predictions.questions.models import Question
from predictions.scoring_rules import PredictionError, Space
from predictions.storable import check_storable


class NotBlind(DomainError):
    """Whoever has coded an article cannot code it second."""


class SecondCodingRefused(DomainError):
    """The second coding is finished, or lacks something, or says what cannot be."""


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
            gettext("“%(given)s” is nothing to code from.") % {"given": given},
            field="given",
            remedy=gettext("Give one of: %(choices)s.")
            % {"choices": ", ".join(SecondCoding.Given.values)},
        )
    if has_seen(actor, article):
        raise NotBlind(
            gettext("%(actor)s has coded this article already.") % {"actor": actor},
            field="article",
            remedy=gettext("Let somebody else code it a second time."),
        )
    second_coding, new = SecondCoding.objects.get_or_create(
        article=article, coder=actor, defaults={"given": given, "begun_at": now}
    )
    if not new:
        raise SecondCodingRefused(
            gettext("%(actor)s has begun a second coding of this article.") % {"actor": actor},
            field="article",
            remedy=gettext("Go on with that one."),
        )
    record_act(now=now, actor=actor, verb="begun", on=second_coding, wrote=[second_coding])
    return second_coding


@transaction.atomic
def mark_span(
    *, now: datetime, actor: User, second_coding: SecondCoding, span: NewSpan
) -> SecondCoding:
    """Keep what a second coder makes of one place until they finish; in place of what they made of
    it before.
    """
    second_coding = _unfinished(second_coding, actor)
    place = span.start, span.end
    if second_coding.given == SecondCoding.Given.SPANS and place not in given_spans(second_coding):
        raise SecondCodingRefused(
            gettext("This place is none of those that were given."),
            field="start",
            remedy=gettext("Choose one of them."),
        )
    _read(second_coding, span)
    asked = asdict(replace(span, where=""))
    others = [one for one in second_coding.draft if not _is_at(one, *place)]
    second_coding.draft = sorted([*others, asked], key=lambda one: (one["start"], one["end"]))
    second_coding.save()
    record_act(now=now, actor=actor, verb="marked", on=second_coding, wrote=[second_coding])
    return second_coding


@transaction.atomic
def unmark_span(
    *, now: datetime, actor: User, second_coding: SecondCoding, start: int, end: int
) -> SecondCoding:
    """Drop a place that a second coder has marked and not handed in."""
    second_coding = _unfinished(second_coding, actor)
    kept = [one for one in second_coding.draft if not _is_at(one, start, end)]
    if len(kept) == len(second_coding.draft):
        raise SecondCodingRefused(gettext("This place is not marked."), field="start")
    second_coding.draft = kept
    second_coding.save()
    record_act(now=now, actor=actor, verb="unmarked", on=second_coding, wrote=[second_coding])
    return second_coding


def _is_at(marked: dict[str, Any], start: int, end: int) -> bool:
    return (marked["start"], marked["end"]) == (start, end)


def _own(second_coding: SecondCoding, actor: User) -> SecondCoding:
    """The second coding, locked, while it is neither finished nor given up."""
    second_coding = SecondCoding.objects.select_for_update().get(pk=second_coding.pk)
    if not second_coding.is_open or second_coding.coder_id != actor.pk:
        raise SecondCodingRefused(
            gettext("This second coding is finished, given up, or somebody else's."),
            field="second_coding",
        )
    return second_coding


def _unfinished(second_coding: SecondCoding, actor: User) -> SecondCoding:
    """The second coding, locked, while its coder may go on with it."""
    second_coding = _own(second_coding, actor)
    if has_seen(actor, second_coding.article):
        raise NotBlind(
            gettext("%(actor)s has coded this article since.") % {"actor": actor},
            field="second_coding",
        )
    return second_coding


@transaction.atomic
def give_up_second_coding(
    *, now: datetime, actor: User, second_coding: SecondCoding
) -> SecondCoding:
    """Leave a second coding unfinished: what was marked is dropped, and the first coding is shown.

    It cannot be begun again, since from now on its coder may know the first.
    """
    second_coding = _own(second_coding, actor)
    second_coding.given_up_at = now
    second_coding.draft = []
    second_coding.save()
    record_act(now=now, actor=actor, verb="given up", on=second_coding, wrote=[second_coding])
    return second_coding


@transaction.atomic
def finish_second_coding(
    *,
    now: datetime,
    actor: User,
    second_coding: SecondCoding,
    spans: Sequence[NewSpan] | None = None,
) -> SecondCoding:
    """Keep what a second coder read, all at once: `spans`, or else those that they marked one by one.

    From then on the two codings can be compared.
    """
    second_coding = _unfinished(second_coding, actor)
    if spans is None:
        spans = [NewSpan(**one) for one in second_coding.draft]
    rows = check_all(spans, partial(_read, second_coding))
    places = [(span.start, span.end) for span in spans]
    if len(set(places)) < len(places):
        raise SecondCodingRefused(gettext("A place is marked twice."), field="spans")
    if second_coding.given == SecondCoding.Given.SPANS and set(places) != set(
        given_spans(second_coding)
    ):
        raise SecondCodingRefused(
            gettext("The places coded are not those that were given."),
            field="spans",
            remedy=gettext("Code each of them, if only as not checkable."),
        )
    Span.objects.bulk_create(rows)
    second_coding.finished_at = now
    second_coding.draft = []
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
                gettext("Characters %(start)s to %(end)s are none of the text.")
                % {"start": asked.start, "end": asked.end},
                field="start",
            )
        if asked.not_checkable:
            if asked.not_checkable not in Forecast.NotCheckable.values:
                raise SecondCodingRefused(
                    gettext("“%(not_checkable)s” is not a reason code.")
                    % {"not_checkable": asked.not_checkable},
                    field="not_checkable",
                    remedy=gettext("Give one of: %(choices)s.")
                    % {"choices": ", ".join(Forecast.NotCheckable.values)},
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
            gettext("“%(type)s” is not a type of question.") % {"type": asked.type},
            field="type",
            remedy=gettext("Give one of: %(choices)s, or say why it is not checkable.")
            % {"choices": ", ".join(Question.Type.values)},
        )
    try:
        return Space(
            type=asked.type,  # type: ignore[arg-type]  # one of the same words
            options=tuple(options) if isinstance(options, dict) else (),
            published=article.published_on if asked.type == Question.Type.DATE else None,
        )
    except PredictionError as error:
        raise SecondCodingRefused.of(error) from error
