"""Writing columns: COPY on PostgreSQL, batched inserts on SQLite."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import numpy as np
from django.db import connection, models
from numpy.typing import NDArray

from predictions.columns.reading import EPOCH

# How PostgreSQL takes each type of column; times as microseconds from its epoch.
_WIRE = {
    "bigint": ">i8",
    "integer": ">i4",
    "smallint": ">i2",
    "double precision": ">f8",
    "boolean": "?",
    "timestamp with time zone": ">i8",
}
_SIGNATURE = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_END = b"\xff\xff"


def append(model: type[models.Model], columns: Mapping[str, Any]) -> int:
    """Insert rows of `model`, whose columns are given by their names; how many.

    A column is an array (a NaN is a null), or one value for all rows. Where rows differ in which columns
    are null, or in a text, those alike are sent together, so the order of the rows is not kept.
    """
    fields: dict[str, Any] = {str(one.column): one for one in model._meta.concrete_fields}
    names = list(columns)
    rows = max(len(one) for one in columns.values() if isinstance(one, np.ndarray))
    if rows == 0:
        return 0
    table = connection.ops.quote_name(model._meta.db_table)
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            into = f"COPY {table} ({quoted}) FROM STDIN (FORMAT BINARY)"
            with cursor.copy(into) as copy:
                copy.write(_SIGNATURE)
                for block in _blocks(columns, fields, rows):
                    copy.write(block)
                copy.write(_END)
        else:
            places = ", ".join(["%s"] * len(names))
            cursor.executemany(
                f"INSERT INTO {table} ({quoted}) VALUES ({places})",
                list(
                    zip(
                        *(_values(columns[name], fields[name], rows) for name in names), strict=True
                    )
                ),
            )
    return rows


def remeasure(*tables: type[models.Model]) -> None:
    """Let PostgreSQL's planner know tables that have grown much, before its own round comes to them.

    But for the numbers that are measured rather than counted: nothing is looked for by those.
    """
    if connection.vendor != "postgresql":
        return
    quoted = connection.ops.quote_name
    asked = []
    for table in tables:
        columns = (
            quoted(str(field.column))
            for field in table._meta.concrete_fields
            if not isinstance(field, models.FloatField)
        )
        asked.append(f"{quoted(table._meta.db_table)} ({', '.join(columns)})")
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE (SKIP_LOCKED) {', '.join(asked)}")


def _blocks(columns: Mapping[str, Any], fields: Mapping[str, Any], rows: int) -> Iterator[bytes]:
    """Rows of one layout at a time: with the same nulls, and texts of the same length."""
    kinds: NDArray[Any] = np.zeros(rows, np.int64)
    for column in columns.values():
        if isinstance(column, np.ndarray) and column.dtype.kind == "f":
            kinds = 2 * kinds + np.isnan(column)
        elif isinstance(column, np.ndarray) and column.dtype.kind == "U":
            texts, text = np.unique(column, return_inverse=True)
            kinds = len(texts) * kinds + text
    for kind in np.unique(kinds):
        chosen = kinds == kind
        yield _block(columns, fields, slice(None) if chosen.all() else chosen, int(chosen.sum()))


def _block(columns: Mapping[str, Any], fields: Mapping[str, Any], chosen: Any, rows: int) -> bytes:
    layout: list[Any] = [("fields", ">i2")]
    content: dict[str, Any] = {"fields": len(columns)}
    for position, (name, column) in enumerate(columns.items()):
        values = column[chosen] if isinstance(column, np.ndarray) else column
        wire, values = _wired(values, fields[name])
        layout.append((f"length{position}", ">i4"))
        if wire is None:
            content[f"length{position}"] = -1
            continue
        layout.append((f"value{position}", wire))
        content[f"length{position}"] = np.dtype(wire).itemsize
        content[f"value{position}"] = values
    block = np.empty(rows, np.dtype(layout))
    for part, values in content.items():
        block[part] = values
    return block.tobytes()


def _wired(values: Any, field: Any) -> tuple[str | None, Any]:
    """The values as the database reads them, and their type; no type where all are null."""
    if values is None or (isinstance(values, np.ndarray) and _null(values)):
        return None, None
    if isinstance(field, models.CharField | models.TextField):
        text = str(values[0] if isinstance(values, np.ndarray) else values).encode()
        return f"S{len(text)}", text
    if isinstance(field, models.DateTimeField):
        if isinstance(values, datetime):
            values = np.datetime64(values.astimezone(UTC).replace(tzinfo=None), "us")
        values = (values - EPOCH).astype("timedelta64[us]").astype(np.int64)
    return _WIRE[field.db_type(connection)], values


def _null(values: NDArray[Any]) -> bool:
    return values.dtype.kind == "f" and bool(np.isnan(values[0]))


def _values(column: Any, field: Any, rows: int) -> list[Any]:
    if not isinstance(column, np.ndarray):
        return [field.get_db_prep_save(column, connection)] * rows
    if column.dtype.kind == "M":
        return [
            field.get_db_prep_save(moment.replace(tzinfo=UTC), connection)
            for moment in column.astype("datetime64[us]").tolist()
        ]
    if column.dtype.kind == "f":
        return [None if value != value else value for value in column.tolist()]
    return column.tolist()  # type: ignore[no-any-return]
