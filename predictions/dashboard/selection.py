"""What a figure is about: the visible switches, the filters, and the moment from which it is seen.

DESIGN.md section 4, "What enters a figure".
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils.translation import gettext

from predictions.errors import DomainError
from predictions.scores.models import Cell

type Reading = Literal["coded", "cautious", "bold"]


class SelectionRefused(DomainError):
    """No figure is about this."""


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Switches, filters by key, and points of view. Without any of them: what may be ranked.

    `retrospective`: also what was coded, or referenced, with hindsight. `selections`: also articles of which
    only a selection was coded. `voices`: also what was reported or endorsed. `lead` is the number of a band
    of `lead_time_bands`. `as_of`: what was recorded at that moment. `known_by`: what the world could know by
    the end of that day. `scenario`: had its reports been right. What it supposed earlier stands in the ledger
    alone, so it is seen as it is now.
    """

    retrospective: bool = False
    selections: bool = False
    voices: bool = False
    reading: Reading = "coded"
    project: int | None = None
    forecaster: int | None = None
    article: int | None = None
    outlet: int | None = None
    topic: int | None = None
    event: int | None = None
    type: str = ""
    lead: int | None = None
    as_of: datetime | None = None
    known_by: date | None = None
    scenario: int | None = None

    def __post_init__(self) -> None:
        if self.scenario is not None and self.as_of is not None:
            raise SelectionRefused(
                gettext("A scenario is seen as it is now, not as it stood at another moment."),
                field="as_of",
                remedy=gettext("Leave out the moment, or the scenario."),
            )

    @property
    def switches(self) -> int:
        """The switches turned on, as cells have them."""
        turned = {
            Cell.Switch.RETROSPECTIVE: self.retrospective,
            Cell.Switch.SELECTIONS: self.selections,
            Cell.Switch.VOICES: self.voices,
        }
        return sum(switch for switch, on in turned.items() if on)

    @property
    def is_prepared(self) -> bool:
        """Whether cells hold what it selects: nothing that they do not tell apart is asked for."""
        finer = self.article, self.outlet, self.lead, self.as_of, self.known_by, self.scenario
        return finer == (None,) * 6
