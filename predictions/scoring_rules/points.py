"""The score of a bare point, which says nothing of its own uncertainty."""

import numpy as np

from predictions.scoring_rules.arrays import Floats


def absolute_error(point: Floats, outcome: Floats) -> Floats:
    """Return `|y - x|` (n,) in the unit of the question: the CRPS of a point (Gneiting & Raftery 2007)."""
    return np.abs(outcome - point)
