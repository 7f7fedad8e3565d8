"""Scores: what a forecast was worth."""

from typing import Any

import django_filters

from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.filtering import Filters
from predictions.api.http.shapes import Row, Shape, beside
from predictions.api.http.views import ApiView
from predictions.forecasts.models import Forecast
from predictions.scores.models import Score
from predictions.scores.queries import current_scores, scores_of


class ScoreShape(Shape):
    """What a forecast was worth: 0 is perfect; skill is positive when better than the reference."""

    rule = columns.word(Score.Rule.choices, "The scoring rule.")
    rules_version = columns.whole("The version of the rules.")
    score = columns.number("The score: 0 is perfect.")
    score_cautious = columns.number("The score of the cautious reading.")
    score_bold = columns.number("The score of the bold reading.")
    reference_score = columns.number("The score of the reference forecast.", allow_null=True)
    scale = columns.number(
        "The score of ignorance, which 100 points of skill stand for.", allow_null=True
    )
    skill = columns.number("Points better than the reference.", allow_null=True)
    skill_cautious = columns.number("The same for the cautious reading.", allow_null=True)
    skill_bold = columns.number("The same for the bold reading.", allow_null=True)
    log_score = columns.number("The logarithmic score, never ranked by.", allow_null=True)
    log_clipped = columns.flag("Whether the probability was clipped for it.", allow_null=True)
    pit_lower = columns.number(
        "Where in the forecast distribution the outcome lies: from.", allow_null=True
    )
    pit_upper = columns.number("And to.", allow_null=True)
    covered = columns.flag("Whether it lies inside the range that was stated.", allow_null=True)
    outcome = columns.text("What happened, as a sentence.", source="report.sentence")
    scored_at = columns.moment("When it was scored.")


class ScoredForecast(ScoreShape):
    """A score, and which forecast it is of."""

    forecast = columns.name_of("The forecast's id.", "coding.forecast.public_id")


class ScoreFilters(Filters):
    """By who, about what, and by which rule."""

    forecaster = django_filters.CharFilter(
        "coding__forecast__forecaster__public_id", label="Of this forecaster."
    )
    question = django_filters.CharFilter(
        "coding__forecast__question__public_id", label="Of this question."
    )
    rule = django_filters.ChoiceFilter(choices=Score.Rule.choices, label="By this rule.")


class Scores(ApiView):
    """The scores of a project."""

    tag = "scores"

    @endpoint(id="list_scores", may="project.read", lists=ScoredForecast, filters=ScoreFilters)
    def get(self) -> Any:
        """List scores.

        Those that count: of current codings, against the outcomes that were adopted.
        """
        return current_scores().filter(coding__forecast__article__project=self.project)


def attach_scores(shown: list[Row]) -> None:
    """Put beside each forecast what it was worth, or null."""
    forecasts = Forecast.objects.filter(public_id__in=[row["id"] for row in shown])
    codings = dict(forecasts.values_list("public_id", "coding"))
    scores = scores_of([coding for coding in codings.values() if coding])
    found = {coding: score for score, (coding,) in beside(ScoreShape, scores, ["coding"])}
    for row in shown:
        row["score"] = found.get(codings[row["id"]])
