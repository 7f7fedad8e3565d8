"""What single forecasts were worth, as columns: figures are prepared from these."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from predictions.columns.reading import Columns, json_number, read, stated_level
from predictions.questions.models import Question
from predictions.scores.cells import COUNTED_NOW, EFFECTIVE_FORECASTER, NEEDED, POINTS, cells
from predictions.scores.sources import EFFECTIVE_EVENT, KNOWN_AT
from predictions.statistics import Aggregate, aggregate

type Condition = tuple[str, Sequence[Any]]
"""SQL that must hold, and its parameters."""

TYPES = list(Question.Type.values)
_TYPE = " ".join(f"WHEN '{name}' THEN {number}" for number, name in enumerate(TYPES))
_SKILL = {"coded": "skill", "cautious": "skill_cautious", "bold": "skill_bold"}
_PREDICTION = {
    "coded": "coding.prediction",
    "cautious": "COALESCE(coding.cautious, coding.prediction)",
    "bold": "COALESCE(coding.bold, coding.prediction)",
}
_LAYOUT = {
    **dict.fromkeys(
        ("forecaster", "outlet", "event", "question", "statement", "coding", "score", "type"), "i8"
    ),
    "stated": "?",
    "known_at": "M8[us]",
    "published": "M8[D]",
    **dict.fromkeys(("skill", "worst", "best", "p", "base", "outcome"), "f8"),
    "switches": "i8",
    **dict.fromkeys(("pit_lower", "pit_upper", "covered", "level"), "f8"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """Forecasts that were scored and selected, as columns (n,); outlet is 0 where there is none.

    `p`, `base` and `outcome` are those of yes-or-no questions, `skill` of those with a reference, `pit_lower`
    and `pit_upper` of numbers and dates; `covered` (1 or 0) and `level` of those whose author stated one.
    `switches` are those that a forecast needs before it enters a figure.
    """

    columns: Columns

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.columns[name]

    def __len__(self) -> int:
        return len(self.columns["skill"])

    def only(self, rows: NDArray[np.bool_] | NDArray[np.intp]) -> "Values":
        """Some of the rows."""
        return Values({name: column[rows] for name, column in self.columns.items()})

    def and_also(self, others: "Values") -> "Values":
        """These and others."""
        return Values(
            {name: np.concatenate([column, others[name]]) for name, column in self.columns.items()}
        )

    def behind(self, switches: int) -> "Values":
        """Those that these switches let in."""
        return self.only((self["switches"] & ~switches) == 0)

    @property
    def with_skill(self) -> "Values":
        """Those that have a reference and a distribution."""
        return self.only(~np.isnan(self["skill"]))

    @property
    def lead(self) -> NDArray[np.float64]:
        """Days from publication to when the world could know."""
        days: NDArray[np.float64] = (self["known_at"] - self["published"]) / np.timedelta64(1, "D")
        return np.maximum(days, 0)

    def aggregated(self) -> Aggregate:
        """The mean over statements of the mean over forecasts, for each question."""
        return aggregate(
            self["skill"],
            self["statement"],
            self["question"],
            self["event"],
            stakes=(self["worst"], self["best"]),
        )

    def cells(self) -> Columns:
        """Cells of single forecasts: of one project, in which all that was selected counts."""
        nothing = np.zeros(len(self), np.int64)
        made = cells(
            {
                **self.columns,
                **dict.fromkeys(("switches", "counts_from"), nothing),
                "skill_cautious": self["skill"],
                "skill_bold": self["skill"],
                "skill_worst": self["worst"],
                "skill_best": self["best"],
            }
        )
        made |= {name: made[source] for source, name in POINTS.items()}
        made["project"] = np.zeros(len(made["event"]), np.int64)
        order = np.lexsort(tuple(made[name] for name in ("event", "forecaster", "type")))
        return {name: column[order] for name, column in made.items()}


def read_values(
    conditions: Sequence[Condition],
    *,
    counted: str = COUNTED_NOW,
    parameters: Sequence[Any] = (),
    known_at: str = KNOWN_AT,
    reading: str = "coded",
) -> Values:
    """The forecasts of which all conditions hold, straight from their scores.

    `counted` and `known_at` are SQL of `cells` and `sources`, the first with its parameters.
    """
    found = read(
        f"""
        SELECT {EFFECTIVE_FORECASTER} AS forecaster, COALESCE(article.outlet_id, 0) AS outlet,
            {EFFECTIVE_EVENT} AS event, question.id AS question,
            forecast.statement_id AS statement, coding.id AS coding, score.id AS score,
            CASE question.type {_TYPE} END AS type,
            COALESCE(reference.origin = 'stated', false) AS stated,
            {known_at} AS known_at, article.published_on AS published,
            score.{_SKILL[reading]} AS skill,
            score.skill_worst AS worst, score.skill_best AS best,
            {json_number(_PREDICTION[reading], "p")} AS p,
            {json_number("reference.prediction", "p")} AS base,
            CASE CAST(report.value AS text) WHEN 'true' THEN 1.0 WHEN 'false' THEN 0.0 END
                AS outcome,
            CAST({NEEDED} AS bigint) AS switches, score.pit_lower AS pit_lower,
            score.pit_upper AS pit_upper,
            CASE WHEN score.covered THEN 1.0 WHEN NOT score.covered THEN 0.0 END AS covered,
            CASE WHEN score.covered IS NOT NULL THEN {stated_level("coding.prediction")} END AS level
        FROM {counted} AND {" AND ".join(sql for sql, _ in conditions)}
        ORDER BY coding.id
        """,
        [*parameters, *(one for _, some in conditions for one in some)],
        _LAYOUT,
    )
    if reading != "coded":
        # What was at stake is that of the coding; a reading may lie outside it.
        found["worst"] = np.fmin(found["worst"], found["skill"])
        found["best"] = np.fmax(found["best"], found["skill"])
    return Values(found)
