"""Scores of probabilities of yes."""

import numpy as np

from predictions.scoring_rules.arrays import Booleans, Floats

LOG_FLOOR = 0.001
"""The log score takes no probability as closer to 0 or 1 than this; otherwise one p = 0 is infinite."""


def brier(p: Floats, outcome: Floats | Booleans) -> Floats:
    """Return the squared error `(p - y)^2` (Brier 1950), 0 to 1.

    `p` (n,) are probabilities of yes, `outcome` (n,) is 1 or 0. Brier's own score sums over both
    answers and is twice this.
    """
    return (p - outcome) ** 2


def log_score(p: Floats, outcome: Floats | Booleans) -> tuple[Floats, Booleans]:
    """Return `-ln` of the probability given to what happened (Good 1952), and where p was clipped.

    Shapes as in `brier`; both results are (n,).
    """
    return clipped_log(np.where(outcome, p, 1 - p))


def clipped_log(given: Floats) -> tuple[Floats, Booleans]:
    """Return `-ln` of probabilities clipped to [0.001, 0.999], and which of them were clipped."""
    kept = np.clip(given, LOG_FLOOR, 1 - LOG_FLOOR)
    return -np.log(kept), kept != given
