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
