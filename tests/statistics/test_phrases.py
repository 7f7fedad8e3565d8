import numpy as np
import pytest
from scipy.stats import binomtest

from predictions.statistics import phrase_table


def test_each_phrase_says_how_often_it_came_true():
    likely, will = phrase_table(
        ["likely", "will", "likely", "likely"],
        [0.7, 0.95, 0.7, 0.7],
        [1, 0, 0, 1],
        range(4),
        range(4),
    )[::-1]
    assert (will.phrase, will.read_as, will.share, will.events) == ("will", 0.95, 0, 1)
    oracle = binomtest(2, 3).proportion_ci(method="wilson")
    assert likely.share == pytest.approx(2 / 3)
    assert (likely.low, likely.high) == pytest.approx((oracle.low, oracle.high))
    assert (likely.forecasts, likely.questions, likely.events) == (3, 3, 3)


def test_repeating_a_phrase_on_one_question_does_not_count_twice():
    (row,) = phrase_table(["may"] * 5, [0.4] * 5, [1, 1, 1, 1, 0], [1, 1, 1, 1, 2], [1, 1, 1, 1, 2])
    assert row.share == pytest.approx(0.5)
    assert (row.forecasts, row.questions, row.events) == (5, 2, 2)


def test_other_phrases_on_the_question_take_no_weight_away():
    rows = phrase_table(["may", "will", "may"], [0.4, 0.9, 0.4], [1, 1, 0], [1, 1, 2], [1, 1, 2])
    assert rows[1].share == pytest.approx(0.5)


def test_versions_of_the_lexicon_are_averaged():
    (row,) = phrase_table(["may", "may"], [0.4, 0.5], [1, 0], [1, 2], [1, 2])
    assert row.read_as == pytest.approx(0.45)


def test_no_phrases_make_no_rows():
    assert phrase_table([], [], [], [], []) == ()


@pytest.mark.parametrize(
    ("p", "y", "events", "complaint"),
    [
        ([1.2], [1], [1], "between 0 and 1"),
        ([0.5], [2], [1], "0 or 1"),
        ([0.5], [1], [1, 2], "shape"),
    ],
)
def test_what_cannot_be_counted_is_refused(p, y, events, complaint):
    with pytest.raises(ValueError, match=complaint):
        phrase_table(["may"], np.array(p), y, [1], events)
