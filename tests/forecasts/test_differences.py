"""What two coders read differently: place by place, each paired once."""

import pytest

from predictions.forecasts.differences import NotFinished, compare
from tests.forecasts.two_coders import (
    BRIDGE,
    GULLS,
    LIGHTHOUSE,
    finish,
    left_to_settle,
    nothing,
    stated,
)


def test_what_is_unfinished_is_not_compared(begun):
    with pytest.raises(NotFinished):
        compare(begun)


def test_places_that_share_half_of_the_shorter_one_are_the_same(begun):
    within = {"start": BRIDGE["start"] + 4, "end": BRIDGE["start"] + 10}
    touching = {"start": LIGHTHOUSE["end"] - 3, "end": LIGHTHOUSE["end"] + 9}

    done = finish(begun, stated(0.9, **within), nothing(**touching), nothing(**GULLS))

    pairs = compare(done)
    assert {pair.forecast.key for pair in pairs if pair.types} == {"bridge"}
    assert [pair.span.start for pair in pairs if pair.span and not pair.forecast] == [
        touching["start"],
        GULLS["start"],
    ]
    assert len(pairs) == 8


def test_of_two_places_within_one_the_larger_share_is_paired(begun):
    small = {"start": BRIDGE["start"], "end": BRIDGE["start"] + 5}
    large = {"start": BRIDGE["start"] + 6, "end": BRIDGE["end"]}

    done = finish(begun, stated(0.2, **small), stated(0.9, **large))

    (pair,) = [pair for pair in compare(done) if pair.types]
    assert (pair.forecast.key, pair.span.start) == ("bridge", large["start"])


def test_only_what_differs_is_to_be_settled(finished_coding):
    assert left_to_settle(finished_coding) == ["bridge", "boats", "tunnel", "-"]
