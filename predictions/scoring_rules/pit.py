"""The probability integral transform: where in its forecast distribution an outcome fell."""

import numpy as np

from predictions.scoring_rules.arrays import Floats
from predictions.scoring_rules.knots import Knots, cdf


def pit(knots: Knots, outcome: Floats) -> tuple[Floats, Floats]:
    """Return `F(y-)` and `F(y)`, both (n,); they differ only at a bound (Czado, Gneiting & Held 2009).

    The interval is kept rather than a random number in it, so that the figure is the same every time.
    What did not happen (+inf) lies at the upper bound.
    """
    outcome = np.clip(outcome, knots.lower, knots.upper)
    return cdf(knots, outcome, "left"), cdf(knots, outcome, "right")
