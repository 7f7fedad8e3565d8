"""Articles: what was published, with the text as it was recorded and the forecasts it makes."""

import json
from typing import Any

import django_filters
from rest_framework import serializers

from predictions.accounts.models import User
from predictions.api.forecasters import ForecasterRef
from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Choice, Day, Flag, Given, Text
from predictions.api.http.filtering import DayFilter, Filters, Ordering
from predictions.api.http.shapes import Row, Shape, rows
from predictions.api.http.views import ApiView
from predictions.api.marks import MarkShape
from predictions.articles.models import Article, Forecaster, Outlet
from predictions.articles.operations import record_article
from predictions.exchange.operations import record_coding
from predictions.forecasts.blind_coding import visible_to


class OutletRef(Shape):
    """An outlet, named."""

    id = columns.name_of("The outlet's id.")
    name = columns.text("The outlet's name.")


class ArticleRef(Shape):
    """An article, named."""

    id = columns.name_of("The article's id.")
    title = columns.text("The article's title.")


class ArticleShape(Shape):
    """An article, without its text."""

    id = columns.name_of()
    title = columns.text("Its title.")
    url = columns.text("Where it is on the web; empty: unknown.")
    medium = columns.text("What it is: column, broadcast, post, ...")
    language = columns.text("Its language, as `en`.")
    translation = columns.text("Who translated the text, where it is a translation.")
    published_on = columns.day("When it was published.")
    published_precision = columns.word(Article.Precision.choices, "How exactly that is known.")
    published_inferred = columns.text("What the date was inferred from; empty: it is stated.")
    extent = columns.word(Article.Extent.choices, "Whether every forecast in it was recorded.")
    note = columns.text("A note about it.")
    outlet = OutletRef(allow_null=True, help_text="Who published it.")
    forecaster = ForecasterRef(help_text="Who wrote it.")
    number = columns.whole("Which version of the text this is.")
    version_of = ArticleRef(allow_null=True, help_text="The first version, where this is a later.")
    original = ArticleRef(allow_null=True, help_text="What it is a translation or reprint of.")
    retracted_on = columns.day("When it was retracted; null: it was not.", allow_null=True)
    retraction_note = columns.text("What the retraction says.")
    licensed = columns.flag("Whether its full text may be published.")
    text_sha256 = columns.text("SHA-256 of its text in UTF-8.")
    recorded_at = columns.moment("When it was recorded.")


class ArticleWithText(ArticleShape):
    """An article with its text, and the forecasts in it with their places."""

    text = columns.text("The text as it was recorded.")
    forecasts = MarkShape(many=True, help_text="The forecasts, as they stand in the text.")


class NewArticle(Given):
    """An article to record."""

    title = Text(max_length=300, help_text="Its title.")
    text = Text(help_text="The text, as it was read. Quotes are looked up in it.")
    forecaster = Text(max_length=12, help_text="The id of who wrote it.")
    published_on = Day(help_text="When it was published.")
    medium = Text(max_length=60, help_text="What it is: column, broadcast, post, ...")
    language = Text(max_length=20, help_text="Its language, as `en`.")
    extent = Choice(
        choices=Article.Extent.choices,
        help_text="`full` where every forecast of the text will be recorded.",
    )
    outlet = Text(required=False, max_length=12, help_text="The id of who published it.")
    url = Text(
        required=False, allow_blank=True, max_length=1000, help_text="Where it is on the web."
    )
    translation = Text(
        required=False, allow_blank=True, max_length=300, help_text="Who translated the text."
    )
    published_inferred = Text(
        required=False, allow_blank=True,
        help_text="What the date was inferred from, where the publication does not state it.",
    )  # fmt: skip
    note = Text(required=False, allow_blank=True, help_text="A note about it.")
    published_precision = Choice(
        required=False,
        choices=Article.Precision.choices,
        help_text="How exactly the date is known; `day` if left out.",
    )
    licensed = Flag(required=False, help_text="Whether its full text may be published.")
    original = Text(
        required=False,
        max_length=12,
        help_text="The id of the article that this is a translation or reprint of.",
    )


class CodedArticle(Given):
    """An article with its coding."""

    text = Text(help_text="The text, as it was read.")
    coding = serializers.DictField(help_text="The coding: see docs/coding-file.md.")


class ArticleFilters(Filters):
    """By author, outlet, extent, and date."""

    forecaster = django_filters.CharFilter("forecaster__public_id", label="By this forecaster.")
    outlet = django_filters.CharFilter("outlet__public_id", label="In this outlet.")
    language = django_filters.CharFilter(label="In this language.")
    extent = django_filters.ChoiceFilter(
        choices=Article.Extent.choices, label="Coded to this extent."
    )
    published_from = DayFilter("published_on", "gte", label="Published on this day or later.")
    published_to = DayFilter("published_on", "lte", label="Published on this day or earlier.")
    title = django_filters.CharFilter("title", "icontains", label="With this in the title.")
    order = Ordering(published=("published_on",), recorded=())


class Articles(ApiView):
    """The articles of a project."""

    tag = "articles"

    @endpoint(
        id="list_articles",
        may="project.read",
        tells=False,
        lists=ArticleShape,
        filters=ArticleFilters,
    )
    def get(self) -> Any:
        """List articles.

        Without their texts; ask for a single article to see its text and forecasts.
        """
        return Article.objects.filter(project=self.project)

    @endpoint(
        id="record_article",
        may="articles.record",
        takes=NewArticle,
        gives=ArticleWithText,
        status=201,
    )
    def post(self, given: Any) -> Row:
        """Record an article.

        Its text is kept as it is, and cannot be changed afterwards: forecasts are found in it
        word for word. A project holds each text once.
        """
        forecaster = self.named(
            Forecaster.objects.filter(project=self.project),
            given.pop("forecaster"), "forecaster", "public_id",
        )  # fmt: skip
        if "outlet" in given:
            outlets = Outlet.objects.filter(project=self.project)
            given["outlet"] = self.named(outlets, given["outlet"], "outlet", "public_id")
        if "original" in given:
            articles = Article.objects.filter(project=self.project)
            given["original"] = self.named(articles, given["original"], "original", "public_id")
        article = record_article(
            **self.by, project=self.project, forecaster=forecaster, coding_sha256="", **given
        )
        return shown_article(article.pk, self.me)


class CodedArticles(ApiView):
    """Articles that come with all their forecasts."""

    tag = "articles"

    @endpoint(
        id="record_coded_article",
        may="forecasts.record",
        takes=CodedArticle,
        gives=ArticleWithText,
        status=201,
    )
    def post(self, given: Any) -> Row:
        """Record an article with its questions and forecasts.

        The coding is what `manage.py record` takes. Everything is recorded, or nothing: then all
        that is wrong is listed. Recording the same again changes nothing.
        """
        recorded = record_coding(
            **self.by,
            project=self.project,
            text=given["text"],
            coding=json.dumps(given["coding"], ensure_ascii=False),
        )
        return shown_article(recorded.article.pk, self.me)


class OneArticle(ApiView):
    """One article."""

    tag = "articles"

    @endpoint(id="get_article", may="project.read", tells=False, gives=ArticleWithText)
    def get(self, article: str) -> Row:
        """Show an article.

        With its text, and each forecast with the place of its quote: `start` and `end` count
        characters of the text from 0. While you code it a second time, it has no forecasts.
        """
        return shown_article(self.one(self.project.articles, public_id=article).pk, self.me)


def shown_article(pk: int, user: User) -> Row:
    """An article with its text, and the forecasts that somebody may see."""
    (shown,) = rows(ArticleWithText, Article.objects.filter(pk=pk))
    forecasts = visible_to(user).filter(article=pk).order_by("start", "pk")
    return shown | {"forecasts": rows(MarkShape, forecasts)}
