"""The definitions, written once more and as plainly as possible: one distribution, one number, quadrature."""

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import hypothesis
from hypothesis import strategies as st
from scipy.integrate import quad


def given(*strategies: Any) -> Callable[[Callable[..., None]], Any]:
    """Hypothesis without deadlines and without luck: the same examples on every machine."""
    fixed = hypothesis.settings(deadline=None, derandomize=True, max_examples=60)
    return lambda test: fixed(hypothesis.given(*strategies)(test))


def plain_cdf(values: list[float], levels: list[float]) -> Callable[[float], float]:
    """F of the design, case by case, without bounds."""

    def f(x: float) -> float:
        if x < values[0]:
            if levels[0] == 0:
                return 0.0
            scale = levels[0] * (values[1] - values[0]) / (levels[1] - levels[0])
            return levels[0] * math.exp((x - values[0]) / scale)
        if x >= values[-1]:
            if levels[-1] == 1:
                return 1.0
            scale = (1 - levels[-1]) * (values[-1] - values[-2]) / (levels[-1] - levels[-2])
            return 1 - (1 - levels[-1]) * math.exp(-(x - values[-1]) / scale)
        for i in range(len(values) - 1):
            if x < values[i + 1]:
                share = (x - values[i]) / (values[i + 1] - values[i])
                return levels[i] + share * (levels[i + 1] - levels[i])
        raise AssertionError

    return f


def integral(g: Callable[[float], float], points: list[float]) -> float:
    """The integral of g from the first to the last point, split at each in between."""
    points = sorted(points)
    pieces = pairwise(points)
    return math.fsum(
        quad(g, a, b, epsabs=1e-12, epsrel=1e-12, limit=200)[0] for a, b in pieces if a < b
    )


def plain_crps(
    f: Callable[[float], float], kinks: list[float], y: float, lower: float, upper: float
) -> float:
    """The integral of (F(x) - 1{x >= y})^2 from lower to upper."""
    y = min(max(y, lower), upper)
    inside = [kink for kink in kinks if lower < kink < upper]
    before = integral(lambda x: f(x) ** 2, [lower, *(k for k in inside if k < y), y])
    return before + integral(lambda x: (1 - f(x)) ** 2, [y, *(k for k in inside if k > y), upper])


@st.composite
def knots(draw: st.DrawFn) -> tuple[list[float], list[float]]:
    """Two to five knots between about 0 and 100."""
    count = draw(st.integers(2, 5))
    steps = draw(st.lists(st.floats(0.5, 15), min_size=count, max_size=count))
    masses = draw(st.lists(st.floats(0.05, 1), min_size=count + 1, max_size=count + 1))
    values = [10 + sum(steps[: i + 1]) for i in range(count)]
    return values, [sum(masses[: i + 1]) / sum(masses) for i in range(count)]
