"""Cells: what single forecasters add to a figure, exact for every combination of switches."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from predictions.scores.cells import POINTS, SWITCHES, cells
from predictions.statistics import aggregate

FORECAST = st.tuples(
    st.integers(0, 2),  # forecaster
    st.integers(0, 5),  # question
    st.integers(0, 3),  # statement
    st.integers(0, SWITCHES),  # switches needed
    st.floats(-200, 100),
)


def columns(forecasts):
    forecaster, question, statement, switches, skill = (
        np.array(column) for column in zip(*forecasts, strict=True)
    )
    return {
        "forecaster": forecaster,
        "question": question,
        "event": question // 2,
        "type": question % 2,
        "stated": question % 3 > 0,
        "counts_from": np.full(len(question), np.datetime64("2026-01-01", "us")),
        # A statement is one forecaster's on one event.
        "statement": (10 * forecaster + question // 2) * 10 + statement,
        "coding": np.arange(len(question)),
        "switches": switches,
    } | dict.fromkeys(POINTS, skill)


@given(st.lists(FORECAST, min_size=1, max_size=40), st.integers(0, SWITCHES))
def test_cells_whose_switches_are_on_add_up_to_the_figure(forecasts, on):
    scores = columns(forecasts)
    made = cells(scores)

    for forecaster in range(3):
        let_in = (scores["forecaster"] == forecaster) & (scores["switches"] & ~on == 0)
        expected = aggregate(
            *(scores[name][let_in] for name in ("skill", "statement", "question", "event"))
        )
        counted = (made["forecaster"] == forecaster) & (made["switches"] & ~on == 0)
        assert made["questions"][counted].sum() == len(expected.questions)
        assert made["skill"][counted].sum() == pytest.approx(expected.values.sum(), abs=1e-9)


@given(st.lists(FORECAST, min_size=1, max_size=40), st.randoms())
def test_cells_are_the_same_whatever_the_order_and_whatever_else_is_made_with_them(
    forecasts, random
):
    scores = columns(forecasts)
    whole = cells(scores)
    shuffled = list(range(len(forecasts)))
    random.shuffle(shuffled)
    again = cells({name: column[shuffled] for name, column in scores.items()})
    assert all(np.array_equal(whole[name], again[name]) for name in whole)

    for event in np.unique(scores["event"]):
        alone = cells({name: column[scores["event"] == event] for name, column in scores.items()})
        here = whole["event"] == event
        assert all(np.array_equal(whole[name][here], alone[name]) for name in whole)


def test_a_question_with_forecasts_of_one_kind_is_one_cell():
    made = cells(columns([(0, 1, 0, 4, 10.0), (0, 1, 1, 4, 20.0)]))

    assert (made["switches"].tolist(), made["questions"].tolist()) == ([4], [1])
    assert made["skill"].tolist() == [15.0]


def test_a_switch_adds_only_the_difference_that_it_makes():
    made = cells(columns([(0, 1, 0, 0, 10.0), (0, 1, 1, 4, 20.0)]))

    assert made["switches"].tolist() == [0, 4]
    assert made["questions"].tolist() == [1, 0]
    assert made["skill"].tolist() == [10.0, 5.0]


def test_nothing_makes_no_cell():
    empty = {name: column[:0] for name, column in columns([(0, 1, 0, 0, 1.0)]).items()}

    assert all(len(column) == 0 for column in cells(empty).values())
