"""How what was said compares with what came, of whatever was selected: prepared, else read live."""

from dataclasses import dataclass, replace
from datetime import datetime

from predictions.dashboard.selection import Selection
from predictions.dashboard.values import values
from predictions.scores.calibrated import Calibrated, calibrated
from predictions.scores.calibrations import CALIBRATIONS_KEPT
from predictions.scores.models import Calibration


@dataclass(frozen=True)
class Found:
    """The figures, and the moment that they show: at most a minute ago where anything has changed since."""

    figures: Calibrated
    moment: datetime


def calibration(selection: Selection, *, now: datetime) -> Found:
    """The calibration of what is selected; what its switches leave out is counted."""
    if _may_be_prepared(selection):
        kept = Calibration.objects.filter(
            project=selection.project, type=selection.type, switches=selection.switches
        )
        for figures, refreshed_at in kept.values_list("figures", "refreshed_at"):
            return Found(Calibrated.of_document(figures), refreshed_at)
    every = values(widest(selection), now=now)
    return Found(calibrated(every, selection.switches), now)


def widest(selection: Selection) -> Selection:
    """The same with every switch turned on."""
    return replace(selection, retrospective=True, selections=True, voices=True)


def _may_be_prepared(selection: Selection) -> bool:
    plain = Selection(project=selection.project, type=selection.type)
    return widest(selection) == widest(plain) and selection.switches in CALIBRATIONS_KEPT
