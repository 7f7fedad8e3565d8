"""The dashboard of a project."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from predictions.accounts.models import Project
from predictions.dashboard.calibrated import Found, calibration, widest
from predictions.dashboard.cards.agreement import AgreementCard, agreement_card
from predictions.dashboard.cards.calibration import CalibrationCard
from predictions.dashboard.cards.holds import HoldsCard, holds_card
from predictions.dashboard.cards.queue import Queue, queue
from predictions.dashboard.cards.ranges import RangesCard
from predictions.dashboard.cards.scope import Scope, scope
from predictions.dashboard.cards.skill import MOST, SkillCard, skill_card
from predictions.dashboard.cards.words import WordsCard, words_card
from predictions.dashboard.charts import Chart, calibration_spec, chart, ranges_spec
from predictions.dashboard.selection import Selection


@dataclass(frozen=True)
class Overview:
    """What the page, the admin's index and the weekly mail show; a card is made when it is asked for."""

    project: Project
    selection: Selection
    found: Found
    was_widened: bool
    most: int | None
    now: datetime

    @cached_property
    def queue(self) -> Queue:
        """What waits for an answer."""
        return queue(self.project, now=self.now)

    @cached_property
    def scope(self) -> Scope:
        """What the figures stand on."""
        return scope(self.project, self.found.figures.extent)

    @cached_property
    def skill(self) -> SkillCard:
        """Who is right."""
        return skill_card(self.selection, now=self.now, most=self.most)

    @cached_property
    def calibration(self) -> CalibrationCard:
        """Whether what was called likely came true."""
        return CalibrationCard(self.found.figures.probabilities)

    @cached_property
    def words(self) -> WordsCard:
        """How often each phrase came true."""
        return words_card(self.found.figures.words)

    @cached_property
    def ranges(self) -> RangesCard:
        """Where numbers and dates fell."""
        return RangesCard(self.found.figures.ranges)

    @cached_property
    def holds(self) -> HoldsCard:
        """Whether the records shown hold."""
        records = [row.skill for row in (*self.skill.ranked, *self.skill.provisional)]
        return holds_card(records, self.selection, now=self.now, most=self.most)

    @cached_property
    def agreement(self) -> AgreementCard:
        """Whether coders agree."""
        return agreement_card(self.project)

    @property
    def moment(self) -> datetime:
        """What the oldest of the figures shows."""
        return min(self.skill.moment, self.found.moment)

    @cached_property
    def charts(self) -> dict[str, Chart]:
        """The plots in light and in dark, of the cards that hold something."""
        drawn = {}
        if self.calibration.filled:
            drawn["calibration"] = chart(calibration_spec, self.calibration)
        if self.ranges.of.bins:
            drawn["ranges"] = chart(ranges_spec, self.ranges)
        return drawn

    def table(self, card: str) -> list[dict[str, Any]]:
        """The data of a card by its name in addresses."""
        rows: list[dict[str, Any]] = getattr(self, card).table
        return rows


def overview(
    project: Project,
    selection: Selection,
    *,
    now: datetime,
    most: int | None = MOST,
    may_widen: bool = False,
) -> Overview:
    """The cards of a project for one selection; of each type at most so many forecasters.

    Where the selection holds nothing, it may be widened, so that a new record shows something.
    """
    selection = replace(selection, project=project.pk)
    found = calibration(selection, now=now)
    extent = found.figures.extent
    was_widened = may_widen and not extent.forecasts and extent.others > 0
    if was_widened:
        selection = widest(selection)
        found = calibration(selection, now=now)
    return Overview(project, selection, found, was_widened, most, now)
