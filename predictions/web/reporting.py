"""Adding one more source's account, of what the question asks for or of another quantity."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from predictions.errors import DomainError
from predictions.merging import effective
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.reports import add_report
from predictions.outcomes.uploads import NewUpload
from predictions.questions.models import Hindsight, Question
from predictions.questions.operations import NewQuestion, register_questions
from predictions.web.answers import answer_field
from predictions.web.day_input import DayInput
from predictions.web.links import stand_beside
from predictions.web.pages import Page


class ReportForm(forms.Form):
    """Who reports what, since when it is known, and where anybody can look."""

    source = forms.CharField(label=_("Source"), max_length=300)
    value = forms.Field()
    quantity = forms.CharField(
        label=_("Another quantity"),
        required=False,
        max_length=300,
        help_text=_(
            "Where the source measures something else, as “the share counted by observers”."
        ),
    )
    measured = forms.CharField(
        label=_("What was measured"),
        required=False,
        help_text=_("Of another quantity: the number or the words. It is never adopted here."),
    )
    sibling = forms.CharField(
        label=_("Ask about it in a question of its own"),
        required=False,
        max_length=500,
        help_text=_("The wording of that question; it begins as a draft beside this one."),
    )
    sentence = forms.CharField(label=_("As a sentence"), required=False, max_length=500)
    observed_on = forms.DateField(label=_("Observed on"), required=False, widget=DayInput)
    known_on = forms.DateField(label=_("Known since"), widget=DayInput)
    url = forms.URLField(label=_("Address"), required=False, assume_scheme="https")
    quotation = forms.CharField(label=_("Quotation"), required=False, widget=forms.Textarea)
    where = forms.CharField(label=_("Where it stands"), required=False, max_length=300)
    upload = forms.FileField(label=_("File"), required=False)

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.fields["value"] = answer_field(question, required=False)

    def given(self) -> dict[str, Any]:
        """What was filled in, as the operation takes it."""
        filled = self.cleaned_data
        new = NewEvidence(
            url=filled["url"],
            quotation=filled["quotation"],
            where=filled["where"],
            upload=NewUpload.of(filled["upload"]) if filled["upload"] else None,
        )
        return {
            "source": filled["source"],
            "value": _number(filled["measured"]) if filled["quantity"] else filled["value"],
            "quantity": filled["quantity"],
            "sentence": filled["sentence"],
            "known_at": self._moment(filled["known_on"]),
            "observed_at": self._moment(filled["observed_on"]),
            "evidence": [new] if new else [],
        }

    def asked(self) -> NewQuestion | None:
        """The sibling question that was worded, of this one's type and unit."""
        wording = self.cleaned_data["sibling"]
        if not wording:
            return None
        question = self.question
        return NewQuestion(
            event=effective(question.event),
            wording=wording,
            type=question.type,
            unit=question.unit,
            lower=question.lower,
            upper=question.upper,
            options=tuple(one.label for one in question.options.order_by("position")),
            ordered=question.ordered,
            opens_on=question.opens_on,
            horizon=question.horizon,
            # Whoever holds the report knows the answer.
            hindsight=Hindsight.RETROSPECTIVE,
            time_zone=question.time_zone,
            sibling_of=question,
            where="sibling.",
        )

    def _moment(self, day: date | None) -> datetime | None:
        zone = ZoneInfo(self.question.time_zone)
        return datetime.combine(day, time(), tzinfo=zone) if day else None


class ReportView(Page):
    """The form, for who may hand in evidence."""

    section = "questions"
    tells = True

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        question = self._question(public_id)
        return self._page(question, ReportForm(question=question))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        question = self._question(public_id)
        form = ReportForm(request.POST, request.FILES, question=question)
        if form.is_valid():
            by: dict[str, Any] = {"now": timezone.now(), "actor": self.user}
            asked = form.asked()
            try:
                with transaction.atomic():
                    add_report(**by, question=question, **form.given())
                    if asked:
                        register_questions(**by, questions=[asked])
            except DomainError as error:
                if not stand_beside(form, error):
                    form.add_error(None, str(error))
            else:
                messages.success(request, gettext("Kept beside what others report."))
                return redirect("question", public_id)
        return self._page(question, form, status=422)

    def _question(self, public_id: str) -> Question:
        question = get_object_or_404(
            Question.objects.select_related("event__project"), public_id=public_id
        )
        self.enter(question.event.project, "evidence.add")
        return question

    def _page(self, question: Question, form: ReportForm, status: int = 200) -> HttpResponse:
        context = {"question": question, "form": form}
        return render(self.request, "predictions/web/report.html", context, status=status)


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
