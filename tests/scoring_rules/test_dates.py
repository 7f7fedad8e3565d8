import math
from datetime import date

import numpy as np
import pytest
from hypothesis import assume
from hypothesis import strategies as st

from predictions.scoring_rules.crps import crps, expected_crps
from predictions.scoring_rules.dates import (
    censored,
    end_of_day,
    given_nothing_before,
    start_of_day,
    with_horizon,
)
from predictions.scoring_rules.knots import Knots, cdf, quantile

from .oracle import given, integral, knots, plain_cdf, plain_crps

BOUNDS = st.tuples(st.floats(-20, 110), st.floats(1, 60))


def raw(pair, lower, upper):
    return Knots(np.array([pair[0]]), np.array([pair[1]]), lower, upper)


def test_a_date_counts_as_the_end_of_its_day_and_publication_as_the_start():
    np.testing.assert_array_equal(end_of_day(["1970-01-01", "2020-08-09"]), [1, 18484])
    np.testing.assert_array_equal(start_of_day([date(1970, 1, 1), date(2020, 8, 9)]), [0, 18483])


def test_not_by_the_horizon_alone_is_a_line_from_publication():
    values, levels = with_horizon(
        np.empty((1, 0)), np.empty((1, 0)), *map(np.array, ([0.3], [0.0], [10.0]))
    )
    line = Knots(values, levels, 0.0, 10.0)
    assert cdf(line, np.array([5.0]))[0] == pytest.approx(0.35)
    assert cdf(line, np.array([10.0]), "left")[0] == pytest.approx(0.7)
    assert crps(line, np.array([math.inf]))[0] == pytest.approx(0.49 * 10 / 3)


@pytest.mark.parametrize("p", [0.0, 1.0])
def test_certainty_about_the_horizon_is_scored(p):
    values, levels = with_horizon(
        np.empty((1, 0)), np.empty((1, 0)), *map(np.array, ([p], [0.0], [10.0]))
    )
    line = Knots(values, levels, 0.0, 10.0)
    assert crps(line, np.array([math.inf]))[0] == pytest.approx((1 - p) * 10 / 3)
    assert quantile(line, 0.5)[0] == (5 if p == 0 else 10)


def test_not_by_the_horizon_is_one_more_knot_in_its_place():
    values, levels = with_horizon(
        np.array([[3.0, 12.0]]), np.array([[0.2, 0.9]]), *map(np.array, ([0.3], [0.0], [10.0]))
    )
    np.testing.assert_array_equal(values, [[3, 10, 12]])
    np.testing.assert_allclose(levels, [[0.2, 0.7, 0.9]])


@given(knots(), BOUNDS, st.floats(-30, 200))
def test_censoring_leaves_the_integral_between_the_bounds(pair, bounds, y):
    lower, upper = bounds[0], bounds[0] + bounds[1]
    cut = censored(raw(pair, lower, upper))
    f = plain_cdf(*pair)
    assert crps(cut, np.array([y]))[0] == pytest.approx(
        plain_crps(f, pair[0], y, lower, upper), rel=1e-9, abs=1e-9
    )
    spread = integral(
        lambda x: f(x) * (1 - f(x)), [lower, *(v for v in pair[0] if lower < v < upper), upper]
    )
    assert expected_crps(cut)[0] == pytest.approx(spread, rel=1e-9, abs=1e-9)


@given(knots(), BOUNDS, st.floats(-30, 200))
def test_a_conditioned_reference_is_the_conditional_distribution(pair, bounds, y):
    lower, upper = bounds[0], bounds[0] + bounds[1]
    f = plain_cdf(*pair)
    gone = f(lower)
    assume(
        1 - gone > 1e-4
    )  # beyond, the plain formula itself loses its digits; the next test goes further

    def conditional(x):
        return (f(x) - gone) / (1 - gone)

    reference = given_nothing_before(raw(pair, lower, upper))
    expected = plain_crps(conditional, pair[0], y, lower, upper)
    assert crps(reference, np.array([y]))[0] == pytest.approx(expected, rel=1e-8, abs=1e-8)
    kinks = [lower, *(v for v in pair[0] if lower < v < upper), upper]
    spread = integral(lambda x: conditional(x) * (1 - conditional(x)), kinks)
    assert expected_crps(reference)[0] == pytest.approx(spread, rel=1e-8, abs=1e-8)
    for x in np.linspace(lower, upper, 7)[1:-1]:
        assert cdf(reference, np.array([x]))[0] == pytest.approx(conditional(x), abs=1e-9)
    median = quantile(reference, 0.5)[0]
    if lower < median < upper:
        assert conditional(median) == pytest.approx(0.5, abs=1e-9)


def test_conditioning_long_after_the_last_knot_leaves_the_exponential_without_memory():
    pair = ([0.0, 10.0], [0.1, 0.9])
    scale = 0.1 * 10 / 0.8
    late = given_nothing_before(raw(pair, 5000.0, 5010.0))
    for x in (5000.5, 5003.0):
        assert cdf(late, np.array([x]))[0] == pytest.approx(
            -math.expm1(-(x - 5000) / scale), rel=1e-12
        )
    assert expected_crps(late)[0] == pytest.approx(scale / 2, rel=1e-3)


def test_conditioning_a_reference_long_before_its_first_knot_changes_nothing():
    plain = raw(([1000.0, 1010.0], [0.1, 0.9]), 0.0, 2000.0)
    y = np.array([1004.0])
    assert crps(given_nothing_before(plain), y)[0] == pytest.approx(crps(plain, y)[0], rel=1e-12)


@given(knots(), knots(), st.floats(-20, 40))
def test_the_expected_score_is_best_at_the_truth_after_censoring(truth, said, lower):
    n = 10_000
    draws = (np.arange(n) + 0.5) / n

    def rows(pair):
        return Knots(np.tile(pair[0], (n, 1)), np.tile(pair[1], (n, 1)), lower, lower + 30)

    happened = quantile(Knots(rows(truth).values, rows(truth).levels), draws)
    outcomes = np.where(happened > lower + 30, math.inf, happened)
    honest = crps(censored(rows(truth)), outcomes).mean()
    assert honest <= crps(censored(rows(said)), outcomes).mean() + 1e-4
    assert honest == pytest.approx(expected_crps(censored(rows(truth)))[0], rel=1e-2, abs=1e-4)
