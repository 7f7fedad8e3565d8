"""What is to be expected of a forecaster: the own mean, drawn towards everybody's by how unsure it is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from predictions.statistics.events import Cells


@dataclass(frozen=True, slots=True)
class Shrunk:
    """Empirical Bayes estimates of j forecasters.

    `estimate` (j,) is `centre + reliability (mean - centre)`; `reliability` (j,), 0 to 1, is
    `between / (between + within / n_j)`, n_j the number of events as if equally weighted. `within` is the
    variance between the events of one forecaster, `between` that of true means between forecasters.
    """

    estimate: NDArray[np.float64]
    reliability: NDArray[np.float64]
    centre: float
    within: float
    between: float


def shrink(cells: Cells) -> Shrunk | None:
    """Shrink the means over questions of j forecasters; None where no two events of one tell how they vary.

    The model: a forecaster's event means scatter around the true mean with one variance for everybody,
    `within`, pooled over all events, because the own events are too few to tell (ten calls at 0.95,
    all right, have none); true means scatter around a centre with `between`, by moments (DerSimonian & Laird
    1986). Estimates are those of Efron & Morris (1975).

    Raises:
        ValueError: see `Cells.by_forecaster`.

    """
    cells, _ = cells.by_forecaster()
    owner, size = cells.forecasters, cells.questions
    total, squares, cubes = (np.bincount(owner, size**power) for power in (1, 2, 3))
    mean = np.bincount(owner, cells.sums) / total
    errors = np.sum((cells.sums - mean[owner] * size) ** 2)
    # What `errors` would be on average with a variance of 1: a mean lies nearer to its own events.
    expected = np.sum(squares - 2 * cubes / total + (squares / total) ** 2)
    if expected <= 1e-9 * squares.sum():
        return None
    within = float(errors / expected)
    effective_n = total**2 / squares
    between = _between(mean, effective_n, within)
    if between + within == 0:
        return Shrunk(mean, np.ones_like(mean), float(mean.mean()), 0.0, 0.0)
    reliability = between / (between + within / effective_n)
    precision = 1 / (between + within / effective_n)
    centre = float(np.average(mean, weights=precision))
    return Shrunk(centre + reliability * (mean - centre), reliability, centre, within, between)


def _between(mean: NDArray[np.float64], effective_n: NDArray[np.float64], within: float) -> float:
    if len(mean) < 2:
        return 0.0
    centre = np.average(mean, weights=effective_n)
    scatter = np.sum(effective_n * (mean - centre) ** 2)
    spread = effective_n.sum() - np.sum(effective_n**2) / effective_n.sum()
    return max(float((scatter - (len(mean) - 1) * within) / spread), 0.0)
