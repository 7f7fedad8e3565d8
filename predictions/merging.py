"""Duplicates are merged by a pointer, and the pointer can be taken back.

One level deep: nothing points to what is itself merged. What pointed to an entry that is merged
points to the other one from then on, and stays there when the entry is taken out again.
"""

from datetime import datetime
from typing import cast

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from predictions import waking
from predictions.errors import DomainError
from predictions.ledger.operations import record_act


class Mergeable(models.Model):
    """An entry that may turn out to be the same as another one."""

    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.PROTECT,
        related_name="merged",
        null=True,
        help_text=_("The same one, entered twice: figures count this entry as that one."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="%(class)s_is_not_merged_into_itself",
            ),
        ]


class CannotMerge(DomainError):
    """The two are not the same, or one of them cannot be pointed to."""


class NotMerged(DomainError):
    """Only what is merged can be taken out again."""


def effective[Entry: Mergeable](entry: Entry) -> Entry:
    """The entry that counts: where this one is merged, the other one."""
    return cast("Entry", entry.merged_into) or entry


@transaction.atomic
def merge[Entry: Mergeable](
    *, now: datetime, actor: models.Model | None, entry: Entry, into: Entry, reason: str
) -> Entry:
    """Count an entry as another one, because it was entered twice."""
    entry, into = lock_both(entry, into, reason)
    followers = point(entry, into)
    entry.save()
    record_act(
        now=now, actor=actor, verb="merged", on=entry, wrote=[entry, *followers], reason=reason
    )
    waking.after_commit("predictions.score")
    return entry


@transaction.atomic
def unmerge[Entry: Mergeable](
    *, now: datetime, actor: models.Model | None, entry: Entry, reason: str
) -> Entry:
    """Let a merged entry stand for itself again."""
    entry = lock_merged(entry, reason)
    former = cast("Entry", entry.merged_into)
    entry.merged_into = None
    entry.save()
    # What the other one counts changes, too: whoever reads the acts has to know.
    record_act(
        now=now, actor=actor, verb="unmerged", on=entry, wrote=[entry, former], reason=reason
    )
    waking.after_commit("predictions.score")
    return entry


def lock_both[Entry: Mergeable](entry: Entry, into: Entry, reason: str) -> tuple[Entry, Entry]:
    """Both entries as they are now, held until the transaction ends; refused unless mergeable."""
    _check_reason(reason)
    manager = type(entry)._default_manager
    both = manager.select_for_update().order_by("pk").in_bulk([entry.pk, into.pk])
    entry, into = both[entry.pk], both[into.pk]
    if entry == into:
        raise CannotMerge(
            gettext("This is one and the same entry."),
            field="into",
            remedy=gettext("Choose the other one."),
        )
    for one, field in ((entry, "entry"), (into, "into")):
        if one.merged_into:
            raise CannotMerge(
                gettext("“%(one)s” is merged into “%(merged_into)s” already.")
                % {"one": one, "merged_into": one.merged_into},
                field=field,
                remedy=gettext("Choose that one, or take this one out first."),
            )
    return entry, into


def lock_merged[Entry: Mergeable](entry: Entry, reason: str) -> Entry:
    """The entry as it is now, held until the transaction ends; refused unless it is merged."""
    _check_reason(reason)
    entry = type(entry)._default_manager.select_for_update().get(pk=entry.pk)
    if entry.merged_into is None:
        raise NotMerged(gettext("“%(entry)s” is not merged.") % {"entry": entry}, field="entry")
    return entry


def point[Entry: Mergeable](entry: Entry, into: Entry) -> list[Entry]:
    """Let a locked entry point to another one, unsaved; what pointed to it does now, saved."""
    entry.merged_into = into
    followers = list(type(entry)._default_manager.select_for_update().filter(merged_into=entry))
    for one in followers:
        one.merged_into = into
        one.save()
    return followers


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise CannotMerge(
            gettext("A reason is missing."), field="reason", remedy=gettext("Say why.")
        )
