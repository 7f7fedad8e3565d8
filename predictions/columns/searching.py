"""Finding a piece of text in a large table: trigram indexes, where the database has them.

A model names its `searched` columns. SQLite reads the whole table instead, which is quick enough
for the record of one machine.
"""

from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import Model


def searched() -> list[tuple[type[Model], str]]:
    """The columns that people search in."""
    return [
        (model, column)
        for model in apps.get_app_config("predictions").get_models()
        for column in getattr(model, "searched", ())
    ]


def install() -> None:
    """Build the indexes that are missing, without holding up writers where that can be done.

    A database that does not let us add pg_trgm searches more slowly, and a system check says so.
    """
    if connection.vendor != "postgresql" or not missing():
        return
    quote = connection.ops.quote_name
    at_leisure = "" if connection.in_atomic_block else "CONCURRENTLY"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:
        return
    with connection.cursor() as cursor:
        for model, column in searched():
            # As Django writes `icontains`.
            cursor.execute(
                f"CREATE INDEX {at_leisure} IF NOT EXISTS {quote(_name(model, column))} "
                f"ON {quote(model._meta.db_table)} "
                f"USING gin (UPPER({quote(column)}::text) gin_trgm_ops)"
            )


def missing() -> list[str]:
    """The indexes that ought to be there and are not."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes")
        there = {name for (name,) in cursor.fetchall()}
        tables = set(connection.introspection.table_names(cursor))
    return [
        name
        for model, column in searched()
        if model._meta.db_table in tables and (name := _name(model, column)) not in there
    ]


def _name(model: type[Model], column: str) -> str:
    return f"{model._meta.db_table}_{column}_searched"
