"""After-images: the rows that an operation wrote, as plain arrays that JSON can carry."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Model

type Image = dict[str, Any]
"""{"table": str, "columns": [str, ...], "rows": [[value, ...], ...]}; the first column is the key."""


def is_ledgered(model: type[Model]) -> bool:
    """Whether every row of this model stands in an act.

    A model says `ledgered = False` where its rows follow from others (scores, reminders) or
    carry them (messages, the ledger itself).
    """
    return bool(getattr(model, "ledgered", True))


def columns_of(model: type[Model]) -> list[str]:
    """The columns an image of this model carries: all but those the model lists as `unledgered`.

    `unledgered` names what changes without an operation (a lease, the last sign-in) or must
    not be spread further (a password's hash).
    """
    left_out = getattr(model, "unledgered", ())
    fields = [field for field in model._meta.concrete_fields if field.name not in left_out]
    fields.sort(key=lambda field: not field.primary_key)
    return [field.attname for field in fields]


def plain(value: object) -> object:
    """A column's value as JSON has it."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case bytes() | memoryview():
            return bytes(value).hex()
        case _:
            return value


def rows_of(model: type[Model], instances: Iterable[Model]) -> list[list[object]]:
    """One array of values per instance, in the order of `columns_of`."""
    columns = columns_of(model)
    return [[plain(getattr(instance, name)) for name in columns] for instance in instances]


def images_of(instances: Sequence[Model]) -> list[Image]:
    """One image per model, in the order in which the instances come."""
    return [
        {
            "table": model._meta.db_table,
            "columns": columns_of(model),
            "rows": rows_of(model, group),
        }
        for model, group in groupby(instances, key=lambda instance: instance._meta.model)
    ]
