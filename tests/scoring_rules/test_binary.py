import numpy as np
import pytest
import scoringrules
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, log_loss

from predictions.scoring_rules.binary import brier, log_score

from .oracle import given

PROBABILITIES = st.floats(0, 1)


def test_certainty_that_fails_costs_one_and_certainty_that_holds_nothing():
    np.testing.assert_array_equal(
        brier(np.array([1.0, 0.0, 1.0, 0.5]), np.array([0, 0, 1, 1])), [1, 0, 0, 0.25]
    )


def test_a_confident_miss_has_the_score_of_the_worked_example():
    assert brier(np.array([0.95]), np.array([False])) == pytest.approx(0.9025)


def test_booleans_and_numbers_are_the_same_outcome():
    p = np.array([0.2, 0.7])
    np.testing.assert_array_equal(brier(p, np.array([True, False])), brier(p, np.array([1.0, 0.0])))
    np.testing.assert_array_equal(
        log_score(p, np.array([True, False]))[0], log_score(p, np.array([1.0, 0.0]))[0]
    )


def test_it_agrees_with_independent_implementations():
    random = np.random.default_rng(1)
    p, y = random.uniform(0.01, 0.99, 500), random.random(500) < 0.4
    np.testing.assert_allclose(
        brier(p, y), scoringrules.brier_score(y.astype(float), p), rtol=1e-12
    )
    np.testing.assert_allclose(
        log_score(p, y)[0], scoringrules.log_score(y.astype(float), p), rtol=1e-12
    )
    assert brier(p, y).mean() == pytest.approx(brier_score_loss(y, p))
    assert log_score(p, y)[0].mean() == pytest.approx(log_loss(y, p))


def test_the_log_score_clips_certainty_and_says_so():
    scores, clipped = log_score(np.array([0, 1, 0.001, 0.999, 0.5]), np.array([1, 1, 1, 1, 1]))
    np.testing.assert_allclose(scores, -np.log([0.001, 0.999, 0.001, 0.999, 0.5]))
    np.testing.assert_array_equal(clipped, [True, True, False, False, False])


@given(PROBABILITIES, PROBABILITIES)
def test_the_expected_score_is_best_at_the_true_probability(truth, said):
    p = np.array([truth, said])
    for rule in (brier, lambda p, y: log_score(p, y)[0]):
        expected = truth * rule(p, np.ones(2)) + (1 - truth) * rule(p, np.zeros(2))
        assert expected[0] <= expected[1] + 1e-12


@given(PROBABILITIES, st.booleans())
def test_scores_stay_within_their_bounds(p, happened):
    assert 0 <= brier(np.array([p]), np.array([happened]))[0] <= 1
    assert 0 <= log_score(np.array([p]), np.array([happened]))[0][0] <= 6.91


def test_no_forecasts_have_no_scores():
    assert brier(np.empty(0), np.empty(0)).shape == (0,)
    assert log_score(np.empty(0), np.empty(0))[1].shape == (0,)
