"""The history of one row: every act that is about it or wrote it, and what each changed."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from predictions.ledger.images import key_of
from predictions.ledger.models import Act, Payload
from predictions.ledger.queries import acts_on, payloads_with


@dataclass(frozen=True)
class Change:
    """One column, before and after; `before` is None where the act made the row."""

    column: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Entry:
    """One act as this row saw it. `is_blank`: what it wrote was erased."""

    act: Act
    changes: list[Change] = field(default_factory=list)
    is_blank: bool = False


def history_of(row: Model) -> list[Entry]:
    """What happened to this row, newest first; each change is told by two images in succession."""
    entries = {act.pk: Entry(act) for act in acts_on(row)}
    before: dict[str, Any] = {}
    for payload in payloads_with(row):
        if payload.body is None:
            entries[payload.act_id] = Entry(payload.act, is_blank=True)
            continue
        after = _image(payload, row)
        if after:
            entries[payload.act_id] = Entry(payload.act, _changes(before, after))
            before = after
    return [entries[act] for act in sorted(entries, reverse=True)]


def _image(payload: Payload, row: Model) -> dict[str, Any]:
    columns = json.loads(payload.body or "")["columns"]
    for line in (payload.items or "").split("\n"):
        if key_of(line) == row.pk:
            return dict(zip(columns, json.loads(line), strict=True))
    return {}


def _changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    return [
        Change(column, before.get(column), value)
        for column, value in after.items()
        if before.get(column) != value and (before or value not in (None, ""))
    ]
