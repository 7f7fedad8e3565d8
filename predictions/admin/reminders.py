"""Reminders, digests, policies, preferences and absences in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from predictions.accounts.models import Absence
from predictions.accounts.operations import announce_absence
from predictions.admin.base import OperationAdmin, OperationForm
from predictions.reminders.models import Digest, Link, Policy, Preference, Reminder, Snooze
from predictions.reminders.operations import set_policy, set_preference


@admin.register(Reminder)
class ReminderAdmin(OperationAdmin):
    list_display = ("question", "reviewer", "stage", "round", "step", "planned_at", "digest")
    list_filter = ("stage", "reviewer")
    list_select_related = ("question", "reviewer", "digest__reviewer")
    search_fields = ("question__wording", "reviewer__email")
    date_hierarchy = "planned_at"


@admin.register(Digest)
class DigestAdmin(OperationAdmin):
    list_display = ("reviewer", "local_day", "message")
    list_select_related = ("reviewer", "message")
    search_fields = ("reviewer__email",)
    date_hierarchy = "local_day"


class PolicyForm(OperationForm):
    class Meta:
        model = Policy
        fields: tuple[str, ...] = (
            "enabled",
            "heads_up_days",
            "again_days",
            "later_days",
            "escalate_days",
            "repeat_days",
        )

    def operate(self, **by: Any) -> Model:
        policy = self.instance
        return set_policy(
            **by, project=policy.project, question=policy.question, **self.cleaned_data
        )


class AddPolicy(PolicyForm):
    class Meta(PolicyForm.Meta):
        fields = ("project", "question", *PolicyForm.Meta.fields)

    def operate(self, **by: Any) -> Model:
        return set_policy(**by, **self.cleaned_data)


@admin.register(Policy)
class PolicyAdmin(OperationAdmin):
    adds = AddPolicy
    changes = PolicyForm
    list_display = (
        "__str__",
        "project",
        "enabled",
        "heads_up_days",
        "again_days",
        "later_days",
        "escalate_days",
        "repeat_days",
    )
    list_filter = ("enabled", "project")
    list_select_related = ("project", "question")
    autocomplete_fields = ("project", "question")
    search_fields = ("project__name", "question__wording")


class PreferenceForm(OperationForm):
    class Meta:
        model = Preference
        fields: tuple[str, ...] = ("hour", "heads_up", "due", "escalated")

    def operate(self, **by: Any) -> Model:
        return set_preference(**by, user=self.instance.user, **self.cleaned_data)


class AddPreference(PreferenceForm):
    class Meta(PreferenceForm.Meta):
        fields = ("user", *PreferenceForm.Meta.fields)

    def operate(self, **by: Any) -> Model:
        return set_preference(**by, **self.cleaned_data)


@admin.register(Preference)
class PreferenceAdmin(OperationAdmin):
    """Who gets what; filtered by False, who is silent."""

    adds = AddPreference
    changes = PreferenceForm
    list_display = ("user", "hour", "heads_up", "due", "escalated")
    list_filter = ("due", "heads_up", "escalated")
    list_select_related = ("user",)
    autocomplete_fields = ("user",)
    search_fields = ("user__email", "user__name")


@admin.register(Snooze)
class SnoozeAdmin(OperationAdmin):
    list_display = ("question", "reviewer", "until", "snoozed_at")
    list_select_related = ("question", "reviewer")
    search_fields = ("question__wording", "reviewer__email")


@admin.register(Link)
class LinkAdmin(OperationAdmin):
    list_display = ("user", "act", "question", "spent_at")
    list_filter = ("act",)
    list_select_related = ("user", "question")
    search_fields = ("user__email", "question__wording")


class AddAbsence(OperationForm):
    class Meta:
        model = Absence
        fields = ("user", "starts_on", "ends_on")

    def operate(self, **by: Any) -> Model:
        return announce_absence(**by, **self.cleaned_data)


@admin.register(Absence)
class AbsenceAdmin(OperationAdmin):
    adds = AddAbsence
    list_display = ("user", "starts_on", "ends_on")
    list_select_related = ("user",)
    autocomplete_fields = ("user",)
    search_fields = ("user__email", "user__name")
    date_hierarchy = "starts_on"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).order_by("-starts_on")
