"""Reading what a query selects as columns: no Python object is made for any number."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
import psycopg
from django.db import connection
from numpy.typing import NDArray

# What to ask PostgreSQL for, and how it is sent; times and dates as counts from its epoch.
# A null would be sent without a value.
_ASKED = {
    "i8": ("{}::bigint", ">i8"),
    "f8": ("coalesce({}::float8, 'NaN')", ">f8"),
    "?": ("{}::boolean", "?"),
    "M8[us]": ("{}::timestamptz", ">i8"),
    "M8[D]": ("coalesce({}::date, 'infinity')", ">i4"),
}
_INFINITY = 2**31 - 1
# No value of JSON's text contains one.
_BETWEEN = "\n"
_ASKED_JSON = "string_agg(coalesce({}::text, ''), E'\\n')"
EPOCH = np.datetime64("2000-01-01", "us")
# Of an array in binary: dimensions, whether there are nulls, type; then length and lower bound.
_HEADER = 20

type Columns = dict[str, NDArray[Any]]


def read(sql: str, parameters: Sequence[Any], layout: Mapping[str, str]) -> Columns:
    """The columns of a SELECT as arrays; `layout` names them in order, with their types in NumPy.

    The types: i8 and f8 for numbers, ? for booleans, M8[us] for times (in UTC), M8[D] for dates, O for JSON's
    text. Only a float, a date or JSON can be missing, and is NaN, NaT or empty then.
    """
    if connection.vendor == "postgresql":
        return _aggregated(sql, parameters, layout)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
    columns = zip(*rows, strict=True) if rows else [()] * len(layout)
    return {
        name: _array(values, kind)
        for (name, kind), values in zip(layout.items(), columns, strict=True)
    }


def json_number(document: str, key: str) -> str:
    """SQL for the number at `key` of a JSON document; null where something else stands there."""
    if connection.vendor == "postgresql":
        there = f"{document} -> '{key}'"
        return f"CASE WHEN jsonb_typeof({there}) = 'number' THEN ({there})::float8 END"
    return (
        f"CASE WHEN json_type({document}, '$.{key}') IN ('integer', 'real') "
        f"THEN CAST({document} ->> '{key}' AS REAL) END"
    )


def stated_level(document: str) -> str:
    """SQL for the probability between the outermost knots of a prediction."""
    if connection.vendor == "postgresql":
        ends = (f"({document} #>> '{{knots,{end},1}}')::float8" for end in ("-1", "0"))
    else:
        ends = (f"json_extract({document}, '$.knots[{end}][1]')" for end in ("#-1", "0"))
    return " - ".join(ends)


def plan_as_written() -> None:
    """Let this transaction join tables in the order in which its SQL names them, in one process.

    Of ten tables PostgreSQL takes longer to find a good order than to read a few rows in a given one; and
    what several processes aggregate is packed and unpacked once more.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SET LOCAL join_collapse_limit = 1; SET LOCAL max_parallel_workers_per_gather = 0"
            )


def moment(when: datetime) -> Any:
    """A time as a parameter of SQL written by hand."""
    return connection.ops.adapt_datetimefield_value(when)


def among(column: str, keys: Iterable[int]) -> tuple[str, Any]:
    """SQL that holds where a column is one of many keys, and its one parameter."""
    listed = [int(key) for key in keys]
    if connection.vendor == "postgresql":
        # As one text: psycopg takes 5 us for each element of a list.
        return f"{column} = ANY(%s::bigint[])", f"{{{','.join(map(str, listed))}}}"
    return f"{column} IN (SELECT value FROM json_each(%s))", json.dumps(listed)


def _aggregated(sql: str, parameters: Sequence[Any], layout: Mapping[str, str]) -> Columns:
    """Each column as one array in PostgreSQL's binary form: an object per column, not one per row."""
    asked = ", ".join(
        _ASKED_JSON.format(name) if kind == "O" else f"array_agg({_ASKED[kind][0].format(name)})"
        for name, kind in layout.items()
    )
    connection.ensure_connection()
    # Django's own cursors have no binary results.
    with (
        connection.wrap_database_errors,
        psycopg.Cursor(connection.connection) as cursor,
    ):
        cursor.execute(f"SELECT {asked} FROM ({sql}) AS selected", parameters, binary=True)
        result = cursor.pgresult
        sent = [result.get_value(0, place) for place in range(len(layout))] if result else []
    return {
        name: _native(column, kind)
        for column, (name, kind) in zip(sent, layout.items(), strict=True)
    }


def _native(sent: bytes | None, kind: str) -> NDArray[Any]:
    if kind == "O":
        return np.array([] if sent is None else sent.decode().split(_BETWEEN), object)
    array = np.frombuffer((sent or b"")[_HEADER:], [("length", ">i4"), ("value", _ASKED[kind][1])])
    values = array["value"]
    native: NDArray[Any] = values.astype(values.dtype.newbyteorder("="))
    match kind:
        case "M8[us]":
            native = EPOCH + native.astype("timedelta64[us]")
        case "M8[D]":
            there = native != _INFINITY
            native = EPOCH.astype("datetime64[D]") + native.astype("timedelta64[D]")
            native[~there] = np.datetime64("NaT", "D")
    return native


def _array(values: Any, kind: str) -> NDArray[Any]:
    if kind == "M8[us]":
        values = [
            value.astimezone(UTC).replace(tzinfo=None) if hasattr(value, "tzinfo") else value
            for value in values
        ]
    elif kind == "O":
        values = [value or "" for value in values]
    return np.array(values, kind)
