"""Reports and resolutions in the admin; they are recorded from the question's page."""

from django.contrib import admin

from predictions.admin.base import OperationAdmin
from predictions.outcomes.models import (
    Confirmation,
    Objection,
    Proposal,
    Report,
    Resolution,
    Scenario,
    Supposition,
)


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


@admin.register(Proposal)
class ProposalAdmin(OperationAdmin):
    list_display = ("question", "kind", "report", "proposed_by", "proposed_at", "closed_at")
    list_filter = ("kind",)
    list_select_related = ("question", "report", "proposed_by")
    search_fields = ("question__wording", "report__sentence", "rationale")


@admin.register(Confirmation)
class ConfirmationAdmin(OperationAdmin):
    list_display = ("proposal", "verdict", "by", "at", "reason", "counter")
    list_filter = ("verdict",)
    list_select_related = ("proposal__report", "by", "counter__report")
    search_fields = ("proposal__question__wording", "reason")


@admin.register(Objection)
class ObjectionAdmin(OperationAdmin):
    list_display = ("text", "concerns", "filed_by", "filed_at", "late", "upheld", "uninvolved")
    list_filter = ("concerns", "upheld", "uninvolved")
    list_select_related = ("filed_by",)
    search_fields = ("text", "reply", "on_behalf_of")
    date_hierarchy = "filed_at"


@admin.register(Scenario)
class ScenarioAdmin(OperationAdmin):
    list_display = ("name", "event", "note", "set_at")
    list_select_related = ("event",)
    search_fields = ("name", "note", "event__name")


@admin.register(Supposition)
class SuppositionAdmin(OperationAdmin):
    list_display = ("scenario", "question", "report")
    list_select_related = ("scenario", "question", "report")
    search_fields = ("scenario__name", "question__wording")
