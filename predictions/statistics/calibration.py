"""How often what was given p came true: ten bins, and the Brier score over them all."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from predictions.statistics.shares import question_weights, shares

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

    The Wilson interval counts events, as in `shares`.

    Raises:
        ValueError: unequal shapes, p outside [0, 1], y neither 0 nor 1.

    """
    probabilities, outcomes, weights = weighted(p, y, questions)
    event_ids = np.asarray(events)
    if event_ids.shape != probabilities.shape:
        raise ValueError("Probabilities and event ids must have one shape (n,).")
    # Rounding first, because 1 - 0.9 is 0.09999999999999998 and means 0.1.
    bins = np.minimum(np.floor(np.round(probabilities * _BINS, 9)), _BINS - 1).astype(np.intp)
    found = shares(outcomes, weights, bins, event_ids, count=_BINS)
    filled = found.forecasts > 0
    mean_p = np.divide(
        np.bincount(bins, weights * probabilities, _BINS),
        np.bincount(bins, weights, _BINS),
        out=np.zeros(_BINS),
        where=filled,
    )
    return tuple(
        Bin(
            low=i / _BINS,
            high=(i + 1) / _BINS,
            mean_p=float(mean_p[i]) if filled[i] else None,
            share=float(found.share[i]) if filled[i] else None,
            share_low=float(found.low[i]),
            share_high=float(found.high[i]),
            forecasts=int(found.forecasts[i]),
            events=int(found.events[i]),
            effective_n=float(found.effective_n[i]),
        )
        for i in range(_BINS)
    )


def weighted_brier(p: ArrayLike, y: ArrayLike, questions: ArrayLike) -> float | None:
    """The mean of (p - y)^2 (Brier 1950), a forecast weighing 1 / (forecasts on its question).

    Arrays and errors as in `calibration_bins`. In [0, 1], 0 is perfect; None without forecasts.
    """
    probabilities, outcomes, weights = weighted(p, y, questions)
    if not len(weights):
        return None
    return float(np.average((probabilities - outcomes) ** 2, weights=weights))


def weighted(
    p: ArrayLike, y: ArrayLike, questions: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Checked probabilities and outcomes with their weights, all (n,); errors as in `calibration_bins`."""
    probabilities, outcomes = np.asarray(p, np.float64), np.asarray(y, np.float64)
    question_ids = np.asarray(questions)
    if probabilities.ndim != 1 or not probabilities.shape == outcomes.shape == question_ids.shape:
        raise ValueError("Probabilities, outcomes and question ids must have one shape (n,).")
    if not np.all((probabilities >= 0) & (probabilities <= 1)):
        raise ValueError("Every p must lie between 0 and 1.")
    if not np.all((outcomes == 0) | (outcomes == 1)):
        raise ValueError("Every outcome must be 0 or 1.")
    return probabilities, outcomes, question_weights(question_ids)
