"""Changing rows behind the back of every operation, by plain SQL."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, models


def update(row: models.Model, field: Any, value: object) -> None:
    """Set one column of one row."""
    quote = connection.ops.quote_name
    meta: Any = row._meta
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {quote(meta.db_table)} SET {quote(field.column)} = %s "
            f"WHERE {quote(meta.pk.column)} = %s",
            [
                field.get_db_prep_value(value, connection),
                meta.pk.get_db_prep_value(row.pk, connection),
            ],
        )
        assert cursor.rowcount == 1


def delete(row: models.Model) -> None:
    """Remove one row."""
    quote = connection.ops.quote_name
    meta: Any = row._meta
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {quote(meta.db_table)} WHERE {quote(meta.pk.column)} = %s",
            [row.pk],
        )
        assert cursor.rowcount == 1


def insert(row: models.Model) -> None:
    """Add a row as it stands, past every operation."""
    fields: list[Any] = [one for one in row._meta.concrete_fields if not one.generated]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(row._meta.db_table)} ({columns}) "
            f"VALUES ({', '.join(['%s'] * len(fields))})",
            values,
        )


def another(value: object, field: Any) -> object:
    """A value of the same kind that is not this one."""
    match value:
        case None:
            return _instead_of_nothing(field)
        case bool():
            return not value
        case datetime():
            return value + timedelta(microseconds=1)
        case date():
            return value + timedelta(days=1)
        case int() | float():
            return value + 1
        case bytes() | memoryview():
            changed = bytearray(value)
            changed[0] ^= 1
            return bytes(changed)
        case str():
            return f"{value[:-1]}{'y' if value.endswith('x') else 'x'}"
        case _:
            return {"p": 0.123}


def _instead_of_nothing(field: Any) -> object:
    match field:
        case models.ForeignKey() | models.IntegerField() | models.FloatField():
            return 1
        case models.DateTimeField():
            return datetime.fromisoformat("2020-01-01T00:00:00+00:00")
        case models.DateField():
            return date(2020, 1, 1)
        case models.JSONField():
            return {"p": 0.123}
        case _:
            return "x"
