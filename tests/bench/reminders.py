"""What planning costs beside PostgreSQL inserting the same rows from a plain join."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from predictions.questions.models import Assignment
from predictions.reminders.operations import plan
from tests.bench.measuring import Pair
from tests.system.flood import due_questions

SIZE = 100_000
REVIEWERS = 1_000
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
# Planning takes the same number of statements whatever the number of questions.
MOST_QUERIES = 12


def planning(size: int) -> Pair:
    """`size` due questions of a thousand reviewers, none reminded yet; both sides roll back.

    The floor inserts one reminder per assignment, with the same constraints and no rule at all.
    """
    reviewers = min(REVIEWERS, size)
    due_questions(now=NOW, reviewers=reviewers, each=size // reviewers)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    def ours() -> None:
        with rolled_back(), CaptureQueriesContext(connection) as queries:
            planned = plan(now=NOW)
        if planned != Assignment.objects.count() or len(queries) > MOST_QUERIES:
            raise AssertionError(f"{planned} planned by {len(queries)} queries")

    def floor() -> None:
        with rolled_back(), connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO predictions_reminder
                    (question_id, reviewer_id, round, step, stage, planned_at)
                SELECT question_id, reviewer_id, 1, 0, 'due', %s FROM predictions_assignment
                """,
                [NOW],
            )

    return ours, floor


@contextmanager
def rolled_back() -> Iterator[None]:
    """Everything but keeping it."""
    with transaction.atomic():
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)


MEASURES = {"reminders.plan": planning}
