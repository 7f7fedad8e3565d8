"""Dot-and-interval rows: where to draw what, in percent of the plot's width, so that it stretches."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from predictions.dashboard.figures import Skill
from predictions.dashboard.saying import signed


@dataclass(frozen=True)
class Dot:
    """One row: the estimate, and the ends of its interval where there is one."""

    skill: Skill
    at: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Axis:
    """Points from `-span` to `span`, zero in the middle, with labelled ticks."""

    span: float

    @classmethod
    def holding(cls, skills: Sequence[Skill]) -> "Axis":
        """The axis in whole fifties that holds every estimate and interval."""
        ends = [abs(end) for one in skills for end in (one.mean, *(one.interval or ()))]
        return cls(span=50.0 * math.ceil(max([50.0, *ends]) / 50))

    @property
    def ticks(self) -> list[tuple[str, float]]:
        """(points, percent) of the ticks beside zero."""
        points = [self.span * part for part in (-0.8, -0.4, 0.4, 0.8)]
        return [(signed(one), self.percent(one)) for one in points]

    def percent(self, points: float) -> float:
        """Where these points lie."""
        return round(50 + 50 * points / self.span, 2)

    def row(self, skill: Skill) -> Dot:
        """One forecaster's row on this axis."""
        low, high = skill.interval or (None, None)
        return Dot(
            skill=skill,
            at=self.percent(skill.mean),
            low=None if low is None else self.percent(low),
            high=None if high is None else self.percent(high),
        )
