"""Scores of the interval between two stated quantiles."""

import numpy as np

from predictions.scoring_rules.arrays import Booleans, Floats


def winkler(
    low: Floats, high: Floats, outcome: Floats, low_level: Floats, high_level: Floats
) -> Floats:
    """Return the interval score (Winkler 1972; Gneiting & Raftery 2007), in the unit of the question.

    The width, plus the distance of a miss divided by the probability of missing on that side: for a
    central interval of level `1 - a` that is the usual `2 / a`. All arguments are (n,), levels
    strictly between 0 and 1.
    """
    missed = np.maximum(low - outcome, 0) / low_level + np.maximum(outcome - high, 0) / (
        1 - high_level
    )
    return high - low + missed


def covered(low: Floats, high: Floats, outcome: Floats) -> Booleans:
    """Return whether each outcome lies in its interval, ends included; all arguments are (n,)."""
    return (low <= outcome) & (outcome <= high)
