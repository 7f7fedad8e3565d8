"""The figures of the dashboard, as plain data."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np

from predictions.dashboard.selection import Selection
from predictions.dashboard.values import values
from predictions.outcomes.models import Resolution
from predictions.outcomes.queries import current_resolutions
from predictions.questions.models import Question
from predictions.questions.queries import due
from predictions.statistics import (
    PROVISIONAL_BELOW,
    Band,
    Bin,
    Corp,
    Interval,
    calibration_bins,
    consistency_band,
    corp,
    weighted_brier,
)

# The same resamples at each look, so that a figure changes only when its data do.
SEED = 20200808


def signed(points: float) -> str:
    """Whole points with their sign, and a real minus."""
    return f"{points:+.0f}".replace("-", "−")


@dataclass(frozen=True)
class Counts:
    """How many questions stand where."""

    open: int
    due: int
    draft: int
    resolved: int


@dataclass(frozen=True)
class Skill:
    """A forecaster's mean skill points on one type of question, with n and how sure it is.

    `key` is the forecaster's. Below ten events it is provisional and has no rank; below five no interval. The
    true rank lies from `rank_first` to `rank_last` 95 times of 100. `shrunk` is the mean drawn towards
    everybody's, as far as chance alone would explain it.
    """

    key: int
    forecaster: str
    question_type: str
    mean: float
    interval: Interval | None
    questions: int
    events: int
    cautious: float | None = None
    bold: float | None = None
    shrunk: float | None = None
    rank: int | None = None
    rank_first: int | None = None
    rank_last: int | None = None

    @property
    def points(self) -> str:
        """The mean as people read it, with its sign."""
        return signed(self.mean)

    @property
    def low(self) -> str:
        """The lower end of the interval, if there is one."""
        return signed(self.interval.low) if self.interval else ""

    @property
    def high(self) -> str:
        """The upper end of the interval, if there is one."""
        return signed(self.interval.high) if self.interval else ""

    @property
    def provisional(self) -> bool:
        """Too few events to be ranked."""
        return self.events < PROVISIONAL_BELOW


@dataclass(frozen=True)
class SkillTable:
    """Ranked, provisional, and what stands apart because its reference is the default.

    `moment` is when it was prepared, at most a minute ago where anything has changed since.
    """

    ranked: Sequence[Skill]
    provisional: Sequence[Skill]
    default: Sequence[Skill]
    moment: datetime


@dataclass(frozen=True)
class Calibration:
    """How often what was called p likely came true.

    `corp` and `reference_corp` split the mean Brier scores of forecasts and of their references into
    miscalibration, discrimination and uncertainty; `band` is where calibrated forecasts would wander.
    """

    bins: Sequence[Bin]
    brier: float | None
    reference_brier: float | None
    forecasts: int
    events: int
    corp: Corp | None
    reference_corp: Corp | None
    band: Band | None

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The bins that hold forecasts, in whole percent, as the table beside the chart."""
        return [
            {
                "said": f"{one.mean_p:.2f}",
                "came_true": f"{100 * one.share:.0f}",
                "low": f"{100 * one.share_low:.0f}",
                "high": f"{100 * one.share_high:.0f}",
                "forecasts": one.forecasts,
                "events": one.events,
            }
            for one in self.bins
            if one.mean_p is not None and one.share is not None
        ]


def counts(*, now: datetime) -> Counts:
    """Questions by status; due ones are open, too."""
    status = Question.Status
    by_status = {one: Question.objects.filter(status=one).count() for one in status.values}
    return Counts(
        open=by_status[status.OPEN],
        due=due(now=now).count(),
        draft=by_status[status.DRAFT],
        resolved=by_status[status.RESOLVED],
    )


def longest_due(*, now: datetime, most: int = 10) -> list[tuple[Question, int]]:
    """Due questions with days overdue, the longest first."""
    questions = due(now=now).select_related("event")[:most]
    return [
        (question, (now - question.resolves_at).days)
        for question in questions
        if question.resolves_at
    ]


def latest_resolutions(*, most: int = 8) -> list[Resolution]:
    """The resolutions recorded last."""
    return list(
        current_resolutions()
        .select_related("question__event", "report")
        .order_by("-resolved_at", "-pk")[:most]
    )


def calibration(selection: Selection, *, now: datetime) -> Calibration:
    """Ten bins and the CORP curve over all binary forecasts selected, whatever their reference."""
    chosen = values(replace(selection, type=Question.Type.BINARY), now=now)
    p, y, questions, events = (chosen[name] for name in ("p", "outcome", "question", "event"))
    references = np.where(np.isnan(chosen["base"]), 0.5, chosen["base"])
    return Calibration(
        bins=calibration_bins(p, y, questions, events),
        brier=weighted_brier(p, y, questions),
        reference_brier=weighted_brier(references, y, questions),
        forecasts=len(chosen),
        events=len(np.unique(events)),
        corp=corp(p, y, questions),
        reference_corp=corp(references, y, questions),
        band=consistency_band(p, questions, events, np.random.default_rng(SEED)),
    )
