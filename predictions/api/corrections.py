"""Corrections of what was recorded: later versions, retractions, other readings, withdrawals."""

from typing import Any

from predictions.api.articles import ArticleWithText, shown_article
from predictions.api.forecasts import WholeForecast, shown_forecast
from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Choice, Day, Flag, Given, Text
from predictions.api.http.shapes import Row
from predictions.api.http.views import ApiView
from predictions.articles.models import Article
from predictions.articles.operations import license_article, record_version, retract_article
from predictions.forecasts.models import Coding, Forecast
from predictions.forecasts.operations import recode, withdraw_forecast
from predictions.questions.models import Hindsight


class NewVersion(Given):
    """A corrected text."""

    text = Text(help_text="The text as it is now.")
    published_on = Day(help_text="When it was corrected.")
    note = Text(allow_blank=True, help_text="What was corrected.")


class Retraction(Given):
    """What a retraction says."""

    retracted_on = Day(help_text="When it was retracted.")
    note = Text(help_text="What the retraction says.")


class License(Given):
    """Whether the full text may be published."""

    licensed = Flag(help_text="Whether the full text may be published.")
    reason = Text(required=False, allow_blank=True, help_text="By whose leave.")


class Recoding(Given):
    """Another reading."""

    prediction = columns.Prediction(
        required=False, allow_null=True, help_text="What is foretold, in numbers."
    )
    how = Choice(choices=Coding.How.choices, help_text="How the words became numbers.")
    reason = Text(help_text="Why it supersedes the former reading.")
    phrase = Text(
        required=False, allow_blank=True, max_length=300, help_text="The words as printed."
    )
    because = Text(
        required=False, allow_blank=True, max_length=500, help_text="Why they are read like this."
    )
    hindsight = Choice(
        required=False, choices=Hindsight.choices,
        help_text="What could be known of the outcome, where the clock does not say.",
    )  # fmt: skip


class Withdrawal(Given):
    """Why a forecast is withdrawn."""

    because = Choice(choices=Forecast.Withdrawn.choices, help_text="The kind of mistake.")
    note = Text(help_text="What was wrong.")


class OfArticle(ApiView):
    """Something about one article."""

    tag = "articles"

    def show(self, pk: int) -> Row:
        return shown_article(pk, self.me)

    def article(self, public_id: str) -> Article:
        """The article that the address names."""
        return self.one(self.project.articles, public_id=public_id)


class Versions(OfArticle):
    """Later versions of an article."""

    @endpoint(
        id="record_version",
        may="articles.correct",
        takes=NewVersion,
        gives=ArticleWithText,
        status=201,
    )
    def post(self, article: str, given: Any) -> Row:
        """Record a later version of an article.

        Forecasts stay on the version that they were recorded from.
        """
        version = record_version(**self.by, article=self.article(article), **given)
        return shown_article(version.pk, self.me)


class Retract(OfArticle):
    """A retraction."""

    @endpoint(id="retract_article", may="articles.retract", takes=Retraction, gives=ArticleWithText)
    def post(self, article: str, given: Any) -> Row:
        """Record that an article was retracted.

        In all its versions; what it foretold stays scored.
        """
        row = self.article(article)
        retract_article(**self.by, article=row, **given)
        return self.show(row.pk)


class LicenseArticle(OfArticle):
    """Leave to publish the text."""

    @endpoint(id="license_article", may="articles.license", takes=License, gives=ArticleWithText)
    def post(self, article: str, given: Any) -> Row:
        """Say whether an article's full text may be published.

        Otherwise outsiders see the quotes and where they stand.
        """
        row = self.article(article)
        license_article(**self.by, article=row, **given)
        return self.show(row.pk)


class OfForecast(ApiView):
    """Something about one forecast."""

    tag = "forecasts"

    def show(self, pk: int) -> Row:
        return shown_forecast(Forecast.objects.filter(pk=pk))

    def forecast(self, public_id: str) -> Forecast:
        """The forecast that the address names."""
        forecasts = Forecast.objects.filter(article__project=self.project)
        return self.one(forecasts, public_id=public_id)


class Recode(OfForecast):
    """Another reading of a forecast."""

    @endpoint(id="recode", may="forecasts.recode", takes=Recoding, gives=WholeForecast)
    def post(self, forecast: str, given: Any) -> Row:
        """Read a forecast otherwise.

        The former coding stays, with its scores. Send `If-Match`, so that you supersede the reading
        that you have seen.
        """
        row = self.forecast(forecast)
        number = row.coding.number if row.coding else 0
        recode(**self.by, forecast=row, expected_number=number, **{"prediction": None} | given)
        return self.show(row.pk)


class Withdraw(OfForecast):
    """A forecast that was not made as recorded."""

    @endpoint(
        id="withdraw_forecast", may="forecasts.withdraw", takes=Withdrawal, gives=WholeForecast
    )
    def post(self, forecast: str, given: Any) -> Row:
        """Withdraw a forecast.

        Because it was not made as recorded. It is shown and counted, and never scored.
        """
        row = self.forecast(forecast)
        withdraw_forecast(**self.by, forecast=row, **given)
        return self.show(row.pk)
