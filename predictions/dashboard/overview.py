"""The dashboard of a project: every card, from one look at the scores."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from predictions.accounts.models import Project
from predictions.dashboard.calibrated import calibration, widest
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
    """What the page, the admin's index and the weekly mail show."""

    project: Project
    selection: Selection
    queue: Queue
    scope: Scope
    skill: SkillCard
    calibration: CalibrationCard
    words: WordsCard
    ranges: RangesCard
    holds: HoldsCard
    agreement: AgreementCard
    moment: datetime
    was_widened: bool = False

    @cached_property
    def charts(self) -> dict[str, Chart]:
        """The plots in light and in dark, of the cards that hold something."""
        drawn = {}
        if self.calibration.filled:
            drawn["calibration"] = chart(calibration_spec, self.calibration)
        if self.ranges.of.bins:
            drawn["ranges"] = chart(ranges_spec, self.ranges)
        return drawn

    @property
    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """The data of each card by its name in addresses."""
        return {
            "queue": self.queue.table,
            "skill": self.skill.table,
            "calibration": self.calibration.table,
            "words": self.words.table,
            "ranges": self.ranges.table,
            "holds": self.holds.table,
            "agreement": self.agreement.table,
        }


def overview(
    project: Project,
    selection: Selection,
    *,
    now: datetime,
    most: int | None = MOST,
    may_widen: bool = False,
) -> Overview:
    """Every card of a project for one selection; of each type at most so many forecasters.

    Where the selection holds nothing, it may be widened, so that a new record shows something.
    """
    selection = replace(selection, project=project.pk)
    found = calibration(selection, now=now)
    extent = found.figures.extent
    was_widened = may_widen and not extent.forecasts and extent.others > 0
    if was_widened:
        selection = widest(selection)
        found = calibration(selection, now=now)
    table = skill_card(selection, now=now, most=most)
    records = [row.skill for row in (*table.ranked, *table.provisional)]
    return Overview(
        project=project,
        selection=selection,
        queue=queue(project, now=now),
        scope=scope(project, found.figures.extent),
        skill=table,
        calibration=CalibrationCard(found.figures.probabilities),
        words=words_card(found.figures.words),
        ranges=RangesCard(found.figures.ranges),
        holds=holds_card(records, selection, now=now, most=most),
        agreement=agreement_card(project),
        moment=min(table.moment, found.moment),
        was_widened=was_widened,
    )
