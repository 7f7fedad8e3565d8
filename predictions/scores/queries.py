"""Reading scores."""

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from predictions.questions.models import Question
from predictions.scores.models import Score
from predictions.scoring_rules import RULES_VERSION


def current_scores() -> QuerySet[Score]:
    """The scores that count, as `sources` has it: of current codings, against adopted reports."""
    asked = "coding__forecast__question"
    return Score.objects.filter(
        rules_version=RULES_VERSION,
        coding__forecast__coding=F("coding"),
        coding__forecast__withdrawn_at__isnull=True,
        report__question=Coalesce(f"{asked}__merged_into", asked),
        report__question__status=Question.Status.RESOLVED,
        report__resolutions__superseded_by__isnull=True,
        report__resolutions__known_at__date__gte=F("coding__forecast__article__published_on"),
    )
