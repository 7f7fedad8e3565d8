"""Statements: forecasts that say one thing, and count as one."""

from collections import defaultdict
from typing import Any

import django_filters
from rest_framework import serializers

from predictions.api.forecasters import ForecasterRef
from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.filtering import Filters
from predictions.api.http.shapes import Row, Shape
from predictions.api.http.views import ApiView
from predictions.forecasts.models import Forecast, Statement


class StatementShape(Shape):
    """Forecasts that say one thing."""

    id = columns.whole("Its number.", source="pk")
    words = columns.text("What they say.", source="label")
    event = columns.name_of("The id of the event that it is about.", "event.public_id")
    forecaster = ForecasterRef(help_text="Who says it.")
    forecasts = serializers.ListField(
        child=serializers.CharField(), help_text="The ids of the forecasts."
    )


class StatementFilters(Filters):
    """By who, and about what."""

    forecaster = django_filters.CharFilter("forecaster__public_id", label="By this forecaster.")
    event = django_filters.CharFilter("event__public_id", label="About this event.")


def attach_forecasts(shown: list[Row], expand: list[str]) -> None:
    """Put beside each statement the ids of its forecasts."""
    forecasts = defaultdict(list)
    known = Forecast.objects.filter(statement__in=[row["id"] for row in shown]).order_by("pk")
    for statement, forecast in known.values_list("statement", "public_id"):
        forecasts[statement].append(forecast)
    for row in shown:
        row["forecasts"] = forecasts[row["id"]]


class Statements(ApiView):
    """The statements of a project."""

    tag = "statements"

    @endpoint(
        id="list_statements",
        may="project.read",
        lists=StatementShape,
        filters=StatementFilters,
        attach=attach_forecasts,
    )
    def get(self) -> Any:
        """List statements.

        Forecasts of one forecaster that say one thing about one event: they count as one.
        """
        return Statement.objects.filter(event__project=self.project)
