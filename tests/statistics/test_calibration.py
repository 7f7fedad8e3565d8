import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest
from sklearn.metrics import brier_score_loss

from predictions.statistics import calibration_bins, weighted_brier


def bin_of(p):
    (index,) = [i for i, b in enumerate(calibration_bins([p], [1], [1], [1])) if b.forecasts]
    return index


@pytest.mark.parametrize("hundredths", range(101))
def test_every_hundredth_falls_in_the_bin_a_reader_expects(hundredths):
    assert bin_of(hundredths / 100) == min(hundredths // 10, 9)


@pytest.mark.parametrize("tenths", range(1, 10))
def test_float_error_does_not_move_a_p_into_another_bin(tenths):
    for p in (1 - (10 - tenths) / 10, sum([0.1] * tenths), tenths * 0.1):
        assert bin_of(p) == tenths


def test_the_last_bin_holds_certainty():
    last = calibration_bins([1.0, 0.9], [1, 1], [1, 2], [1, 2])[9]
    assert (last.forecasts, last.low, last.high) == (2, 0.9, 1.0)


@settings(deadline=None, derandomize=True)
@given(st.lists(st.floats(0, 1), max_size=30))
def test_every_forecast_is_in_exactly_one_bin(p):
    n = len(p)
    bins = calibration_bins(p, [0] * n, range(n), range(n))
    assert [b.low for b in bins] == [i / 10 for i in range(10)]
    assert sum(b.forecasts for b in bins) == n


def test_repeating_a_forecast_changes_no_figure_but_the_count():
    once = calibration_bins([0.7, 0.72], [1, 0], [1, 2], [1, 2])[7]
    repeated = calibration_bins([0.7] * 9 + [0.72], [1] * 9 + [0], [1] * 9 + [2], [1] * 9 + [2])[7]
    assert repeated.forecasts == 10
    assert (repeated.events, repeated.effective_n) == (2, pytest.approx(2))
    assert (repeated.mean_p, repeated.share) == (pytest.approx(once.mean_p), pytest.approx(0.5))
    assert (repeated.share_low, repeated.share_high) == pytest.approx(
        (once.share_low, once.share_high)
    )


def test_forecasts_on_a_question_share_its_weight_over_all_bins():
    bins = calibration_bins([0.15, 0.35, 0.36], [1, 1, 0], [1, 1, 2], [1, 1, 2])
    assert (bins[1].share, bins[1].effective_n) == (1, 1)
    assert bins[3].share == pytest.approx(0.5 / 1.5)
    assert bins[3].mean_p == pytest.approx((0.5 * 0.35 + 0.36) / 1.5)
    assert bins[3].effective_n == pytest.approx(1.5**2 / (0.5**2 + 1))


def test_the_interval_counts_events_not_their_questions():
    fifty = calibration_bins([0.9] * 50, [1] * 50, range(50), ["election"] * 50)[9]
    one = calibration_bins([0.9], [1], [0], ["election"])[9]
    assert (fifty.forecasts, fifty.events, fifty.effective_n) == (50, 1, pytest.approx(1))
    assert fifty.share_low == pytest.approx(one.share_low)


def test_with_one_forecast_per_event_the_interval_is_the_plain_one():
    n = 12
    b = calibration_bins([0.62] * n, [1] * 7 + [0] * 5, range(n), range(n))[6]
    oracle = binomtest(7, n).proportion_ci(method="wilson")
    assert (b.share_low, b.share_high) == pytest.approx((oracle.low, oracle.high))


def test_an_empty_bin_shows_that_nothing_is_known():
    empty = calibration_bins([], [], [], [])[4]
    assert (empty.mean_p, empty.share, empty.forecasts, empty.events) == (None, None, 0, 0)
    assert (empty.share_low, empty.share_high, empty.effective_n) == (0, 1, 0)


@settings(deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 1), st.integers(0, 5)), min_size=1, max_size=40
    )
)
def test_the_weighted_brier_is_sklearns(forecasts):
    p, y, questions = zip(*forecasts, strict=True)
    weights = [1 / questions.count(question) for question in questions]
    oracle = brier_score_loss(y, p, sample_weight=weights, pos_label=1)
    assert weighted_brier(p, y, questions) == pytest.approx(oracle)


def test_there_is_no_brier_without_forecasts():
    assert weighted_brier([], [], []) is None


@pytest.mark.parametrize(
    ("p", "y", "questions", "events", "complaint"),
    [
        ([1.1], [1], [1], [1], "between 0 and 1"),
        ([np.nan], [1], [1], [1], "between 0 and 1"),
        ([0.5], [0.5], [1], [1], "0 or 1"),
        ([0.5, 0.6], [1], [1], [1], "one shape"),
        ([0.5], [1], [1, 2], [1], "one shape"),
        ([0.5], [1], [1], [1, 2], "one shape"),
        ([[0.5]], [[1]], [[1]], [[1]], "one shape"),
    ],
)
def test_what_cannot_be_binned_is_refused(p, y, questions, events, complaint):
    with pytest.raises(ValueError, match=complaint):
        calibration_bins(p, y, questions, events)
