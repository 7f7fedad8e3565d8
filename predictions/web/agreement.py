"""How well two coders agree: of an article, where differences are settled, and of a project."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from predictions.accounts.models import Project
from predictions.articles.models import Article
from predictions.dashboard.agreement import Row, compared, project_agreement
from predictions.dashboard.suggestions import suggestions
from predictions.errors import DomainError
from predictions.exchange.recording import settle_by_adding
from predictions.forecasts.differences import Pair, finished, unsettled
from predictions.forecasts.models import SecondCoding, Settlement
from predictions.forecasts.operations import settle
from predictions.questions.models import Hindsight
from predictions.web.articles import ArticlePage
from predictions.web.pages import Page
from predictions.web.reading_form import posted, stand_beside
from predictions.web.recording_form import ForecastForm

MAY = "forecasts.settle"
Ruling = Settlement.Ruling


class SettleForm(forms.Form):
    """What becomes of a difference, and why; what is added has a page of its own."""

    ruling = forms.ChoiceField(label=_("What counts"), widget=forms.RadioSelect)
    hindsight = forms.ChoiceField(
        label=_("What you know of the outcome"),
        required=False,
        choices=[("", _("as the dates tell")), *Hindsight.choices],
    )
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, pair: Pair, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"prefix": f"d{pair.key}"})
        words = {
            Ruling.FIRST: _("the first reading stands"),
            Ruling.RECODED: _("the second reading replaces it"),
            Ruling.WITHDRAWN: _("neither: the forecast is withdrawn"),
        }
        ruling = cast("forms.ChoiceField", self.fields["ruling"])
        ruling.choices = [(one.value, words[one]) for one in pair.rulings if one in words]
        if Ruling.RECODED not in pair.rulings:
            del self.fields["hindsight"]


class AddingForm(ForecastForm):
    """A forecast that settles a difference, and why."""

    settled_because = forms.CharField(
        label=_("Why this settles the difference"), widget=forms.Textarea(attrs={"rows": 2})
    )


class ArticleAgreementView(ArticlePage):
    """The figures, the differences side by side, and for editors the way to settle each."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        return self._page(request, self.find_coded(public_id))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        article = self.find_coded(public_id, MAY)
        second_coding, pair = difference_of(
            article, request.POST.get("second", ""), request.POST.get("key", "")
        )
        form = SettleForm(request.POST, pair=pair)
        if form.is_valid():
            try:
                settle(
                    now=timezone.now(),
                    actor=self.user,
                    second_coding=second_coding,
                    forecast=pair.forecast,
                    span=pair.span,
                    **form.cleaned_data,
                )
            except DomainError as error:
                stand_beside(form, error)
            else:
                messages.success(request, gettext("Settled."))
                return redirect("article_agreement", public_id)
        return self._page(request, article, form, status=422)

    def _page(
        self, request: HttpRequest, article: Article, form: SettleForm | None = None, *,
        status: int = 200,
    ) -> HttpResponse:  # fmt: skip
        may_settle = self.may(article.project, MAY)

        def form_of(row: Row) -> SettleForm | None:
            if row.difference.settlement or not may_settle:
                return None
            fresh = SettleForm(pair=row.difference.pair)
            return form if form and form.prefix == fresh.prefix else fresh

        context = {
            "article": article,
            "compared": [
                (one, [(row, form_of(row), Ruling.ADDED in row.difference.pair.rulings)
                       for row in one.rows])
                for one in compared(article)
            ],
        }  # fmt: skip
        return render(request, "predictions/web/article_agreement.html", context, status=status)


class AddingView(ArticlePage):
    """Settling a difference by recording the forecast that was overlooked, or read as another kind."""

    def get(self, request: HttpRequest, public_id: str, second: str, key: str) -> HttpResponse:
        article = self.find_coded(public_id, MAY)
        _coding, pair = difference_of(article, second, key)
        if pair.span is None:
            raise Http404
        quote = article.text[pair.span.start : pair.span.end]
        first = AddingForm.first_values(article, quote, pair.span.start)
        form = AddingForm(initial=first, article=article, suggested=suggestions(article, quote))
        return self._page(request, article, form)

    def post(self, request: HttpRequest, public_id: str, second: str, key: str) -> HttpResponse:
        article = self.find_coded(public_id, MAY)
        second_coding, pair = difference_of(article, second, key)
        data = posted(request)
        form = AddingForm(data, article=article, suggested=suggestions(article, str(data["quote"])))
        if form.is_valid():
            try:
                settle_by_adding(
                    now=timezone.now(),
                    actor=self.user,
                    second_coding=second_coding,
                    pair=pair,
                    found=form.found(),
                    reason=form.cleaned_data["settled_because"],
                )
            except DomainError as error:
                stand_beside(form, error)
            else:
                messages.success(request, gettext("Settled: a forecast was added."))
                return redirect("article_agreement", public_id)
        return self._page(request, article, form, status=422)

    def _page(
        self, request: HttpRequest, article: Article, form: AddingForm, *, status: int = 200
    ) -> HttpResponse:
        context = {"article": article, "form": form, "settles": True}
        return render(request, "predictions/web/recording.html", context, status=status)


class ProjectAgreementView(Page):
    """How well the coders of a project agree, and which articles wait for a second coding."""

    section = "articles"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        project = get_object_or_404(Project, slug=slug)
        self.enter(project)
        context = {
            "project": project,
            "shown": project_agreement(project, self.user),
            "may_code": self.may(project, "forecasts.second_coding"),
        }
        return render(request, "predictions/web/agreement.html", context)


def difference_of(article: Article, second: str, key: str) -> tuple[SecondCoding, Pair]:
    """The difference that an address or a form names, while nobody has settled it."""
    second_coding = get_object_or_404(finished().filter(article=article), public_id=second)
    pairs = {pair.key: pair for pair in unsettled(second_coding)}
    if key not in pairs:
        raise Http404(gettext("This difference is settled, or there is none."))
    return second_coding, pairs[key]
