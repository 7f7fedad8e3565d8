"""Calibration without bins: the CORP reliability diagram and its decomposition of the Brier score.

Dimitriadis, Gneiting & Jordan (2021): the recalibrated probabilities are the isotonic regression of what
came true on what was said, and the mean score falls into miscalibration - discrimination + uncertainty.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from predictions.statistics.calibration import weighted

_RESAMPLES = 400


@dataclass(frozen=True, slots=True)
class Corp:
    """The diagram and the decomposition of n forecasts.

    `p` (u,) are the different probabilities said, increasing; `recalibrated` (u,) how often each came true,
    as an increasing function; `weight` (u,) their summed weights. `score` is the mean Brier score,
    and `score = miscalibration - discrimination + uncertainty`, each 0 to 1 and never negative.
    """

    p: NDArray[np.float64]
    recalibrated: NDArray[np.float64]
    weight: NDArray[np.float64]
    score: float
    miscalibration: float
    discrimination: float
    uncertainty: float


class Band(NamedTuple):
    """Where the curve would lie at `p` (u,), nine times of ten, were every forecast calibrated.

    `miscalibration` is what such forecasts would show on average: it is above 0 by chance alone.
    """

    p: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    miscalibration: float


def isotonic(values: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The increasing sequence (n,) nearest to `values` (n,) in weighted squares.

    Pool adjacent violators (Ayer, Brunk, Ewing, Reid & Silverman 1955), all of them in each pass:
    inside a falling run every neighbour violates, so the whole run may be pooled at once.
    """
    starts = np.arange(len(values))
    means, mass = values, weights
    while len(means) > 1:
        rising = np.concatenate([[True], means[1:] > means[:-1]])
        if rising.all():
            break
        first = np.flatnonzero(rising)
        pooled = np.add.reduceat(mass, first)
        means = np.add.reduceat(mass * means, first) / pooled
        mass, starts = pooled, starts[first]
    return np.repeat(means, np.diff(np.append(starts, len(values))))


def corp(p: ArrayLike, y: ArrayLike, questions: ArrayLike) -> Corp | None:
    """The CORP diagram and decomposition; None without forecasts.

    All three have shape (n,): probabilities in [0, 1], outcomes 0 or 1, question ids. A forecast weighs
    1 / (forecasts on its question).

    Raises:
        ValueError: unequal shapes, p outside [0, 1], y neither 0 nor 1.

    """
    probabilities, outcomes, weights = weighted(p, y, questions)
    if not len(weights):
        return None
    unique, index = np.unique(probabilities, return_inverse=True)
    mass = np.bincount(index, weights)
    true = np.bincount(index, weights * outcomes)
    recalibrated = isotonic(true / mass, mass)
    total = mass.sum()

    def score(said: NDArray[np.float64] | float) -> float:
        # The mean of (said - y)^2 for y of 0 and 1, from sums alone.
        return float(np.sum(mass * np.square(said) - 2 * true * said + true) / total)

    score_as_said, score_recalibrated = score(unique), score(recalibrated)
    uncertainty = score(true.sum() / total)
    return Corp(
        p=unique,
        recalibrated=recalibrated,
        weight=mass,
        score=score_as_said,
        # Rounding alone could make what is zero negative.
        miscalibration=max(score_as_said - score_recalibrated, 0.0),
        discrimination=max(uncertainty - score_recalibrated, 0.0),
        uncertainty=uncertainty,
    )


def consistency_band(
    p: ArrayLike,
    questions: ArrayLike,
    events: ArrayLike,
    generator: np.random.Generator,
    *,
    level: float = 0.9,
    resamples: int = _RESAMPLES,
) -> Band | None:
    """Where the curve of `corp` wanders by chance (Broecker & Smith 2007); None without forecasts.

    Outcomes are drawn anew as if every forecast were calibrated, with one draw u for each event: what was
    given p comes true if u < p. So the questions of an event stand and fall together, which is the least that
    they can tell. Probabilities are taken in thousandths.

    Raises:
        ValueError: as in `corp`; unequal shapes; a level outside (0, 1).

    """
    probabilities, _, weights = weighted(p, np.zeros(np.shape(p)), questions)
    event_ids, event = np.unique(np.asarray(events), return_inverse=True)
    if event.shape != probabilities.shape:
        raise ValueError("Probabilities and event ids must have one shape (n,).")
    if not 0 < level < 1:
        raise ValueError(f"The level must lie between 0 and 1, not {level}.")
    if not len(weights):
        return None
    unique, index = np.unique(np.round(probabilities, 3), return_inverse=True)
    mass = np.bincount(index, weights)
    curves = np.empty((resamples, len(unique)))
    miscalibration = np.empty(resamples)
    for row in range(resamples):
        true = generator.random(len(event_ids))[event] < probabilities
        share = np.bincount(index, weights * true) / mass
        curves[row] = isotonic(share, mass)
        # S(said) - S(recalibrated), in which y cancels but for its share.
        gain = unique**2 - curves[row] ** 2 - 2 * share * (unique - curves[row])
        miscalibration[row] = np.average(gain, weights=mass)
    low, high = np.quantile(curves, ((1 - level) / 2, (1 + level) / 2), axis=0)
    return Band(unique, low, high, float(miscalibration.mean()))
