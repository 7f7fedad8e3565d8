"""How often what was given p came true: ten bins, and the Brier score over them all."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from predictions.statistics.wilson import wilson_interval

_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The forecasts with `low <= p < high`; the last bin holds p = 1 too.

    `mean_p` and `share` (which came true) are weighted means, None in an empty bin, whose
    interval is (0, 1). `share_low` and `share_high` are the share's 95 % Wilson interval.
    """

    low: float
    high: float
    mean_p: float | None
    share: float | None
    share_low: float
    share_high: float
    forecasts: int
    events: int
    effective_n: float


def calibration_bins(
    p: ArrayLike, y: ArrayLike, questions: ArrayLike, events: ArrayLike
) -> tuple[Bin, ...]:
    """Ten bins over [0, 1], every p in exactly one; a p on an edge falls in the bin that starts there.

    All four have shape (n,): probabilities in [0, 1], outcomes 0 or 1, question ids, event ids. A forecast
    weighs 1 / (forecasts on its question, in all bins), so that repetition does not count.

    The Wilson interval's n is the number of events in the bin as if equally weighted: with W_e the summed
    weight of an event in the bin, `(sum W_e)^2 / sum W_e^2` (Kish 1965, Survey Sampling). Not of
    forecasts or questions: those that one turn of the world decides are not independent evidence.

    Raises:
        ValueError: unequal shapes, p outside [0, 1], y neither 0 nor 1.

    """
    probabilities, outcomes, weights = _weighted(p, y, questions)
    event_ids, event = np.unique(np.asarray(events), return_inverse=True)
    if event.shape != probabilities.shape:
        raise ValueError("Probabilities and event ids must have one shape (n,).")
    # Rounding first, because 1 - 0.9 is 0.09999999999999998 and means 0.1.
    bins = np.minimum(np.floor(np.round(probabilities * _BINS, 9)), _BINS - 1).astype(np.intp)
    total = np.bincount(bins, weights, _BINS)
    sum_p = np.bincount(bins, weights * probabilities, _BINS)
    sum_y = np.bincount(bins, weights * outcomes, _BINS)
    forecasts = np.bincount(bins, minlength=_BINS)

    pairs, pair = np.unique(bins * len(event_ids) + event, return_inverse=True)
    pair_weight = np.bincount(pair, weights)
    pair_bin = pairs // max(len(event_ids), 1)
    n_events = np.bincount(pair_bin, minlength=_BINS)
    squares = np.bincount(pair_bin, pair_weight**2, _BINS)

    filled = forecasts > 0
    effective_n = np.divide(total**2, squares, out=np.zeros(_BINS), where=filled)
    mean_p = np.divide(sum_p, total, out=np.zeros(_BINS), where=filled)
    share = np.divide(sum_y, total, out=np.zeros(_BINS), where=filled)
    low, high = wilson_interval(share * effective_n, effective_n)
    return tuple(
        Bin(
            low=i / _BINS,
            high=(i + 1) / _BINS,
            mean_p=float(mean_p[i]) if filled[i] else None,
            share=float(share[i]) if filled[i] else None,
            share_low=float(low[i]),
            share_high=float(high[i]),
            forecasts=int(forecasts[i]),
            events=int(n_events[i]),
            effective_n=float(effective_n[i]),
        )
        for i in range(_BINS)
    )


def weighted_brier(p: ArrayLike, y: ArrayLike, questions: ArrayLike) -> float | None:
    """The mean of (p - y)^2 (Brier 1950), a forecast weighing 1 / (forecasts on its question).

    Arrays and errors as in `calibration_bins`. In [0, 1], 0 is perfect; None without forecasts.
    """
    probabilities, outcomes, weights = _weighted(p, y, questions)
    if not len(weights):
        return None
    return float(np.average((probabilities - outcomes) ** 2, weights=weights))


def _weighted(
    p: ArrayLike, y: ArrayLike, questions: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    probabilities, outcomes = np.asarray(p, np.float64), np.asarray(y, np.float64)
    question_ids = np.asarray(questions)
    if probabilities.ndim != 1 or not probabilities.shape == outcomes.shape == question_ids.shape:
        raise ValueError("Probabilities, outcomes and question ids must have one shape (n,).")
    if not np.all((probabilities >= 0) & (probabilities <= 1)):
        raise ValueError("Every p must lie between 0 and 1.")
    if not np.all((outcomes == 0) | (outcomes == 1)):
        raise ValueError("Every outcome must be 0 or 1.")
    _, question, counts = np.unique(question_ids, return_inverse=True, return_counts=True)
    return probabilities, outcomes, 1 / counts[question]
