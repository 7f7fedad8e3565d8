import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from predictions.statistics import wilson_interval


@pytest.mark.parametrize("level", [0.5, 0.95, 0.99])
@pytest.mark.parametrize("n", [1, 2, 10, 137])
def test_it_agrees_with_scipy_for_every_count(n, level):
    low, high = wilson_interval(np.arange(n + 1), n, level=level)
    oracle = [binomtest(k, n).proportion_ci(level, method="wilson") for k in range(n + 1)]
    np.testing.assert_allclose(low, [interval.low for interval in oracle], atol=1e-14)
    np.testing.assert_allclose(high, [interval.high for interval in oracle], atol=1e-14)


def test_nothing_is_known_from_no_observations():
    low, high = wilson_interval([0, 3], [0, 4])
    assert (low[0], high[0]) == (0, 1)
    assert 0 < low[1] < high[1] < 1


def test_none_and_all_end_exactly_at_the_bounds():
    assert wilson_interval(0, 3.7)[0] == 0
    assert wilson_interval(3.7, 3.7)[1] == 1


@pytest.mark.parametrize(
    ("k", "n"), [(-1, 3), (4, 3), (np.nan, 3), (1, np.nan), (0, -1), (1, np.inf)]
)
def test_impossible_counts_are_refused(k, n):
    with pytest.raises(ValueError, match="between 0 and n"):
        wilson_interval(k, n)


@pytest.mark.parametrize("level", [0, 1, np.nan])
def test_an_impossible_level_is_refused(level):
    with pytest.raises(ValueError, match="level"):
        wilson_interval(1, 2, level=level)


@settings(deadline=None, derandomize=True)
@given(share=st.floats(0, 1), n=st.floats(0, 1e6))
def test_it_holds_the_share_and_stays_within_bounds_for_fractional_n(share, n):
    low, high = wilson_interval(share * n, n)
    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1
