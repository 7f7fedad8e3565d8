"""How sure a mean over few events is."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from predictions.statistics.events import Cells, Events

PROVISIONAL_BELOW = 10
NO_INTERVAL_BELOW = 5

_RESAMPLES = 2000
# Bounds the memory of one block of weights: 16 MB.
_BLOCK = 1000


class Interval(NamedTuple):
    """The ends of an interval, in the unit of the scores."""

    low: float
    high: float


def drawable(events: int) -> bool:
    """Whether so many events allow an interval to be drawn."""
    return events >= NO_INTERVAL_BELOW


def mean_interval(
    own: Events, generator: np.random.Generator, *, level: float = 0.95
) -> Interval | None:
    """The interval of a mean over questions; None where it is not `drawable`.

    Each end is a quantile of the Bayesian bootstrap (Rubin 1981) over the own events and one more: for the
    lower end an own event gone as badly as it could, for the upper end one gone as well. Without it what
    has not yet happened to a forecaster could never happen: ten calls at 0.95, all right, would have no
    spread at all. The event is drawn anew for each resample, in proportion to its questions.

    For values that are bounded alike this is the interval of Learned-Miller & Thomas (2019), which for
    shares is that of Clopper & Pearson (1934); so it needs no normality, and skewness does it no harm.
    Its coverage is simulated in tests/statistics/simulation.py and shown in docs/scoring.md.

    Raises:
        ValueError: see `Events.check`; a level outside (0, 1).

    """
    return intervals_of([own], generator, level=level)[0]


def intervals_of(
    each: Sequence[Events], generator: np.random.Generator, *, level: float = 0.95
) -> list[Interval | None]:
    """The `mean_interval` of each of several means, which share their random weights.

    Raises:
        ValueError: see `Events.check`; a level outside (0, 1).

    """
    for own in each:
        own.check()
    return _intervals(each, generator, level)


def mean_intervals(
    cells: Cells, generator: np.random.Generator, *, level: float = 0.95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The ends (j,) of `mean_interval` for each of j forecasters; NaN where it is not drawable.

    Thousands of them are a matter of a second.

    Raises:
        ValueError: see `Cells.by_forecaster`; a level outside (0, 1).

    """
    cells, starts = cells.by_forecaster()
    each = [
        Events(*(column[start:stop] for column in cells.own())) for start, stop in pairwise(starts)
    ]
    none = Interval(np.nan, np.nan)
    ends = np.array([one or none for one in _intervals(each, generator, level)]).reshape(-1, 2)
    return ends[:, 0], ends[:, 1]


def _intervals(
    each: Sequence[Events], generator: np.random.Generator, level: float
) -> list[Interval | None]:
    if not 0 < level < 1:
        raise ValueError(f"The level must lie between 0 and 1, not {level}.")
    most = max((len(own.sums) for own in each), default=0)
    if not drawable(most):
        return [None] * len(each)
    weights = generator.standard_exponential((min(most, _BLOCK), _RESAMPLES))
    return [
        _interval(own, weights, generator, level) if drawable(len(own.sums)) else None
        for own in each
    ]


def _interval(
    own: Events, weights: NDArray[np.float64], generator: np.random.Generator, level: float
) -> Interval:
    # Exponential weights are Dirichlet weights before the division, which the ratio makes unnecessary.
    total, questions = np.zeros(_RESAMPLES), np.zeros(_RESAMPLES)
    for start in range(0, len(own.sums), _BLOCK):
        block = slice(start, start + _BLOCK)
        count = len(own.sums[block])
        if start:
            weights = generator.standard_exponential((count, _RESAMPLES))
        total += own.sums[block] @ weights[:count]
        questions += own.questions[block] @ weights[:count]
    cumulated = np.cumsum(own.questions)
    # In order, which finds them faster; the weights they meet are in none.
    places = np.sort(generator.uniform(0, cumulated[-1], _RESAMPLES))
    drawn = np.searchsorted(cumulated, places, "right")
    weight = generator.standard_exponential(_RESAMPLES)
    questions += weight * own.questions[drawn]
    low = np.quantile((total + weight * own.worst[drawn]) / questions, (1 - level) / 2)
    high = np.quantile((total + weight * own.best[drawn]) / questions, (1 + level) / 2)
    return Interval(float(low), float(high))
