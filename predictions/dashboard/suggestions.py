"""What is suggested to somebody who records a forecast: questions, events and forecasters there are."""

from dataclasses import dataclass

from predictions.articles.models import Alias, Article
from predictions.forecasts.models import Forecast
from predictions.forecasts.queries import standing
from predictions.questions.models import Event, Question
from predictions.questions.queries import questions_like

QUESTIONS, NAMES = 20, 200


@dataclass(frozen=True)
class Suggestions:
    """Questions that the quote may answer, the likeliest first; names in the order of the alphabet.

    `principals` are the article's forecasts from which another one can follow.
    """

    questions: list[Question]
    events: list[str]
    forecasters: list[str]
    principals: list[Forecast]


def suggestions(article: Article, quote: str) -> Suggestions:
    """What the project has: questions that ask something like the quote, others of the article's events."""
    alike = questions_like(article.project, quote, most=QUESTIONS)
    of_article = (
        Question.objects.filter(event__questions__forecasts__article=article)
        .filter(merged_into__isnull=True)
        .select_related("event")
        .distinct()
        .order_by("-pk")
    )
    events = Event.objects.filter(project=article.project, merged_into__isnull=True)
    of_this = events.filter(questions__forecasts__article=article).distinct().order_by("name")
    others = events.order_by("-pk").values_list("name", flat=True)[:NAMES]
    names = Alias.objects.filter(project=article.project).order_by("name")
    return Suggestions(
        questions=list(dict.fromkeys([*alike, *of_article[:QUESTIONS]]))[:QUESTIONS],
        events=list(dict.fromkeys([*of_this.values_list("name", flat=True), *others])),
        forecasters=list(names.values_list("name", flat=True)[:NAMES]),
        principals=list(
            standing()
            .filter(article=article, implied_by__isnull=True, question__isnull=False)
            .select_related("statement")
            .order_by("start", "pk")
        ),
    )
