"""The distribution that knots mean.

Between knots the CDF is linear. Below the first knot (v, a) it is `a * exp((x - v) / s)`, with s such
that the density is continuous there: `s = a / slope of the first segment`; above the last it is the
mirror image. The tails and the segments add up, so the functions here are sums without cases.
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np

from predictions.scoring_rules.arrays import Floats, Integers

TINY = 1e-200
"""A divisor instead of 0: an empty tail has no scale, an empty segment no slope, but no length either."""


class Tails(NamedTuple):
    """The tails of n distributions (each (n,)) whose knots no longer say how their tails fall.

    Scales are in the unit of the question; `base` is the level, at most 0, to which the lower tail
    falls: below 0 in conditioned distributions, whose bound cuts the tail where it crosses 0.
    """

    low_scale: Floats
    high_scale: Floats
    base: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Knots:
    """n distributions through m knots each, m at least 2.

    `values` (n, m) and `levels` (n, m) increase along a row; `lower` and `upper`, (n,) or scalar, are
    the bounds around all values, infinite for none. `tails` is None where the rule above gives them.
    """

    values: Floats
    levels: Floats
    lower: Floats = field(default_factory=lambda: np.array(-np.inf))
    upper: Floats = field(default_factory=lambda: np.array(np.inf))
    tails: Tails | None = None

    def __post_init__(self) -> None:
        """Give every row its bounds."""
        for name in ("lower", "upper"):
            bound = np.asarray(getattr(self, name), np.float64)
            if bound.ndim == 0:
                object.__setattr__(self, name, np.full(len(self.values), bound))

    def __len__(self) -> int:
        """Return n."""
        return len(self.values)

    def __getitem__(self, rows: slice | Integers) -> "Knots":
        """Return some of the distributions."""
        tails = self.tails and Tails(*(column[rows] for column in self.tails))
        return Knots(
            self.values[rows], self.levels[rows], self.lower[rows], self.upper[rows], tails
        )

    def lower_tail(self) -> tuple[Floats, Floats]:
        """Return the mass (n,) that the lower tail loses from the first knot down, and its scale (n,)."""
        if self.tails:
            return self.levels[:, 0] - self.tails.base, self.tails.low_scale
        return self.levels[:, 0], self._scale(self.levels[:, 0], 0)

    def upper_tail(self) -> tuple[Floats, Floats]:
        """Return the mass (n,) of the upper tail and its scale (n,)."""
        mass = 1 - self.levels[:, -1]
        return mass, self.tails.high_scale if self.tails else self._scale(mass, -2)

    def _scale(self, mass: Floats, segment: int) -> Floats:
        width = self.values[:, segment + 1] - self.values[:, segment]
        rise = self.levels[:, segment + 1] - self.levels[:, segment]
        return np.maximum(mass * (width / np.maximum(rise, TINY)), TINY)


def cdf(knots: Knots, x: Floats, side: Literal["left", "right"] = "right") -> Floats:
    """Return F(x), or its limit from the left, at one x per distribution (n,), or at several (m, n).

    F is 0 below the lower bound and 1 from the upper on, so it may jump at both.
    """
    values, levels = knots.values, knots.levels
    with np.errstate(over="ignore"):
        mass, scale = knots.lower_tail()
        result = levels[:, 0] + mass * np.expm1(np.minimum(x - values[:, 0], 0) / scale)
        for i in range(values.shape[1] - 1):
            width = np.maximum(values[:, i + 1] - values[:, i], TINY)
            result += (levels[:, i + 1] - levels[:, i]) * np.clip((x - values[:, i]) / width, 0, 1)
        mass, scale = knots.upper_tail()
        result -= mass * np.expm1(np.minimum(values[:, -1] - x, 0) / scale)
    inclusive = side == "right"
    result[x < knots.lower if inclusive else x <= knots.lower] = 0
    result[x >= knots.upper if inclusive else x > knots.upper] = 1
    return np.clip(result, 0, 1, out=result)


def quantile(knots: Knots, level: Floats | float) -> Floats:
    """Return the value (n,) reached with probability `level` (scalar or (n,), 0 to 1), within the bounds."""
    values, levels = knots.values, knots.levels
    with np.errstate(over="ignore", divide="ignore"):
        mass, scale = knots.lower_tail()
        result = values[:, 0] + scale * np.log1p(
            np.minimum(level - levels[:, 0], 0) / np.maximum(mass, TINY)
        )
        for i in range(values.shape[1] - 1):
            rise = np.maximum(levels[:, i + 1] - levels[:, i], TINY)
            result += (values[:, i + 1] - values[:, i]) * np.clip(
                (level - levels[:, i]) / rise, 0, 1
            )
        mass, scale = knots.upper_tail()
        result -= scale * np.log1p(np.minimum(levels[:, -1] - level, 0) / np.maximum(mass, TINY))
    return np.clip(result, knots.lower, knots.upper)
