"""Coding an article a second time, blind: begun, marked place by place, finished or given up."""

from typing import Any, ClassVar

import django_filters
from rest_framework import serializers

from predictions.api.articles import ArticleRef
from predictions.api.corrections import OfArticle
from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Choice, Given, Text, Whole
from predictions.api.http.filtering import Filters, FlagFilter
from predictions.api.http.shapes import Row, Shape, rows
from predictions.api.http.views import ApiView
from predictions.forecasts.blind_coding import blind_view, second_codings_shown_to
from predictions.forecasts.models import Coding, Forecast, SecondCoding
from predictions.forecasts.operations import (
    NewSpan,
    begin_second_coding,
    finish_second_coding,
    give_up_second_coding,
    mark_span,
    unmark_span,
)
from predictions.questions.models import Question

MOST = 1000
FURTHEST = 2**31 - 1


class SecondCodingShape(Shape):
    """An article that somebody codes a second time."""

    id = columns.name_of()
    article = ArticleRef(help_text="The article.")
    coder = columns.text("Who codes it.", source="coder.name")
    given = columns.word(SecondCoding.Given.choices, "What it is coded from.")
    begun_at = columns.moment("When it was begun.")
    finished_at = columns.moment("When it was finished; null: it was not.", allow_null=True)
    given_up_at = columns.moment("When it was given up; null: it was not.", allow_null=True)


class PlaceShape(Shape):
    """A place of a text."""

    start = columns.whole("The place of its first character in the text, from 0.")
    end = columns.whole("The place behind its last character.")


class SpanShape(PlaceShape):
    """What a second coder made of one place."""

    type = columns.word(
        Question.Type.choices, "The type of question; empty: not checkable.", allow_blank=True
    )
    prediction = columns.Prediction(
        allow_null=True, help_text="What is foretold; null: not checkable, or read from words."
    )
    how = columns.word(Coding.How.choices, "How the words became numbers.", allow_blank=True)
    phrase = columns.text("The words as printed.")
    because = columns.text("Why they were read like this.")
    not_checkable = columns.word(
        Forecast.NotCheckable.choices, "Why it cannot be checked; empty: it can.", allow_blank=True
    )


class WholeSecondCoding(SecondCodingShape):
    """All that a second coder is shown, and what they made of it."""

    attached: ClassVar[tuple[str, ...]] = ("title", "language", "text")
    title = columns.text("The article's title.")
    language = columns.text("The article's language.")
    text = columns.text("The article's text, in which `start` and `end` count characters.")
    places = PlaceShape(
        many=True, help_text="The places that were given: each is to be coded. None: find them."
    )
    spans = SpanShape(
        many=True,
        help_text="What was read; until it is finished, only its coder is shown what they marked.",
    )


class Begin(Given):
    """What to code from."""

    given = Choice(choices=SecondCoding.Given.choices, help_text="What you code from.")


class GivenPlace(Given):
    """A place of the text."""

    start = Whole(min_value=0, max_value=FURTHEST, help_text="Its first character, from 0.")
    end = Whole(min_value=0, max_value=FURTHEST, help_text="The place behind its last character.")


class GivenSpan(GivenPlace):
    """What you make of one place: a type, a prediction and how, or why it is not checkable."""

    type = Choice(required=False, choices=Question.Type.choices, help_text="The type of question.")
    prediction = columns.Prediction(
        required=False, allow_null=True, help_text="What is foretold, in numbers."
    )
    how = Choice(
        required=False, choices=Coding.How.choices, help_text="How the words became numbers."
    )
    phrase = Text(
        required=False, allow_blank=True, max_length=300, help_text="The words as printed."
    )
    because = Text(
        required=False, allow_blank=True, max_length=500, help_text="Why they are read like this."
    )
    not_checkable = Choice(
        required=False, choices=Forecast.NotCheckable.choices, help_text="Why it cannot be checked."
    )


class Finish(Given):
    """What you have read."""

    spans = serializers.ListField(
        child=GivenSpan(), required=False, max_length=MOST,
        help_text="Everything at once; left out: what you have marked one by one.",
    )  # fmt: skip


class SecondCodingFilters(Filters):
    """By article, and by whether it was finished."""

    article = django_filters.CharFilter("article__public_id", label="Of this article.")
    finished = FlagFilter(
        "finished_at", lookup_expr="isnull", exclude=True, label="Whether it was finished."
    )


class SecondCodings(ApiView):
    """The second codings of a project."""

    tag = "second codings"

    @endpoint(
        id="list_second_codings",
        may="project.read",
        tells=False,
        lists=SecondCodingShape,
        filters=SecondCodingFilters,
    )
    def get(self) -> Any:
        """List second codings.

        Who codes which article a second time, or has. Of an article that you are at yourself you
        see your own only.
        """
        return second_codings_shown_to(self.me).filter(article__project=self.project)


class OfSecondCoding(ApiView):
    """Something about one second coding. The answer is what its coder sees then."""

    tag = "second codings"

    def show(self, pk: int) -> Row:
        return shown_second_coding(pk, self.me.pk)

    def second_coding(self, public_id: str) -> SecondCoding:
        """The second coding that the address names."""
        there = second_codings_shown_to(self.me).filter(article__project=self.project)
        return self.one(there.select_related("article__project"), public_id=public_id)


class BeginSecondCoding(OfArticle):
    """Coding an article a second time."""

    tag = "second codings"

    @endpoint(
        id="begin_second_coding",
        may="forecasts.second_coding",
        takes=Begin,
        gives=WholeSecondCoding,
        status=201,
    )
    def post(self, article: str, given: Any) -> Row:
        """Begin a second coding.

        Of an article that you have not coded, and whose coding you have not seen. You are given the
        clean text, or the places of the forecasts beside it. Until you finish or give up, what
        would tell you how it was coded first is left out or refused.
        """
        begun = begin_second_coding(**self.by, article=self.article(article), **given)
        return shown_second_coding(begun.pk, self.me.pk)


class OneSecondCoding(OfSecondCoding):
    """One second coding."""

    @endpoint(id="get_second_coding", may="project.read", tells=False, gives=WholeSecondCoding)
    def get(self, second_coding: str) -> Row:
        """Show a second coding.

        To its coder: the text, the places that were given, and what they have marked so far. To
        others, what was read once it is finished.
        """
        return self.show(self.second_coding(second_coding).pk)


class Mark(OfSecondCoding):
    """What a second coder makes of one place."""

    @endpoint(
        id="mark_span", may="forecasts.second_coding", takes=GivenSpan, gives=WholeSecondCoding
    )
    def post(self, second_coding: str, given: Any) -> Row:
        """Mark a place.

        In place of what you made of the same place before. It stays a draft until you finish.
        """
        row = self.second_coding(second_coding)
        mark_span(**self.by, second_coding=row, span=NewSpan(**given))
        return self.show(row.pk)


class Unmark(OfSecondCoding):
    """A place taken back."""

    @endpoint(
        id="unmark_span", may="forecasts.second_coding", takes=GivenPlace, gives=WholeSecondCoding
    )
    def post(self, second_coding: str, given: Any) -> Row:
        """Take a marked place back.

        As if you had not marked it.
        """
        row = self.second_coding(second_coding)
        unmark_span(**self.by, second_coding=row, **given)
        return self.show(row.pk)


class FinishSecondCoding(OfSecondCoding):
    """Handing in what was read."""

    @endpoint(
        id="finish_second_coding",
        may="forecasts.second_coding",
        takes=Finish,
        gives=WholeSecondCoding,
    )
    def post(self, second_coding: str, given: Any) -> Row:
        """Finish a second coding.

        From then on the two codings are compared, and you see the first. Where places were given,
        each of them has to be coded, if only as not checkable.
        """
        row = self.second_coding(second_coding)
        spans = given.get("spans")
        if spans is not None:
            spans = [NewSpan(**one, where=f"spans[{n}].") for n, one in enumerate(spans)]
        finish_second_coding(**self.by, second_coding=row, spans=spans)
        return self.show(row.pk)


class GiveUpSecondCoding(OfSecondCoding):
    """Leaving a second coding unfinished."""

    @endpoint(
        id="give_up_second_coding",
        may="forecasts.second_coding",
        gives=WholeSecondCoding,
    )
    def post(self, second_coding: str) -> Row:
        """Give a second coding up.

        What was marked is dropped, and everything is shown to you again. You cannot begin another
        one of the article.
        """
        row = self.second_coding(second_coding)
        give_up_second_coding(**self.by, second_coding=row)
        return self.show(row.pk)


def shown_second_coding(pk: int, reader: int) -> Row:
    """A second coding as somebody may see it."""
    second_coding = SecondCoding.objects.select_related("article").get(pk=pk)
    (shown,) = rows(SecondCodingShape, SecondCoding.objects.filter(pk=pk))
    view = blind_view(second_coding)
    spans = rows(SpanShape, second_coding.spans.order_by("start", "end"))
    if second_coding.coder_id == reader:
        shown_of_span = [str(name) for name in SpanShape().fields]
        spans += [{name: one[name] for name in shown_of_span} for one in second_coding.draft]
    return shown | {
        "title": view.title,
        "language": view.language,
        "text": view.text,
        "places": [{"start": start, "end": end} for start, end in view.spans],
        "spans": spans,
    }
