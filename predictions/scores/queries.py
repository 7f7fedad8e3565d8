"""Reading scores, and what still lacks one."""

from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from predictions.outcomes.models import Resolution
from predictions.outcomes.queries import current_resolutions
from predictions.scores.models import Score
from predictions.scoring_rules import RULES_VERSION


def unscored() -> QuerySet[Resolution, Any]:
    """Current codings of answered questions that lack a score by the current rules, as columns.

    Forecasts published after the day on which the world could know are left out: they foretold
    nothing.
    """
    forecast = "question__forecasts"
    columns = {
        "coding_id": F(f"{forecast}__coding_id"),
        "prediction": F(f"{forecast}__coding__prediction"),
        "cautious": F(f"{forecast}__coding__cautious"),
        "bold": F(f"{forecast}__coding__bold"),
        "how": F(f"{forecast}__coding__how"),
        "published_on": F(f"{forecast}__article__published_on"),
        "value": F("report__value"),
        "type": F("question__type"),
        "lower": F("question__lower"),
        "upper": F("question__upper"),
        "ordered": F("question__ordered"),
        "horizon": F("question__horizon"),
        "reference_id": F("question__reference_id"),
        "reference": F("question__reference__prediction"),
    }
    scored = Score.objects.filter(
        coding=OuterRef(f"{forecast}__coding"),
        report=OuterRef("report"),
        rules_version=RULES_VERSION,
    )
    return (
        current_resolutions()
        .filter(
            ~Exists(scored),
            kind=Resolution.Kind.ANSWERED,
            question__forecasts__coding__isnull=False,
            question__forecasts__article__published_on__lte=F("known_at__date"),
        )
        .order_by("pk", f"{forecast}__coding_id")
        .values("report_id", "question_id", **columns)
    )


def current_scores() -> QuerySet[Score]:
    """The scores that count: of current codings, against adopted reports, by the current rules."""
    return Score.objects.filter(
        rules_version=RULES_VERSION,
        coding__forecast__coding=F("coding"),
        report__resolutions__superseded_by__isnull=True,
        report__resolutions__known_at__date__gte=F("coding__forecast__article__published_on"),
    )
