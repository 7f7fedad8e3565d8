import math

import numpy as np
import pytest
from hypothesis import strategies as st

from predictions.scoring_rules.crps import crps
from predictions.scoring_rules.knots import Knots
from predictions.scoring_rules.stakes import knot_stakes, option_stakes

from .oracle import given


def one(values, levels, lower=0.0, upper=100.0):
    return Knots(np.array([values], float), np.array([levels], float), lower, upper)


def gains(forecast, reference, outcomes):
    rows = np.zeros(len(outcomes), int)
    return crps(reference[rows], outcomes) - crps(forecast[rows], outcomes)


def drawn(count, random):
    values = 10 + np.cumsum(random.uniform(0.5, 15, (500, count)), axis=1)
    masses = np.cumsum(random.uniform(0.05, 1, (500, count + 1)), axis=1)
    return Knots(values, (masses / masses[:, -1:])[:, :-1], 0.0, 100.0)


@pytest.mark.parametrize(("said", "known"), [(2, 2), (3, 3), (5, 2), (3, 5)])
def test_no_outcome_brings_more_or_less_than_what_is_at_stake(said, known):
    random = np.random.default_rng(1)
    forecast, reference = drawn(said, random), drawn(known, random)
    outcomes = [np.full(500, y) for y in np.linspace(0, 100, 1001)]
    possible = np.array([crps(reference, y) - crps(forecast, y) for y in outcomes])
    least, most = possible.min(axis=0), possible.max(axis=0)
    worst, best = knot_stakes(forecast, reference)
    missed = np.maximum(worst - least, most - best) / (most - least)
    invented = np.maximum(least - worst, best - most) / (most - least)
    assert np.quantile(missed, 0.98) < 0.03
    assert invented.max() < 0.001  # the grid's


def test_where_both_are_lines_it_is_exact():
    forecast, reference = one([40, 60], [1e-9, 1 - 1e-9]), one([20, 90], [1e-9, 1 - 1e-9])
    possible = gains(forecast, reference, np.linspace(0, 100, 1_000_001))
    worst, best = (column[0] for column in knot_stakes(forecast, reference))
    assert (worst, best) == pytest.approx((possible.min(), possible.max()), abs=1e-6)


def test_functions_that_meet_at_a_knot_are_seen():
    forecast, reference = one([45, 50, 55], [0.1, 0.5, 0.9]), one([20, 50, 80], [0.1, 0.5, 0.9])
    best = knot_stakes(forecast, reference).best[0]
    assert best == pytest.approx(gains(forecast, reference, np.array([50.0]))[0])


def test_it_is_bounded_where_outcomes_are_not():
    forecast, reference = (
        one([60, 70], [0.2, 0.8], -math.inf, math.inf),
        one([0, 40], [0.2, 0.8], -math.inf, math.inf),
    )
    worst, best = knot_stakes(forecast, reference)
    possible = gains(forecast, reference, np.linspace(-1000, 1000, 20_001))
    assert (worst[0], best[0]) == pytest.approx((possible.min(), possible.max()), rel=1e-3)


def test_whoever_says_what_the_reference_says_has_nothing_at_stake():
    same = one([20, 50, 80], [0.1, 0.5, 0.9])
    assert knot_stakes(same, same) == (0, 0)


@given(st.floats(0, 1), st.floats(0.01, 0.99))
def test_of_two_answers_the_stakes_are_what_they_bring(p, reference):
    both = [np.array([(reference - y) ** 2 - (p - y) ** 2]) for y in (0, 1)]
    worst, best = option_stakes(both)
    assert (worst[0], best[0]) == (min(both)[0], max(both)[0])


def test_blocks_of_rows_have_the_stakes_of_their_rows():
    random = np.random.default_rng(1)
    values = np.cumsum(random.uniform(1, 20, (20_000, 3)), axis=1)
    levels = np.tile([0.05, 0.5, 0.9], (20_000, 1))
    forecast, reference = Knots(values, levels), Knots(values[::-1], levels)
    together = knot_stakes(forecast, reference)
    for row in (0, 8191, 8192, 19_999):
        one_row = slice(row, row + 1)
        alone = knot_stakes(forecast[one_row], reference[one_row])
        assert (together.worst[row], together.best[row]) == (alone.worst[0], alone.best[0])
