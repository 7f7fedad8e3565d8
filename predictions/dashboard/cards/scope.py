"""What the figures stand on, and what was left out of them and counted."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext, ngettext

from predictions.accounts.models import Project
from predictions.dashboard.saying import listed
from predictions.outcomes.models import Resolution
from predictions.outcomes.queries import current_resolutions
from predictions.scores.calibrated import Extent
from predictions.scores.models import Cell


@dataclass(frozen=True)
class Scope:
    """Forecasts, questions and events shown; why others are not."""

    forecasts: int
    questions: int
    events: int
    left_out: dict[str, int]
    unscored: dict[str, int]

    @property
    def sentence(self) -> str:
        """What is shown."""
        if not self.forecasts:
            return gettext("No forecast that was scored is selected.")
        given = {
            "forecasts": ngettext("%(n)s scored forecast", "%(n)s scored forecasts", self.forecasts)
            % {"n": self.forecasts},
            "questions": ngettext("%(n)s question", "%(n)s questions", self.questions)
            % {"n": self.questions},
            "events": ngettext("%(n)s event", "%(n)s events", self.events) % {"n": self.events},
        }
        return gettext("Showing %(forecasts)s on %(questions)s in %(events)s.") % given

    @property
    def without(self) -> str:
        """What is left out and counted; "" if nothing."""
        parts = [f"{n} {words}" for words, n in (self.left_out | self.unscored).items() if n]
        if not parts:
            return ""
        return gettext("Left out and counted: %(parts)s.") % {"parts": listed(parts)}


def scope(project: Project, extent: Extent) -> Scope:
    """The scope of what is shown, and what of the project's questions was never scored."""
    words = {
        Cell.Switch.RETROSPECTIVE: gettext("retrospective"),
        Cell.Switch.SELECTIONS: gettext("from selections"),
        Cell.Switch.VOICES: gettext("reported or endorsed"),
    }
    kinds = dict(
        current_resolutions()
        .filter(question__event__project=project)
        .exclude(kind=Resolution.Kind.ANSWERED)
        .values_list("kind")
        .annotate(Count("pk"))
        .order_by("kind")
    )
    return Scope(
        forecasts=extent.forecasts,
        questions=extent.questions,
        events=extent.events,
        left_out={text: extent.behind[bit] for bit, text in words.items()},
        unscored={str(Resolution.Kind(kind).label): n for kind, n in kinds.items()},
    )
