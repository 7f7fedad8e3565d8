"""What a reviewer fills in: an answer with its source, or why none counts; or a counter-proposal."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from predictions.outcomes.models.decisions import Kind
from predictions.web.answers import answer_field
from predictions.web.links import RecordForm


class AnswerForm(RecordForm):
    """What happened, or that no answer counts; the operation says what each of them needs."""

    kind = forms.ChoiceField(
        label=_("What to record"),
        choices=Kind.choices,
        initial=Kind.ANSWERED,
        required=False,
        widget=forms.RadioSelect,
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    rationale = forms.CharField(
        label=_("Rationale"),
        required=False,
        widget=forms.Textarea,
        help_text=_("Needed where no answer counts."),
    )
    field_order = ("reason", "kind", "value")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = answer_field(kwargs["grant"].question, required=False)

    def reported(self, zone: ZoneInfo) -> dict[str, Any]:
        """What was filled in, as the operation takes it."""
        given = self.cleaned_data
        what = {"kind": given["kind"] or Kind.ANSWERED, "rationale": given["rationale"]}
        return super().reported(zone) | what


class CounterForm(AnswerForm):
    """What is wrong with the proposal that waits, and what to adopt instead."""

    reason = forms.CharField(label=_("Why it is declined"), widget=forms.Textarea)

    def reported(self, zone: ZoneInfo) -> dict[str, Any]:
        """What was filled in, as the operation takes it."""
        return super().reported(zone) | {"reason": self.cleaned_data["reason"]}
