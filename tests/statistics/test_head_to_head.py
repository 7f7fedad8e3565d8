import numpy as np
import pytest

from predictions.statistics import aggregate, head_to_head
from predictions.statistics.aggregate import Aggregate


def rng():
    return np.random.default_rng(1)


def answers(p, came, questions):
    """Skill against 0.5 of probabilities on questions that are an event each."""
    p, came = np.asarray(p, float), np.asarray(came, float)
    yes, no = 400 * (0.25 - (1 - p) ** 2), 400 * (0.25 - p**2)
    stakes = (np.minimum(yes, no), np.maximum(yes, no))
    return aggregate(np.where(came, yes, no), questions, questions, questions, stakes=stakes)


def test_only_shared_questions_are_compared():
    first = answers([0.9, 0.9, 0.1], [1, 1, 1], [1, 2, 3])
    second = answers([0.6, 0.7], [1, 1], [2, 4])
    found = head_to_head(first, second, rng())
    assert (found.questions, found.events, found.interval) == (1, 1, None)
    assert found.difference == pytest.approx(96 - 36)


def test_without_a_shared_question_there_is_nothing_to_compare():
    assert head_to_head(answers([0.9], [1], [1]), answers([0.9], [1], [2]), rng()) is None


def test_it_is_the_opposite_the_other_way_round():
    came = np.arange(30) % 3 > 0
    first, second = answers([0.8] * 30, came, range(30)), answers([0.6] * 30, came, range(30))
    there, back = head_to_head(first, second, rng()), head_to_head(second, first, rng())
    assert there.difference == pytest.approx(-back.difference)
    assert there.interval.low == pytest.approx(-back.interval.high, abs=2)


def test_what_is_common_to_both_cancels():
    random = np.random.default_rng(3)
    came = random.random(60) < 0.8
    first, second = answers([0.8] * 60, came, range(60)), answers([0.78] * 60, came, range(60))
    low, high = head_to_head(first, second, rng()).interval
    assert high - low < 10


def test_the_interval_of_the_difference_covers():
    random, hits = np.random.default_rng(20200809), 0
    truth = 400 * ((0.6**2 * 0.1 + 0.4**2 * 0.9) - 0.9 * 0.1)
    for _ in range(300):
        came = random.random(20) < 0.9
        first, second = answers([0.9] * 20, came, range(20)), answers([0.6] * 20, came, range(20))
        low, high = head_to_head(first, second, random).interval
        hits += low <= truth <= high
    assert hits / 300 >= 0.93 - 2.5 * np.sqrt(0.93 * 0.07 / 300)


def test_without_stakes_it_is_refused():
    one = Aggregate(np.array([1]), np.array([1]), np.array([1.0]))
    with pytest.raises(ValueError, match="would not cover"):
        head_to_head(one, one, rng())
