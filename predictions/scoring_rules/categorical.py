"""Scores of probabilities over options."""

import numpy as np

from predictions.scoring_rules.arrays import Booleans, Floats, Integers
from predictions.scoring_rules.binary import clipped_log


def categorical_brier(probabilities: Floats, outcome: Integers) -> Floats:
    """Return `sum_k (p_k - y_k)^2` (Brier 1950), 0 to 2.

    `probabilities` (n, K) are in the order of the options; `outcome` (n,) is the index of the option.
    """
    error = np.array(probabilities, dtype=np.float64)
    error[np.arange(len(error)), outcome] -= 1
    return np.asarray(np.einsum("nk,nk->n", error, error))


def rps(probabilities: Floats, outcome: Integers) -> Floats:
    """Return the ranked probability score `sum_{k<K} (P_k - Y_k)^2 / (K - 1)`, 0 to 1.

    Epstein (1969), in the form of Murphy (1971) on cumulative probabilities. Shapes as above;
    the options are ordered.
    """
    options = probabilities.shape[1]
    score = np.zeros(len(probabilities))
    cumulated = np.zeros(len(probabilities))
    for option in range(options - 1):
        cumulated += probabilities[:, option]
        score += np.square(cumulated - (outcome <= option))
    score /= options - 1
    return score


def categorical_log(probabilities: Floats, outcome: Integers) -> tuple[Floats, Booleans]:
    """Return `-ln` of the probability given to the option that came (Good 1952), and where it was clipped.

    With three options or more the clip makes it improper: below 0.001 honesty is not paid for. So it is
    shown, and never ranked by.
    """
    return clipped_log(probabilities[np.arange(len(probabilities)), outcome])
