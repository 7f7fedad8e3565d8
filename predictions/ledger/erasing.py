"""Blanking what the ledger holds of a person; the tree stays as it is."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model

from predictions.ledger.images import key_of
from predictions.ledger.models import Act, Payload
from predictions.ledger.operations import record_act
from predictions.ledger.queries import payloads_with


@transaction.atomic
def erase_images(
    *, now: datetime, actor: Model | None, on: Model, rows: Sequence[Model], reason: str
) -> Act:
    """Blank every payload in which one of these rows stands, and write down how they stand now.

    The caller has emptied the rows' personal columns before. Each blanked payload gets an
    `erased` act of its own; the last act, on the person, carries new images of all rows that
    stood in one, so that they can be verified further on.
    """
    blanked = {
        payload.pk: payload
        for row in rows
        for payload in payloads_with(row)
        if row.pk in _keys(payload)
    }
    again: dict[str, set[int]] = {}
    for row in rows:
        again.setdefault(row._meta.db_table, set()).add(row.pk)
    for payload in blanked.values():
        again.setdefault(payload.table, set()).update(_keys(payload))
        record_act(now=now, actor=actor, verb="erased", on=payload, wrote=[], reason=reason)
    Payload.objects.filter(pk__in=blanked).update(secret=None, body=None, items=None)
    return record_act(
        now=now, actor=actor, verb="erased", on=on, wrote=list(_as_they_stand(again)), reason=reason
    )


def _keys(payload: Payload) -> set[int]:
    return {key_of(line) for line in payload.items.split("\n")} if payload.items else set()


def _as_they_stand(keys: dict[str, set[int]]) -> Iterable[Any]:
    models = apps.get_app_config("predictions").get_models(include_auto_created=True)
    by_table = {model._meta.db_table: model for model in models}
    for table, wanted in keys.items():
        # Whoever is changing one of them has committed before it is read.
        yield from by_table[table]._default_manager.select_for_update().filter(pk__in=wanted)
