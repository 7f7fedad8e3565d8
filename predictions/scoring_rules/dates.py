"""Dates as numbers of days, and what publication and horizon do to a distribution over them.

Days count from the start of 1970-01-01. "By" a date means by the end of that day, so a knot, an outcome
and the horizon stand for the end of their day; publication stands for the start of its own, so that what
happens on that very day is still news.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from predictions.scoring_rules.arrays import Floats
from predictions.scoring_rules.knots import Knots, Tails, cdf

type Days = Sequence[str] | Sequence[date] | NDArray[np.datetime64]


def start_of_day(dates: Days) -> Floats:
    """Return the starts of n dates, given as dates or as "YYYY-MM-DD", in days."""
    return np.array(dates, dtype="datetime64[D]").astype(np.float64)


def end_of_day(dates: Days) -> Floats:
    """Return the ends of n dates, given as dates or as "YYYY-MM-DD", in days."""
    return start_of_day(dates) + 1


def with_horizon(
    values: Floats, levels: Floats, not_by_horizon: Floats, published: Floats, horizon: Floats
) -> tuple[Floats, Floats]:
    """Return knots to which P(not by the horizon) is added: a knot (horizon, 1 - p), in its place.

    `values` and `levels` (n, m), the rest (n,), all in days. Without other knots (m = 0) the CDF
    rises in a line from 0 at publication.
    """
    columns = [(values, levels), (horizon[:, None], 1 - not_by_horizon[:, None])]
    if values.shape[1] == 0:
        columns.insert(0, (published[:, None], np.zeros((len(published), 1))))
    values = np.concatenate([column for column, _ in columns], axis=1)
    levels = np.concatenate([column for _, column in columns], axis=1)
    order = np.argsort(values, axis=1)
    return np.take_along_axis(values, order, axis=1), np.take_along_axis(levels, order, axis=1)


def censored(knots: Knots) -> Knots:
    """Return distributions cut at their (finite) bounds: the same F between them, no knot outside.

    A knot outside moves to the bound, where it takes the level that F has there; a tail keeps its scale.
    """
    unbounded = Knots(knots.values, knots.levels)
    values = np.clip(knots.values, knots.lower[:, None], knots.upper[:, None])
    levels = np.stack([cdf(unbounded, column) for column in values.T], axis=1)
    tails = Tails(knots.lower_tail()[1], knots.upper_tail()[1], np.zeros(len(knots)))
    return Knots(values, levels, knots.lower, knots.upper, tails)


def given_nothing_before(knots: Knots) -> Knots:
    """Return distributions censored, and conditioned on nothing having happened before their lower bounds.

    `F' = (F - F(a)) / (1 - F(a))` is a line where F is one and an exponential where F is one, with the
    same scale; only the lower tail no longer falls to 0 but to `-F(a) / (1 - F(a))`.
    """
    # Beyond the last knot 1 - F(a) may be too small for a float. But an exponential has no memory, so the
    # knots are moved along until the last one is at a.
    beyond = np.maximum(knots.lower - knots.values[:, -1], 0)
    moved = Knots(knots.values + beyond[:, None], knots.levels, knots.lower, knots.upper)
    gone = cdf(Knots(moved.values, moved.levels), moved.lower)
    cut = censored(moved)
    tails = cut.tails and cut.tails._replace(base=-gone / (1 - gone))
    return replace(cut, levels=(cut.levels - gone[:, None]) / (1 - gone[:, None]), tails=tails)
