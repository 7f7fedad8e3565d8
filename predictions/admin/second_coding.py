"""Second codings in the admin: coding blind, seeing what differs, settling it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from predictions.admin.acting import ActForm, ActingAdmin, act
from predictions.admin.base import OperationAdmin
from predictions.forecasts.models import SecondCoding, Settlement, Span
from predictions.forecasts.operations import NewSpan, finish_second_coding, settle
from predictions.forecasts.quotes import locate
from predictions.forecasts.second_coding import Pair, blind_view, unsettled
from predictions.questions.models import Hindsight


class Finish(ActForm):
    """Everything that the second coder read, as the coding file has it."""

    title = _("Code")
    operation = "forecasts.second_coding"
    project = "article.project"
    spans = forms.JSONField(
        label=_("forecasts"),
        widget=forms.Textarea,
        help_text=_(
            'A list of {"quote": …, "type": "binary", "prediction": {"p": 0.8}, "how": "stated"} or '
            '{"quote": …, "not_checkable": "vague"}; “start” where a quote occurs more than once.'
        ),
    )

    @property
    def notes(self) -> list[str]:
        view = blind_view(self.on)
        return [view.text, *(view.text[start:end] for start, end in view.spans)]

    def clean_spans(self) -> Any:
        spans = self.cleaned_data["spans"]
        if not isinstance(spans, list) or not all(isinstance(one, dict) for one in spans):
            raise forms.ValidationError(_("Give a list of objects: [{…}, …]."))
        known = {"quote", "start", *NewSpan.__dataclass_fields__} - {"where", "end"}
        for one in spans:
            if unknown := one.keys() - known:
                raise forms.ValidationError(
                    _("“%(name)s” is not known here."), params={"name": min(unknown)}
                )
        return spans

    def operate(self, **by: Any) -> Any:
        spans = []
        for number, one in enumerate(self.cleaned_data["spans"]):
            given = dict(one)
            text, quote = self.on.article.text, str(given.pop("quote", ""))
            start, end = locate(text, quote, given.pop("start", None))
            spans.append(NewSpan(start=start, end=end, where=f"spans[{number}].", **given))
        return finish_second_coding(**by, second_coding=self.on, spans=spans)


class Settle(ActForm):
    """What becomes of one difference, and why; a forecast is added by recording it."""

    title = _("Settle a difference")
    operation = "forecasts.recode"
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
    finish = act(Finish, "finish")
    settle = act(Settle, "settle")
    actions_detail = ("finish", "settle")
    list_display = ("article", "coder", "given", "begun_at", "finished_at")
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
