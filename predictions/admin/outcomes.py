"""Reports and resolutions in the admin; they are recorded from the question's page."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from predictions.admin.base import OperationAdmin, OperationForm
from predictions.outcomes.models import (
    Confirmation,
    Objection,
    Proposal,
    Report,
    Resolution,
    Scenario,
    Supposition,
)
from predictions.outcomes.operations import decide_objection, set_scenario


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


class DecideObjection(OperationForm):
    """An undecided objection is upheld or rejected; a decided one is read-only."""

    verdict = forms.TypedChoiceField(
        label=_("upheld"),
        choices=[("yes", _("upheld: something is wrong")), ("no", _("rejected"))],
        coerce=lambda chosen: chosen == "yes",
    )
    said = forms.CharField(label=_("reply"), widget=forms.Textarea)

    class Meta:
        model = Objection
        fields = ("verdict", "said")

    def operate(self, **by: Any) -> Model:
        given = self.cleaned_data
        return decide_objection(
            **by, objection=self.instance, upheld=given["verdict"], reply=given["said"]
        )


@admin.register(Objection)
class ObjectionAdmin(OperationAdmin):
    changes = DecideObjection
    list_display = ("text", "concerns", "filed_by", "filed_at", "late", "upheld", "uninvolved")
    list_filter = ("concerns", "upheld", "uninvolved")
    list_select_related = ("filed_by",)
    search_fields = ("text", "reply", "on_behalf_of")
    date_hierarchy = "filed_at"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_undecided = obj is None or obj.decided_at is None
        return is_undecided and super().has_change_permission(request, obj)


class SetScenario(OperationForm):
    """A scenario by its event and name; setting one that is there changes it."""

    reports = forms.ModelMultipleChoiceField(
        label=_("reports supposed to be right"), queryset=Report.objects.filter(quantity="")
    )

    class Meta:
        model = Scenario
        fields = ("event", "name", "note", "reports")

    def operate(self, **by: Any) -> Model:
        return set_scenario(**by, **self.cleaned_data)


@admin.register(Scenario)
class ScenarioAdmin(OperationAdmin):
    adds = SetScenario
    autocomplete_fields = ("event",)
    list_display = ("name", "event", "note", "set_at")
    list_select_related = ("event",)
    search_fields = ("name", "note", "event__name")


@admin.register(Supposition)
class SuppositionAdmin(OperationAdmin):
    list_display = ("scenario", "question", "report")
    list_select_related = ("scenario", "question", "report")
    search_fields = ("scenario__name", "question__wording")
