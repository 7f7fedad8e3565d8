"""Bringing in an article with its coding, whole or not at all."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from predictions.accounts.models import Project, User
from predictions.articles.models import Article, Forecaster
from predictions.articles.operations import (
    ensure_forecaster,
    ensure_outlet,
    record_article,
    text_digest,
)
from predictions.errors import DomainError, Refused
from predictions.exchange.coding_file import CodingFile, Entry, Misfit, parse
from predictions.forecasts.operations import NewForecast, record_forecasts
from predictions.questions.models import Event, Question
from predictions.questions.operations import NewQuestion, ensure_event, register_questions
from predictions.reminders.operations import turn_off


class CodedDifferently(DomainError):
    """The project has this text already, recorded with another coding."""


@dataclass(frozen=True)
class Recorded:
    """What came of recording: the article, and whether anything was written."""

    article: Article
    is_new: bool


def record_coding(
    *,
    now: datetime,
    actor: User | None,
    project: Project,
    text: str,
    coding: str,
    reviewers: tuple[User, ...] = (),
    remind: bool = True,
) -> Recorded:
    """Record an article, its questions, statements, forecasts and codings in one transaction.

    `coding` is the JSON of docs/coding-file.md. The same text with the same coding, recorded
    again, changes nothing. Imports in bulk begin with reminders off (`remind`). Raises `Refused`
    with everything that is wrong, and writes nothing then.
    """
    file = parse(coding)
    if file.sha256 and file.sha256 != text_digest(text):
        raise Refused(
            [
                Misfit(
                    gettext("The text is not the one that was coded: its SHA-256 is another."),
                    field="sha256",
                    remedy=gettext("Give the text as it was coded, byte for byte."),
                )
            ]
        )
    coding_sha256 = hashlib.sha256(coding.encode()).hexdigest()
    with transaction.atomic():
        known = Article.objects.filter(project=project, text_sha256=text_digest(text)).first()
        if known and known.coding_sha256 == coding_sha256:
            return Recorded(known, is_new=False)
        if known:
            raise CodedDifferently(
                gettext("“%(known)s” is recorded already, with another coding.") % {"known": known},
                field="forecasts",
                remedy=gettext("Correct single codings in the admin; what was recorded stays."),
            )
        article = _record(now, actor, project, text, file, coding_sha256, reviewers)
        if not remind:
            questions = Question.objects.filter(forecasts__article=article).distinct()
            turn_off(now=now, actor=actor, questions=questions.select_related("policy"))
        return Recorded(article, is_new=True)


def _record(
    now: datetime,
    actor: User | None,
    project: Project,
    text: str,
    file: CodingFile,
    coding_sha256: str,
    reviewers: tuple[User, ...],
) -> Article:
    forecaster = ensure_forecaster(
        now=now, actor=actor, project=project, name=file.forecaster, kind=file.forecaster_kind
    )
    article = record_article(
        now=now,
        actor=actor,
        project=project,
        forecaster=forecaster,
        outlet=ensure_outlet(now=now, actor=actor, project=project, name=file.outlet)
        if file.outlet
        else None,
        title=file.title,
        text=text,
        url=file.url,
        medium=file.medium,
        language=file.language,
        translation=file.translation,
        published_on=file.published_on,
        published_precision=file.published_precision,
        published_inferred=file.published_inferred,
        extent=file.extent,
        note=file.note,
        licensed=file.licensed,
        original=_article_of(project, file.original, "original"),
        corrects=_article_of(project, file.corrects, "corrects"),
        coding_sha256=coding_sha256,
    )
    checkable = [entry for entry in file.entries if not entry.not_checkable]
    events = {
        name: ensure_event(now=now, actor=actor, project=project, name=name, topics=file.topics)
        for name in dict.fromkeys(entry.event for entry in checkable)
    }
    questions = register_questions(
        now=now,
        actor=actor,
        questions=[
            _question(entry, events[entry.event], article, file, reviewers) for entry in checkable
        ],
    )
    question_of = {
        entry.where: question for entry, question in zip(checkable, questions, strict=True)
    }
    forecasters = {
        name: ensure_forecaster(now=now, actor=actor, project=project, name=name)
        for name in {entry.reported_forecaster for entry in file.entries} - {""}
    } | {"": forecaster}
    record_forecasts(
        now=now,
        actor=actor,
        article=article,
        forecasts=[
            _forecast(entry, question_of.get(entry.where), forecasters, file.hindsight)
            for entry in file.entries
        ],
    )
    return article


def _article_of(project: Project, sha256: str, field: str) -> Article | None:
    if not sha256:
        return None
    article = Article.objects.filter(project=project, text_sha256=sha256).first()
    if article is None:
        raise Misfit(
            gettext("The project has no article whose text has the SHA-256 “%(sha256)s”.")
            % {"sha256": sha256[:80]},
            field=field,
            remedy=gettext("Record that article first, or leave this out."),
        )
    return article


def _question(
    entry: Entry, event: Event, article: Article, file: CodingFile, reviewers: tuple[User, ...]
) -> NewQuestion:
    return NewQuestion(
        where=entry.where,
        event=event,
        wording=entry.question,
        type=entry.type,
        hindsight=file.hindsight,
        unit=entry.unit,
        lower=entry.lower,
        upper=entry.upper,
        options=entry.options,
        ordered=entry.ordered,
        opens_on=entry.opens_on or (article.published_on if entry.type == "date" else None),
        horizon=entry.horizon,
        yes_sentence=entry.yes,
        no_sentence=entry.no,
        condition=entry.condition,
        resolves_at=entry.resolves_at,
        time_zone=file.time_zone,
        criteria=entry.criteria,
        deciding_source=entry.deciding_source,
        reference=entry.reference,
        reference_source=entry.reference_source,
        reviewers=tuple(dict.fromkeys(reviewers)),
    )


def _forecast(
    entry: Entry,
    question: Question | None,
    forecasters: dict[str, Forecaster],
    hindsight: str,
) -> NewForecast:
    return NewForecast(
        where=entry.where,
        key=entry.key,
        quote=entry.quote,
        start=entry.start,
        end=entry.end,
        forecaster=forecasters[entry.reported_forecaster],
        voice=entry.voice,
        question=question,
        statement=entry.statement,
        implied_by=entry.implied_by,
        prediction=entry.prediction,
        phrase=entry.phrase,
        how=entry.how,
        because=entry.because,
        not_checkable=entry.not_checkable,
        hindsight=hindsight,
    )
