"""Second codings in the admin: seeing what differs, settling it.

Coding itself is done on pages that do not show the first coding; the admin does.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from predictions.admin.acting import ActForm, ActingAdmin, act
from predictions.admin.base import OperationAdmin
from predictions.forecasts.differences import Pair, unsettled
from predictions.forecasts.models import SecondCoding, Settlement, Span
from predictions.forecasts.operations import settle
from predictions.questions.models import Hindsight


class Settle(ActForm):
    """What becomes of one difference, and why; a forecast is added by recording it."""

    title = _("Settle a difference")
    operation = "forecasts.settle"
    project = "article.project"
    difference = forms.TypedChoiceField(label=_("difference"), coerce=int)
    ruling = forms.ChoiceField(
        label=_("ruling"),
        choices=[one for one in Settlement.Ruling.choices if one[0] != Settlement.Ruling.ADDED],
    )
    prediction = forms.JSONField(
        label=_("prediction"),
        required=False,
        help_text=_("As JSON, where both agreed upon a third reading."),
    )
    hindsight = forms.ChoiceField(
        label=_("coded"), required=False, choices=[("", _("as the dates tell")), *Hindsight.choices]
    )
    reason = forms.CharField(label=_("reason"), widget=forms.Textarea)

    def prepare(self) -> None:
        self.pairs = unsettled(self.on) if self.on.finished_at else []
        field: Any = self.fields["difference"]
        field.choices = [(pair.start, self._label(pair)) for pair in self.pairs]

    def _label(self, pair: Pair) -> str:
        place = pair.forecast or pair.span
        text = self.on.article.text[place.start : place.end] if place else ""
        first, second = pair.predictions
        if pair.types and pair.types[0] != pair.types[1]:
            first, second = pair.types
        return f"“{text[:60]}”: {first or gettext('nothing')} / {second or gettext('nothing')}"

    def operate(self, **by: Any) -> Any:
        given = dict(self.cleaned_data)
        start = given.pop("difference")
        pair = next(pair for pair in self.pairs if pair.start == start)
        return settle(**by, second_coding=self.on, forecast=pair.forecast, span=pair.span, **given)


@admin.register(SecondCoding)
class SecondCodingAdmin(ActingAdmin):
    settle = act(Settle, "settle")
    actions_detail = ("settle",)
    list_display = ("article", "coder", "given", "begun_at", "finished_at", "given_up_at")
    list_filter = ("given", "article__project")
    list_select_related = ("article", "coder")
    search_fields = ("article__title", "coder__name")


@admin.register(Span)
class SpanAdmin(OperationAdmin):
    list_display = ("second_coding", "start", "end", "type", "prediction", "not_checkable")
    list_select_related = ("second_coding__article", "second_coding__coder")
    search_fields = ("phrase", "second_coding__article__title")


@admin.register(Settlement)
class SettlementAdmin(OperationAdmin):
    list_display = ("second_coding", "ruling", "reason", "settled_by", "settled_at")
    list_filter = ("ruling",)
    list_select_related = ("second_coding__article", "second_coding__coder", "settled_by")
    search_fields = ("reason", "second_coding__article__title")
