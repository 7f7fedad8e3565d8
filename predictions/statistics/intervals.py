"""How sure a mean over few events is."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

PROVISIONAL_BELOW = 10
NO_INTERVAL_BELOW = 5

_PSEUDO_EVENTS = 2
_RESAMPLES = 2000
# Bounds the memory of one block of resamples: 16 MB of weights.
_BLOCK = 2_000_000


class Events(NamedTuple):
    """Scores summed by event, both (e,): the sum of the question means, and how many questions."""

    sums: NDArray[np.float64]
    questions: NDArray[np.float64]


class Interval(NamedTuple):
    """A 95 % interval, in the unit of the scores."""

    low: float
    high: float


def mean_interval(own: Events, pool: Events, generator: np.random.Generator) -> Interval | None:
    """The 95 % interval of a mean over questions; None below five events, where none would be honest.

    The Bayesian bootstrap (Rubin 1981, Annals of Statistics 9) over the own events, whose questions stand
    and fall together, plus two pseudo-events drawn afresh for each resample from the events of everybody,
    `pool`, of which the own may be part. Without them nothing that has not yet happened to a
    forecaster could ever happen: ten calls at 0.95, all right, would have no spread at all.

    A pseudo-event brings the mean of its questions, and as many questions as an own event has on
    average; else one event with fifty questions in the pool would outweigh ten own ones.

    Coverage for calibrated forecasts at 10 and 20 events is 0.95 to 0.99; at 50 events of p = 0.95 it
    is about 0.9 (simulated; the first two are tested).

    Raises:
        ValueError: unequal shapes, values that are not finite, an event without questions, an empty pool.

    """
    for events in (own, pool):
        if events.sums.ndim != 1 or events.sums.shape != events.questions.shape:
            raise ValueError("Sums and numbers of questions must have one shape (e,).")
        if not (np.all(np.isfinite(events.sums)) and np.all(events.questions > 0)):
            raise ValueError("Sums must be finite, and every event must have a question.")
    n = len(own.sums)
    if n < NO_INTERVAL_BELOW:
        return None
    if not len(pool.sums):
        raise ValueError("The pool must hold at least one event.")

    pool_means = pool.sums / pool.questions
    pseudo_questions = own.questions.mean()
    means = np.empty(_RESAMPLES)
    rows = max(1, _BLOCK // n)
    for start in range(0, _RESAMPLES, rows):
        block = means[start : start + rows]
        # Exponential weights are Dirichlet weights before the division, which the ratio makes unnecessary.
        weights = generator.standard_exponential((len(block), n))
        pseudo_weights = pseudo_questions * generator.standard_exponential(
            (len(block), _PSEUDO_EVENTS)
        )
        pseudo_means = generator.choice(pool_means, (len(block), _PSEUDO_EVENTS))
        total = weights @ own.sums + (pseudo_weights * pseudo_means).sum(axis=1)
        block[:] = total / (weights @ own.questions + pseudo_weights.sum(axis=1))
    low, high = np.quantile(means, (0.025, 0.975))
    return Interval(float(low), float(high))
