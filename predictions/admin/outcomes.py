"""Reports and resolutions in the admin; they are recorded from the question's page."""

from django.contrib import admin

from predictions.admin.base import OperationAdmin
from predictions.outcomes.models import Report, Resolution


@admin.register(Report)
class ReportAdmin(OperationAdmin):
    list_display = ("sentence", "question", "source", "value", "quantity", "reported_at")
    list_select_related = ("question",)
    search_fields = ("sentence", "source", "question__wording")
    autocomplete_fields = ("evidence",)


@admin.register(Resolution)
class ResolutionAdmin(OperationAdmin):
    list_display = ("question", "kind", "report", "known_at", "resolved_at", "supersedes")
    list_filter = ("kind",)
    list_select_related = ("question", "report", "supersedes__report")
    search_fields = ("question__wording", "report__sentence", "rationale")
    date_hierarchy = "resolved_at"
