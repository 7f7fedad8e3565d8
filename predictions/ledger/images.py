"""After-images: the rows that an operation wrote, each as one line of plain JSON."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from json import JSONEncoder
from operator import attrgetter
from typing import Any

from django.db.models import Model
from django.db.models.fields.files import FieldFile

# Rows in one image: few enough to be read for the sake of one of them.
CHUNK = 1000
# Bytes that stand in an image as they are; longer ones by their hash.
SHORT = 64


@dataclass(frozen=True)
class Image:
    """Rows of one table as an act left them: neighbours, in the order of their keys.

    `lines` are JSON arrays in the order of `columns`, the first of which is the key. From the
    first key to the last there are fewer than `CHUNK` steps, so that the images of a row are
    found by an index.
    """

    table: str
    columns: list[str]
    first: int
    last: int
    lines: list[str]


def is_ledgered(model: type[Model]) -> bool:
    """Whether every row of this model stands in an act.

    A model says `ledgered = False` where its rows follow from others (scores, reminders) or
    carry them (messages, the ledger itself).
    """
    return bool(getattr(model, "ledgered", True))


@cache
def columns_of(model: type[Model]) -> tuple[str, ...]:
    """The columns an image of this model carries: all but those the model lists as `unledgered`.

    `unledgered` names what changes without an operation (a lease, the last sign-in) or must
    not be spread further (a password's hash).
    """
    left_out = getattr(model, "unledgered", ())
    fields = [field for field in model._meta.concrete_fields if field.name not in left_out]
    fields.sort(key=lambda field: not field.primary_key)
    return tuple(field.attname for field in fields)


def plain(value: object) -> object:
    """What JSON has no word for: times in UTC, files by name, bytes in hexadecimal or as a hash."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case bytes() | memoryview():
            data = bytes(value)
            return (
                data.hex() if len(data) <= SHORT else f"sha256:{hashlib.sha256(data).hexdigest()}"
            )
        case FieldFile():
            return value.name
        case _:
            raise TypeError(f"The ledger has no word for {value!r}.")


# Keys are sorted because PostgreSQL keeps its own order of them.
_AS_TEXT: dict[str, Any] = {
    "ensure_ascii": False,
    "sort_keys": True,
    "separators": (",", ":"),
    "default": plain,
}
_encode = JSONEncoder(allow_nan=False, **_AS_TEXT).encode
_encode_anything = JSONEncoder(**_AS_TEXT).encode


def lines_of(model: type[Model], instances: Iterable[Model]) -> Iterator[str]:
    """One line per instance: its values as a JSON array, in the order of `columns_of`."""
    values = attrgetter(*columns_of(model))
    return (_encode(values(instance)) for instance in instances)


def line_of(values: Sequence[Any]) -> str:
    """The line of a row as a database has it, in the order of `columns_of`, whatever it holds."""
    return _encode_anything(values)


def key_of(line: str) -> int:
    """The key of the row that a line holds: it comes first."""
    return int(line.removeprefix("[").partition(",")[0])


def images_of(instances: Iterable[Model]) -> list[Image]:
    """The images of these rows, in the order in which their tables come."""
    rows: dict[type[Model], dict[int, Model]] = {}
    for instance in instances:
        rows.setdefault(instance._meta.model, {})[instance.pk] = instance
    return [
        Image(
            table=model._meta.db_table,
            columns=list(columns_of(model)),
            first=keys[0],
            last=keys[-1],
            lines=list(lines_of(model, (by_key[key] for key in keys))),
        )
        for model, by_key in rows.items()
        for keys in neighbours(sorted(by_key))
    ]


def neighbours(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """Cut sorted keys into runs of fewer than `CHUNK` steps."""
    begin = 0
    for place, key in enumerate(keys):
        if key - keys[begin] >= CHUNK:
            yield keys[begin:place]
            begin = place
    yield keys[begin:]
