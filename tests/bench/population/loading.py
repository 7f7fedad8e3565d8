"""Loading made-up rows by COPY."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, models

NULL = r"\N"

type Column = Iterable[str] | str


def _default(field: Any) -> str:
    if not field.has_default():
        return NULL if field.null else ""
    value = field.get_default()
    if isinstance(value, bool):
        return "t" if value else "f"
    return NULL if value is None else str(value)


def load(model: type[models.Model], columns: Mapping[str, Column], count: int) -> None:
    """Load rows, of which `id` is given; fields that are not given get their defaults."""
    columns = {str(field.column): _default(field) for field in model._meta.concrete_fields} | dict(
        columns
    )
    table = model._meta.db_table
    names = ", ".join(f'"{name}"' for name in columns)
    lines = zip(
        *([one] * count if isinstance(one, str) else one for one in columns.values()), strict=True
    )
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            copy.write("".join("\t".join(line) + "\n" for line in lines))
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id)) "
            f"FROM {table} HAVING max(id) IS NOT NULL",
            [table],
        )
