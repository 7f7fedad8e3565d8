"""What is suggested to somebody who records a forecast: questions, events and forecasters there are."""

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Case, IntegerField, Q, Value, When

from predictions.articles.models import Alias, Article
from predictions.forecasts.models import Forecast
from predictions.forecasts.queries import standing
from predictions.questions.models import Event, Question

QUESTIONS, NAMES = 20, 200
# Shorter words are in every question.
SHORTEST_WORD, MOST_WORDS = 5, 6


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
    """What the article's project has: questions of its events, and those that share the quote's words."""
    words = sorted(set(re.findall(rf"\w{{{SHORTEST_WORD},}}", quote)), key=len, reverse=True)
    shared = reduce(or_, (Q(wording__icontains=word) for word in words[:MOST_WORDS]), Q(pk=None))
    of_article = Q(event__questions__forecasts__article=article)
    questions = (
        Question.objects.filter(event__project=article.project, merged_into__isnull=True)
        .filter(shared | of_article)
        .annotate(
            far=Case(When(shared, then=Value(0)), default=Value(1), output_field=IntegerField())
        )
        .select_related("event")
        .distinct()
        .order_by("far", "-pk")
    )
    events = Event.objects.filter(project=article.project, merged_into__isnull=True)
    of_this = events.filter(questions__forecasts__article=article).distinct().order_by("name")
    others = events.order_by("-pk").values_list("name", flat=True)[:NAMES]
    names = Alias.objects.filter(project=article.project).order_by("name")
    return Suggestions(
        questions=list(questions[:QUESTIONS]),
        events=list(dict.fromkeys([*of_this.values_list("name", flat=True), *others])),
        forecasters=list(names.values_list("name", flat=True)[:NAMES]),
        principals=list(
            standing()
            .filter(article=article, implied_by__isnull=True, question__isnull=False)
            .select_related("statement")
            .order_by("start", "pk")
        ),
    )
