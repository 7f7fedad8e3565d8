"""Sharing questions that nobody looks after evenly among those who are there."""

from datetime import datetime

from django.db import connection

from predictions.questions.models import Assignment
from predictions.reminders.planning import numbered_rota, numbered_vacancies


def fill_vacancies(*, now: datetime) -> list[Assignment]:
    """Assign every vacant question to the next of its project's rota; what was assigned."""
    vacancies, vacancy_parameters = numbered_vacancies(now=now).query.sql_with_params()
    rota, rota_parameters = numbered_rota(now=now).query.sql_with_params()
    table = connection.ops.quote_name(Assignment._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH vacancies (question, project, number) AS ({vacancies}),
                 rota (reviewer, project, place, size) AS ({rota})
            INSERT INTO {table} (question_id, reviewer_id, is_active, changed_at)
            SELECT vacancies.question, rota.reviewer, %s, %s
            FROM vacancies
            JOIN rota ON rota.project = vacancies.project
                     AND rota.place - 1 = (vacancies.number - 1) %% rota.size
            WHERE true
            ON CONFLICT (question_id, reviewer_id)
            DO UPDATE SET is_active = excluded.is_active, changed_at = excluded.changed_at
            """,  # noqa: S608  (the parts are Django's own SQL)
            (
                *vacancy_parameters,
                *rota_parameters,
                True,
                connection.ops.adapt_datetimefield_value(now),
            ),
        )
        if not cursor.rowcount:
            return []
    return list(Assignment.objects.filter(changed_at=now, is_active=True))
