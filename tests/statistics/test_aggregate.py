from collections import defaultdict
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from predictions.statistics import aggregate


def test_questions_statements_and_forecasts_are_averaged_in_that_order():
    result = aggregate(
        scores=[1.0, 3.0, 8.0, 10.0],
        statements=["a", "a", "b", "c"],
        questions=[7, 7, 7, 4],
        events=["e", "e", "e", "f"],
    )
    assert result.questions.tolist() == [4, 7]
    assert result.events.tolist() == ["f", "e"]
    assert result.values.tolist() == [10.0, 5.0]
    assert result.mean == 7.5


def test_saying_a_thing_twice_does_not_count_twice():
    once = aggregate([0.2, 0.6], [1, 2], [1, 2], [1, 2])
    twice = aggregate([0.2, 0.2, 0.2, 0.6], [1, 1, 1, 2], [1, 1, 1, 2], [1, 1, 1, 2])
    assert twice.mean == pytest.approx(once.mean)


def test_a_statement_on_two_questions_is_one_on_each():
    result = aggregate([1.0, 2.0], ["s", "s"], [1, 2], [1, 1])
    assert result.values.tolist() == [1.0, 2.0]


def test_events_carry_the_sum_and_the_number_of_their_questions():
    scores, questions = [1.0, 2.0, 4.0], [1, 2, 3]
    stakes = ([0.0, 1.5, -1.0], [6.0, 7.0, 8.0])
    totals = aggregate(scores, questions, questions, ["b", "a", "b"], stakes=stakes).by_event()
    assert totals.sums.tolist() == [2.0, 5.0]
    assert totals.worst.tolist() == [1.5, -1.0]
    assert totals.best.tolist() == [7.0, 14.0]
    assert totals.questions.tolist() == [1, 2]
    assert totals.mean == pytest.approx(7 / 3)


def test_stakes_are_averaged_as_scores_are():
    result = aggregate([1.0, 3.0], ["a", "a"], [1, 1], [1, 1], stakes=([0.0, 1.0], [4.0, 8.0]))
    assert (result.stakes.worst.tolist(), result.stakes.best.tolist()) == ([0.5], [6.0])


def test_without_stakes_there_are_no_events_to_draw_an_interval_from():
    with pytest.raises(ValueError, match="would not cover"):
        aggregate([1.0], [1], [1], [1]).by_event()


def test_without_scores_there_is_no_mean():
    result = aggregate([], [], [], [], stakes=([], []))
    assert result.mean is None
    assert len(result.by_event().sums) == 0


FORECASTS = st.lists(
    st.tuples(st.floats(-200, 200), st.integers(0, 4), st.integers(0, 6)), min_size=1, max_size=40
)


@settings(deadline=None, derandomize=True)
@given(FORECASTS, st.randoms(use_true_random=False))
def test_it_is_the_nested_mean_in_whatever_order_the_forecasts_come(forecasts, random):
    nested = defaultdict(lambda: defaultdict(list))
    for score, statement, question in forecasts:
        nested[question][statement].append(score)
    expected = fmean(fmean(map(fmean, statements.values())) for statements in nested.values())
    random.shuffle(forecasts)
    scores, statements, questions = zip(*forecasts, strict=True)
    events = [question // 2 for question in questions]
    result = aggregate(scores, statements, questions, events, stakes=(scores, scores))
    assert result.mean == pytest.approx(expected, abs=1e-9)
    assert result.questions.tolist() == sorted(nested)
    assert result.events.tolist() == [question // 2 for question in sorted(nested)]
    totals = result.by_event()
    assert totals.sums.sum() / totals.questions.sum() == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("scores", "statements", "questions", "events", "complaint"),
    [
        ([1.0, 2.0], [1, 2], [1, 1], [1, 2], "one event"),
        ([np.nan], [1], [1], [1], "finite"),
        ([1.0], [1, 2], [1], [1], "one shape"),
        (1.0, 1, 1, 1, "one shape"),
    ],
)
def test_what_has_no_mean_is_refused(scores, statements, questions, events, complaint):
    with pytest.raises(ValueError, match=complaint):
        aggregate(scores, statements, questions, events)
