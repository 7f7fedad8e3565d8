"""Recording a forecast from a selection: the panel beside the text, and the page without a script."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from predictions.accounts.operations import conventions_of
from predictions.articles.models import Article
from predictions.dashboard.marked.cards import number_of
from predictions.dashboard.marked.drawing import drawing
from predictions.dashboard.suggestions import suggestions
from predictions.errors import DomainError, Refused
from predictions.exchange.recording import record_found
from predictions.forecasts.readings import read
from predictions.scoring_rules import PredictionError
from predictions.web.articles import ArticlePage
from predictions.web.recording_form import NOT_CHECKABLE, ForecastForm

# What has to be right before a prediction can be drawn.
DRAWN_FROM = (
    "kind", "phrase", "how", "p", "cautious", "bold", "prediction", "not_by_horizon",
    "lower", "upper", "options", "opens_on", "horizon",
)  # fmt: skip
# Where a refusal stands that names no field of the form.
BESIDE = {"start": "quote", "end": "quote", "name": "forecaster", "resolves_at": "resolves_on"}


class RecordingView(ArticlePage):
    """The form: alone on a page, or as a fragment for the panel."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        article = self.find(public_id, "forecasts.record")
        start, quote = _selected(article, request.GET.get("start"), request.GET.get("end"))
        first = ForecastForm.first_values(article, quote, start)
        form = ForecastForm(initial=first, article=article, suggested=suggestions(article, quote))
        name = "recording_form" if request.headers.get("X-Panel") else "recording"
        return render(request, f"predictions/web/{name}.html", {"article": article, "form": form})

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        article = self.find(public_id, "forecasts.record")
        form = _filled_in(request, article)
        if form.is_valid():
            try:
                forecast = record_found(
                    now=timezone.now(), actor=self.user, article=article, found=form.found()
                )
            except DomainError as error:
                stand_beside(form, error)
            else:
                messages.success(request, gettext("Recorded: %(quote)s") % {"quote": str(forecast)})
                page = reverse("article", args=[article.public_id])
                return HttpResponseRedirect(f"{page}#c{number_of(forecast)}")
        context = {"article": article, "form": form}
        return render(request, "predictions/web/recording.html", context, status=422)


class DrawingView(ArticlePage):
    """The prediction as it would be read, drawn while it is edited; writes nothing."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        article = self.find(public_id, "forecasts.record")
        form = _filled_in(request, article)
        form.is_valid()
        wrong = [form.errors[name][0] for name in DRAWN_FROM if name in form.errors]
        context: dict[str, Any] = {"wrong": wrong[0] if wrong else ""}
        if not wrong and form.cleaned_data["kind"] != NOT_CHECKABLE:
            try:
                context["drawing"] = _drawing(article, form)
            except (DomainError, PredictionError) as error:
                context["wrong"] = f"{error.reason} {error.remedy}"
        return render(request, "predictions/web/drawing.html", context)


def _selected(article: Article, start: str | None, end: str | None) -> tuple[int | None, str]:
    """The selection without the blanks around it; nothing where the address names none."""
    if not (start and end and start.isdecimal() and end.isdecimal()):
        return None, ""
    selected = article.text[int(start) : int(end)]
    return int(start) + len(selected) - len(selected.lstrip()), selected.strip()


def _filled_in(request: HttpRequest, article: Article) -> ForecastForm:
    # A browser sends line ends as CR LF, whatever the text has.
    data = request.POST.copy()
    quote = data.get("quote", "").replace("\r\n", "\n")
    data["quote"] = quote
    return ForecastForm(data, article=article, suggested=suggestions(article, quote))


def _drawing(article: Article, form: ForecastForm) -> Any:
    given, known = form.cleaned_data, form.known_question
    space = form.space()
    reading = read(
        given=form.predicted(),
        how=given["how"],
        phrase=given["phrase"],
        language=article.language,
        space=space,
        conventions=conventions_of(article.project),
        yardstick=article.project.yardstick,
    )
    return drawing(
        reading,
        space=space,
        unit=known.unit if known else given.get("unit") or "",
        reference=known.reference.prediction if known and known.reference else None,
    )


def stand_beside(form: forms.Form, error: DomainError) -> None:
    """Put each refusal beside the field that it is about, or above the form."""
    for one in error.errors if isinstance(error, Refused) else [error]:
        name = BESIDE.get(one.field, one.field)
        whole, _, part = name.partition(".")
        if whole.startswith("prediction"):
            is_binary = form.cleaned_data.get("kind") == "binary"
            name = part if part in form.fields else "p" if is_binary else "prediction"
        form.add_error(
            name if name in form.fields else None,
            " ".join(filter(None, (one.reason, one.remedy))),
        )
