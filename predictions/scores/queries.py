"""Reading scores."""

from django.db.models import F, QuerySet

from predictions.scores.models import Score
from predictions.scoring_rules import RULES_VERSION


def current_scores() -> QuerySet[Score]:
    """The scores that count: of current codings, against adopted reports, by the current rules."""
    return Score.objects.filter(
        rules_version=RULES_VERSION,
        coding__forecast__coding=F("coding"),
        report__resolutions__superseded_by__isnull=True,
        report__resolutions__known_at__date__gte=F("coding__forecast__article__published_on"),
    )
