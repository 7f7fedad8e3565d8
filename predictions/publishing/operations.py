"""Publishing pages, and taking them back."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext

from predictions.accounts.models import User
from predictions.articles.models import Article, Forecaster, Outlet
from predictions.errors import DomainError
from predictions.ledger.operations import record_act
from predictions.publishing.models import Publication
from predictions.questions.models import Event
from predictions.storable import check_storable

type Target = Forecaster | Outlet | Article | Event


class IsMerged(DomainError):
    """A duplicate has no page of its own."""


@transaction.atomic
def publish(*, now: datetime, actor: User | None, target: Target, note: str = "") -> Publication:
    """Make the page of a forecaster, an outlet, an article or an event public; its
    address stays the same.

    Publishing again brings a page back that was withdrawn, or changes its note.
    """
    if getattr(target, "merged_into_id", None):
        raise IsMerged(
            gettext("“%(target)s” was merged into another one.") % {"target": target},
            field="target",
            remedy=gettext("Publish the one that it was merged into."),
        )
    field = target._meta.model_name or ""
    publication = Publication.objects.select_for_update().filter(**{field: target}).first()
    if publication is None:
        publication = Publication(
            project=target.project,
            slug=_slug(target),
            published_at=now,
            **{field: target},
        )
    publication.note, publication.is_public = note.strip(), True
    publication.changed_at, publication.published_by = now, actor
    check_storable(publication)
    publication.save()
    record_act(now=now, actor=actor, verb="published", on=target, wrote=[publication])
    return publication


@transaction.atomic
def withdraw(
    *, now: datetime, actor: User | None, publication: Publication, reason: str
) -> Publication:
    """Take a page back: from now on nothing is found at its address."""
    publication = Publication.objects.select_for_update().get(pk=publication.pk)
    publication.is_public, publication.changed_at = False, now
    publication.save()
    record_act(
        now=now,
        actor=actor,
        verb="withdrew page",
        on=publication.target,
        wrote=[publication],
        reason=reason,
    )
    return publication


def _slug(target: Target) -> str:
    """The name as an address has it, and enough of the random name that nobody else has it."""
    name = slugify(str(target))[:60].strip("-")
    return "-".join(filter(None, (name, slugify(target.public_id))))
