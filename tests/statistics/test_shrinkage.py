import numpy as np
import pytest

from predictions.statistics import Cells, shrink


def cells(owners, sums, questions=None):
    sums = np.asarray(sums, float)
    size = np.ones_like(sums) if questions is None else np.asarray(questions, float)
    return Cells(np.asarray(owners), np.arange(len(sums)), sums, sums, sums, size)


def test_the_fewer_events_the_nearer_to_everybody():
    random = np.random.default_rng(1)
    counts = [4, 40, 400]
    owners = np.repeat(np.arange(3), counts)
    sums = np.array([60.0, 0, -60])[owners] + random.normal(0, 100, len(owners))
    found = shrink(cells(owners, sums))
    assert np.all(np.diff(found.reliability) > 0)
    assert found.within == pytest.approx(100**2, rel=0.2)
    assert found.reliability == pytest.approx(
        found.between / (found.between + found.within / np.array(counts))
    )


def test_it_comes_closer_to_the_truth_than_the_means_do():
    random = np.random.default_rng(2)
    owners = np.repeat(np.arange(3000), 8)
    truth = random.normal(20, 30, 3000)
    sums = truth[owners] + random.normal(0, 150, len(owners))
    found = shrink(cells(owners, sums))
    means = np.bincount(owners, sums) / 8
    assert found.between == pytest.approx(30**2, rel=0.25)
    assert np.mean((found.estimate - truth) ** 2) < 0.5 * np.mean((means - truth) ** 2)


def test_the_variance_within_is_not_biased_by_events_of_many_questions():
    random = np.random.default_rng(3)
    owners = np.repeat(np.arange(30_000), 3)
    size = random.choice([1, 2, 9], len(owners)).astype(float)
    found = shrink(cells(owners, size * random.normal(0, 10, len(owners)), size))
    assert found.within == pytest.approx(100, rel=0.05)
    assert found.between == pytest.approx(0, abs=1)


def test_whoever_was_always_right_is_shrunk_too():
    sums = [99.0] * 5 + [99, -261, 99, 99, -261, 99, 99, 99]
    found = shrink(cells([0] * 5 + [1] * 8, sums))
    assert found.estimate[0] < 99


def test_where_nothing_tells_how_events_vary_nothing_is_shrunk():
    assert shrink(cells([0, 1, 2], [1.0, 2, 3])) is None
    same = shrink(cells([0, 0, 1, 1], [5.0, 5, 5, 5]))
    assert same.estimate.tolist() == [5, 5]


def test_one_forecaster_is_the_centre():
    found = shrink(cells([0, 0, 0], [1.0, 2, 6]))
    assert found.estimate == pytest.approx([3])
