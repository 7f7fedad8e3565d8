from datetime import date

import pytest

from predictions.scoring_rules import PredictionError, Space, readings

SHARE = Space("numeric", lower=0, upper=100)
DAY = Space("date", published=date(2020, 8, 1), horizon=date(2020, 12, 31))


def levels(reading):
    return [level for _, level in reading["knots"]]


def test_the_outer_levels_of_the_article_move_and_the_middle_stays():
    both = readings({"knots": [[60, 0.05], [70, 0.5], [83, 0.95]]}, SHARE)
    assert both["cautious"] == {"knots": [[60, 0.1], [70, 0.5], [83, 0.9]]}
    assert both["bold"] == {"knots": [[60, 0.01], [70, 0.5], [83, 0.99]]}


def test_inner_knots_that_would_no_longer_lie_inside_are_left_out():
    both = readings({"knots": [[50, 0.02], [60, 0.1], [70, 0.5], [80, 0.93], [83, 0.95]]}, SHARE)
    assert levels(both["cautious"]) == [0.1, 0.5, 0.9]
    assert levels(both["bold"]) == [0.01, 0.1, 0.5, 0.93, 0.99]


def test_an_interval_without_a_level_is_read_as_one_of_50_and_of_95_percent():
    both = readings({"interval": [60, 83]}, SHARE)
    assert levels(both["cautious"]) == [0.25, 0.75]
    assert levels(both["bold"]) == [0.025, 0.975]


def test_beside_not_by_the_horizon_only_the_lowest_level_moves():
    data = {"knots": [["2020-08-14", 0.2], ["2020-09-14", 0.4]], "not_by_horizon": 0.3}
    both = readings(data, DAY)
    assert both["cautious"] == {
        "knots": [["2020-08-14", 0.1], ["2020-09-14", 0.4]],
        "not_by_horizon": 0.3,
    }
    assert levels(both["bold"]) == [0.01, 0.4]


@pytest.mark.parametrize(
    "data",
    [
        {"point": "2020-09-01"},
        {"not_by_horizon": 0.3},
        {"knots": [["2020-08-14", 0.005]], "not_by_horizon": 0.992},
    ],
)
def test_what_leaves_no_room_reads_as_coded(data):
    assert readings(data, DAY) == {"cautious": data, "bold": data}


def test_a_probability_is_read_by_its_phrase_and_not_here():
    with pytest.raises(PredictionError, match="phrase"):
        readings({"p": 0.95}, Space("binary"))
