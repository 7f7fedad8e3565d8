"""What a forecast had at stake: the skill points that the worst and the best outcome would have brought.

Bounded even where the outcome is not, because `S_ref(y) - S(y)` depends on where forecast and reference
disagree. Intervals of a mean need it: ten calls at 0.95 that came true do not show what a miss costs.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from predictions.scoring_rules.arrays import Floats
from predictions.scoring_rules.crps import BLOCK, crps
from predictions.scoring_rules.knots import Knots, cdf

# Each row is looked at in some ten places at once.
_BLOCK = BLOCK // 4


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
    for start in range(0, len(forecast), _BLOCK):
        block = slice(start, start + _BLOCK)
        stakes.worst[block], stakes.best[block] = _knot_stakes(forecast[block], reference[block])
    return stakes


def _knot_stakes(forecast: Knots, reference: Knots) -> Stakes:
    places = np.sort(np.concatenate([forecast.values, reference.values], axis=1), axis=1)
    below = _distances(forecast.lower_tail()[1], reference.lower_tail()[1])
    above = _distances(forecast.upper_tail()[1], reference.upper_tail()[1])
    x = np.stack(
        [
            *(np.maximum(places[:, 0] - distance, forecast.lower) for distance in reversed(below)),
            *places.T,
            *(np.minimum(places[:, -1] + distance, forecast.upper) for distance in above),
        ]
    )
    # Without bounds, at which both functions jump.
    said, known = (Knots(one.values, one.levels, tails=one.tails) for one in (forecast, reference))
    rates = cdf(known, x) - cdf(said, x)
    place, row = np.nonzero((rates[:-1] * rates[1:] <= 0) & (rates[:-1] != 0))
    here, after = (place, row), (place + 1, row)
    crossings = x[here] + rates[here] / (rates[here] - rates[after]) * (x[after] - x[here])

    every = np.arange(len(forecast))
    rows, y = np.concatenate([every, every, row]), np.concatenate([x[0], x[-1], crossings])
    gain = crps(reference[rows], y) - crps(forecast[rows], y)
    stakes = Stakes(np.full(len(every), np.inf), np.full(len(every), -np.inf))
    np.minimum.at(stakes.worst, rows, gain)
    np.maximum.at(stakes.best, rows, gain)
    return stakes


def _distances(scale: Floats, other_scale: Floats) -> list[Floats]:
    """Return how far beyond the outer knots two tails are compared; at the last nothing of them is left."""
    near, far = np.minimum(scale, other_scale), np.maximum(scale, other_scale)
    return [near, 3 * near, 9 * near, 40 * far]
