"""Ranks that say how sure they are."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from predictions.statistics.events import Cells

_RESAMPLES = 200
# Forecasters whose resamples fit in the processor's cache.
_BLOCK = 256
# Digits within which two means are one, so that rounding breaks no tie.
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Ranks:
    """The mean, rank and 95 % rank set of j forecasters, all (j,); rank 1 is the highest mean.

    Ties share a rank: it is 1 + the number of those with a higher mean. The true rank of a forecaster lies
    from `first` to `last` 95 times of 100.
    """

    mean: NDArray[np.float64]
    rank: NDArray[np.intp]
    first: NDArray[np.intp]
    last: NDArray[np.intp]


def ranks(cells: Cells, generator: np.random.Generator, *, level: float = 0.95) -> Ranks:
    """Rank forecasters by the mean over questions, with a confidence set of each rank.

    Mogstad, Romano, Shaikh & Wilhelm (2024): the rank of one forecaster is at least 1 + those who are better
    for sure, and at most all but those who are worse for sure, by intervals of the differences to all
    others that hold at once. These come from the bootstrap of the largest studentised difference, over
    events, so that what two have shared cancels; as in `mean_interval` each has one event more, an own one
    drawn anew, half gone as badly as it could and half as well.

    Time grows with j^2, memory with j and with the number of events: 5,000 forecasters take seconds.

    Raises:
        ValueError: see `Cells.by_forecaster`; a level outside (0, 1).

    """
    cells, starts = cells.by_forecaster()
    if not 0 < level < 1:
        raise ValueError(f"The level must lie between 0 and 1, not {level}.")
    sums, questions = (
        np.bincount(cells.forecasters, column) for column in (cells.sums, cells.questions)
    )
    mean = np.round(sums / questions, _DIGITS)
    noise = _noise(cells, starts, mean, generator)
    first, last = _rank_sets(mean, noise, level)
    return Ranks(mean, places(mean), first, last)


def places(means: NDArray[np.float64]) -> NDArray[np.intp]:
    """The rank of each mean: 1 + the number of those that are higher, ties within rounding shared."""
    rounded = np.round(means, _DIGITS)
    return 1 + len(rounded) - np.searchsorted(np.sort(rounded), rounded, "right")


def _noise(
    cells: Cells,
    starts: NDArray[np.intp],
    mean: NDArray[np.float64],
    generator: np.random.Generator,
) -> NDArray[np.float32]:
    """Resampled errors of each mean (j, resamples), centred; errors of shared events are shared."""
    _, event = np.unique(cells.events, return_inverse=True)
    weights = generator.standard_exponential(
        (int(event.max(initial=-1)) + 1, _RESAMPLES), dtype=np.float32
    )
    noise = np.empty((len(mean), _RESAMPLES), np.float32)
    for forecaster, (start, stop) in enumerate(pairwise(starts)):
        mine = slice(start, stop)
        questions, middle = cells.questions[mine], mean[forecaster]
        errors = (cells.sums[mine] - middle * questions).astype(np.float32)
        drawn = generator.choice(len(errors), _RESAMPLES, p=questions / questions.sum())
        halves = generator.standard_gamma(0.5, (2, _RESAMPLES))
        worst = (cells.worst[mine] - middle * questions)[drawn]
        best = (cells.best[mine] - middle * questions)[drawn]
        resampled = errors @ weights[event[mine]] + halves[0] * worst + halves[1] * best
        # A ratio by its linear part: the number of questions is taken as it is.
        noise[forecaster] = resampled / questions.sum()
    return noise - noise.mean(axis=1, keepdims=True)


def _rank_sets(
    mean: NDArray[np.float64], noise: NDArray[np.float32], level: float
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    critical = np.quantile(_largest(noise), level, axis=1)
    first, last = np.empty(len(mean), np.intp), np.empty(len(mean), np.intp)
    for rows in _blocks(len(mean)):
        apart = (mean - mean[rows, None]) * _scales(noise[rows], noise)
        least = critical[rows, None]
        first[rows] = 1 + np.count_nonzero(apart > least, axis=1)
        last[rows] = len(mean) - np.count_nonzero(apart < -least, axis=1)
    return first, last


def _largest(noise: NDArray[np.float32]) -> NDArray[np.float32]:
    """The largest studentised difference (j, resamples) of each forecaster to any other.

    What lies between two is the same for both, so each pair of blocks is gone through once.
    """
    largest = np.zeros_like(noise)
    blocks = _blocks(len(noise))
    for place, rows in enumerate(blocks):
        for columns in blocks[place:]:
            others, theirs = noise[columns], largest[columns]
            scales = _scales(noise[rows], others)
            for own, mine, scale in zip(noise[rows], largest[rows], scales, strict=True):
                differences = others - own
                differences *= scale[:, None]
                np.abs(differences, out=differences)
                np.maximum(mine, differences.max(axis=0), out=mine)
                np.maximum(theirs, differences, out=theirs)
    return largest


def _scales(some: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """By what the differences (i, j) of two are multiplied to have a variance of one."""
    variance = np.add.outer(
        np.einsum("ir,ir->i", some, some), np.einsum("jr,jr->j", others, others)
    )
    spread = np.sqrt(np.maximum(variance - 2 * (some @ others.T), 0))
    # Who made the same forecasts cannot be told apart, and differs by nothing.
    usable = spread > 1e-6 * np.sqrt(variance)
    scales: NDArray[np.float32] = np.divide(1, spread, out=np.zeros_like(spread), where=usable)
    return scales


def _blocks(count: int) -> list[slice]:
    return [slice(start, start + _BLOCK) for start in range(0, count, _BLOCK)]
