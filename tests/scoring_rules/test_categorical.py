import numpy as np
import pytest
import scoringrules
from hypothesis import strategies as st

from predictions.scoring_rules.binary import brier
from predictions.scoring_rules.categorical import categorical_brier, categorical_log, rps

from .oracle import given


@st.composite
def two_distributions(draw):
    size = draw(st.integers(2, 6))
    weights = st.lists(st.floats(0, 1), min_size=size, max_size=size).filter(lambda w: sum(w) > 0.1)
    rows = np.array([draw(weights), draw(weights)])
    return rows / rows.sum(axis=1, keepdims=True)


def test_it_gives_the_scores_worked_out_by_hand():
    p = np.array([[0.2, 0.5, 0.3]] * 3)
    outcome = np.arange(3)
    np.testing.assert_allclose(
        categorical_brier(p, outcome), [0.64 + 0.25 + 0.09, 0.04 + 0.25 + 0.09, 0.04 + 0.25 + 0.49]
    )
    np.testing.assert_allclose(
        rps(p, outcome), [(0.64 + 0.09) / 2, (0.04 + 0.09) / 2, (0.04 + 0.49) / 2]
    )
    np.testing.assert_allclose(categorical_log(p, outcome)[0], -np.log(p[0]))


def test_it_agrees_with_an_independent_implementation():
    random = np.random.default_rng(1)
    p, outcome = random.dirichlet(np.ones(5), 300), random.integers(0, 5, 300)
    theirs = scoringrules.rps_score(outcome + 1, p, k_axis=-1)
    np.testing.assert_allclose(rps(p, outcome), np.asarray(theirs) / 4, rtol=1e-10)


def test_two_options_are_a_binary_question():
    p = np.array([0.1, 0.95])
    both, outcome = np.stack([p, 1 - p], axis=1), np.array([0, 1])
    np.testing.assert_allclose(categorical_brier(both, outcome), 2 * brier(p, outcome == 0))
    np.testing.assert_allclose(rps(both, outcome), brier(p, outcome == 0))


def test_a_near_miss_is_better_than_a_far_one_only_where_options_are_ordered():
    p, outcome = np.array([[1.0, 0, 0], [1.0, 0, 0]]), np.array([1, 2])
    assert np.all(np.diff(rps(p, outcome)) > 0)
    assert np.all(np.diff(categorical_brier(p, outcome)) == 0)


@given(two_distributions())
def test_the_expected_score_is_best_at_the_true_distribution(rows):
    truth = rows[0]
    for rule in (categorical_brier, rps):
        expected = sum(truth[k] * rule(rows, np.array([k, k])) for k in range(len(truth)))
        assert expected[0] <= expected[1] + 1e-12


@given(two_distributions())
def test_the_expected_log_score_is_best_at_the_truth_where_nothing_is_clipped(rows):
    rows = 0.99 * rows + 0.01 / rows.shape[1]
    scores = [categorical_log(rows, np.array([k, k])) for k in range(rows.shape[1])]
    assert not any(clipped.any() for _, clipped in scores)
    expected = sum(rows[0, k] * score for k, (score, _) in enumerate(scores))
    assert expected[0] <= expected[1] + 1e-12


@given(two_distributions(), st.data())
def test_scores_stay_within_their_bounds(rows, data):
    outcome = np.full(2, data.draw(st.integers(0, rows.shape[1] - 1)))
    assert np.all(
        (categorical_brier(rows, outcome) >= 0) & (categorical_brier(rows, outcome) <= 2 + 1e-12)
    )
    assert np.all((rps(rows, outcome) >= 0) & (rps(rows, outcome) <= 1 + 1e-12))


def test_certainty_is_perfect_or_as_bad_as_can_be():
    p = np.array([[1.0, 0, 0], [1.0, 0, 0]])
    np.testing.assert_array_equal(categorical_brier(p, np.array([0, 2])), [0, 2])
    np.testing.assert_array_equal(rps(p, np.array([0, 2])), [0, 1])
    scores, clipped = categorical_log(p, np.array([0, 2]))
    assert scores[1] == pytest.approx(-np.log(0.001))
    assert clipped.all()


def test_scoring_changes_no_argument():
    p = np.array([[0.5, 0.5]])
    categorical_brier(p, np.array([0]))
    np.testing.assert_array_equal(p, [[0.5, 0.5]])


def test_no_forecasts_have_no_scores():
    for rule in (categorical_brier, rps):
        assert rule(np.empty((0, 3)), np.empty(0, dtype=int)).shape == (0,)
