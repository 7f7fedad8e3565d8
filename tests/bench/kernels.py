"""What the kernels of `scoring_rules` cost beside plain NumPy of the same formula on the same arrays.

Each function prepares its arrays for `size` rows and returns two callables: ours, and the floor.
"""

from collections.abc import Callable

import numpy as np

from predictions.scoring_rules import binary, categorical, intervals, points, skill
from predictions.scoring_rules import crps as crps_rule
from predictions.scoring_rules.knots import Knots, cdf

type Pair = tuple[Callable[[], object], Callable[[], object]]

OPTIONS = 5


def brier(size: int) -> Pair:
    """Brier score of `size` binary forecasts."""
    random = np.random.default_rng(1)
    p, outcome = random.random(size), random.random(size) < 0.5
    return lambda: binary.brier(p, outcome), lambda: (p - outcome) ** 2


def log_score(size: int) -> Pair:
    """Log score of `size` binary forecasts, with the flags of what was clipped."""
    random = np.random.default_rng(2)
    p, outcome = random.random(size), random.random(size) < 0.5

    def floor() -> object:
        given = np.where(outcome, p, 1 - p)
        kept = np.clip(given, 0.001, 0.999)
        return -np.log(kept), kept != given

    return lambda: binary.log_score(p, outcome), floor


def categorical_brier(size: int) -> Pair:
    """Brier score of `size` forecasts over five options."""
    probabilities, outcome = _options(size)

    def floor() -> object:
        happened = np.zeros_like(probabilities)
        happened[np.arange(size), outcome] = 1
        return ((probabilities - happened) ** 2).sum(axis=1)

    return lambda: categorical.categorical_brier(probabilities, outcome), floor


def rps(size: int) -> Pair:
    """Ranked probability score of `size` forecasts over five options."""
    probabilities, outcome = _options(size)
    steps = np.arange(OPTIONS - 1)

    def floor() -> object:
        cumulated = np.cumsum(probabilities[:, :-1], axis=1)
        return ((cumulated - (outcome[:, None] <= steps)) ** 2).sum(axis=1) / (OPTIONS - 1)

    return lambda: categorical.rps(probabilities, outcome), floor


def crps(size: int) -> Pair:
    """CRPS of `size` forecasts with three knots between bounds."""
    knots, outcome = _knots(size)

    def floor() -> object:
        (v1, v2, v3), (a1, a2, a3) = knots.values.T, knots.levels.T
        total = np.zeros(size)
        for v, w, a, b in ((v1, v2, a1, a2), (v2, v3, a2, a3)):
            y = np.clip(outcome, v, w)
            at_y = a + (b - a) * (y - v) / (w - v)
            total += (y - v) * (a**2 + a * at_y + at_y**2) / 3
            total += (w - y) * ((1 - at_y) ** 2 + (1 - at_y) * (1 - b) + (1 - b) ** 2) / 3
        for mass, scale, end, bound in (
            (a1, a1 * (v2 - v1) / (a2 - a1), outcome - v1, knots.lower - v1),
            (1 - a3, (1 - a3) * (v3 - v2) / (a3 - a2), v3 - outcome, v3 - knots.upper),
        ):
            y = np.minimum(end, 0)
            at_y, at_bound = mass * np.exp(y / scale), mass * np.exp(bound / scale)
            total += scale * (mass**2 - at_bound**2) / 2 - y - 2 * scale * (mass - at_y)
        return total

    return lambda: crps_rule.crps(knots, outcome), floor


def expected_crps(size: int) -> Pair:
    """Expected CRPS of `size` distributions with three knots between bounds."""
    knots, _ = _knots(size)

    def floor() -> object:
        (v1, v2, v3), (a1, a2, a3) = knots.values.T, knots.levels.T
        total = np.zeros(size)
        for v, w, a, b in ((v1, v2, a1, a2), (v2, v3, a2, a3)):
            total += (w - v) * ((a + b) / 2 - (a**2 + a * b + b**2) / 3)
        for mass, scale, bound in (
            (a1, a1 * (v2 - v1) / (a2 - a1), knots.lower - v1),
            (1 - a3, (1 - a3) * (v3 - v2) / (a3 - a2), v3 - knots.upper),
        ):
            at_bound = mass * np.exp(bound / scale)
            total += scale * (mass - at_bound) - scale * (mass**2 - at_bound**2) / 2
        return total

    return lambda: crps_rule.expected_crps(knots), floor


def distribution_function(size: int) -> Pair:
    """F at one value for each of `size` distributions with three knots between bounds."""
    knots, x = _knots(size)

    def floor() -> object:
        (v1, v2, v3), (a1, a2, a3) = knots.values.T, knots.levels.T
        below = a1 * np.exp(np.minimum(x - v1, 0) / (a1 * (v2 - v1) / (a2 - a1)))
        above = 1 - (1 - a3) * np.exp(np.minimum(v3 - x, 0) / ((1 - a3) * (v3 - v2) / (a3 - a2)))
        left = a1 + (a2 - a1) * (x - v1) / (v2 - v1)
        right = a2 + (a3 - a2) * (x - v2) / (v3 - v2)
        result = np.where(x < v1, below, np.where(x < v2, left, np.where(x < v3, right, above)))
        return np.where(x < knots.lower, 0, np.where(x >= knots.upper, 1, result))

    return lambda: cdf(knots, x), floor


def winkler(size: int) -> Pair:
    """Interval score of `size` stated intervals."""
    knots, y = _knots(size)
    (low, _, high), (low_level, _, high_level) = (
        np.ascontiguousarray(a.T) for a in (knots.values, knots.levels)
    )

    def floor() -> object:
        missed = np.maximum(low - y, 0) / low_level + np.maximum(y - high, 0) / (1 - high_level)
        return high - low + missed

    return lambda: intervals.winkler(low, high, y, low_level, high_level), floor


def absolute_error(size: int) -> Pair:
    """Absolute error of `size` points."""
    point, outcome = np.random.default_rng(3).random((2, size))
    return lambda: points.absolute_error(point, outcome), lambda: np.abs(outcome - point)


def skill_points(size: int) -> Pair:
    """Skill points of `size` scores."""
    score, reference, scale = np.random.default_rng(4).random((3, size)) + 0.1
    return lambda: skill.skill_points(
        score, reference, scale
    ), lambda: 100 * (reference - score) / scale


def _options(size: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(5)
    return random.dirichlet(np.ones(OPTIONS), size), random.integers(0, OPTIONS, size)


def _knots(size: int) -> tuple[Knots, np.ndarray]:
    random = np.random.default_rng(6)
    values = 30 + np.cumsum(random.uniform(1, 15, (size, 3)), axis=1)
    levels = np.tile([0.05, 0.5, 0.95], (size, 1))
    return Knots(values, levels, np.full(size, 0.0), np.full(size, 100.0)), random.uniform(
        0, 100, size
    )


MEASURES: dict[str, Callable[[int], Pair]] = {
    "kernels.brier": brier,
    "kernels.log_score": log_score,
    "kernels.categorical_brier": categorical_brier,
    "kernels.rps": rps,
    "kernels.crps": crps,
    "kernels.expected_crps": expected_crps,
    "kernels.cdf": distribution_function,
    "kernels.winkler": winkler,
    "kernels.absolute_error": absolute_error,
    "kernels.skill_points": skill_points,
}
