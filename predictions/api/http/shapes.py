"""What is shown of a row. One description reads the columns, and documents the answer.

A field's `source` names the column, through relations with dots. A nested shape is an object of
its own, null where its row is not there. Lists, and what a shape names as `attached`, are put
beside by the view, with one query for all rows. What a shape names as `expands` is left out
unless the request asks for it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import serializers

type Row = dict[str, Any]

LISTS = (serializers.ListSerializer, serializers.ListField)


class Shape(serializers.Serializer[Any]):
    """What is shown of a row, or of one that it belongs to."""

    attached: ClassVar[tuple[str, ...]] = ()
    expands: ClassVar[tuple[str, ...]] = ()


@dataclass(frozen=True)
class _Object:
    """Where the values of an object stand among the columns."""

    parts: tuple[tuple[str, "int | _Object"], ...]
    # An object is null when this column is.
    null_if: int | None = None

    def of(self, row: Sequence[Any]) -> Row | None:
        """The object, from the values of its columns."""
        if self.null_if is not None and row[self.null_if] is None:
            return None
        return {
            name: row[part] if isinstance(part, int) else part.of(row) for name, part in self.parts
        }


def names_of(serializer: type[serializers.Serializer[Any]]) -> list[str]:
    """The names of a serializer's fields."""
    return [str(name) for name in serializer().fields]


def rows(shape: type[Shape], queryset: QuerySet[Any], expand: Iterable[str] = ()) -> list[Row]:
    """The rows of a query, as the shape says."""
    return [row for row, _ in beside(shape, queryset, (), expand)]


def beside(
    shape: type[Shape],
    queryset: QuerySet[Any],
    columns: Sequence[str],
    expand: Iterable[str] = (),
    chunk: int = 0,
) -> Iterator[tuple[Row, tuple[Any, ...]]]:
    """Each row of a query, and beside it the values of more columns; with `chunk`, read in parts."""
    own, layout = _plan(shape, frozenset(expand))
    values = queryset.values_list(*own, *columns)
    for row in values.iterator(chunk_size=chunk) if chunk else values:
        yield layout.of(row) or {}, row[len(own) :]


def columns_of(shape: Shape, expand: Iterable[str] = (), path: str = "") -> Iterator[str]:
    """The names of a shape's columns when it is written as a table: “article.title”."""
    for name, field in shape.fields.items():
        if isinstance(field, Shape):
            if name not in shape.expands or name in expand:
                yield from columns_of(field, expand, f"{path}{name}.")
        elif not isinstance(field, LISTS):
            yield f"{path}{name}"


@cache
def _plan(shape: type[Shape], expand: frozenset[str]) -> tuple[list[str], _Object]:
    columns: list[str] = []

    def layout(one: Shape, path: str) -> _Object:
        first = len(columns)
        parts: list[tuple[str, int | _Object]] = []
        for name, field in one.fields.items():
            if isinstance(field, LISTS) or name in one.attached:
                continue
            if name in one.expands and name not in expand:
                continue
            column = path + str(field.source).replace(".", "__")
            if isinstance(field, Shape):
                parts.append((name, layout(field, f"{column}__")))
            else:
                parts.append((name, len(columns)))
                columns.append(column)
        return _Object(tuple(parts), first if one.allow_null else None)

    described = layout(shape(), "")
    return columns, described
