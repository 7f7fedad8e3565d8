import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from predictions.statistics import coverage, pit_histogram


def heights(low, high):
    ids = range(len(low))
    return [one.share for one in pit_histogram(low, high, ids, ids)]


def test_an_outcome_at_a_jump_is_spread_over_it():
    assert heights([0.7], [0.9]) == pytest.approx([0] * 7 + [0.5, 0.5, 0])
    assert heights([0.75], [1.0]) == pytest.approx([0] * 7 + [0.2, 0.4, 0.4])


def test_a_value_on_an_edge_falls_in_the_bin_that_starts_there_and_one_in_the_last():
    values = [0, 0.1, 0.5, 1]
    assert heights(values, values) == pytest.approx([0.25, 0.25, 0, 0, 0, 0.25, 0, 0, 0, 0.25])


@settings(deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.integers(0, 4)), min_size=1))
def test_the_bins_hold_everything_once(cases):
    low, high, questions = zip(*((min(a, b), max(a, b), q) for a, b, q in cases), strict=True)
    bins = pit_histogram(low, high, questions, questions)
    assert sum(one.share for one in bins) == pytest.approx(1)
    assert all(one.share_low <= one.share + 1e-9 <= one.share_high + 2e-9 for one in bins)


def test_a_question_counts_once_and_an_event_is_one_draw():
    often = pit_histogram([0.05] * 9 + [0.55], [0.05] * 9 + [0.55], [1] * 9 + [2], [1] * 9 + [2])
    assert [one.share for one in often if one.share] == pytest.approx([0.5, 0.5])
    oracle = binomtest(1, 2).proportion_ci(method="wilson")
    assert (often[0].share_low, often[0].share_high) == pytest.approx((oracle.low, oracle.high))


def test_without_forecasts_there_are_no_bins_and_no_coverage():
    assert pit_histogram([], [], [], []) == ()
    assert coverage([], [], [], []) is None


def test_coverage_stands_beside_what_was_stated():
    found = coverage([1, 1, 0, 1], [0.8, 0.8, 0.8, 0.9], [1, 2, 3, 4], [1, 2, 3, 4])
    oracle = binomtest(3, 4).proportion_ci(method="wilson")
    assert (found.stated, found.share) == pytest.approx((0.825, 0.75))
    assert (found.low, found.high) == pytest.approx((oracle.low, oracle.high))
    assert (found.forecasts, found.events) == (4, 4)


def test_ranges_of_one_event_are_one_piece_of_evidence():
    many = coverage([1] * 30, [0.9] * 30, range(30), [1] * 30)
    one = coverage([1], [0.9], [1], [1])
    assert (many.low, many.high) == pytest.approx((one.low, one.high))


@pytest.mark.parametrize(
    ("low", "high"), [([0.5], [0.4]), ([-0.1], [0.4]), ([0.5], [1.1]), ([np.nan], [0.4])]
)
def test_values_that_are_no_pit_are_refused(low, high):
    with pytest.raises(ValueError, match="in order"):
        pit_histogram(low, high, [1], [1])


def test_shapes_and_levels_are_checked():
    with pytest.raises(ValueError, match="one shape"):
        pit_histogram([0.5], [0.5], [1, 2], [1])
    with pytest.raises(ValueError, match="one shape"):
        coverage([1], [0.5], [1, 2], [1])
    with pytest.raises(ValueError, match="between 0 and 1"):
        coverage([1], [1.0], [1], [1])
