"""Triggers with which the database itself refuses to change what is only ever added to.

A model says `append_only = True`; `blankable` names columns that may become NULL, all at once,
and nothing else with them. A migration that rebuilds a table drops its triggers, so they are
installed after every `migrate`.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

FUNCTION = "predictions_refuse"


def guarded() -> list[type[Model]]:
    """The models whose tables are guarded."""
    models = apps.get_app_config("predictions").get_models(include_auto_created=True)
    return [model for model in models if getattr(model, "append_only", False)]


@transaction.atomic
def install() -> None:
    """Put every trigger in its place, also where one of this name is there already."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME; END $$"
            )
        for model in guarded():
            for event, sql in _triggers(model):
                cursor.execute(_drop(model, event))
                cursor.execute(sql)


@transaction.atomic
def remove() -> None:
    """Take every trigger away, as emptying a database of tests needs it."""
    with connection.cursor() as cursor:
        for model in guarded():
            for event, _ in _triggers(model):
                cursor.execute(_drop(model, event))


def missing() -> list[str]:
    """The triggers that ought to be there and are not, or are switched off."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {name for (name,) in cursor.fetchall()}
        tables = set(connection.introspection.table_names(cursor))
    wanted = [
        _name(model, event)
        for model in guarded()
        if model._meta.db_table in tables
        for event, _ in _triggers(model)
    ]
    return sorted(set(wanted) - there)


def _triggers(model: type[Model]) -> Iterator[tuple[str, str]]:
    """(event, SQL) of each trigger of a table."""
    table = connection.ops.quote_name(model._meta.db_table)
    on_postgresql = connection.vendor == "postgresql"
    # TRUNCATE passes triggers on DELETE; SQLite has none.
    for event in ("update", "delete", "truncate") if on_postgresql else ("update", "delete"):
        name = connection.ops.quote_name(_name(model, event))
        when = _unless_blanked(model) if event == "update" else ""
        before = f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table}"
        if on_postgresql:
            each = "STATEMENT" if event == "truncate" else "ROW"
            yield event, f"{before} FOR EACH {each} {when} EXECUTE FUNCTION {FUNCTION}()"
        else:
            said = f"{model._meta.db_table} is only ever added to"
            yield event, f"{before} {when} BEGIN SELECT RAISE(ABORT, '{said}'); END"


def _unless_blanked(model: type[Model]) -> str:
    blankable = getattr(model, "blankable", ())
    if not blankable:
        return ""
    same = "IS NOT DISTINCT FROM" if connection.vendor == "postgresql" else "IS"
    quote = connection.ops.quote_name
    columns = [(field.name, str(field.column)) for field in model._meta.concrete_fields]
    kept = [
        f"NEW.{quote(column)} IS NULL"
        if name in blankable
        else f"NEW.{quote(column)} {same} OLD.{quote(column)}"
        for name, column in columns
    ]
    return f"WHEN (NOT ({' AND '.join(kept)}))"


def _name(model: type[Model], event: str) -> str:
    return f"{model._meta.db_table}_refuses_{event}"


def _drop(model: type[Model], event: str) -> str:
    quote = connection.ops.quote_name
    on = f" ON {quote(model._meta.db_table)}" if connection.vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {quote(_name(model, event))}{on}"
