"""Scores in the admin."""

from django.contrib import admin

from predictions.admin.base import OperationAdmin
from predictions.scores.models import Calibration, Cell, Score, Standing


@admin.register(Score)
class ScoreAdmin(OperationAdmin):
    list_display = (
        "coding",
        "report",
        "rule",
        "score",
        "reference_score",
        "skill",
        "skill_cautious",
        "skill_bold",
    )
    list_filter = ("rule", "reference__origin", "rules_version", "covered")
    list_select_related = ("coding", "report", "reference")
    search_fields = (
        "coding__forecast__quote",
        "coding__forecast__forecaster__name",
        "report__sentence",
    )


@admin.register(Cell)
class CellAdmin(OperationAdmin):
    list_display = ("forecaster", "event", "type", "stated", "points", "questions")
    list_filter = ("type", "stated", "switches")
    list_select_related = ("forecaster", "event")
    search_fields = ("forecaster__name", "event__name")


@admin.register(Standing)
class StandingAdmin(OperationAdmin):
    list_display = ("forecaster", "type", "stated", "mean", "low", "high", "rank", "events")
    list_filter = ("type", "stated", "switches")
    list_select_related = ("forecaster",)
    search_fields = ("forecaster__name",)


@admin.register(Calibration)
class CalibrationAdmin(OperationAdmin):
    list_display = ("project", "type", "switches", "refreshed_at")
    list_filter = ("type", "switches")
    list_select_related = ("project",)
