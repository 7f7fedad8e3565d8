"""The probability integral transform: where in its forecast distribution an outcome fell."""

import numpy as np

from predictions.scoring_rules.arrays import Floats
from predictions.scoring_rules.knots import Knots, cdf


def pit(knots: Knots, outcome: Floats, step: float = 0.0) -> tuple[Floats, Floats]:
    """Return `F(y-)` and `F(y)`, both (n,) (Czado, Gneiting & Held 2009).

    For numbers they differ only at a bound. Outcomes that are told apart in steps, as dates are in whole
    days, lie anywhere in the step that ends at y. What did not happen (+inf) lies beyond the upper bound. The
    interval is kept rather than a random number in it, so that the figure is the same every time.
    """
    y = np.clip(outcome, knots.lower, knots.upper)
    low = cdf(knots, np.maximum(y - step, knots.lower) if step else y, "left")
    high = cdf(knots, y, "right")
    if step:
        missed = np.isposinf(outcome)
        # On the last day F has not yet jumped to 1; what never came has passed all of F before it.
        before_the_jump = cdf(knots, y, "left")
        low = np.where(missed, before_the_jump, low)
        high = np.where(missed | (y < knots.upper), high, before_the_jump)
    return low, high
