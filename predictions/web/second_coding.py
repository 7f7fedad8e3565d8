"""Coding an article a second time: blind, place by place, and handed in as a whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from predictions.articles.models import Article
from predictions.dashboard.readings import reading_in_words
from predictions.errors import DomainError
from predictions.forecasts.blind_coding import begun_by, blind_view, has_seen, open_by
from predictions.forecasts.models import SecondCoding
from predictions.forecasts.operations import (
    NewSpan,
    begin_second_coding,
    finish_second_coding,
    give_up_second_coding,
    mark_span,
    unmark_span,
)
from predictions.web.articles import ArticlePage
from predictions.web.marks import plain
from predictions.web.reading_form import ReadingForm, posted, selected, stand_beside

MAY = "forecasts.second_coding"


class BeginForm(forms.Form):
    """What the second coder codes from."""

    given = forms.ChoiceField(
        label=_("What you code from"),
        choices=SecondCoding.Given.choices,
        initial=SecondCoding.Given.TEXT,
        widget=forms.RadioSelect,
    )


class PlaceForm(forms.Form):
    """A place that is taken back."""

    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=0)


@dataclass(frozen=True)
class Place:
    """A place of the text, and what the second coder says of it ("" where nothing yet)."""

    start: int
    end: int
    quote: str
    said: str


class SecondCodingView(ArticlePage):
    """The text without the first coding, what was marked so far, and the way to begin and finish."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        article = self.find(public_id, MAY)
        mine = begun_by(self.user, article)
        if mine and mine.article != article:
            return redirect("second_coding", mine.article.public_id)
        return self._page(request, article)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        article = self.find(public_id, MAY)
        try:
            done = self._act(request, article)
        except DomainError as error:
            return self._page(request, article, refusal=str(error), status=422)
        messages.success(request, done)
        return redirect("second_coding", public_id)

    def _act(self, request: HttpRequest, article: Article) -> str:
        by: dict[str, Any] = {"now": timezone.now(), "actor": self.user}
        if request.POST.get("act") == "begin":
            begin_second_coding(**by, article=article, given=request.POST.get("given", ""))
            return gettext("Begun. What you mark counts once you have finished.")
        mine = get_object_or_404(SecondCoding, article=article, coder=self.user)
        if request.POST.get("act") == "give up":
            give_up_second_coding(**by, second_coding=mine)
            return gettext("Given up. You see the first coding from now on.")
        if request.POST.get("act") == "finish":
            finish_second_coding(**by, second_coding=mine)
            return gettext("Finished. Now you can see where the two of you differ.")
        place = PlaceForm(request.POST)
        place.is_valid()
        start, end = (place.cleaned_data.get(name, -1) for name in ("start", "end"))
        unmark_span(**by, second_coding=mine, start=start, end=end)
        return gettext("Taken back.")

    def _page(
        self, request: HttpRequest, article: Article, *, refusal: str = "", status: int = 200
    ) -> HttpResponse:
        mine = SecondCoding.objects.filter(article=article, coder=self.user).first()
        context: dict[str, Any] = {"article": article, "refusal": refusal}
        if mine is None and has_seen(self.user, article):
            context["refusal"] = refusal or gettext(
                "You have coded this article, so you cannot code it a second time: somebody who "
                "has not seen your coding can."
            )
        elif mine is None:
            context["form"] = BeginForm()
        elif not mine.is_open:
            context["done"] = mine
        else:
            places = list(_places(mine))
            context |= {
                "view": blind_view(mine),
                "may_select": mine.given == SecondCoding.Given.TEXT,
                "places": places,
                "rows": plain(article.text, [(one.start, one.end) for one in places]),
            }
        return render(request, "predictions/web/second_coding.html", context, status=status)


class SpanView(ArticlePage):
    """The form for one place: alone on a page, or as a fragment for the panel."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        article = self.find(public_id, MAY)
        self._mine(article)
        start, quote = selected(article, request.GET)
        form = ReadingForm(initial=ReadingForm.first_values(article, quote, start), article=article)
        name = "span_form" if request.headers.get("X-Panel") else "span"
        return render(request, f"predictions/web/{name}.html", {"article": article, "form": form})

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        article = self.find(public_id, MAY)
        mine = self._mine(article)
        form = ReadingForm(posted(request), article=article)
        if form.is_valid():
            try:
                start, end = form.place()
                kind = form.question_type if form.is_checkable else ""
                span = NewSpan(start=start, end=end, type=kind, **form.reading())
                mark_span(now=timezone.now(), actor=self.user, second_coding=mine, span=span)
            except DomainError as error:
                stand_beside(form, error)
            else:
                marked = gettext("Marked: “%(quote)s”") % {"quote": article.text[start:end]}
                messages.success(request, marked)
                return redirect("second_coding", public_id)
        context = {"article": article, "form": form}
        return render(request, "predictions/web/span.html", context, status=422)

    def _mine(self, article: Article) -> SecondCoding:
        """The second coding that the person is at; there is no form without one."""
        return get_object_or_404(open_by(self.user), article=article)


def _places(second_coding: SecondCoding) -> Iterator[Place]:
    """The given places, or else those marked, in the order of the text."""
    said = {(one["start"], one["end"]): reading_in_words(**_of(one)) for one in second_coding.draft}
    for start, end in blind_view(second_coding).spans or said:
        quote = second_coding.article.text[start:end]
        yield Place(start, end, quote, said.get((start, end), ""))


def _of(marked: dict[str, Any]) -> dict[str, Any]:
    return {name: marked[name] for name in ("type", "prediction", "how", "phrase", "not_checkable")}
