"""The continuous ranked probability score of knots, in closed form.

`CRPS = integral of (F(x) - 1{x >= y})^2` over the bounds (Matheson & Winkler 1976; Gneiting & Raftery
2007), in the unit of the question. The integral is split where F changes its form and at the outcome.
Every piece is written in differences that keep their precision when the piece is short.
"""

from collections.abc import Callable

import numpy as np

from predictions.scoring_rules.arrays import Floats
from predictions.scoring_rules.knots import TINY, Knots

BLOCK = 8192
"""Rows computed at once: their intermediate arrays stay in the processor's cache."""


def crps(knots: Knots, outcome: Floats) -> Floats:
    """Return the CRPS (n,) of n distributions at n outcomes.

    An outcome of +inf means that it did not happen: the indicator stays 0 up to the upper bound,
    which must then be finite.
    """
    return _in_blocks(lambda rows: _crps(knots[rows], outcome[rows]), len(knots))


def expected_crps(knots: Knots) -> Floats:
    """Return the CRPS (n,) that each distribution expects of itself: `integral of F (1 - F)`."""
    return _in_blocks(lambda rows: _expected_crps(knots[rows]), len(knots))


def _in_blocks(compute: Callable[[slice], Floats], rows: int) -> Floats:
    result = np.empty(rows)
    for start in range(0, rows, BLOCK):
        block = slice(start, start + BLOCK)
        result[block] = compute(block)
    return result


def _crps(knots: Knots, outcome: Floats) -> Floats:
    values, levels, lower, upper = knots.values, knots.levels, knots.lower, knots.upper
    first, last = values[:, 0], values[:, -1]
    y = np.minimum(np.maximum(outcome, lower), upper)
    with np.errstate(over="ignore"):
        total = _tail(
            lower - first, y - first, *knots.lower_tail(), knots.tails and knots.tails.base
        )
        # The upper tail is a lower tail in a mirror: 1 - F in place of F, right in place of left.
        total += _tail(last - upper, last - y, *knots.upper_tail(), None)
        for i in range(values.shape[1] - 1):
            f_start, f_end = levels[:, i], levels[:, i + 1]
            width = values[:, i + 1] - values[:, i]
            split = np.clip((y - values[:, i]) / np.maximum(width, TINY), 0, 1)
            f_split = f_start + (f_end - f_start) * split
            g_split, g_end = 1 - f_split, 1 - f_end
            before = split * (f_start * (f_start + f_split) + f_split * f_split)
            after = (1 - split) * (g_end * (g_end + g_split) + g_split * g_split)
            total += width * (before + after) / 3
    return total


def _tail(left: Floats, split: Floats, mass: Floats, scale: Floats, base: Floats | None) -> Floats:
    """Return `integral of F^2` from left to split `+ integral of (1 - F)^2` from split to 0.

    F is `base + mass * exp(x / scale)`, left is at most 0, and a split above 0 counts as 0.
    """
    split = np.minimum(split, 0)
    after = -mass * np.expm1(split / scale)
    before = (after - mass) * np.expm1((left - split) / scale)
    fall = before + after
    squares = scale * fall * (mass - fall / 2)
    if base is None:
        return squares - split - 2 * scale * after
    return (
        base**2 * (split - left)
        + 2 * base * scale * before
        - (1 - base) ** 2 * split
        - 2 * (1 - base) * scale * after
        + squares
    )


def _expected_crps(knots: Knots) -> Floats:
    values, levels = knots.values, knots.levels
    with np.errstate(over="ignore"):
        base = knots.tails and knots.tails.base
        total = _expected_tail(knots.lower - values[:, 0], *knots.lower_tail(), base)
        total += _expected_tail(values[:, -1] - knots.upper, *knots.upper_tail(), None)
        for i in range(values.shape[1] - 1):
            f_start, f_end = levels[:, i], levels[:, i + 1]
            mean, rise = (f_start + f_end) / 2, f_end - f_start
            total += (values[:, i + 1] - values[:, i]) * (mean * (1 - mean) - rise * rise / 12)
    return total


def _expected_tail(left: Floats, mass: Floats, scale: Floats, base: Floats | None) -> Floats:
    """Return `integral of F (1 - F)` from left to 0, F as in `_tail`."""
    fall = -mass * np.expm1(left / scale)
    mean = mass - fall / 2
    if base is None:
        return scale * fall * (1 - mean)
    return scale * fall * (1 - 2 * base - mean) - base * (1 - base) * left
