"""Statements, forecasts and codings in the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline

from predictions.admin.acting import ActForm, ActingAdmin, act
from predictions.admin.base import OperationAdmin
from predictions.forecasts.models import Coding, Forecast, Statement
from predictions.forecasts.operations import recode, withdraw_forecast
from predictions.questions.models import Hindsight


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


class Recode(ActForm):
    """Another reading of the same words; the former stays as a version."""

    title = _("Read anew")
    operation = "forecasts.recode"
    project = "article.project"
    prediction = forms.JSONField(
        label=_("prediction"),
        required=False,
        help_text=_('As JSON, for example {"p": 0.8, "cautious": 0.7, "bold": 0.9}.'),
    )
    how = forms.ChoiceField(label=_("how it became a number"), choices=Coding.How.choices)
    phrase = forms.CharField(label=_("as printed"), required=False)
    because = forms.CharField(label=_("because"), required=False)
    hindsight = forms.ChoiceField(
        label=_("coded"), required=False, choices=[("", _("as the dates tell")), *Hindsight.choices]
    )
    reason = forms.CharField(label=_("why it supersedes the former"))
    number = forms.IntegerField(widget=forms.HiddenInput)

    def prepare(self) -> None:
        former = self.on.coding
        self.fields["number"].initial = former.number if former else 0
        if former:
            self.initial = {
                "prediction": former.prediction,
                "how": former.how,
                "phrase": former.phrase,
                "because": former.because,
            }

    def operate(self, **by: Any) -> Any:
        given = dict(self.cleaned_data)
        return recode(**by, forecast=self.on, expected_number=given.pop("number"), **given)


class Withdraw(ActForm):
    """Why a forecast was not made as recorded."""

    title = _("Withdraw")
    operation = "forecasts.withdraw"
    project = "article.project"
    because = forms.ChoiceField(label=_("because"), choices=Forecast.Withdrawn.choices)
    note = forms.CharField(label=_("what was wrong"), widget=forms.Textarea)

    def operate(self, **by: Any) -> Any:
        return withdraw_forecast(**by, forecast=self.on, **self.cleaned_data)


@admin.register(Forecast)
class ForecastAdmin(ActingAdmin):
    recode = act(Recode, "recode")
    withdraw = act(Withdraw, "withdraw")
    actions_detail = ("recode", "withdraw")
    list_display = (
        *("quote", "forecaster", "voice", "question", "article", "not_checkable"),
        "withdrawn_because",
    )
    list_filter = (
        *("voice", "not_checkable", "withdrawn_because", "question__type"),
        *("coding__how", "coding__hindsight"),
    )
    list_select_related = ("forecaster", "question", "article")
    search_fields = ("quote", "key", "forecaster__name", "question__wording", "article__title")
    inlines = (CodingInline,)


@admin.register(Coding)
class CodingAdmin(OperationAdmin):
    list_display = (
        *("forecast", "number", "prediction", "phrase", "how", "criteria"),
        *("hindsight", "coder", "reason"),
    )
    list_filter = ("how", "hindsight")
    list_select_related = ("forecast", "coder", "criteria")
    search_fields = ("phrase", "forecast__quote", "lexicon_entry")
