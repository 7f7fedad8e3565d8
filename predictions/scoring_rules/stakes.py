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

# Where tails are looked at, in scales beyond the outer knots; at the last nothing of them is left.
_STEPS = (1, 3, 8, 40)


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
    chords: exact for lines; in tails off by a little, which costs the gain, flat there, next to nothing.
    """
    stakes = Stakes(np.empty(len(forecast)), np.empty(len(forecast)))
    for start in range(0, len(forecast), BLOCK):
        block = slice(start, start + BLOCK)
        stakes.worst[block], stakes.best[block] = _knot_stakes(forecast[block], reference[block])
    return stakes


def _knot_stakes(forecast: Knots, reference: Knots) -> Stakes:
    places = np.sort(np.concatenate([forecast.values, reference.values], axis=1), axis=1)
    below = np.maximum(forecast.lower_tail()[1], reference.lower_tail()[1])
    above = np.maximum(forecast.upper_tail()[1], reference.upper_tail()[1])
    columns = [np.maximum(forecast.lower, places[:, 0] - step * below) for step in _STEPS[::-1]]
    columns += [*places.T]
    columns += [np.minimum(forecast.upper, places[:, -1] + step * above) for step in _STEPS]

    ends = [crps(reference, y) - crps(forecast, y) for y in (columns[0], columns[-1])]
    stakes = Stakes(np.minimum(*ends), np.maximum(*ends))
    rates = [cdf(reference, y) - cdf(forecast, y) for y in columns[:-1]]
    # From the left, because at the upper bound both functions jump to 1.
    rates.append(cdf(reference, columns[-1], "left") - cdf(forecast, columns[-1], "left"))
    for (x, rate), (next_x, next_rate) in pairwise(zip(columns, rates, strict=True)):
        rows = np.flatnonzero((rate * next_rate <= 0) & (rate != 0))
        share = rate[rows] / (rate[rows] - next_rate[rows])
        y = x[rows] + share * (next_x[rows] - x[rows])
        gain = crps(reference[rows], y) - crps(forecast[rows], y)
        stakes.worst[rows] = np.minimum(stakes.worst[rows], gain)
        stakes.best[rows] = np.maximum(stakes.best[rows], gain)
    return stakes
