"""What a forecast had at stake: the skill points that the worst and the best outcome would have brought.

Bounded even where the outcome is not, because `S_ref(y) - S(y)` depends on where forecast and reference
disagree. Intervals of a mean need it: ten calls at 0.95 that came true do not show what a miss costs.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from predictions.scoring_rules.arrays import Floats
from predictions.scoring_rules.crps import BLOCK, crps
from predictions.scoring_rules.knots import Knots, cdf


class Stakes(NamedTuple):
    """The lowest and the highest possible `S_ref - S`, both (n,), in the unit of the score."""

    worst: Floats
    best: Floats


def option_stakes(gains: Iterable[Floats]) -> Stakes:
    """Return the stakes of n forecasts, given their gains `S_ref - S` (n,) under each possible answer."""
    columns = list(gains)
    return Stakes(np.minimum.reduce(columns), np.maximum.reduce(columns))


def knot_stakes(forecast: Knots, reference: Knots) -> Stakes:
    """Return the stakes of n distributions, with n references of perhaps another number of knots.

    The gain changes with the outcome at the rate `2 (F_ref - F)`, so it is extreme at the bounds and where
    the two distribution functions cross. One crossing is sought between neighbouring knots, that of the
    chords: exact for lines, and in tails nearly so.
    """
    stakes = Stakes(np.empty(len(forecast)), np.empty(len(forecast)))
    for start in range(0, len(forecast), BLOCK):
        block = slice(start, start + BLOCK)
        stakes.worst[block], stakes.best[block] = _knot_stakes(forecast[block], reference[block])
    return stakes


def _knot_stakes(forecast: Knots, reference: Knots) -> Stakes:
    places = np.sort(np.concatenate([forecast.values, reference.values], axis=1), axis=1)
    below = _distances(forecast.lower_tail()[1], reference.lower_tail()[1])
    above = _distances(forecast.upper_tail()[1], reference.upper_tail()[1])
    columns = [
        *(np.maximum(places[:, 0] - distance, forecast.lower) for distance in reversed(below)),
        *places.T,
        *(np.minimum(places[:, -1] + distance, forecast.upper) for distance in above),
    ]

    ends = [crps(reference, y) - crps(forecast, y) for y in (columns[0], columns[-1])]
    stakes = Stakes(np.minimum(*ends), np.maximum(*ends))
    # Without bounds, at which both functions jump.
    said, known = (Knots(one.values, one.levels, tails=one.tails) for one in (forecast, reference))
    rates = [cdf(known, y) - cdf(said, y) for y in columns]
    for (x, rate), (next_x, next_rate) in pairwise(zip(columns, rates, strict=True)):
        rows = np.flatnonzero((rate * next_rate <= 0) & (rate != 0))
        share = rate[rows] / (rate[rows] - next_rate[rows])
        y = x[rows] + share * (next_x[rows] - x[rows])
        gain = crps(reference[rows], y) - crps(forecast[rows], y)
        stakes.worst[rows] = np.minimum(stakes.worst[rows], gain)
        stakes.best[rows] = np.maximum(stakes.best[rows], gain)
    return stakes


def _distances(scale: Floats, other_scale: Floats) -> list[Floats]:
    """Return how far beyond the outer knots two tails are compared; at the last nothing of them is left."""
    near, far = np.minimum(scale, other_scale), np.maximum(scale, other_scale)
    return [near, 3 * near, 9 * near, 40 * far]
