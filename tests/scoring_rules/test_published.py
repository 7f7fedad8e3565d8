"""Scores against numbers that others have published."""

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss

from predictions.scoring_rules.binary import brier
from predictions.scoring_rules.crps import crps
from predictions.scoring_rules.knots import Knots
from predictions.statistics import corp

# Finley's tornado forecasts of 1884: hits, false alarms, misses, and rightly nothing.
FINLEY = {(1, 1): 28, (1, 0): 72, (0, 1): 23, (0, 0): 2680}


def finley():
    said, came = (np.repeat([cell[i] for cell in FINLEY], list(FINLEY.values())) for i in (0, 1))
    return said.astype(float), came


def test_finleys_tornadoes_were_called_right_966_times_of_1000():
    said, came = finley()
    assert len(said) == 2803
    assert 1 - brier(said, came).mean() == pytest.approx(0.966, abs=5e-4)


def test_never_a_tornado_would_have_been_right_982_times_of_1000():
    # Gilbert (1884): why the share of right calls says nothing about rare events.
    _, came = finley()
    assert 1 - brier(np.zeros(2803), came).mean() == pytest.approx(0.982, abs=5e-4)


def test_recalibrated_finley_knew_something():
    said, came = finley()
    curve = corp(said, came, np.arange(2803))
    assert curve.recalibrated == pytest.approx([23 / 2703, 28 / 100])
    assert curve.uncertainty == pytest.approx(51 / 2803 * 2752 / 2803)
    assert curve.score == pytest.approx(95 / 2803)
    assert curve.discrimination > 0


def test_predictionbooks_three_forecasts_have_a_brier_score_of_033():
    # 90 % and wrong, 70 % and right, 30 % and wrong.
    p, came = np.array([0.9, 0.7, 0.3]), np.array([0, 1, 0])
    assert brier(p, came).mean() == pytest.approx(0.33)
    assert brier(p, came).mean() == pytest.approx(brier_score_loss(came, p))


def test_briers_own_score_of_rain_is_twice_ours():
    # Brier (1950) sums over both answers: 0.7 for rain that fell is 0.3^2 + 0.3^2.
    assert 2 * brier(np.array([0.7]), np.array([1]))[0] == pytest.approx(0.18)


def test_ten_million_forecasts_score_as_each_does_alone():
    random = np.random.default_rng(1)
    p, came = random.random(10_000_000), random.random(10_000_000) < 0.3
    scores = brier(p, came)
    assert scores.mean() == pytest.approx(1 / 3, abs=1e-3)
    for row in (0, 123_456, 9_999_999):
        assert scores[row] == pytest.approx((p[row] - came[row]) ** 2, rel=1e-12)


def test_blocks_of_distributions_score_as_each_does_alone():
    random = np.random.default_rng(1)
    n = 100_000
    values = np.cumsum(random.uniform(1, 20, (n, 3)), axis=1)
    knots = Knots(values, np.tile([0.05, 0.5, 0.95], (n, 1)), 0.0, 100.0)
    outcome = random.uniform(0, 100, n)
    scores = crps(knots, outcome)
    for row in (0, 8191, 8192, n - 1):
        one = slice(row, row + 1)
        assert scores[row] == crps(knots[one], outcome[one])[0]
