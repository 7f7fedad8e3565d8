"""Public pages: publishing them, taking them back, and reading them as anybody may."""

from typing import Any

from django.http import Http404
from rest_framework import serializers

from predictions.api.articles import ArticleRef, OutletRef
from predictions.api.events import EventRef
from predictions.api.forecasters import ForecasterRef
from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Choice, Given, Text
from predictions.api.http.shapes import Row, Shape, rows
from predictions.api.http.views import ApiView
from predictions.articles.models import Article, Forecaster, Outlet
from predictions.dashboard.marked.states import State
from predictions.publishing.excerpts import Excerpt, excerpts
from predictions.publishing.models import TARGETS, Publication
from predictions.publishing.operations import publish, withdraw
from predictions.publishing.queries import public
from predictions.publishing.standing import standing
from predictions.questions.models import Event

KINDS: dict[str, Any] = {
    "forecaster": Forecaster,
    "outlet": Outlet,
    "article": Article,
    "event": Event,
}


class PublicationShape(Shape):
    """A public page; one of forecaster, outlet, article and event is what it is about."""

    slug = columns.text("Its address: /p/SLUG/.")
    forecaster = ForecasterRef(allow_null=True, help_text="The forecaster it is about.")
    outlet = OutletRef(allow_null=True, help_text="The outlet it is about.")
    article = ArticleRef(allow_null=True, help_text="The article it is about.")
    event = EventRef(allow_null=True, help_text="The event it is about.")
    note = columns.text("A correction or a reply, shown above everything else.")
    is_public = columns.flag("Whether anybody can read it now.")
    published_at = columns.moment("When it was published first.")
    changed_at = columns.moment("When it was last published or taken back.")


class GivenPublication(Given):
    """What to publish."""

    kind = Choice(choices=TARGETS, help_text="What the page is about.")
    id = Text(max_length=40, help_text="The id of that forecaster, outlet, article or event.")
    note = Text(
        required=False,
        allow_blank=True,
        max_length=5000,
        help_text="A correction or a reply, shown above everything else.",
    )


class GivenReason(Given):
    """Why a page is taken back."""

    reason = Text(max_length=5000, help_text="Why; kept in the ledger.")


class PublishedForecast(serializers.Serializer[Any]):
    """A forecast as outsiders see it."""

    id = columns.text("The forecast's id.")
    quote = columns.text("The words.")
    before = columns.text("What stands before them, at most 200 characters on both sides.")
    after = columns.text("What stands after them.")
    forecaster = columns.text("Who said it.")
    article = columns.text("In which article.")
    url = columns.text("Where that can be read; may be empty.")
    published_on = columns.day("When it was published.")
    state = columns.word([(one.value, one.name) for one in State], "What became of it.")
    question = columns.text("The question that it answers; empty where it is not checkable.")
    said = columns.text("What was foretold, in figures.")
    outcome = columns.text("What happened, as a sentence; empty while nobody knows.")
    worth = columns.text("Its score against a stated reference; empty where there is none.")


class PublishedPage(serializers.Serializer[Any]):
    """A public page."""

    slug = columns.text("Its address: /p/SLUG/.")
    title = columns.text("What it is about.")
    project = columns.text("Whose record it is.")
    note = columns.text("A correction or a reply.")
    standing = columns.text("How many forecasts there are, and what became of them.")
    forecasts = PublishedForecast(many=True, help_text="The latest 200 of them.")


class Publications(ApiView):
    """The public pages of a project."""

    tag = "publications"

    @endpoint(id="list_publications", may="project.read", tells=False, lists=PublicationShape)
    def get(self) -> Any:
        """List publications.

        Those that were taken back, too.
        """
        return Publication.objects.filter(project=self.project)

    @endpoint(
        id="publish",
        may="publications.publish",
        takes=GivenPublication,
        gives=PublicationShape,
        status=201,
    )
    def post(self, given: Any) -> Row:
        """Publish a page.

        Anybody can read it then: quotes with little around them, what became of them, and how they
        compare with stated references. Again: it comes back, or its note changes.
        """
        targets = KINDS[given["kind"]].objects.filter(project=self.project)
        target = self.named(targets, given["id"], field="id", by="public_id")
        return _shown(publish(**self.by, target=target, note=given.get("note", "")))


class WithdrawPublication(ApiView):
    """Taking a public page back."""

    tag = "publications"

    @endpoint(
        id="withdraw_publication",
        may="publications.withdraw",
        takes=GivenReason,
        gives=PublicationShape,
    )
    def post(self, publication: str, given: Any) -> Row:
        """Take a page back.

        Nothing is found at its address any more.
        """
        found = self.one(self.project.publications, slug=publication)
        return _shown(withdraw(**self.by, publication=found, **given))

    def show(self, pk: int) -> Row:
        return rows(PublicationShape, Publication.objects.filter(pk=pk))[0]


class Published(ApiView):
    """A public page, for anybody."""

    tag = "publications"

    @endpoint(id="get_published", may="", gives=PublishedPage)
    def get(self, publication: str) -> Row:
        """Read a public page.

        Nobody has to sign in for it. What is not published is not there.
        """
        found = public().filter(slug=publication).first()
        if found is None:
            raise Http404
        shown = excerpts(found, now=self.now)
        return {
            "slug": found.slug,
            "title": str(found),
            "project": found.project.name,
            "note": found.note,
            "standing": standing(shown),
            "forecasts": [_forecast(one) for one in shown],
        }


def _shown(publication: Publication) -> Row:
    return rows(PublicationShape, Publication.objects.filter(pk=publication.pk))[0]


def _forecast(one: Excerpt) -> Row:
    return {
        "id": one.forecast.public_id,
        "quote": one.quote,
        "before": one.before,
        "after": one.after,
        "forecaster": one.forecast.forecaster.name,
        "article": one.article.title,
        "url": one.article.url,
        "published_on": one.article.published_on,
        "state": one.state.value,
        "question": one.question.wording if one.question else "",
        "said": one.said,
        "outcome": one.outcome,
        "worth": one.worth,
    }
