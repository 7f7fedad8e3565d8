"""Which scores enter a figure (DESIGN.md section 4, "What enters a figure")."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from predictions.articles.models import Article
from predictions.forecasts.models import Forecast
from predictions.questions.models import Hindsight
from predictions.scores.models import Score
from predictions.scores.queries import current_scores


@dataclass(frozen=True)
class Selection:
    """The visible switches. Without any of them only what may be ranked is selected.

    `retrospective`: also what was coded, or referenced, with hindsight. `selections`: also articles of which
    only a selection was coded. `voices`: also what was reported or endorsed.
    """

    retrospective: bool = False
    selections: bool = False
    voices: bool = False

    def scores(self, *, now: datetime) -> QuerySet[Score]:
        """The scores selected: of questions whose date has passed, implied forecasts left out."""
        scores = current_scores().filter(
            report__question__resolves_at__lte=now, coding__forecast__implied_by__isnull=True
        )
        if not self.retrospective:
            for known in ("coding", "coding__criteria", "reference"):
                scores = scores.exclude(**{f"{known}__hindsight": Hindsight.RETROSPECTIVE})
        if not self.selections:
            scores = scores.filter(coding__forecast__article__extent=Article.Extent.FULL)
        if not self.voices:
            scores = scores.filter(coding__forecast__voice=Forecast.Voice.OWN)
        return scores

    def widened(self, *, now: datetime) -> "Selection":
        """Itself, or the widest where it selects nothing, so that a new record shows something."""
        if self.scores(now=now).exists():
            return self
        return replace(self, retrospective=True, selections=True, voices=True)
