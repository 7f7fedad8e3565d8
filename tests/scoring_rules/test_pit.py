import numpy as np
import pytest

from predictions.scoring_rules.knots import Knots, quantile
from predictions.scoring_rules.pit import pit

ARTICLE = Knots(
    np.array([[60.0, 70, 83]]), np.array([[0.05, 0.5, 0.95]]), np.zeros(1), np.full(1, 100.0)
)


def test_between_the_bounds_it_is_one_number():
    low, high = pit(ARTICLE, np.array([70.0]))
    assert low == high == 0.5


def test_at_a_bound_it_is_the_interval_of_the_jump():
    close = Knots(ARTICLE.values, ARTICLE.levels, 59.0, 84.0)
    low, high = pit(close, np.array([59.0]))
    assert low == 0
    assert 0.02 < high < 0.05
    low, high = pit(close, np.array([np.inf]))
    assert 0.95 < low < 0.98
    assert high == 1


def test_outcomes_drawn_from_the_forecast_are_uniform():
    draws = (np.arange(1000) + 0.5) / 1000
    many = Knots(np.tile([60.0, 70, 83], (1000, 1)), np.tile([0.05, 0.5, 0.95], (1000, 1)))
    np.testing.assert_allclose(pit(many, quantile(many, draws))[0], draws, atol=1e-12)
    assert pit(many, quantile(many, draws))[1].mean() == pytest.approx(0.5)


def test_a_day_is_the_interval_it_takes_up_and_the_last_one_ends_before_the_horizon():
    line = Knots(np.array([[0.0, 10]] * 4), np.array([[0.0, 0.7]] * 4), 0.0, 10.0)
    low, high = pit(line, np.array([1.0, 5, 10, np.inf]), step=1)
    np.testing.assert_allclose(low, [0, 0.28, 0.63, 0.7])
    np.testing.assert_allclose(high, [0.07, 0.35, 0.7, 1])


def test_days_drawn_from_the_forecast_are_uniform_when_spread():
    line = Knots(np.array([[0.0, 10]] * 11), np.array([[0.0, 0.7]] * 11), 0.0, 10.0)
    low, high = pit(line, np.array([*range(1, 11), np.inf]), step=1)
    # The outcomes' intervals tile [0, 1], each as long as its outcome is likely.
    np.testing.assert_allclose(low[1:], high[:-1])
    assert (low[0], high[-1]) == (0, 1)


def test_what_came_before_publication_takes_up_what_the_forecast_gave_to_it():
    late = Knots(np.array([[5.0, 8]]), np.array([[0.3, 0.9]]), 5.0, 10.0)
    low, high = pit(late, np.array([2.0]), step=1)
    assert (low[0], high[0]) == (0, pytest.approx(0.3))
