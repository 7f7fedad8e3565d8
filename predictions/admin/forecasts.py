"""Statements, forecasts and codings in the admin."""

from typing import Any

from django.contrib import admin
from unfold.admin import TabularInline

from predictions.admin.base import OperationAdmin
from predictions.forecasts.models import Coding, Forecast, Statement


@admin.register(Statement)
class StatementAdmin(OperationAdmin):
    list_display = ("label", "forecaster", "event")
    list_select_related = ("forecaster", "event")
    search_fields = ("label", "forecaster__name", "event__name")


class CodingInline(TabularInline):  # type: ignore[misc]
    model = Coding
    fields = ("number", "prediction", "cautious", "bold", "phrase", "how", "because", "reason")
    readonly_fields = fields
    extra = 0
    can_delete = False
    ordering = ("number",)

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(Forecast)
class ForecastAdmin(OperationAdmin):
    list_display = ("quote", "forecaster", "voice", "question", "article", "not_checkable")
    list_filter = ("voice", "not_checkable", "question__type", "coding__how", "coding__hindsight")
    list_select_related = ("forecaster", "question", "article")
    search_fields = ("quote", "key", "forecaster__name", "question__wording", "article__title")
    inlines = (CodingInline,)


@admin.register(Coding)
class CodingAdmin(OperationAdmin):
    list_display = ("forecast", "number", "prediction", "phrase", "how", "hindsight", "coder")
    list_filter = ("how", "hindsight")
    list_select_related = ("forecast", "coder")
    search_fields = ("phrase", "forecast__quote", "lexicon_entry")
