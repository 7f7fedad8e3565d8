"""Finding forecasters, articles, questions and quotes by a piece of their text."""

from dataclasses import dataclass

from django.db.models import QuerySet

from predictions.accounts.models import Project, User
from predictions.articles.models import Alias, Article, Forecaster
from predictions.forecasts.blind_coding import questions_hidden_from, visible_to
from predictions.forecasts.models import Forecast
from predictions.questions.models import Question

# Of each kind; whoever sees so many looks for something longer.
MOST = 20
# Trigram indexes know nothing shorter.
SHORTEST = 3


@dataclass(frozen=True)
class Found:
    """What holds the text, whatever its capitals: those recorded last first, `MOST` of each."""

    forecasters: QuerySet[Forecaster]
    articles: QuerySet[Article]
    questions: QuerySet[Question]
    forecasts: QuerySet[Forecast]

    def __bool__(self) -> bool:
        return any((self.forecasters, self.articles, self.questions, self.forecasts))


def find(project: Project, text: str, user: User) -> Found:
    """Everything of a project that somebody may see and in whose names, titles, wordings or quotes
    this text occurs.
    """
    text = text.strip()
    if len(text) < SHORTEST:
        return Found(
            Forecaster.objects.none(),
            Article.objects.none(),
            Question.objects.none(),
            Forecast.objects.none(),
        )
    named = Alias.objects.filter(project=project, name__icontains=text)
    return Found(
        forecasters=Forecaster.objects.filter(pk__in=named.values("forecaster")).order_by("-pk")[
            :MOST
        ],
        articles=Article.objects.filter(project=project, title__icontains=text)
        .select_related("forecaster")
        .defer("text")
        .order_by("-pk")[:MOST],
        questions=Question.objects.filter(event__project=project, wording__icontains=text)
        .exclude(pk__in=questions_hidden_from(user).values("pk"))
        .select_related("event")
        .order_by("-pk")[:MOST],
        forecasts=visible_to(user)
        .filter(article__project=project, quote__icontains=text)
        .select_related("forecaster", "article")
        .defer("article__text")
        .order_by("-pk")[:MOST],
    )
