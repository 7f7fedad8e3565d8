"""Criteria and references in the admin: their versions, and the forms that add one."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from predictions.admin.acting import ActForm
from predictions.admin.base import OperationAdmin
from predictions.questions.models import Criteria, Hindsight, Reference
from predictions.questions.operations import add_reference, change_criteria, change_reference


class ChangeCriteria(ActForm):
    """Other criteria from now on; the former stay as a version."""

    title = _("Change the criteria")
    operation = "questions.revise"
    project = "event.project"
    criteria = forms.CharField(label=_("criteria"), widget=forms.Textarea)
    deciding_source = forms.CharField(label=_("deciding source"))
    hindsight = forms.ChoiceField(
        label=_("written"),
        required=False,
        choices=[("", _("as the dates tell")), *Hindsight.choices],
    )
    reason = forms.CharField(label=_("why they are changed"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def prepare(self) -> None:
        self.fields["version"].initial = self.on.version
        if self.on.criteria:
            self.fields["criteria"].initial = self.on.criteria.text
            self.fields["deciding_source"].initial = self.on.criteria.deciding_source

    def operate(self, **by: Any) -> Any:
        given = dict(self.cleaned_data)
        expected = given.pop("version")
        return change_criteria(**by, question=self.on, expected_version=expected, **given)


class AddReference(ActForm):
    title = _("Add a reference")
    operation = "questions.revise"
    project = "event.project"
    reference = forms.JSONField(
        label=_("reference forecast"),
        help_text=_('As JSON, for example {"p": 0.3}. Shown beside the one that counts.'),
    )
    source = forms.CharField(label=_("data set and rule"))
    hindsight = forms.ChoiceField(
        label=_("chosen"),
        required=False,
        choices=[("", _("as the dates tell")), *Hindsight.choices],
    )

    def operate(self, **by: Any) -> Any:
        given = dict(self.cleaned_data)
        return add_reference(**by, question=self.on, prediction=given.pop("reference"), **given)


class ChangeReference(AddReference):
    title = _("Change the reference")
    reason = forms.CharField(label=_("why it is changed"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def prepare(self) -> None:
        self.fields["version"].initial = self.on.version

    def operate(self, **by: Any) -> Any:
        given = dict(self.cleaned_data)
        return change_reference(
            **by,
            question=self.on,
            expected_version=given.pop("version"),
            prediction=given.pop("reference"),
            **given,
        )


@admin.register(Criteria)
class CriteriaAdmin(OperationAdmin):
    list_display = (
        *("text", "question", "number", "deciding_source", "reason"),
        *("hindsight", "set_at"),
    )
    list_filter = ("hindsight",)
    list_select_related = ("question",)
    search_fields = ("text", "deciding_source", "question__wording")


@admin.register(Reference)
class ReferenceAdmin(OperationAdmin):
    list_display = ("question", "prediction", "origin", "hindsight", "set_at")
    list_filter = ("origin", "hindsight")
    list_select_related = ("question",)
    search_fields = ("question__wording", "source")
