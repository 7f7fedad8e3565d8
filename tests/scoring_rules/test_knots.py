import numpy as np
import pytest
from hypothesis import strategies as st

from predictions.scoring_rules.knots import Knots, cdf, quantile

from .oracle import given, knots, plain_cdf

ARTICLE = Knots(
    np.array([[60.0, 70, 83]]), np.array([[0.05, 0.5, 0.95]]), np.zeros(1), np.full(1, 100.0)
)


def at(distribution, x, side="right"):
    return cdf(distribution, np.full(len(distribution), x), side)[0]


def test_the_distribution_goes_through_its_knots_and_is_linear_between():
    assert [at(ARTICLE, x) for x in (60, 65, 70, 83)] == pytest.approx([0.05, 0.275, 0.5, 0.95])


def test_the_density_is_continuous_at_the_outer_knots():
    for knot in (60, 83):
        left = (at(ARTICLE, knot) - at(ARTICLE, knot - 1e-5)) / 1e-5
        right = (at(ARTICLE, knot + 1e-5) - at(ARTICLE, knot)) / 1e-5
        assert left == pytest.approx(right, rel=1e-3)


def test_the_distribution_jumps_at_its_bounds_only():
    close = Knots(ARTICLE.values, ARTICLE.levels, 59.0, 84.0)
    assert at(close, 58.999) == at(close, 59, "left") == 0
    assert 0.02 < at(close, 59) < 0.05
    assert 0.95 < at(close, 84, "left") < 0.98
    assert at(close, 84) == at(close, 85, "left") == 1
    assert at(close, 70, "left") == at(close, 70)


@given(knots(), st.floats(-50, 200))
def test_it_is_the_distribution_of_the_design(pair, x):
    values, levels = pair
    assert at(Knots(np.array([values]), np.array([levels])), x) == pytest.approx(
        plain_cdf(values, levels)(x), abs=1e-12
    )


@given(knots(), st.floats(0.001, 0.999))
def test_a_quantile_is_the_inverse(pair, level):
    distribution = Knots(*(np.array([row]) for row in pair))
    assert cdf(distribution, quantile(distribution, level))[0] == pytest.approx(level, abs=1e-12)


def test_quantiles_stay_within_the_bounds():
    np.testing.assert_array_equal(quantile(ARTICLE, 0.5), [70])
    np.testing.assert_array_equal(quantile(ARTICLE, 0), [0])
    np.testing.assert_array_equal(quantile(ARTICLE, 1), [100])


def test_levels_of_zero_and_one_make_the_uniform_distribution():
    uniform = Knots(np.array([[0.0, 10]]), np.array([[0.0, 1]]), 0.0, 10.0)
    assert [at(uniform, x) for x in (-1, 0, 2.5, 10, 11)] == [0, 0, 0.25, 1, 1]
    assert quantile(uniform, 0.5)[0] == 5


def test_rows_may_have_bounds_of_their_own_and_may_be_sliced():
    both = Knots(
        np.array([[1.0, 2], [1.0, 2]]), np.array([[0.2, 0.8]] * 2), np.array([0.0, -np.inf])
    )
    np.testing.assert_array_equal(cdf(both, np.array([-1.0, -1.0])) == 0, [True, False])
    assert len(both[1:]) == 1
    assert both[1:].lower[0] == -np.inf


def test_no_distributions_have_no_values():
    none = Knots(np.empty((0, 3)), np.empty((0, 3)))
    assert cdf(none, np.empty(0)).shape == quantile(none, 0.5).shape == (0,)
