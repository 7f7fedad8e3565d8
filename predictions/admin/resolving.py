"""The page on which a reviewer records what happened."""

from datetime import datetime, time
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from unfold.views import UnfoldModelAdminViewMixin
from unfold.widgets import (
    UnfoldAdminFileFieldWidget,
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldAdminURLInputWidget,
    UnfoldBooleanWidget,
)

from predictions.errors import DomainError
from predictions.outcomes.answers import sentence_of
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.models import Proposal, Resolution
from predictions.outcomes.operations import confirm, resolve
from predictions.outcomes.queries import current_resolution, waiting_proposal
from predictions.outcomes.uploads import NewUpload
from predictions.questions.models import Question
from predictions.questions.spaces import options_of
from predictions.scoring_rules import DID_NOT_HAPPEN

if TYPE_CHECKING:
    from predictions.accounts.models import User


class OutcomeForm(forms.Form):
    """What happened, who says so, and where anybody can look; answers are sentences."""

    kind = forms.ChoiceField(
        label=_("what to record"),
        choices=Resolution.Kind.choices,
        initial=Resolution.Kind.ANSWERED,
        widget=UnfoldAdminRadioSelectWidget,
    )
    value = forms.CharField(label=_("what happened"), required=False)
    sentence = forms.CharField(
        label=_("as a sentence"),
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("How it will be shown; empty: the answer above."),
    )
    known_on = forms.DateField(
        label=_("known on"),
        widget=UnfoldAdminTextInputWidget(attrs={"type": "date"}),
        help_text=_("The day on which the world could know."),
    )
    source = forms.CharField(label=_("source"), required=False, widget=UnfoldAdminTextInputWidget)
    url = forms.URLField(
        label=_("evidence: address"),
        required=False,
        assume_scheme="https",
        widget=UnfoldAdminURLInputWidget,
    )
    quotation = forms.CharField(
        label=_("evidence: quotation"), required=False, widget=UnfoldAdminTextareaWidget
    )
    where = forms.CharField(
        label=_("where it stands"), required=False, widget=UnfoldAdminTextInputWidget
    )
    upload = forms.FileField(
        label=_("evidence: file"), required=False, widget=UnfoldAdminFileFieldWidget
    )
    rationale = forms.CharField(
        label=_("rationale"),
        required=False,
        widget=UnfoldAdminTextareaWidget,
        help_text=_("Needed where no answer counts, or where a former resolution is corrected."),
    )
    supersede = forms.BooleanField(
        label=_("this corrects the resolution that is there"),
        required=False,
        widget=UnfoldBooleanWidget,
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = _answer_field(question)
        if question.status != Question.Status.RESOLVED:
            del self.fields["supersede"]


def _answer_field(question: Question) -> forms.Field:
    label = _("what happened")
    match question.type:
        case Question.Type.BINARY:
            return forms.TypedChoiceField(
                label=label,
                required=False,
                choices=[
                    ("yes", sentence_of(question, True)),
                    ("no", sentence_of(question, False)),
                ],
                coerce=lambda answer: answer == "yes",
                empty_value=None,
                widget=UnfoldAdminRadioSelectWidget,
            )
        case Question.Type.CATEGORICAL:
            return forms.ChoiceField(
                label=label,
                required=False,
                choices=[(option, option) for option in options_of(question)],
                widget=UnfoldAdminRadioSelectWidget,
            )
        case Question.Type.NUMERIC:
            return forms.FloatField(
                label=label,
                required=False,
                widget=UnfoldAdminTextInputWidget,
                help_text=question.unit,
            )
        case _:
            return forms.CharField(
                label=label,
                required=False,
                widget=UnfoldAdminTextInputWidget,
                help_text=_("A date like 2020-08-14, or “%(never)s”.") % {"never": DID_NOT_HAPPEN},
            )


class ResolveView(UnfoldModelAdminViewMixin, FormView):  # type: ignore[misc,type-arg]
    """Shows the question with its quotes and criteria, and records the outcome."""

    title = _("Record the outcome")
    permission_required = "predictions.change_question"
    template_name = "predictions/admin/resolve.html"
    form_class = OutcomeForm

    def dispatch(self, *args: Any, **kwargs: Any) -> Any:
        questions = Question.objects.select_related("event", "criteria").prefetch_related(
            "options", "forecasts__article__forecaster", "forecasts__forecaster"
        )
        self.question = get_object_or_404(questions, pk=self.kwargs["pk"])
        return super().dispatch(*args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"question": self.question}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            question=self.question,
            former=current_resolution(self.question),
            proposal=waiting_proposal(self.question),
        )

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if "confirm" not in self.request.POST:
            return super().post(*args, **kwargs)
        proposal = get_object_or_404(
            Proposal, public_id=self.request.POST["confirm"], question=self.question
        )
        try:
            resolution = confirm(
                now=timezone.now(),
                actor=cast("User", self.request.user),
                proposal=proposal,
            )
        except DomainError as error:
            messages.error(self.request, str(error))
            return redirect(self.request.path)
        messages.success(self.request, gettext("Confirmed: %(it)s.") % {"it": resolution})
        return redirect(self.get_success_url())

    def form_valid(self, form: OutcomeForm) -> HttpResponse:
        given = dict(form.cleaned_data)
        zone = ZoneInfo(self.question.time_zone)
        known_on = given.pop("known_on")
        file = given.pop("upload")
        evidence = NewEvidence(
            url=given.pop("url"),
            quotation=given.pop("quotation"),
            where=given.pop("where"),
            upload=NewUpload.of(file) if file else None,
        )
        try:
            with transaction.atomic():
                resolution = resolve(
                    now=timezone.now(),
                    actor=cast("User", self.request.user),
                    question=self.question,
                    known_at=datetime.combine(known_on, time(), tzinfo=zone),
                    evidence=[evidence],
                    **given,
                )
        except DomainError as error:
            field = error.field if error.field in form.fields else None
            if error.field == "outcome":
                field = "value"
            if error.field == "known_at":
                field = "known_on"
            if error.field == "evidence":
                field = "url"
            form.add_error(field, f"{error.reason} {error.remedy}")
            return self.form_invalid(form)
        messages.success(
            self.request,
            gettext("Recorded: %(resolution)s. The scores follow by themselves.")
            % {"resolution": resolution},
        )
        return super().form_valid(form)

    def get_success_url(self) -> str:
        return reverse("admin:index")
