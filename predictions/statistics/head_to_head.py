"""Two forecasters on the questions that both have answered."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from predictions.statistics.aggregate import Aggregate, Stakes
from predictions.statistics.intervals import Interval, mean_interval


@dataclass(frozen=True, slots=True)
class HeadToHead:
    """The first's mean minus the second's, in the unit of the scores, on shared questions."""

    difference: float
    interval: Interval | None
    questions: int
    events: int


def head_to_head(
    first: Aggregate, second: Aggregate, generator: np.random.Generator
) -> HeadToHead | None:
    """Compare two forecasters question by question; None where no question is shared.

    Differences on one question are free of how hard it was, so they vary less than the two means. The
    interval is that of `mean_interval` on differences.

    Raises:
        ValueError: stakes are not known.

    """
    if first.stakes is None or second.stakes is None:
        raise ValueError("Without stakes an interval would not cover.")
    shared, mine, theirs = np.intersect1d(
        first.questions, second.questions, assume_unique=True, return_indices=True
    )
    if not len(shared):
        return None
    difference = first.values[mine] - second.values[theirs]
    stakes = _difference_stakes(
        first.values[mine],
        Stakes(*(column[mine] for column in first.stakes)),
        second.values[theirs],
        Stakes(*(column[theirs] for column in second.stakes)),
    )
    compared = Aggregate(shared, first.events[mine], difference, stakes)
    own = compared.by_event()
    return HeadToHead(
        difference=own.mean,
        interval=mean_interval(own, generator),
        questions=len(shared),
        events=len(own.sums),
    )


def _difference_stakes(
    value: NDArray[np.float64], own: Stakes, other_value: NDArray[np.float64], other: Stakes
) -> Stakes:
    """What the worst and the best outcome would have made of the differences (m,).

    One outcome decides both values. Where both have come out at their worst, or both at their best, as on a
    yes-or-no question that both answered alike, their ends go together; elsewhere they are taken to be
    opposed, which is as far apart as they may be.
    """
    together = np.isclose(value, own.worst) & np.isclose(other_value, other.worst)
    together |= np.isclose(value, own.best) & np.isclose(other_value, other.best)
    low, high = own.worst - other.best, own.best - other.worst
    same_low, same_high = own.worst - other.worst, own.best - other.best
    return Stakes(
        np.where(together, np.minimum(same_low, same_high), low),
        np.where(together, np.maximum(same_low, same_high), high),
    )
