"""Calibration of numbers and dates: the PIT histogram, and how often stated ranges held."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from predictions.statistics.shares import question_weights, shares
from predictions.statistics.wilson import wilson_interval

_BINS = 10


@dataclass(frozen=True, slots=True)
class PitBin:
    """The weight of outcomes between two levels of their forecasts; a tenth for calibrated ones.

    `share_low` and `share_high` are the 95 % Wilson interval with events as n.
    """

    low: float
    high: float
    share: float
    share_low: float
    share_high: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often stated ranges held the outcome; `stated` is how often they should have.

    Shares are weighted means; `low` and `high` the 95 % Wilson interval with events as n.
    """

    stated: float
    share: float
    low: float
    high: float
    forecasts: int
    events: int


def pit_histogram(
    low: ArrayLike, high: ArrayLike, questions: ArrayLike, events: ArrayLike
) -> tuple[PitBin, ...]:
    """Ten bins of where outcomes fell in their forecasts; none without forecasts.

    All four have shape (n,): `F(y-)` and `F(y)` of each forecast, question ids, event ids. An outcome
    at a jump of F is spread evenly over [F(y-), F(y)], not put at a random place in it (Czado,
    Gneiting & Held 2009). A forecast weighs 1 / (forecasts on its question).

    Raises:
        ValueError: unequal shapes; not 0 <= low <= high <= 1.

    """
    start, stop = np.asarray(low, np.float64), np.asarray(high, np.float64)
    question_ids, event_ids = np.asarray(questions), np.asarray(events)
    if start.ndim != 1 or not start.shape == stop.shape == question_ids.shape == event_ids.shape:
        raise ValueError("PIT values, question and event ids must have one shape (n,).")
    if not np.all((start >= 0) & (start <= stop) & (stop <= 1)):
        raise ValueError("Every PIT interval must lie in order between 0 and 1.")
    if not len(start):
        return ()
    weights = question_weights(question_ids)
    total = weights.sum()
    reached = [weights @ _reached(start, stop, edge / _BINS) / total for edge in range(_BINS)]
    share = np.diff([*reached, 1.0]).clip(0, 1)
    everything = np.zeros(len(start), np.intp)
    n = shares(everything, weights, everything, event_ids, count=1).effective_n[0]
    share_low, share_high = wilson_interval(share * n, n)
    return tuple(
        PitBin(
            low=i / _BINS,
            high=(i + 1) / _BINS,
            share=float(share[i]),
            share_low=float(share_low[i]),
            share_high=float(share_high[i]),
        )
        for i in range(_BINS)
    )


def coverage(
    covered: ArrayLike, stated: ArrayLike, questions: ArrayLike, events: ArrayLike
) -> Coverage | None:
    """How often stated ranges held; None without any.

    All four have shape (n,): whether the outcome lay inside, the level stated (0 to 1), question ids,
    event ids. A forecast weighs 1 / (forecasts on its question).

    Raises:
        ValueError: unequal shapes; a level outside (0, 1).

    """
    hits, levels = np.asarray(covered, np.float64), np.asarray(stated, np.float64)
    question_ids, event_ids = np.asarray(questions), np.asarray(events)
    if hits.ndim != 1 or not hits.shape == levels.shape == question_ids.shape == event_ids.shape:
        raise ValueError("Hits, levels, question and event ids must have one shape (n,).")
    if not np.all((levels > 0) & (levels < 1)):
        raise ValueError("Every stated level must lie between 0 and 1.")
    if not len(hits):
        return None
    weights = question_weights(question_ids)
    one = shares(hits, weights, np.zeros(len(hits), np.intp), event_ids, count=1)
    return Coverage(
        stated=float(np.average(levels, weights=weights)),
        share=float(one.share[0]),
        low=float(one.low[0]),
        high=float(one.high[0]),
        forecasts=int(one.forecasts[0]),
        events=int(one.events[0]),
    )


def _reached(
    start: NDArray[np.float64], stop: NDArray[np.float64], edge: float
) -> NDArray[np.float64]:
    """How much of each interval lies below the edge; a point on the edge lies above it."""
    width = stop - start
    with np.errstate(over="ignore"):
        share = (edge - start) / np.where(width > 0, width, 1)
    return np.where(width > 0, share.clip(0, 1), start < edge)
