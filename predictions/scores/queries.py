"""Reading scores."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from predictions.forecasts.queries import standing
from predictions.outcomes.queries import current_resolutions
from predictions.questions.models import Question
from predictions.questions.queries import effective_question
from predictions.scores.models import Score
from predictions.scoring_rules import RULES_VERSION

_AGAINST_WHAT_COUNTS = {
    "rules_version": RULES_VERSION,
    "report__question__status": Question.Status.RESOLVED,
    "report__resolutions__superseded_by__isnull": True,
}


def current_scores() -> QuerySet[Score]:
    """The scores that count, as `sources` has it: of current codings, against adopted reports."""
    asked = "coding__forecast__question"
    return Score.objects.filter(
        **_AGAINST_WHAT_COUNTS,
        coding__forecast__coding=F("coding"),
        coding__forecast__withdrawn_at__isnull=True,
        report__question=effective_question(asked),
        report__resolutions__known_at__date__gte=F("coding__forecast__article__published_on"),
    )


def score_of(*, coding: int | None, question: int | None, published_on: date) -> QuerySet[Score]:
    """The score that counts of one coding, published on a day, on the question that it counts on.

    Less to join, and to plan, than `current_scores`.
    """
    return Score.objects.filter(
        **_AGAINST_WHAT_COUNTS,
        coding=coding,
        report__question=question,
        report__resolutions__known_at__date__gte=published_on,
    )


def scores_of(codings: Iterable[int]) -> QuerySet[Score]:
    """The scores that count, of a few codings.

    From each coding to its forecast, and on to the one report that was adopted: PostgreSQL would
    take longer to plan the joins of `current_scores` than to carry this out.
    """
    adopted = current_resolutions().filter(
        question=Coalesce(OuterRef("question__merged_into"), OuterRef("question")),
        question__status=Question.Status.RESOLVED,
        known_at__date__gte=OuterRef("article__published_on"),
    )
    forecast = standing().filter(coding=OuterRef("coding"))
    return Score.objects.filter(
        rules_version=RULES_VERSION,
        coding__in=codings,
        report=forecast.values(adopted=Subquery(adopted.values("report")))[:1],
    )
