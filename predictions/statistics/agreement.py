"""How well two coders agree: Krippendorff's alpha, and how sure it is.

Alpha is 1 where they agree everywhere and 0 where they agree as often as by chance (Krippendorff 2004,
Content Analysis, chapter 11). What is compared is told by the metric: "nominal" asks whether two values
are the same, "interval" how far apart they are, squared.
"""

from typing import Literal, NamedTuple

import krippendorff
import numpy as np
from numpy.typing import ArrayLike, NDArray

from predictions.statistics.intervals import Interval, drawable

type Metric = Literal["nominal", "interval"]

_RESAMPLES = 2000


class Agreement(NamedTuple):
    """Alpha over some units; None where nothing varies, so that chance explains everything."""

    alpha: float | None
    interval: Interval | None
    units: int
    clusters: int


def agreement(
    first: ArrayLike,
    second: ArrayLike,
    clusters: ArrayLike,
    generator: np.random.Generator,
    *,
    metric: Metric,
    counts: ArrayLike | None = None,
) -> Agreement:
    """Alpha of two coders over n units, with its 95 % interval.

    `first` and `second` (n,) are what each of them says about a unit, as numbers; `counts` (n,) how many
    units say so, where many are alike (characters of a text). Units of one cluster stand and fall
    together: the interval is that of the Bayesian bootstrap (Rubin 1981) over clusters, and there is
    none where these are fewer than five.

    Raises:
        ValueError: unequal shapes, or values that are not finite.

    """
    pairs = np.column_stack([np.asarray(first, float), np.asarray(second, float)])
    group = np.asarray(clusters)
    weight = np.ones(len(pairs)) if counts is None else np.asarray(counts, float)
    if group.shape != (len(pairs),) or weight.shape != (len(pairs),):
        raise ValueError("There must be one cluster, and one count, to each pair.")
    if not np.all(np.isfinite(pairs)):
        raise ValueError("The values must be finite.")
    pairs, group, weight = pairs[weight > 0], group[weight > 0], weight[weight > 0]
    of_cluster = np.unique(group, return_inverse=True)[1]
    number = int(of_cluster.max()) + 1 if len(group) else 0
    return Agreement(
        alpha=_alpha(pairs, weight, metric),
        interval=_interval(pairs, weight, of_cluster, number, metric, generator),
        units=int(weight.sum()),
        clusters=number,
    )


def _alpha(pairs: NDArray[np.float64], weight: NDArray[np.float64], metric: Metric) -> float | None:
    values = np.unique(pairs)
    if len(values) < 2:
        return None
    said = (pairs[:, :, np.newaxis] == values).sum(axis=1)
    said = np.repeat(said, weight.astype(int), axis=0)
    return float(
        krippendorff.alpha(value_counts=said, value_domain=values, level_of_measurement=metric)
    )


def _interval(
    pairs: NDArray[np.float64],
    weight: NDArray[np.float64],
    of_cluster: NDArray[np.intp],
    number: int,
    metric: Metric,
    generator: np.random.Generator,
) -> Interval | None:
    values = np.unique(pairs)
    if not drawable(number) or len(values) < 2:
        return None
    # Both metrics are squared distances: between numbers, or between the corners of a simplex. So
    # alpha follows from sums, which are summed by cluster once and weighted anew for each resample.
    points = pairs[:, :, np.newaxis]
    if metric == "nominal":
        points = (points == values) / np.sqrt(2)
    apart = 2 * ((points[:, 0] - points[:, 1]) ** 2).sum(axis=1)
    squares = (points**2).sum(axis=(1, 2))
    columns = np.column_stack([np.full(len(pairs), 2.0), apart, squares, points.sum(axis=1)])
    sums = np.zeros((number, columns.shape[1]))
    np.add.at(sums, of_cluster, columns * weight[:, np.newaxis])
    drawn = generator.standard_exponential((_RESAMPLES, number))
    drawn *= number / drawn.sum(axis=1, keepdims=True)
    said, observed, squared, *total = (drawn @ sums).T
    expected = 2 * (said * squared - (np.stack(total) ** 2).sum(axis=0))
    alphas = 1 - (said - 1) * observed / expected
    low, high = np.quantile(alphas, (0.025, 0.975))
    return Interval(float(low), float(high))
