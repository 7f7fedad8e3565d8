"""The form with which a reviewer answers: sentences to choose from, and evidence."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from predictions.accounts.models import User
from predictions.accounts.queries import reviewers_of
from predictions.outcomes.answers import sentence_of
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.models import Evidence, Proposal, Resolution
from predictions.outcomes.uploads import NewUpload
from predictions.questions.models import Question
from predictions.questions.spaces import options_of
from predictions.scoring_rules import DID_NOT_HAPPEN
from predictions.web.day_input import DayInput

Kind = Resolution.Kind


class SharedField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Evidence of other questions, told apart by what it bears out there."""

    def label_from_instance(self, obj: Evidence) -> str:
        """“The bridge opened” · harbour.example/log."""
        borne_out = next(iter(obj.reports.all()), None)
        sentence = f"“{borne_out.sentence}” · " if borne_out else ""
        return f"{sentence}{obj}"


class ReviewForm(forms.Form):
    """What happened, who says so, and where anybody can look."""

    answer = forms.ChoiceField(label=_("What happened?"), widget=forms.RadioSelect)
    number = forms.FloatField(
        label=_("The number"),
        required=False,
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )
    day = forms.DateField(label=_("The day"), required=False, widget=DayInput)
    sentence = forms.CharField(
        label=_("In a sentence, as it will be shown"), required=False, max_length=500
    )
    rationale = forms.CharField(
        label=_("Why"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Needed where no answer counts, where you decline somebody’s answer, or correct one."
        ),
    )
    source = forms.CharField(label=_("Source"), required=False, max_length=300)
    known_on = forms.DateField(label=_("Known since"), required=False, widget=DayInput)
    url = forms.URLField(
        label=_("Address"), required=False, max_length=1000, assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )  # fmt: skip
    quotation = forms.CharField(
        label=_("Quotation"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    where = forms.CharField(label=_("Where it stands"), required=False, max_length=300)
    upload = forms.FileField(label=_("File"), required=False)
    shared = SharedField(
        label=_("Use it here, too"),
        queryset=Evidence.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, question: Question, shared: Sequence[Evidence] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        answer, evidence = self.fields["answer"], self.fields["shared"]
        if isinstance(answer, forms.ChoiceField):
            answer.choices = answers_to(question)
        if isinstance(evidence, forms.ModelMultipleChoiceField):
            evidence.queryset = Evidence.objects.filter(
                pk__in=[one.pk for one in shared]
            ).prefetch_related("reports")

    def given(self, seen: Proposal | None) -> dict[str, Any]:
        """What was filled in, as the operation takes it."""
        filled = self.cleaned_data
        known_on = filled["known_on"]
        known_at = seen.known_at if seen else None
        if known_on:
            zone = ZoneInfo(self.question.time_zone)
            known_at = datetime.combine(known_on, time(), tzinfo=zone)
        new = NewEvidence(
            url=filled["url"],
            quotation=filled["quotation"],
            where=filled["where"],
            upload=NewUpload.of(filled["upload"]) if filled["upload"] else None,
        )
        kind, value = self._answer()
        return {
            "kind": kind,
            "value": value,
            "known_at": known_at,
            "source": filled["source"],
            "sentence": filled["sentence"],
            "rationale": filled["rationale"],
            "evidence": [*([new] if new else []), *filled["shared"]],
        }

    def clean(self) -> dict[str, Any]:
        filled = self.cleaned_data
        if filled.get("answer") == "number" and filled.get("number") is None:
            self.add_error("number", gettext("Give the number."))
        if filled.get("answer") == "day" and filled.get("day") is None:
            self.add_error("day", gettext("Give the day."))
        return filled

    def _answer(self) -> tuple[str, Any]:
        filled = self.cleaned_data
        match filled["answer"]:
            case "yes" | "no" as said:
                return Kind.ANSWERED, said == "yes"
            case "number":
                return Kind.ANSWERED, filled["number"]
            case "day":
                return Kind.ANSWERED, filled["day"].isoformat()
            case "never":
                return Kind.ANSWERED, DID_NOT_HAPPEN
            case str() as said if said.startswith("option-"):
                options = options_of(self.question)
                return Kind.ANSWERED, options[int(said.removeprefix("option-"))]
            case kind:
                return kind, None


def answers_to(question: Question) -> list[tuple[str, str]]:
    """What can be chosen: answers as sentences, then what is no answer."""
    match question.type:
        case Question.Type.BINARY:
            answers = [("yes", sentence_of(question, True)), ("no", sentence_of(question, False))]
        case Question.Type.CATEGORICAL:
            options = enumerate(options_of(question))
            answers = [(f"option-{index}", option) for index, option in options]
        case Question.Type.NUMERIC:
            answers = [("number", gettext("it was, in %(unit)s:") % {"unit": question.unit})]
        case _:
            answers = [
                ("day", gettext("it happened, on:")),
                ("never", sentence_of(question, DID_NOT_HAPPEN)),
            ]
    if question.condition:
        answers.append((Kind.CONDITION_NOT_MET, gettext("the condition was not met")))
    return [
        *((value, f"{said[:1].upper()}{said[1:]}") for value, said in answers),
        (Kind.AMBIGUOUS, gettext("The sources do not settle it")),
        (Kind.ANNULLED, gettext("The question should not be answered")),
    ]


def choice_of(question: Question, proposal: Proposal) -> str:
    """The choice that would say the same as a proposal, or would with the same number or day."""
    if proposal.report is None:
        return proposal.kind
    value = proposal.report.value
    match question.type:
        case Question.Type.BINARY:
            return "yes" if value else "no"
        case Question.Type.CATEGORICAL:
            return f"option-{options_of(question).index(value)}"
        case Question.Type.NUMERIC:
            return "number"
        case _:
            return "never" if value == DID_NOT_HAPPEN else "day"


class PutOffForm(forms.Form):
    """Not yet knowable."""

    until = forms.DateField(label=_("Ask again on"), widget=DayInput)
    reason = forms.CharField(label=_("Why it is not yet knowable"), max_length=500)


class SnoozeForm(forms.Form):
    """Ask me later."""

    days = forms.IntegerField(min_value=1, max_value=365)


class HandOverForm(forms.Form):
    """Somebody else knows better."""

    taker = forms.ModelChoiceField(label=_("Hand over to"), queryset=User.objects.none())

    def __init__(self, *args: Any, question: Question, giver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taker = self.fields["taker"]
        if isinstance(taker, forms.ModelChoiceField):
            others = reviewers_of(question.event.project).exclude(pk=giver.pk)
            taker.queryset = others.order_by("name", "email")
