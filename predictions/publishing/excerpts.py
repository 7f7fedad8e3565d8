"""What a public page shows of a forecast: the quote with little around it, and what became of it.

No draft, no reviewer, no points against a default reference; of a text that is not licensed at
most `AROUND` characters beside the quote.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from predictions.articles.models import Article
from predictions.dashboard.marked import sentences
from predictions.dashboard.marked.states import State, state_of
from predictions.forecasts.models import Forecast
from predictions.merging import effective
from predictions.outcomes.models import Resolution
from predictions.outcomes.queries import current_resolutions
from predictions.publishing.models import Publication
from predictions.questions.models import Question, Reference
from predictions.scores.models import Score
from predictions.scores.queries import scores_of

# Characters of the article shown around a quote, both sides together.
AROUND = 200
# Forecasts on one page, the latest first.
MOST = 200


@dataclass(frozen=True)
class Excerpt:
    """One forecast as outsiders see it."""

    forecast: Forecast
    article: Article
    question: Question | None
    before: str
    after: str
    state: State
    said: str
    outcome: str
    worth: str
    is_after_the_fact: bool

    @property
    def quote(self) -> str:
        """The words themselves."""
        return self.forecast.quote

    @property
    def is_decided(self) -> bool:
        """Whether it plainly came true or did not."""
        return self.state in (State.CAME_TRUE, State.DID_NOT)


def excerpts(publication: Publication, *, now: datetime) -> list[Excerpt]:
    """The forecasts of a public page, at most `MOST`, the latest published first."""
    forecasts = list(
        _forecasts_of(publication)
        .filter(withdrawn_at__isnull=True)
        .exclude(question__status=Question.Status.DRAFT)
        .exclude(question__merged_into__status=Question.Status.DRAFT)
        .select_related(
            "forecaster",
            "coding",
            "article__outlet",
            "question__merged_into",
        )
        .order_by("-article__published_on", "-article", "start")[:MOST]
    )
    questions = {effective(one.question) for one in forecasts if one.question}
    resolutions = {
        one.question_id: one
        for one in current_resolutions().filter(question__in=questions).select_related("report")
    }
    scores = {
        one.coding_id: one
        for one in scores_of([one.coding_id for one in forecasts if one.coding_id])
        .filter(reference__origin=Reference.Origin.STATED)
        .select_related("reference")
    }
    return [_excerpt(one, resolutions, scores, now) for one in forecasts]


def _forecasts_of(publication: Publication) -> QuerySet[Forecast]:
    if publication.article:
        return Forecast.objects.filter(article=publication.article)
    if publication.forecaster:
        return Forecast.objects.filter(
            Q(forecaster=publication.forecaster) | Q(forecaster__merged_into=publication.forecaster)
        )
    if publication.outlet:
        return Forecast.objects.filter(article__outlet=publication.outlet)
    event = publication.event
    return Forecast.objects.filter(
        Q(question__event=event)
        | Q(question__event__merged_into=event)
        | Q(question__merged_into__event=event)
    )


def _excerpt(
    forecast: Forecast,
    resolutions: dict[int, Resolution],
    scores: dict[int, Score],
    now: datetime,
) -> Excerpt:
    question = effective(forecast.question) if forecast.question else None
    is_resolved = question and question.status == Question.Status.RESOLVED
    resolution = resolutions.get(question.pk) if question and is_resolved else None
    score = scores.get(forecast.coding_id) if forecast.coding_id else None
    before, after = around(forecast.article, forecast.start, forecast.end)
    return Excerpt(
        forecast=forecast,
        article=forecast.article,
        question=question,
        before=before,
        after=after,
        state=state_of(
            forecast,
            resolution=resolution,
            prediction=forecast.coding.prediction if forecast.coding else None,
            now=now,
        ),
        said=sentences.said(forecast.coding) if forecast.coding else "",
        outcome=sentences.outcome(resolution) if resolution else "",
        worth=sentences.worth(score, question) if score and resolution else "",
        is_after_the_fact=bool(
            question and question.resolves_at and forecast.recorded_at > question.resolves_at
        ),
    )


def around(article: Article, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a quote in its paragraph, cut at words to `AROUND` in all."""
    text = article.text
    opens = text.rfind("\n\n", 0, start) + 1
    closes = text.find("\n\n", end)
    before = text[opens:start].lstrip()
    after = text[end : len(text) if closes < 0 else closes].rstrip()
    if article.licensed or len(before) + len(after) <= AROUND:
        return before, after
    # Half of it on each side; what one side does not need the other one gets.
    left = max(AROUND // 2, AROUND - len(after))
    shown = before[-left:] if left < len(before) else before
    right = AROUND - len(shown)
    return _from_a_word(shown, before), _to_a_word(after[:right], after)


def _from_a_word(shown: str, whole: str) -> str:
    if len(shown) == len(whole):
        return shown
    return "…" + shown[1:].partition(" ")[2] if " " in shown[1:] else "…"


def _to_a_word(shown: str, whole: str) -> str:
    if len(shown) == len(whole):
        return shown
    return shown[:-1].rpartition(" ")[0] + "…" if " " in shown[:-1] else "…"
