"""Where dots and intervals are drawn, in percent of the plot's width."""

import pytest

from predictions.dashboard.dots import Axis
from predictions.dashboard.figures import Skill
from predictions.dashboard.saying import signed
from predictions.statistics import Interval


def skill(mean, interval=None):
    return Skill(1, "Ines Quayle", "yes or no", mean, interval, 10, 10)


def test_zero_lies_in_the_middle():
    assert Axis(span=100).percent(0) == 50


def test_the_ends_of_the_axis_are_the_ends_of_the_plot():
    axis = Axis(span=150)
    assert (axis.percent(-150), axis.percent(150), axis.percent(75)) == (0, 100, 75)


@pytest.mark.parametrize(
    ("skills", "span"),
    [
        ([], 50),
        ([skill(10)], 50),
        ([skill(-51)], 100),
        ([skill(10), skill(0, Interval(-130, 20))], 150),
        ([skill(100)], 100),
    ],
)
def test_the_axis_holds_every_dot_and_interval_in_whole_fifties(skills, span):
    assert Axis.holding(skills).span == span


def test_ticks_stand_on_both_sides_of_zero():
    assert Axis(span=100).ticks == [("−80", 10), ("−40", 30), ("+40", 70), ("+80", 90)]


def test_a_row_has_its_dot_and_the_ends_of_its_interval():
    row = Axis(span=100).row(skill(20, Interval(-40, 80)))
    assert (row.at, row.low, row.high) == (60, 30, 90)


def test_a_row_without_an_interval_has_no_ends():
    row = Axis(span=100).row(skill(20))
    assert (row.at, row.low, row.high) == (60, None, None)


@pytest.mark.parametrize(("points", "shown"), [(12.4, "+12"), (-12.6, "−13"), (0, "0")])
def test_points_have_a_sign_and_a_real_minus(points, shown):
    assert signed(points) == shown
