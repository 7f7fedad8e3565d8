"""Making cells from scores: exact, in columns, and the same whatever else is made with them."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from predictions.columns.reading import Columns, among
from predictions.columns.writing import append
from predictions.questions.models import Question
from predictions.scores.models import Cell
from predictions.scores.sources import (
    CODED_FORECASTS,
    CODED_FORECASTS_THEN,
    CODED_FORECASTS_UNDER,
    FORETOLD,
    FORETOLD_THEN,
    FORETOLD_UNDER,
)
from predictions.scoring_rules import RULES_VERSION

# Sums of the table of scores, and how the cells call them.
POINTS = {
    "skill": "points",
    "skill_cautious": "points_cautious",
    "skill_bold": "points_bold",
    "skill_worst": "worst",
    "skill_best": "best",
}
SWITCHES = sum(Cell.Switch)
TYPES = list(Question.Type.values)

COUNTED = """
    {coded_forecasts}
    JOIN predictions_forecaster forecaster ON forecaster.id = forecast.forecaster_id
    JOIN predictions_score score
      ON score.coding_id = coding.id AND score.report_id = report.id
     AND score.rules_version = {rules}
    LEFT JOIN predictions_criteria criteria ON criteria.id = coding.criteria_id
    LEFT JOIN predictions_reference reference ON reference.id = score.reference_id
    WHERE {foretold} AND forecast.implied_by_id IS NULL
"""
"""Scores of what enters figures; implied forecasts are shown, not counted."""

COUNTED_NOW = COUNTED.format(
    coded_forecasts=CODED_FORECASTS, foretold=FORETOLD, rules=RULES_VERSION
)
COUNTED_THEN = COUNTED.format(
    coded_forecasts=CODED_FORECASTS_THEN, foretold=FORETOLD_THEN, rules=RULES_VERSION
)
COUNTED_UNDER = COUNTED.format(
    coded_forecasts=CODED_FORECASTS_UNDER, foretold=FORETOLD_UNDER, rules=RULES_VERSION
)

NEEDED_BY_FORECAST = f"""
    CASE WHEN 'retrospective' IN (coding.hindsight, criteria.hindsight)
        THEN {Cell.Switch.RETROSPECTIVE} ELSE 0 END
    + CASE WHEN article.extent = 'full' THEN 0 ELSE {Cell.Switch.SELECTIONS} END
    + CASE WHEN forecast.voice = 'own' THEN 0 ELSE {Cell.Switch.VOICES} END
"""
NEEDED_BY_REFERENCE = f"""
    CASE WHEN reference.hindsight = 'retrospective' THEN {Cell.Switch.RETROSPECTIVE} ELSE 0 END
"""
NEEDED = f"({NEEDED_BY_FORECAST}) | ({NEEDED_BY_REFERENCE})"
"""The switches that a forecast needs before it enters a figure."""

EFFECTIVE_FORECASTER = "COALESCE(forecaster.merged_into_id, forecaster.id)"

_KEY = ("event", "forecaster", "type", "stated", "switches", "counts_from")
_WITHIN = ("question", "statement", "coding")


def rebuild(events: Sequence[int], rows: Columns) -> int:
    """Make the cells of these events anew, from all inputs that count in them; how many.

    Implied forecasts are shown, not counted. The caller holds the locks of the events.
    """
    counted = rows["adopted"] & ~rows["implied"] & ~np.isnan(rows["skill"])
    made = cells({name: rows[name][counted] for name in (*_KEY, *_WITHIN, *POINTS)})
    gone, parameter = among("event_id", events)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM predictions_cell WHERE {gone}", [parameter])
    return append(
        Cell,
        {
            "event_id": made["event"],
            "forecaster_id": made["forecaster"],
            "type": np.array(TYPES)[made["type"]],
            **{name: made[name] for name in ("stated", "switches", "counts_from", "questions")},
            **{name: made[source] for source, name in POINTS.items()},
        },
    )


def cells(scores: Columns) -> Columns:
    """The cells of scores: the mean over statements of the mean over forecasts, summed over questions."""
    order = np.lexsort(
        tuple(scores[name] for name in ("coding", "statement", "question", "forecaster"))
    )
    scores = {name: column[order] for name, column in scores.items()}
    pair = runs(scores["forecaster"], scores["question"])
    several = _several(pair, scores["switches"])
    parts = [_means({name: column[~several] for name, column in scores.items()})]
    if several.any():
        mixed = {name: column[several] for name, column in scores.items()}
        parts += _differences(mixed)
    whole = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return _summed(whole)


def _means(scores: Columns) -> Columns:
    """One row per forecaster and question, of rows in their order."""
    statement = runs(scores["forecaster"], scores["question"], scores["statement"])
    first = firsts(statement)
    reduced = {name: column[first] for name, column in scores.items()}
    for name in POINTS:
        reduced[name] = _mean(statement, scores[name])
    pair = runs(reduced["forecaster"], reduced["question"])
    first = firsts(pair)
    questions = {name: column[first] for name, column in reduced.items()}
    for name in POINTS:
        questions[name] = _mean(pair, reduced[name])
    return questions | {"questions": np.ones(len(first), np.int64)}


def _differences(scores: Columns) -> Iterable[Columns]:
    """What each combination of switches adds, where a question has forecasts of several kinds.

    By inclusion and exclusion: a combination adds its own means, and takes back with alternating signs those
    of the combinations within it.
    """
    for within in range(SWITCHES + 1):
        let_in = (scores["switches"] & ~within) == 0
        if not let_in.any():
            continue
        means = _means({name: column[let_in] for name, column in scores.items()})
        for combination in range(within, SWITCHES + 1):
            if within & ~combination:
                continue
            sign = -1 if (combination ^ within).bit_count() % 2 else 1
            yield means | {
                "switches": np.full(len(means["switches"]), combination),
                "questions": sign * means["questions"],
                **{name: sign * means[name] for name in POINTS},
            }


def _summed(questions: Columns) -> Columns:
    order = np.lexsort(tuple(questions[name] for name in ("question", *reversed(_KEY))))
    questions = {name: column[order] for name, column in questions.items()}
    cell = runs(*(questions[name] for name in _KEY))
    first = firsts(cell)
    made: dict[str, Any] = {name: questions[name][first] for name in _KEY}
    for name in POINTS:
        made[name] = np.bincount(cell, questions[name], len(first))
    made["questions"] = np.bincount(cell, questions["questions"], len(first)).astype(np.int64)
    # What the switches do not change, they do not add.
    kept: Any = (made["questions"] != 0) | np.logical_or.reduce(
        [made[name] != 0 for name in POINTS]
    )
    return {name: column[kept] for name, column in made.items()}


def _several(pair: NDArray[Any], switches: NDArray[Any]) -> NDArray[np.bool_]:
    """Which rows belong to a pair whose forecasts need different switches."""
    if not len(pair):
        return np.zeros(0, np.bool_)
    differs = switches != switches[firsts(pair)][pair]
    mixed: NDArray[np.bool_] = np.bincount(pair, differs)[pair] > 0
    return mixed


def runs(*keys: NDArray[Any]) -> NDArray[np.int64]:
    """The number of the run of equal keys that each row belongs to."""
    new = np.zeros(len(keys[0]), np.bool_)
    for key in keys:
        new[1:] |= key[1:] != key[:-1]
    return np.cumsum(new)


def firsts(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each run of `runs` begins."""
    return np.flatnonzero(np.diff(numbers, prepend=-1))


def _mean(run: NDArray[np.int64], values: NDArray[Any]) -> NDArray[np.float64]:
    return np.bincount(run, values) / np.bincount(run)
