"""Writing what a query selects, without bringing it here first."""

from typing import Any

from django.db import connection, models
from django.db.models import Func, QuerySet


class DaysSince(Func):
    """Days, with their fraction, from a time of a row to a given moment."""

    output_field = models.FloatField()

    def __init__(self, then: Any, moment: Any) -> None:
        super().__init__(then, models.Value(moment, models.DateTimeField()))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(julianday(%(moment)s) - julianday(%(then)s))"
        return self._as(template, compiler)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(EXTRACT(EPOCH FROM (%(moment)s - %(then)s)) / 86400.0)::float8"
        return self._as(template, compiler)

    def _as(self, template: str, compiler: Any) -> Any:
        then, moment = (compiler.compile(one) for one in self.get_source_expressions())
        sql = template % {"then": then[0], "moment": moment[0]}
        return sql, (*moment[1], *then[1])


def insert_selected(
    model: type[models.Model], selected: QuerySet[Any, Any], columns: list[str]
) -> int:
    """Insert one row of `model` for each row selected; how many.

    `selected` is a `.values_list()` in the order of `columns`. A row that a unique constraint
    already has is left out, so two runs at once write each row once.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    sql, parameters = selected.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            # SQLite takes ON CONFLICT for part of a join unless a condition stands between.
            f"INSERT INTO {table} ({names}) SELECT * FROM ({sql}) AS selected WHERE true "
            "ON CONFLICT DO NOTHING",
            parameters,
        )
        return int(cursor.rowcount)
