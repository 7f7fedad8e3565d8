"""What was recorded after its question's resolves-at, and says so wherever it is shown."""

from typing import Any

from django.db.models import BooleanField, Case, F, Model, Q, QuerySet, Value, When

from predictions.forecasts.models import Coding, Forecast
from predictions.questions.models import Criteria, Question, Reference

# When a row was recorded, and when its question resolves.
TIMES: dict[type[Model], tuple[str, str]] = {
    Question: ("registered_at", "resolves_at"),
    Criteria: ("set_at", "question__resolves_at"),
    Reference: ("set_at", "question__resolves_at"),
    Forecast: ("recorded_at", "question__resolves_at"),
    Coding: ("coded_at", "forecast__question__resolves_at"),
}


def mark_afterwards(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows, each with `recorded_afterwards`; without a resolves-at nothing comes after it."""
    recorded, resolves = TIMES[rows.model]
    marked: QuerySet[Any] = rows.annotate(
        recorded_afterwards=Case(
            When(Q(**{f"{recorded}__gt": F(resolves)}), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
    )
    return marked
