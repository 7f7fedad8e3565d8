"""The scorecard: forecast by forecast what was said, what happened, and what it was worth."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from predictions.accounts.models import Project
from predictions.forecasts.models import Forecast
from predictions.outcomes.queries import current_resolutions
from predictions.scores.queries import current_scores


@dataclass(frozen=True, kw_only=True)
class Row:
    """One checkable forecast; `score` and what follows are None while nothing is known."""

    key: str
    article: str
    medium: str
    forecaster: str
    question_type: str
    question: str
    quote: str
    prediction: dict[str, Any]
    outcome: Any
    outcome_sentence: str | None
    score_name: str | None
    score: float | None
    reference_score: float | None
    skill_points: float | None
    skill_points_cautious: float | None
    skill_points_bold: float | None
    reference: str | None
    hindsight: str
    implied_by: str | None


def rows(project: Project) -> Iterator[Row]:
    """The checkable forecasts of a project, in the order in which they were published."""
    scores = {score.coding_id: score for score in current_scores()}
    resolutions = {
        resolution.question_id: resolution
        for resolution in current_resolutions().select_related("report")
    }
    forecasts = (
        Forecast.objects.filter(article__project=project, coding__isnull=False)
        .select_related("article", "forecaster", "question__reference", "coding", "implied_by")
        .order_by(F("article__published_on"), "article", "start")
    )
    for forecast in forecasts:
        question, coding = forecast.question, forecast.coding
        if question is None or coding is None:
            continue
        score = scores.get(coding.pk)
        resolution = resolutions.get(question.pk)
        report = resolution.report if resolution else None
        bounds = (
            {"lower": question.lower, "upper": question.upper} if question.type == "numeric" else {}
        )
        yield Row(
            key=forecast.key,
            article=forecast.article.title,
            medium=forecast.article.medium,
            forecaster=forecast.forecaster.name,
            question_type=question.type,
            question=question.wording,
            quote=forecast.quote,
            prediction=coding.prediction | bounds,
            outcome=report.value if report else None,
            outcome_sentence=str(resolution) if resolution else None,
            score_name=score.rule if score else None,
            score=score.score if score else None,
            reference_score=score.reference_score if score else None,
            skill_points=score.skill if score else None,
            skill_points_cautious=score.skill_cautious if score else None,
            skill_points_bold=score.skill_bold if score else None,
            reference=question.reference.origin if question.reference else None,
            hindsight=coding.hindsight,
            implied_by=forecast.implied_by.key if forecast.implied_by else None,
        )
