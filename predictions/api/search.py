"""Looking for something anywhere in a project."""

from predictions.api.articles import ArticleRef
from predictions.api.forecasters import ForecasterRef
from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Given, Text
from predictions.api.http.shapes import Row, Shape, rows
from predictions.api.http.views import ApiView
from predictions.api.marks import ForecastRef, QuestionRef
from predictions.articles.models import Article, Forecaster
from predictions.forecasts.models import Forecast
from predictions.questions.models import Question

MOST = 20


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

    q = Text(min_length=3, max_length=200, help_text="What to look for, three characters at least.")


class Search(ApiView):
    """Looking for something."""

    tag = "search"

    @endpoint(id="search", may="project.read", query=SearchQuery, gives=Found)
    def get(self, q: str) -> Row:
        """Search a project.

        Names, titles, wordings and quotes that hold these characters, whatever the capitals; of each
        kind up to 20, those recorded last first.
        """
        within = {"project": self.project}
        names = Forecaster.objects.filter(aliases__name__icontains=q, **within).distinct()
        titles = Article.objects.filter(title__icontains=q, **within)
        wordings = Question.objects.filter(wording__icontains=q, event__project=self.project)
        quotes = Forecast.objects.filter(quote__icontains=q, article__project=self.project)
        return {
            "forecasters": rows(ForecasterRef, names.order_by("-pk")[:MOST]),
            "articles": rows(ArticleRef, titles.order_by("-pk")[:MOST]),
            "questions": rows(QuestionRef, wordings.order_by("-pk")[:MOST]),
            "forecasts": rows(FoundForecast, quotes.order_by("-pk")[:MOST]),
        }
