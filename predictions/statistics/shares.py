"""Shares of what came true, and how sure they are where forecasts belong together."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from predictions.statistics.wilson import wilson_interval


class Shares(NamedTuple):
    """The share of hits in each of g groups, all (g,); NaN without forecasts, where the interval is (0, 1).

    `effective_n` is the number of events as if equally weighted; the interval is the 95 % one of Wilson.
    """

    share: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    forecasts: NDArray[np.intp]
    events: NDArray[np.intp]
    effective_n: NDArray[np.float64]


def shares(
    hits: ArrayLike, weights: ArrayLike, groups: ArrayLike, events: ArrayLike, *, count: int
) -> Shares:
    """The weighted share of hits in groups 0 to `count` - 1.

    All four have shape (n,): hits 0 to 1, weights above 0, whole numbers of groups, event ids.

    The interval's n is the number of events in the group as if equally weighted: with W_e the summed
    weight of an event, `(sum W_e)^2 / sum W_e^2` (Kish 1965). Not of forecasts or questions: those that
    one turn of the world decides are not independent evidence. Where they nevertheless vary, that is
    careful: it takes the questions of an event to stand and fall together.
    """
    hit, weight = np.asarray(hits, np.float64), np.asarray(weights, np.float64)
    group = np.asarray(groups, np.intp)
    event_ids, event = np.unique(np.asarray(events), return_inverse=True)
    total = np.bincount(group, weight, count)
    forecasts = np.bincount(group, minlength=count)

    pairs, pair = np.unique(group * len(event_ids) + event, return_inverse=True)
    group_of_pair = pairs // max(len(event_ids), 1)
    squares = np.bincount(group_of_pair, np.bincount(pair, weight) ** 2, count)

    filled = forecasts > 0
    effective_n = np.divide(total**2, squares, out=np.zeros(count), where=filled)
    share = np.divide(
        np.bincount(group, weight * hit, count), total, out=np.zeros(count), where=filled
    )
    # A weighted mean of ones may end a hair above 1.
    low, high = wilson_interval(np.minimum(share, 1) * effective_n, effective_n)
    return Shares(
        np.where(filled, share, np.nan),
        low,
        high,
        forecasts,
        np.bincount(group_of_pair, minlength=count),
        effective_n,
    )


def question_weights(questions: NDArray[Any]) -> NDArray[np.float64]:
    """1 / (forecasts on the question), (n,), so that repetition does not count."""
    _, question, counts = np.unique(questions, return_inverse=True, return_counts=True)
    return np.asarray(1 / counts[question])
