import math

import numpy as np
import pytest
import scoringrules
from hypothesis import strategies as st

from predictions.scoring_rules.crps import BLOCK, crps, expected_crps
from predictions.scoring_rules.knots import Knots, quantile

from .oracle import given, integral, knots, plain_cdf, plain_crps


def one(values, levels, lower=-math.inf, upper=math.inf):
    return Knots(np.array([values], dtype=float), np.array([levels], dtype=float), lower, upper)


def score(distribution, y):
    return crps(distribution, np.full(len(distribution), float(y)))[0]


ARTICLE = one([60, 70, 83], [0.05, 0.5, 0.95], 0, 100)
REFERENCE = one([75.65, 81.325, 83.47], [0.2, 0.5, 0.8], 0, 100)


def test_the_article_and_its_reference_have_the_scores_of_the_design():
    assert score(ARTICLE, 80.10) == pytest.approx(5.66180982906, abs=1e-9)
    assert score(REFERENCE, 80.10) == pytest.approx(1.20019486, abs=1e-7)
    assert expected_crps(REFERENCE)[0] == pytest.approx(2.65879727, abs=1e-7)


@given(knots(), st.floats(0, 100), st.floats(0, 9.5), st.floats(90, 120))
def test_it_is_the_integral_of_its_definition(pair, y, lower, upper):
    values, levels = pair
    expected = plain_crps(plain_cdf(values, levels), values, y, lower, upper)
    assert score(one(values, levels, lower, upper), y) == pytest.approx(
        expected, rel=1e-9, abs=1e-9
    )


@given(knots(), st.floats(-50, 150))
def test_it_is_the_integral_without_bounds_too(pair, y):
    values, levels = pair
    # A hundred scales of an exponential hold everything that a float can tell.
    far = 100 * 15 * 20
    expected = plain_crps(
        plain_cdf(values, levels), [*values, -500, -100, 0, 200, 600], y, -far, far
    )
    assert score(one(values, levels), y) == pytest.approx(expected, rel=1e-8, abs=1e-8)


@given(knots(), st.floats(0, 9.5), st.floats(90, 120))
def test_the_expected_score_is_the_integral_of_f_times_one_minus_f(pair, lower, upper):
    values, levels = pair
    f = plain_cdf(values, levels)
    expected = integral(lambda x: f(x) * (1 - f(x)), [lower, *values, upper])
    assert expected_crps(one(values, levels, lower, upper))[0] == pytest.approx(expected, rel=1e-9)


def test_the_uniform_distribution_agrees_with_an_independent_implementation():
    y = np.linspace(-3, 13, 33)
    uniform = Knots(np.tile([0.0, 10], (33, 1)), np.tile([0.0, 1], (33, 1)))
    np.testing.assert_allclose(crps(uniform, y), scoringrules.crps_uniform(y, 0, 10), rtol=1e-12)


def test_two_tails_that_meet_agree_with_the_independent_laplace_distribution():
    # Knots a hair apart leave a Laplace distribution: both tails of mass 1/2.
    hair = 1e-7
    y = np.linspace(-5, 5, 21)
    levels = np.tile([0.5 - hair / 4, 0.5 + hair / 4], (21, 1))
    laplace = Knots(np.tile([-hair / 2, hair / 2], (21, 1)), levels)
    np.testing.assert_allclose(crps(laplace, y), scoringrules.crps_laplace(y, 0, 1), rtol=1e-6)


@given(knots(), knots())
def test_the_expected_score_is_best_at_the_true_distribution(truth, said):
    draws = (np.arange(2000) + 0.5) / 2000

    def rows(pair):
        return Knots(np.tile(pair[0], (2000, 1)), np.tile(pair[1], (2000, 1)), 0.0, 100.0)

    outcomes = quantile(rows(truth), draws)
    honest = crps(rows(truth), outcomes).mean()
    assert honest <= crps(rows(said), outcomes).mean() + 1e-4
    assert honest == pytest.approx(expected_crps(one(*truth, 0, 100))[0], rel=1e-3)


@given(knots(), knots())
def test_what_another_distribution_loses_is_its_squared_distance_from_the_truth(truth, said):
    f, g = plain_cdf(*truth), plain_cdf(*said)
    kinks = [0, *truth[0], *said[0], 100]
    # E S(G) - E S(F) = integral (G - F)^2, in closed form on both sides, so that propriety is exact.
    cross = integral(lambda x: g(x) ** 2 * (1 - f(x)) + (1 - g(x)) ** 2 * f(x), kinks)
    distance = integral(lambda x: (g(x) - f(x)) ** 2, kinks)
    assert cross - expected_crps(one(*truth, 0, 100))[0] == pytest.approx(distance, abs=1e-8)


@given(
    knots(),
    st.floats(0, 100),
    st.sampled_from([1e-9, 1e-3, 1e6, 1e12]),
    st.sampled_from([0.0, -40.0]),
)
def test_another_unit_multiplies_the_score(pair, y, factor, shift):
    values, levels = pair
    there = one(
        [factor * (v + shift) for v in values], levels, factor * shift, factor * (100 + shift)
    )
    here = one(values, levels, 0, 100)
    assert score(there, factor * (y + shift)) == pytest.approx(factor * score(here, y), rel=1e-7)
    assert expected_crps(there)[0] == pytest.approx(factor * expected_crps(here)[0], rel=1e-7)


@given(knots(), st.floats(-100, 200))
def test_the_mirror_image_has_the_same_score(pair, y):
    values, levels = pair
    mirror = one([-v for v in reversed(values)], [1 - a for a in reversed(levels)])
    assert score(mirror, -y) == pytest.approx(score(one(values, levels), y), rel=1e-10)


@given(st.floats(0, 100), st.floats(1, 99))
def test_a_point_is_the_limit_of_a_narrow_interval(y, x):
    narrow = one([x - 1e-9, x + 1e-9], [0.05, 0.95], 0, 100)
    assert score(narrow, y) == pytest.approx(abs(y - x), abs=1e-7)


@given(knots(), st.floats(0, 100))
def test_it_is_never_negative_nor_worse_than_the_bounds_are_wide(pair, y):
    assert 0 < score(one(*pair, 0, 100), y) <= 100


def test_an_outcome_at_a_bound_is_scored():
    f = plain_cdf([60, 70, 83], [0.05, 0.5, 0.95])
    for y in (0, 60, 83, 100):
        assert score(ARTICLE, y) == pytest.approx(plain_crps(f, [60, 70, 83], y, 0, 100), rel=1e-9)


def test_what_did_not_happen_leaves_the_indicator_at_zero():
    f = plain_cdf([60, 70, 83], [0.05, 0.5, 0.95])
    expected = integral(lambda x: f(x) ** 2, [0, 60, 70, 83, 100])
    assert score(ARTICLE, math.inf) == pytest.approx(expected, rel=1e-9)


def test_outcomes_far_in_the_tails_neither_overflow_nor_lose_precision():
    distribution = one([60, 70, 83], [0.05, 0.5, 0.95])
    for y in (-1e12, 1e12, -1e300, 1e300):
        assert score(distribution, y) == pytest.approx(abs(y), rel=1e-9)


def test_a_knot_on_a_bound_leaves_no_tail():
    on_bounds = one([0, 100], [0.1, 0.9], 0, 100)
    f = lambda x: 0.1 + 0.008 * x  # noqa: E731
    assert score(on_bounds, 30) == pytest.approx(plain_crps(f, [], 30, 0, 100), rel=1e-12)


def test_rows_are_independent_and_blocks_do_not_show():
    random = np.random.default_rng(1)
    rows = 2 * BLOCK + 17
    values = np.cumsum(random.uniform(1, 9, (rows, 3)), axis=1)
    many = Knots(values, np.tile([0.1, 0.5, 0.8], (rows, 1)), 0.0, 50.0)
    y = random.uniform(0, 50, rows)
    for row in (0, BLOCK - 1, BLOCK, rows - 1):
        alone = one(values[row], [0.1, 0.5, 0.8], 0, 50)
        assert crps(many, y)[row] == score(alone, y[row])
        assert expected_crps(many)[row] == expected_crps(alone)[0]


def test_no_forecasts_have_no_scores():
    none = Knots(np.empty((0, 3)), np.empty((0, 3)))
    assert crps(none, np.empty(0)).shape == expected_crps(none).shape == (0,)
