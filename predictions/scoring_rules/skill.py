"""Skill: how much better than the reference, in points of the score that ignorance expects."""

import numpy as np

from predictions.scoring_rules.arrays import Booleans, Floats

BINARY_SCALE = 0.25
"""The expected Brier score of p = 0.5, whatever happens."""


def categorical_scale(options: int) -> float:
    """Return the expected Brier score of K equal probabilities under themselves, `1 - 1 / K`."""
    return 1 - 1 / options


def ordered_scale(options: int) -> float:
    """Return the expected RPS of K equal probabilities under themselves, `(K + 1) / (6 K)`."""
    return (options + 1) / (6 * options)


def skill_points(score: Floats, reference_score: Floats, scale: Floats | float) -> Floats:
    """Return `100 * (S_ref - S) / scale` (n,): 0 is as good as the reference.

    Proper, because the scale depends neither on the forecast nor on the outcome; the usual skill score,
    a quotient of two scores, is not (Murphy 1973).
    """
    return 100 * (reference_score - score) / scale


def usable(scale: Floats, lower: Floats, upper: Floats) -> Booleans:
    """Return where a scale is positive, finite and at least 1 % of the bounds (where both exist); all (n,).

    Below that a reference pretends to know the answer, and any miss is worth thousands of points.
    """
    width = np.subtract(upper, lower)
    least = np.where(np.isfinite(width), 0.01 * width, 0)
    return (scale > 0) & np.isfinite(scale) & (scale >= least)
