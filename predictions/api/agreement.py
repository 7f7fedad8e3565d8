"""How well the coders of a project agree."""

from typing import Any

from predictions.api.articles import ArticleRef
from predictions.api.corrections import OfArticle
from predictions.api.figures import IntervalShape, interval_row
from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.shapes import Row, Shape
from predictions.api.http.views import ApiView
from predictions.forecasts.agreements import Agreements, agreements, by_article, by_pair, of_project
from predictions.forecasts.differences import finished
from predictions.statistics import Agreement


class AlphaShape(Shape):
    """Krippendorff's alpha: 1 where coders agree everywhere, 0 where as often as by chance."""

    alpha = columns.number("Alpha; null: nothing varies.", allow_null=True)
    interval = IntervalShape(allow_null=True, help_text="How sure; null: too few to say.")
    units = columns.whole("How many units were compared.")
    clusters = columns.whole("In how many articles; within one, of how many forecasts.")


class AgreementsShape(Shape):
    """How well coders agree, in three respects."""

    articles = columns.whole("Over how many articles.")
    places = AlphaShape(
        help_text="Where a forecast is: nominal, over characters; where the clean text was given."
    )
    types = AlphaShape(help_text="What it is: nominal, over the places that both marked.")
    probabilities = AlphaShape(
        help_text="How likely it says: interval, where both saw a question of yes or no."
    )


class OfArticleShape(Shape):
    """How well coders agree on one article."""

    article = ArticleRef(help_text="The article.")
    agreement = AgreementsShape(help_text="How well they agree.")


class OfPairShape(Shape):
    """How well two coders agree."""

    first = columns.text("Who coded first; null: nobody known.", allow_null=True)
    second = columns.text("Who coded second.")
    agreement = AgreementsShape(help_text="How well they agree.")


class ProjectAgreementShape(Shape):
    """How well the coders of a project agree."""

    whole = AgreementsShape(help_text="Over all articles.")
    articles = OfArticleShape(many=True, help_text="By article.")
    pairs = OfPairShape(many=True, help_text="By first and second coder.")


class AgreementFigure(ApiView):
    """Agreement in a project."""

    tag = "second codings"

    @endpoint(id="get_agreement", may="project.read", gives=ProjectAgreementShape)
    def get(self) -> Row:
        """Tell how well coders agree.

        By Krippendorff's alpha, with a 95 % interval by the Bayesian bootstrap over articles:
        in the project, on each article, and for each pair of coders.
        """
        return {
            "whole": _shown(of_project(self.project)),
            "articles": [
                {"article": {"id": str(one.public_id), "title": one.title}, "agreement": _shown(of)}
                for one, of in by_article(self.project).items()
            ],
            "pairs": [
                {"first": first and first.name, "second": second.name, "agreement": _shown(of)}
                for (first, second), of in by_pair(self.project).items()
            ],
        }


class ArticleAgreement(OfArticle):
    """Agreement on one article."""

    tag = "second codings"

    @endpoint(id="get_article_agreement", may="project.read", gives=AgreementsShape)
    def get(self, article: str) -> Row:
        """Tell how well coders agree on an article.

        Over all of its second codings that are finished.
        """
        return _shown(agreements(finished().filter(article=self.article(article))))


def _shown(of: Agreements) -> Row:
    parts = {"places": of.places, "types": of.types, "probabilities": of.probabilities}
    return {"articles": of.articles, **{name: _alpha(one) for name, one in parts.items()}}


def _alpha(of: Agreement) -> dict[str, Any]:
    return of._asdict() | {"interval": interval_row(of.interval)}
