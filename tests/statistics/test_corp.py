import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss

from predictions.statistics import consistency_band, corp, isotonic, weighted_brier

FORECASTS = st.lists(
    st.tuples(
        # In thousandths, because scikit-learn takes p that are a hair apart as one.
        st.integers(0, 1000).map(lambda thousandths: thousandths / 1000),
        st.integers(0, 1),
        st.integers(0, 7),
    ),
    min_size=1,
    max_size=60,
)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(FORECASTS)
def test_recalibration_is_scikit_learns_weighted_isotonic_regression(forecasts):
    p, y, questions = zip(*forecasts, strict=True)
    weights = [1 / questions.count(question) for question in questions]
    oracle = IsotonicRegression().fit(p, y, sample_weight=weights)
    curve = corp(p, y, questions)
    np.testing.assert_allclose(curve.recalibrated, oracle.predict(curve.p), atol=1e-9)


@pytest.mark.parametrize("size", [1, 2, 1000, 50_000])
def test_long_sequences_are_pooled_as_scikit_learn_pools_them(size):
    random = np.random.default_rng(size)
    values, weights = random.random(size), random.uniform(0.01, 3, size)
    oracle = IsotonicRegression().fit(np.arange(size), values, sample_weight=weights)
    np.testing.assert_allclose(
        isotonic(values, weights), oracle.predict(np.arange(size)), atol=1e-9
    )


def test_a_falling_sequence_is_pooled_into_its_mean():
    assert isotonic(np.array([3.0, 2, 1]), np.array([1.0, 1, 2])).tolist() == [1.75] * 3


@settings(deadline=None, derandomize=True)
@given(FORECASTS)
def test_the_parts_add_up_to_the_weighted_brier_score(forecasts):
    p, y, questions = zip(*forecasts, strict=True)
    curve = corp(p, y, questions)
    parts = curve.miscalibration - curve.discrimination + curve.uncertainty
    weights = [1 / questions.count(question) for question in questions]
    oracle = brier_score_loss(y, p, sample_weight=weights, pos_label=1)
    assert parts == pytest.approx(curve.score, abs=1e-12)
    assert curve.score == pytest.approx(oracle, abs=1e-12)
    assert curve.score == pytest.approx(weighted_brier(p, y, questions), abs=1e-12)
    assert min(curve.miscalibration, curve.discrimination, curve.uncertainty) >= 0


def test_murphys_parts_are_those_of_corp_where_shares_increase():
    # Murphy (1973): reliability - resolution + uncertainty over the different probabilities said.
    p = np.repeat([0.1, 0.4, 0.8], [10, 10, 20])
    y = np.concatenate([np.arange(10) < 2, np.arange(10) < 5, np.arange(20) < 15]).astype(float)
    curve = corp(p, y, np.arange(40))
    share, mass, base = np.array([0.2, 0.5, 0.75]), np.array([10, 10, 20]) / 40, 22 / 40
    said = np.array([0.1, 0.4, 0.8])
    assert curve.recalibrated == pytest.approx(share)
    assert curve.miscalibration == pytest.approx(mass @ (said - share) ** 2)
    assert curve.discrimination == pytest.approx(mass @ (share - base) ** 2)
    assert curve.uncertainty == pytest.approx(base * (1 - base))


def test_one_probability_for_everything_discriminates_nothing():
    curve = corp([0.3] * 4, [0, 0, 0, 1], range(4))
    assert curve.discrimination == 0
    assert curve.miscalibration == pytest.approx(0.05**2)


@pytest.mark.parametrize("outcome", [0, 1])
def test_where_all_turned_out_alike_nothing_was_uncertain(outcome):
    curve = corp([0.2, 0.9], [outcome] * 2, [1, 2])
    assert (curve.uncertainty, curve.discrimination) == (0, 0)
    assert curve.score == pytest.approx(curve.miscalibration)


def test_one_forecast_has_a_curve_and_no_forecast_has_none():
    assert corp([1.0], [0], [1]).miscalibration == 1
    assert corp([], [], []) is None
    assert consistency_band([], [], [], np.random.default_rng(1)) is None


def test_saying_a_thing_a_thousand_times_changes_nothing():
    once = corp([0.7, 0.2], [1, 1], [1, 2])
    often = corp([0.7] * 1000 + [0.2], [1] * 1001, [1] * 1000 + [2])
    assert often.score == pytest.approx(once.score)
    assert often.recalibrated == pytest.approx(once.recalibrated)


def test_calibrated_forecasts_stay_in_their_band_as_often_as_it_says():
    random = np.random.default_rng(20200809)
    p = np.repeat([0.2, 0.5, 0.8], 20)
    ids = np.arange(60)
    band = consistency_band(p, ids, ids, random)
    curves = [corp(p, random.random(60) < p, ids) for _ in range(1000)]
    inside = [(band.low <= c.recalibrated) & (c.recalibrated <= band.high) for c in curves]
    assert np.all(np.mean(inside, axis=0) >= 0.87)
    expected = np.mean([curve.miscalibration for curve in curves])
    assert band.miscalibration == pytest.approx(expected, rel=0.15)


def test_questions_of_one_event_make_the_band_no_narrower():
    p, ids = np.full(60, 0.7), np.arange(60)
    apart = consistency_band(p, ids, ids, np.random.default_rng(1))
    together = consistency_band(p, ids, ids // 20, np.random.default_rng(1))
    assert together.high[0] - together.low[0] > 2 * (apart.high[0] - apart.low[0])


def test_an_impossible_level_or_shape_is_refused():
    with pytest.raises(ValueError, match="level"):
        consistency_band([0.5], [1], [1], np.random.default_rng(1), level=0)
    with pytest.raises(ValueError, match="one shape"):
        consistency_band([0.5], [1], [1, 2], np.random.default_rng(1))
    with pytest.raises(ValueError, match="between 0 and 1"):
        corp([np.nan], [1], [1])
