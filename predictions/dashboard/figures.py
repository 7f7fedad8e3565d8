"""The figures of the dashboard, as plain data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from predictions.accounts.models import Project
from predictions.dashboard.saying import signed
from predictions.outcomes.models import Resolution
from predictions.outcomes.queries import current_resolutions
from predictions.questions.models import Question
from predictions.questions.queries import due_among
from predictions.statistics import PROVISIONAL_BELOW, Interval


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


def longest_due(project: Project, *, now: datetime, most: int = 10) -> list[tuple[Question, int]]:
    """Due questions with days overdue, the longest first."""
    questions = due_among(project, now=now).select_related("event")[:most]
    return [
        (question, (now - question.resolves_at).days)
        for question in questions
        if question.resolves_at
    ]


def latest_resolutions(project: Project, *, most: int = 8) -> list[Resolution]:
    """The resolutions recorded last."""
    return list(
        current_resolutions()
        .filter(question__event__project=project)
        .select_related("question__event", "report")
        .order_by("-resolved_at", "-pk")[:most]
    )
