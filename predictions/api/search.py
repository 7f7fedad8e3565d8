"""Looking for something anywhere in a project."""

from predictions.api.articles import ArticleRef
from predictions.api.forecasters import ForecasterRef
from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Given, Text
from predictions.api.http.shapes import Row, Shape, rows
from predictions.api.http.views import ApiView
from predictions.api.marks import ForecastRef, QuestionRef
from predictions.dashboard.search import SHORTEST, find


class FoundForecast(ForecastRef):
    """A forecast that was found."""

    quote = columns.text("The words.")


class Found(Shape):
    """What was found."""

    forecasters = ForecasterRef(many=True, help_text="Forecasters with this in one of their names.")
    articles = ArticleRef(many=True, help_text="Articles with this in the title.")
    questions = QuestionRef(many=True, help_text="Questions with this in the wording.")
    forecasts = FoundForecast(many=True, help_text="Forecasts with this in the quote.")


class SearchQuery(Given):
    """What to look for."""

    q = Text(
        min_length=SHORTEST,
        max_length=200,
        help_text="What to look for, three characters at least.",
    )


class Search(ApiView):
    """Looking for something."""

    tag = "search"

    @endpoint(id="search", may="project.read", tells=False, query=SearchQuery, gives=Found)
    def get(self, q: str) -> Row:
        """Search a project.

        Names, titles, wordings and quotes that hold these characters, whatever the capitals; of each
        kind up to 20, those recorded last first.
        """
        found = find(self.project, q, self.me)
        return {
            "forecasters": rows(ForecasterRef, found.forecasters),
            "articles": rows(ArticleRef, found.articles),
            "questions": rows(QuestionRef, found.questions),
            "forecasts": rows(FoundForecast, found.forecasts),
        }
