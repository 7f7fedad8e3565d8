import numpy as np
import scoringrules
from hypothesis import strategies as st
from scipy import stats

from predictions.scoring_rules.intervals import covered, winkler

from .oracle import given


def test_a_hit_costs_the_width_and_a_miss_its_distance_times_two_over_alpha():
    low, high, y = np.full(3, 60.0), np.full(3, 83.0), np.array([80.1, 58.0, 84.0])
    np.testing.assert_allclose(
        winkler(low, high, y, np.full(3, 0.05), np.full(3, 0.95)), [23, 63, 43]
    )


def test_it_agrees_with_an_independent_implementation():
    random = np.random.default_rng(1)
    low, width, y = random.normal(size=(3, 200))
    high = low + np.abs(width)
    ours = winkler(low, high, y, np.full(200, 0.1), np.full(200, 0.9))
    np.testing.assert_allclose(ours, scoringrules.interval_score(y, low, high, 0.2), rtol=1e-9)


@given(st.floats(-3, 0), st.floats(0.01, 3), st.floats(0.02, 0.3), st.floats(0.6, 0.98))
def test_the_expected_score_is_best_at_the_true_quantiles(low, width, low_level, high_level):
    y = stats.norm.ppf((np.arange(4000) + 0.5) / 4000)
    row = np.ones_like(y)

    def expected(a, b):
        return winkler(a * row, b * row, y, low_level * row, high_level * row).mean()

    honest = expected(stats.norm.ppf(low_level), stats.norm.ppf(high_level))
    assert honest <= expected(low, low + width) + 1e-3


def test_the_ends_of_an_interval_belong_to_it():
    y = np.array([59.9, 60, 70, 83, 83.1])
    np.testing.assert_array_equal(
        covered(np.full(5, 60), np.full(5, 83), y), [False, True, True, True, False]
    )
