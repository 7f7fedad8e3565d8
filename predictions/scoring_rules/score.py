"""Scoring columns: the one call of the scoring stage."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from predictions.scoring_rules.arrays import Booleans, Floats, Integers
from predictions.scoring_rules.binary import brier, log_score
from predictions.scoring_rules.categorical import categorical_brier, categorical_log, rps
from predictions.scoring_rules.columns import (
    BinaryColumns,
    Case,
    CategoricalColumns,
    Columns,
    KnotColumns,
    PointColumns,
    columns,
)
from predictions.scoring_rules.crps import crps, expected_crps
from predictions.scoring_rules.intervals import covered, winkler
from predictions.scoring_rules.knots import quantile
from predictions.scoring_rules.pit import pit
from predictions.scoring_rules.points import absolute_error
from predictions.scoring_rules.skill import (
    BINARY_SCALE,
    categorical_scale,
    ordered_scale,
    skill_points,
    usable,
)
from predictions.scoring_rules.stakes import Stakes, knot_stakes, option_stakes

RULES_VERSION = 2
"""Raised with every change that alters a score; kept with each score."""


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Scores of n forecasts as columns (n,), NaN where a column does not apply.

    `score` is the Brier score, RPS or CRPS; `skill_worst` and `skill_best` are the points that other
    outcomes would have brought; `covered` is 1 or 0; a bare point has only the two absolute errors,
    its own and that of the reference's median.
    """

    score: Floats
    reference_score: Floats
    scale: Floats
    skill: Floats
    skill_worst: Floats
    skill_best: Floats
    log_score: Floats
    clipped: Booleans
    pit_low: Floats
    pit_high: Floats
    interval_score: Floats
    covered: Floats
    absolute_error: Floats
    reference_absolute_error: Floats

    @classmethod
    def blank(cls, rows: int) -> "Scores":
        """Return n rows in which nothing applies."""
        columns: dict[str, Any] = {column.name: np.full(rows, np.nan) for column in fields(cls)}
        return cls(**columns | {"clipped": np.zeros(rows, dtype=np.bool_)})

    def put(self, rows: Integers, part: "Scores") -> None:
        """Write the rows of `part` to the places `rows`."""
        for column in fields(self):
            getattr(self, column.name)[rows] = getattr(part, column.name)


def score_cases(cases: Sequence[Case]) -> Scores:
    """Return the scores of forecasts of any types, in their order.

    Raises `PredictionError` where a date question lacks publication or horizon.
    """
    scores = Scores.blank(len(cases))
    for positions, group in columns(cases):
        scores.put(positions, score(group))
    return scores


def rule_score(group: Columns) -> Floats:
    """Return only what the rule says (n,): Brier score, RPS, CRPS, or the error of a bare point."""
    match group:
        case BinaryColumns():
            return brier(group.p, group.outcome)
        case CategoricalColumns():
            rule = rps if group.ordered else categorical_brier
            return rule(group.probabilities, group.outcome)
        case KnotColumns():
            return crps(group.forecast, group.outcome)
        case PointColumns():
            outcome = np.clip(group.outcome, group.lower, group.upper)
            return absolute_error(np.clip(group.point, group.lower, group.upper), outcome)


def score(group: Columns) -> Scores:
    """Return the scores of columns of one type and shape."""
    match group:
        case BinaryColumns():
            return _score_binary(group)
        case CategoricalColumns():
            return _score_categorical(group)
        case KnotColumns():
            return _score_knots(group)
        case PointColumns():
            return _score_points(group)


def _score_binary(group: BinaryColumns) -> Scores:
    scores = Scores.blank(len(group.p))
    scores.score[:] = rule_score(group)
    scores.reference_score[:] = brier(group.reference, group.outcome)
    scores.scale[:] = BINARY_SCALE
    scores.skill[:] = skill_points(scores.score, scores.reference_score, BINARY_SCALE)
    _put_stakes(
        scores,
        option_stakes(
            brier(group.reference, outcome) - brier(group.p, outcome)
            for outcome in (np.zeros_like(group.p), np.ones_like(group.p))
        ),
    )
    scores.log_score[:], scores.clipped[:] = log_score(group.p, group.outcome)
    return scores


def _score_categorical(group: CategoricalColumns) -> Scores:
    rows, options = group.probabilities.shape
    rule = rps if group.ordered else categorical_brier
    scale = ordered_scale(options) if group.ordered else categorical_scale(options)
    scores = Scores.blank(rows)
    scores.score[:] = rule_score(group)
    scores.reference_score[:] = rule(group.reference, group.outcome)
    scores.scale[:] = scale
    scores.skill[:] = skill_points(scores.score, scores.reference_score, scale)
    _put_stakes(
        scores,
        option_stakes(
            rule(group.reference, outcome) - rule(group.probabilities, outcome)
            for outcome in np.tile(np.arange(options)[:, None], rows)
        ),
    )
    scores.log_score[:], scores.clipped[:] = categorical_log(group.probabilities, group.outcome)
    return scores


def _score_knots(group: KnotColumns) -> Scores:
    forecast, reference = group.forecast, group.reference
    scores = Scores.blank(len(forecast))
    scores.score[:] = rule_score(group)
    scores.pit_low[:], scores.pit_high[:] = pit(forecast, group.outcome, group.step)
    if reference is not None:
        scores.reference_score[:] = crps(reference, group.outcome)
        scores.scale[:] = expected_crps(reference)
        unusable = ~usable(scores.scale, reference.lower, reference.upper)
        with np.errstate(divide="ignore", invalid="ignore"):
            scores.skill[:] = skill_points(scores.score, scores.reference_score, scores.scale)
            _put_stakes(scores, knot_stakes(forecast, reference))
        for column in (scores.skill, scores.skill_worst, scores.skill_best):
            column[unusable] = np.nan
    stated = group.stated
    low, high = forecast.values[stated, 0], forecast.values[stated, -1]
    outcome = np.minimum(group.outcome, forecast.upper)[stated]
    low_level, high_level = forecast.levels[stated, 0], forecast.levels[stated, -1]
    scores.interval_score[stated] = winkler(low, high, outcome, low_level, high_level)
    scores.covered[stated] = covered(low, high, outcome)
    return scores


def _put_stakes(scores: Scores, stakes: Stakes) -> None:
    # What came is possible, even where a tail hid it.
    scores.skill_worst[:] = np.minimum(100 * stakes.worst / scores.scale, scores.skill)
    scores.skill_best[:] = np.maximum(100 * stakes.best / scores.scale, scores.skill)


def _score_points(group: PointColumns) -> Scores:
    scores = Scores.blank(len(group.point))
    outcome = np.clip(group.outcome, group.lower, group.upper)
    scores.absolute_error[:] = rule_score(group)
    if group.reference is not None:
        scores.reference_absolute_error[:] = absolute_error(quantile(group.reference, 0.5), outcome)
    return scores
