"""Keeping articles: each text once, corrected ones as versions."""

import calendar
import hashlib
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext

from predictions.accounts.models import Project, User
from predictions.articles.models import Article, Forecaster, Outlet
from predictions.articles.queries import versions_of
from predictions.errors import DomainError
from predictions.ledger.operations import record_act
from predictions.storable import check_storable


class NoText(DomainError):
    """The article has no text, so nothing in it can be quoted."""


class AlreadyRecorded(DomainError):
    """The project has this very text."""


class UnknownPrecision(DomainError):
    """Dates are known to the day, the month or the year."""


class OtherProject(DomainError):
    """An article of another project cannot be pointed to."""


class RetractionRefused(DomainError):
    """The retraction says nothing, or is kept already."""


@transaction.atomic
def record_article(
    *,
    now: datetime,
    actor: User | None,
    project: Project,
    forecaster: Forecaster,
    title: str,
    text: str,
    published_on: date,
    medium: str,
    language: str,
    extent: str,
    coding_sha256: str,
    outlet: Outlet | None = None,
    url: str = "",
    translation: str = "",
    published_precision: str = Article.Precision.DAY,
    published_inferred: str = "",
    note: str = "",
    licensed: bool = False,
    original: Article | None = None,
    corrects: Article | None = None,
) -> Article:
    """Keep an article with its text as it stands; a project holds each text once.

    A text that `corrects` an article is its next version. A translation or reprint points to its
    `original`. Of a date known to the month or year, the last day stands for it.
    """
    if not text.strip():
        raise NoText(
            gettext("The article is empty."),
            field="text",
            remedy=gettext("Give the text it was read in."),
        )
    digest = text_digest(text)
    if Article.objects.filter(project=project, text_sha256=digest).exists():
        raise AlreadyRecorded(
            gettext("This project has an article with this very text."),
            field="text",
            remedy=gettext("Open that one instead."),
        )
    for pointed_to, field in ((original, "original"), (corrects, "corrects")):
        if pointed_to and pointed_to.project_id != project.pk:
            raise OtherProject(
                gettext("“%(pointed_to)s” belongs to another project.")
                % {"pointed_to": pointed_to},
                field=field,
            )
    first = (corrects.version_of or corrects) if corrects else None
    article = Article(
        project=project,
        outlet=outlet,
        forecaster=forecaster,
        title=title,
        url=url,
        medium=medium,
        language=language,
        translation=translation,
        published_on=_last_day(published_on, published_precision),
        published_precision=published_precision,
        published_inferred=published_inferred,
        extent=extent,
        note=note,
        licensed=licensed,
        original=original,
        version_of=first,
        number=_next_number(first) if first else 1,
        text=text,
        text_sha256=digest,
        coding_sha256=coding_sha256,
        recorded_at=now,
    )
    check_storable(article)
    article.save()
    record_act(now=now, actor=actor, verb="recorded", on=article, wrote=[article])
    return article


@transaction.atomic
def record_version(
    *,
    now: datetime,
    actor: User | None,
    article: Article,
    text: str,
    published_on: date,
    note: str,
) -> Article:
    """Keep the corrected text of an article as its next version; forecasts stay on theirs."""
    return record_article(
        now=now,
        actor=actor,
        project=article.project,
        forecaster=article.forecaster,
        outlet=article.outlet,
        title=article.title,
        text=text,
        url=article.url,
        medium=article.medium,
        language=article.language,
        translation=article.translation,
        published_on=published_on,
        extent=article.extent,
        note=note,
        licensed=article.licensed,
        original=article.original,
        corrects=article,
        coding_sha256="",
    )


@transaction.atomic
def retract_article(
    *, now: datetime, actor: User | None, article: Article, retracted_on: date, note: str
) -> Article:
    """Keep that an article was retracted, in all its versions; what it foretold stays scored."""
    if not note.strip():
        raise RetractionRefused(
            gettext("The retraction says nothing."), field="note", remedy=gettext("Give its words.")
        )
    if retracted_on < article.published_on:
        raise RetractionRefused(
            gettext("The article was published on %(published_on)s, after that day.")
            % {"published_on": article.published_on},
            field="retracted_on",
            remedy=gettext("Correct the day."),
        )
    versions = list(versions_of(article).select_for_update())
    if any(version.retracted_on for version in versions):
        raise RetractionRefused(gettext("This retraction is kept already."), field="article")
    for version in versions:
        version.retracted_on, version.retraction_note = retracted_on, note
        check_storable(version)
        version.save()
    record_act(now=now, actor=actor, verb="retracted", on=article, wrote=versions, reason=note)
    return next(version for version in versions if version == article)


@transaction.atomic
def license_article(
    *, now: datetime, actor: User | None, article: Article, licensed: bool, reason: str = ""
) -> Article:
    """Say whether the full text may be published."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    article.licensed = licensed
    article.save()
    verb = "licensed" if licensed else "license withdrawn"
    record_act(now=now, actor=actor, verb=verb, on=article, wrote=[article], reason=reason)
    return article


def text_digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _next_number(first: Article) -> int:
    # Held until the transaction ends, so that two corrections at once get two numbers.
    Article.objects.select_for_update().get(pk=first.pk)
    return versions_of(first).count() + 1


def _last_day(published_on: date, precision: str) -> date:
    match precision:
        case Article.Precision.DAY:
            return published_on
        case Article.Precision.MONTH:
            _, days = calendar.monthrange(published_on.year, published_on.month)
            return published_on.replace(day=days)
        case Article.Precision.YEAR:
            return date(published_on.year, 12, 31)
        case _:
            raise UnknownPrecision(
                gettext("“%(precision)s” is not how well a date is known.")
                % {"precision": precision},
                field="published_precision",
                remedy=gettext("Give one of: %(choices)s.")
                % {"choices": ", ".join(Article.Precision.values)},
            )
