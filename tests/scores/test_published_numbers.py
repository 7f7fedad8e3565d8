"""Numbers that others have published come out the same."""

import numpy as np
import pytest

from predictions.scoring_rules import BinaryColumns, score
from predictions.statistics import corp


def columns(p, outcome):
    said = np.array(p, np.float64)
    return BinaryColumns(said, np.array(outcome, np.bool_), np.full(len(said), 0.5))


def test_the_three_forecasts_that_predictionbook_explains_have_a_mean_brier_score_of_a_third():
    # 90 % and wrong, 70 % and right, 30 % and wrong.
    scores = score(columns([0.9, 0.7, 0.3], [False, True, False]))

    assert scores.score.mean() == pytest.approx(0.33, abs=0.001)


def test_finleys_tornadoes_of_1884():
    # 28 hits, 72 false alarms, 23 misses, 2,680 correct rejections: 96.6 % right, and 98.2 % by
    # never foretelling one (Gilbert 1884, in Murphy 1996).
    said = np.repeat([1.0, 1.0, 0.0, 0.0], [28, 72, 23, 2680])
    came = np.repeat([True, False, True, False], [28, 72, 23, 2680])

    assert 1 - score(columns(said, came)).score.mean() == pytest.approx(0.966, abs=5e-4)
    never = score(columns(np.zeros(len(said)), came)).score.mean()
    assert 1 - never == pytest.approx(0.982, abs=5e-4)


def test_murphys_partition_of_the_brier_score_adds_up():
    said = np.repeat([0.2, 0.6, 0.9], [40, 30, 30])
    came = np.concatenate([np.arange(40) < 12, np.arange(30) < 15, np.arange(30) < 24])
    shares = {0.2: 12 / 40, 0.6: 15 / 30, 0.9: 24 / 30}
    rate = came.mean()
    reliability = np.mean([(p - shares[p]) ** 2 for p in said])
    resolution = np.mean([(shares[p] - rate) ** 2 for p in said])

    found = corp(said, came, np.arange(len(said)))

    assert found.miscalibration == pytest.approx(reliability)
    assert found.discrimination == pytest.approx(resolution)
    assert found.uncertainty == pytest.approx(rate * (1 - rate))
    assert score(columns(said, came)).score.mean() == pytest.approx(
        reliability - resolution + rate * (1 - rate)
    )
