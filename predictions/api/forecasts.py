"""Forecasts: what was foretold, word for word, and how it is read."""

from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import Http404
from rest_framework import serializers

from predictions.api.articles import ArticleRef, shown_article
from predictions.api.forecasters import ForecasterRef
from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Choice, Given, Text, Whole
from predictions.api.http.filtering import DayFilter, Filters, FlagFilter, Ordering
from predictions.api.http.shapes import Row, Shape, beside, rows
from predictions.api.http.views import ApiView
from predictions.api.marks import CodingShape, ForecastRef, QuestionRef
from predictions.api.scores import ScoreShape, attach_scores
from predictions.articles.models import Article, Forecaster
from predictions.errors import check_all
from predictions.forecasts.models import Coding, Forecast
from predictions.forecasts.operations import NewForecast, record_forecasts
from predictions.questions.models import Hindsight, Question
from predictions.questions.queries import effective_question
from predictions.scores.queries import score_of

MOST = 1000


class PublishedArticleRef(ArticleRef):
    """An article, named, with its date."""

    published_on = columns.day("When it was published.")


class ForecastShape(Shape):
    """A forecast."""

    attached: ClassVar[tuple[str, ...]] = ("score",)
    expands: ClassVar[tuple[str, ...]] = ("coding", "score")
    id = columns.name_of()
    key = columns.text("Its key in its article.")
    quote = columns.text("The words, exactly.")
    start = columns.whole("The place of its first character in the article's text, from 0.")
    end = columns.whole("The place behind its last character.")
    voice = columns.word(Forecast.Voice.choices, "Whose words: own, reported, or endorsed.")
    not_checkable = columns.word(
        Forecast.NotCheckable.choices, "Why it cannot be checked; empty: it can.", allow_blank=True
    )
    not_checkable_because = columns.text("In words.")
    recorded_at = columns.moment("When it was recorded.")
    withdrawn_at = columns.moment("When it was withdrawn; null: it was not.", allow_null=True)
    withdrawn_because = columns.word(
        Forecast.Withdrawn.choices, "Why it was withdrawn.", allow_blank=True
    )
    article = PublishedArticleRef(help_text="Where it stands.")
    forecaster = ForecasterRef(help_text="Who said it.")
    question = QuestionRef(allow_null=True, help_text="The question it answers.")
    statement = columns.text(
        "What it says together with other forecasts.", source="statement.label", allow_null=True
    )
    implied_by = ForecastRef(
        allow_null=True, help_text="The forecast that implies it: it is shown, not counted."
    )
    coding = CodingShape(required=False, allow_null=True, help_text="How it is read.")
    score = ScoreShape(
        required=False, allow_null=True, help_text="What it was worth; null: nothing is known yet."
    )


class CodedVersion(CodingShape):
    """One version of how a forecast was read."""

    coder = columns.text("Who read it.", source="coder.name", allow_null=True)


class WholeForecast(ForecastShape):
    """A forecast with every coding, and what it was worth."""

    attached: ClassVar[tuple[str, ...]] = ("score", "coding")
    expands: ClassVar[tuple[str, ...]] = ()
    coding = CodingShape(allow_null=True, help_text="How it is read.")
    score = ScoreShape(allow_null=True, help_text="What it was worth; null: nothing is known yet.")
    withdrawal_note = columns.text("What was wrong with it.")
    codings = CodedVersion(many=True, help_text="Every version of the coding, the oldest first.")


class GivenForecast(Given):
    """A forecast to record."""

    key = Text(max_length=100, help_text="A short name of its own in the article.")
    quote = Text(help_text="The words as they stand in the article, character for character.")
    hindsight = Choice(
        choices=Hindsight.choices, help_text="How much can be known of the outcome already."
    )
    start = Whole(
        required=False, allow_null=True, min_value=0, max_value=2**31 - 1,
        help_text="The place of the quote, where it occurs more than once.",
    )  # fmt: skip
    end = Whole(
        required=False, allow_null=True, min_value=0, max_value=2**31 - 1,
        help_text="The place behind it.",
    )  # fmt: skip
    forecaster = Text(
        required=False, max_length=12, help_text="The id of who said it; else the article's author."
    )
    voice = Choice(
        required=False, choices=Forecast.Voice.choices, help_text="Whose words; `own` if left out."
    )
    question = Text(
        required=False, max_length=12, help_text="The id of the question that it answers."
    )
    statement = Text(
        required=False, allow_blank=True, max_length=200,
        help_text="The same for forecasts of one forecaster and event that say one thing.",
    )  # fmt: skip
    implied_by = Text(
        required=False, allow_blank=True, max_length=100,
        help_text="The key of the principal forecast that implies this one.",
    )  # fmt: skip
    prediction = columns.Prediction(
        required=False, allow_null=True, help_text="What is foretold, in numbers."
    )
    phrase = Text(
        required=False, allow_blank=True, max_length=300, help_text="The words as printed."
    )
    how = Choice(
        required=False, choices=Coding.How.choices, help_text="How the words became numbers."
    )
    because = Text(
        required=False, allow_blank=True, max_length=300, help_text="Why they are read like this."
    )
    not_checkable = Choice(
        required=False, choices=Forecast.NotCheckable.choices,
        help_text="Why it cannot be checked; then it answers no question.",
    )  # fmt: skip


class GivenForecasts(Given):
    """Forecasts of one article."""

    forecasts = serializers.ListField(
        child=GivenForecast(),
        min_length=1,
        max_length=MOST,
        help_text=f"Up to {MOST:,} forecasts.",
    )


class RecordedForecasts(Shape):
    """Recorded forecasts."""

    forecasts = ForecastShape(many=True, help_text="In the order in which they were given.")


class ForecastFilters(Filters):
    """By who, where, about what, when, and how."""

    article = django_filters.CharFilter("article__public_id", label="In this article.")
    forecaster = django_filters.CharFilter("forecaster__public_id", label="By this forecaster.")
    question = django_filters.CharFilter("question__public_id", label="Answering this question.")
    event = django_filters.CharFilter("question__event__public_id", label="About this event.")
    topic = django_filters.CharFilter("question__event__topics__name", label="Of this topic.")
    outlet = django_filters.CharFilter("article__outlet__public_id", label="In this outlet.")
    type = django_filters.ChoiceFilter(
        "question__type", choices=Question.Type.choices, label="Answering questions of this type."
    )
    voice = django_filters.ChoiceFilter(choices=Forecast.Voice.choices, label="In this voice.")
    checkable = FlagFilter(method="which_are_checkable", label="Whether it can be checked.")
    withdrawn = FlagFilter(method="which_are_withdrawn", label="Whether it was withdrawn.")
    published_from = DayFilter(
        "article__published_on", "gte", label="Published on this day or later."
    )
    published_to = DayFilter(
        "article__published_on", "lte", label="Published on this day or earlier."
    )
    quote = django_filters.CharFilter("quote", "icontains", label="With this in the quote.")
    order = Ordering(recorded=())

    def which_are_checkable(
        self, queryset: QuerySet[Forecast], name: str, checkable: bool
    ) -> QuerySet[Forecast]:
        """Those with a question, or those without."""
        return queryset.filter(question__isnull=not checkable)

    def which_are_withdrawn(
        self, queryset: QuerySet[Forecast], name: str, withdrawn: bool
    ) -> QuerySet[Forecast]:
        """Those that were withdrawn, or those that count."""
        return queryset.filter(withdrawn_at__isnull=not withdrawn)


def attach_score(shown: list[Row], expand: list[str]) -> None:
    """Put beside each forecast what it was worth, where that is asked for."""
    if "score" in expand:
        attach_scores(shown)


def shown_forecast(forecasts: QuerySet[Forecast]) -> Row:
    """The one forecast of a query, with every coding, and what it was worth; 404 without one."""
    named = forecasts.annotate(counts_on=effective_question())
    found = list(beside(WholeForecast, named, ["pk", "coding", "counts_on"]))
    if not found:
        raise Http404
    ((shown, (pk, current, question)),) = found
    codings = Coding.objects.filter(forecast=pk).order_by("number")
    versions = list(beside(CodedVersion, codings, ["pk"]))
    coding = next((version for version, (one,) in versions if one == current), None)
    shown["coding"] = coding and {name: coding[name] for name in coding if name != "coder"}
    published_on = shown["article"]["published_on"]
    scores = score_of(coding=current, question=question, published_on=published_on)
    shown["score"] = next(iter(rows(ScoreShape, scores)), None)
    if shown["withdrawn_at"]:
        shown["score"] = None
    return shown | {"codings": [version for version, _ in versions]}


class Forecasts(ApiView):
    """The forecasts of a project."""

    tag = "forecasts"

    @endpoint(
        id="list_forecasts",
        may="project.read",
        tells=False,
        lists=ForecastShape,
        filters=ForecastFilters,
        attach=attach_score,
    )
    def get(self) -> Any:
        """List forecasts.

        The last recorded first, each with its article and question. Withdrawn ones, and those that
        cannot be checked, are among them and say so. Those of an article that you are coding a
        second time are not, until you have finished.
        """
        return self.visible_forecasts()


class RecordsForecasts(ApiView):
    """What takes forecasts to be recorded, each naming others by their ids."""

    @cached_property
    def known(self) -> dict[tuple[Any, str], Any]:
        """What the forecasts of this request have named so far."""
        return {}

    def asked(self, article: Article, given: Any, where: str) -> NewForecast:
        """A forecast as the operation takes it; `where` is the path that refusals begin with."""
        forecaster, question = article.forecaster, None
        if "forecaster" in given:
            forecaster = self._known(Forecaster, given.pop("forecaster"), f"{where}forecaster")
        if "question" in given:
            question = self._known(Question, given.pop("question"), f"{where}question")
        return NewForecast(
            where=where,
            forecaster=forecaster,
            question=question,
            voice=given.pop("voice", Forecast.Voice.OWN),
            **given,
        )

    def _known(self, model: Any, name: str, field: str) -> Any:
        """What a forecast names, asked for once in a request."""
        path = "project" if model is Forecaster else "event__project"
        if (model, name) not in self.known:
            there = model.objects.filter(**{path: self.project})
            self.known[model, name] = self.named(there, name, field, "public_id")
        return self.known[model, name]


class ForecastsOfArticle(RecordsForecasts):
    """The forecasts of an article."""

    tag = "forecasts"

    def show(self, pk: int) -> Row:
        return shown_article(pk, self.me)

    @endpoint(
        id="record_forecasts",
        may="forecasts.record",
        takes=GivenForecasts,
        gives=RecordedForecasts,
        status=201,
    )
    def post(self, article: str, given: Any) -> Row:
        """Record forecasts of an article.

        Up to 1,000 at once; all of them, or none: then everything that is wrong is listed. Each
        answers a question, or says why nobody will be able to check it. Words without a number are
        read by the lexicon, the yardstick, or the convention of the house, as `how` says.
        """
        articles = self.project.articles.select_related("project", "forecaster")
        row = self.one(articles, public_id=article)
        numbered = list(enumerate(given["forecasts"]))
        asked = check_all(numbered, lambda one: self.asked(row, one[1], f"forecasts[{one[0]}]."))
        made = record_forecasts(**self.by, article=row, forecasts=asked)
        found = Forecast.objects.filter(pk__in=[one.pk for one in made]).order_by("pk")
        by_key = {one["key"]: one for one in rows(ForecastShape, found)}
        return {"forecasts": [by_key[one.key] for one in made]}


class OneForecast(ApiView):
    """One forecast."""

    tag = "forecasts"

    @endpoint(id="get_forecast", may="project.read", tells=False, gives=WholeForecast)
    def get(self, forecast: str) -> Row:
        """Show a forecast.

        With every version of its coding, and what it was worth where that is known.
        """
        return shown_forecast(self.visible_forecasts().filter(public_id=forecast))
