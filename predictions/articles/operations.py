"""Writing outlets, forecasters and articles."""

import hashlib
from datetime import date, datetime

from django.db import transaction

from predictions.accounts.models import Project, User
from predictions.articles.models import Alias, Article, Forecaster, Outlet
from predictions.errors import DomainError
from predictions.ledger.operations import record_act
from predictions.storable import check_storable


class NoText(DomainError):
    """The article has no text, so nothing in it can be quoted."""


class AlreadyRecorded(DomainError):
    """The project has this very text."""


class NameInUse(DomainError):
    """Another forecaster or outlet of the project goes by this name."""


class UnknownKind(DomainError):
    """Forecasters are persons, organisations or models."""


class NoName(DomainError):
    """A name is missing."""


@transaction.atomic
def ensure_outlet(*, now: datetime, actor: User | None, project: Project, name: str) -> Outlet:
    """The project's outlet of this name, added if it is new."""
    _check_name(name)
    outlet, new = Outlet.objects.get_or_create(project=project, name=name)
    if new:
        record_act(now=now, actor=actor, verb="added", on=outlet, wrote=[outlet])
    return outlet


@transaction.atomic
def rename_outlet(*, now: datetime, actor: User | None, outlet: Outlet, name: str) -> Outlet:
    """Change the name of an outlet."""
    _check_name(name)
    if Outlet.objects.filter(project=outlet.project, name=name).exclude(pk=outlet.pk).exists():
        raise NameInUse(f"There is an outlet “{name}” already.", field="name")
    outlet = Outlet.objects.select_for_update().get(pk=outlet.pk)
    outlet.name = name
    outlet.save()
    record_act(now=now, actor=actor, verb="renamed", on=outlet, wrote=[outlet])
    return outlet


@transaction.atomic
def ensure_forecaster(
    *,
    now: datetime,
    actor: User | None,
    project: Project,
    name: str,
    kind: str = Forecaster.Kind.PERSON,
) -> Forecaster:
    """The project's forecaster who goes by this name, added if nobody does."""
    _check_name(name)
    _check_kind(kind)
    known = Alias.objects.filter(project=project, name=name).select_related("forecaster").first()
    if known:
        return known.forecaster
    forecaster = Forecaster.objects.create(project=project, name=name, kind=kind)
    alias = Alias.objects.create(project=project, forecaster=forecaster, name=name)
    record_act(now=now, actor=actor, verb="added", on=forecaster, wrote=[forecaster, alias])
    return forecaster


@transaction.atomic
def change_forecaster(
    *, now: datetime, actor: User | None, forecaster: Forecaster, name: str, kind: str
) -> Forecaster:
    """Change the name and kind; the former name stays as an alias."""
    _check_name(name)
    _check_kind(kind)
    forecaster = Forecaster.objects.select_for_update().get(pk=forecaster.pk)
    alias = add_alias(now=now, actor=actor, forecaster=forecaster, name=name)
    forecaster.name, forecaster.kind = name, kind
    forecaster.save()
    record_act(now=now, actor=actor, verb="changed", on=forecaster, wrote=[forecaster, alias])
    return forecaster


@transaction.atomic
def add_alias(*, now: datetime, actor: User | None, forecaster: Forecaster, name: str) -> Alias:
    """Let a forecaster go by one more name."""
    _check_name(name)
    alias, new = Alias.objects.get_or_create(
        project=forecaster.project, name=name, defaults={"forecaster": forecaster}
    )
    if alias.forecaster_id != forecaster.pk:
        raise NameInUse(
            f"“{name}” is a name of another forecaster.",
            field="name",
            remedy="Choose another name.",
        )
    if new:
        record_act(now=now, actor=actor, verb="added", on=alias, wrote=[alias])
    return alias


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
    published_inferred: str = "",
    note: str = "",
) -> Article:
    """Keep an article with its text as it stands; a project holds each text once."""
    if not text.strip():
        raise NoText("The article is empty.", field="text", remedy="Give the text it was read in.")
    digest = text_digest(text)
    if Article.objects.filter(project=project, text_sha256=digest).exists():
        raise AlreadyRecorded(
            "This project has an article with this very text.",
            field="text",
            remedy="Open that one instead.",
        )
    article = Article(
        project=project,
        outlet=outlet,
        forecaster=forecaster,
        title=title,
        url=url,
        medium=medium,
        language=language,
        translation=translation,
        published_on=published_on,
        published_inferred=published_inferred,
        extent=extent,
        note=note,
        text=text,
        text_sha256=digest,
        coding_sha256=coding_sha256,
        recorded_at=now,
    )
    check_storable(article)
    article.save()
    record_act(now=now, actor=actor, verb="recorded", on=article, wrote=[article])
    return article


def text_digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _check_name(name: str) -> None:
    if not name.strip():
        raise NoName("A name is missing.", field="name", remedy="Give one.")
    check_storable(Alias(name=name))


def _check_kind(kind: str) -> None:
    if kind not in Forecaster.Kind.values:
        raise UnknownKind(
            f"“{kind}” is not a kind of forecaster.",
            field="forecaster_kind",
            remedy=f"Give one of: {', '.join(Forecaster.Kind.values)}.",
        )
