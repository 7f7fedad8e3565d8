"""Outlets and forecasters, and the names they go by."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from predictions.accounts.models import Project, User
from predictions.articles.models import Alias, Forecaster, Outlet
from predictions.errors import DomainError
from predictions.ledger.operations import record_act
from predictions.merging import CannotMerge, effective, merge, unmerge
from predictions.storable import check_storable


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
        raise NameInUse(
            gettext("There is an outlet “%(name)s” already.") % {"name": name}, field="name"
        )
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
    """The project's forecaster who goes by this name, added if nobody does.

    Where the one of this name is merged into another one, that one.
    """
    _check_name(name)
    _check_kind(kind)
    known = (
        Alias.objects.filter(project=project, name=name)
        .select_related("forecaster__merged_into")
        .first()
    )
    if known:
        return effective(known.forecaster)
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
            gettext("“%(name)s” is a name of another forecaster.") % {"name": name},
            field="name",
            remedy=gettext("Choose another name."),
        )
    if new:
        record_act(now=now, actor=actor, verb="added", on=alias, wrote=[alias])
    return alias


def merge_forecasters(
    *, now: datetime, actor: User | None, forecaster: Forecaster, into: Forecaster, reason: str
) -> Forecaster:
    """Count one forecaster as another one of the project, because the two are the same."""
    if forecaster.project_id != into.project_id:
        raise CannotMerge(gettext("The two forecasters belong to two projects."), field="into")
    return merge(now=now, actor=actor, entry=forecaster, into=into, reason=reason)


def unmerge_forecaster(
    *, now: datetime, actor: User | None, forecaster: Forecaster, reason: str
) -> Forecaster:
    """Let a merged forecaster stand for themself again."""
    return unmerge(now=now, actor=actor, entry=forecaster, reason=reason)


def _check_name(name: str) -> None:
    if not name.strip():
        raise NoName(gettext("A name is missing."), field="name", remedy=gettext("Give one."))
    check_storable(Alias(name=name))


def _check_kind(kind: str) -> None:
    if kind not in Forecaster.Kind.values:
        raise UnknownKind(
            gettext("“%(kind)s” is not a kind of forecaster.") % {"kind": kind},
            field="forecaster_kind",
            remedy=gettext("Give one of: %(choices)s.")
            % {"choices": ", ".join(Forecaster.Kind.values)},
        )
