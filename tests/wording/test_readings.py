import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from predictions.wording import Basis, Reading, stated
from predictions.wording.readings import read_between


def between(low, p, high):
    reading = read_between(low, p, high, phrase="maybe", basis=Basis.LEXICON)
    return reading.cautious, reading.p, reading.bold


def test_cautious_is_the_end_nearer_to_one_half():
    assert between(0.67, 0.75, 0.80) == (0.67, 0.75, 0.80)
    assert between(0.10, 0.20, 0.25) == (0.25, 0.20, 0.10)


def test_cautious_does_not_cross_one_half():
    assert between(0.30, 0.40, 0.51) == (0.5, 0.40, 0.30)
    assert between(0.40, 0.60, 0.75) == (0.5, 0.60, 0.75)


def test_even_odds_lean_nowhere_unless_their_range_does():
    assert between(0.5, 0.5, 0.5) == (0.5, 0.5, 0.5)
    assert between(0.45, 0.5, 0.55) == (0.5, 0.5, 0.5)
    assert between(0.5, 0.5, 0.6) == (0.5, 0.5, 0.6)
    assert between(0.4, 0.5, 0.5) == (0.5, 0.5, 0.4)


def test_a_stated_number_has_no_other_readings():
    reading = stated("70 %", 0.7)
    assert (reading.cautious, reading.p, reading.bold) == (0.7, 0.7, 0.7)
    assert reading.basis is Basis.STATED


@pytest.mark.parametrize("p", [-0.1, 1.1, float("nan")])
def test_a_number_that_is_no_probability_is_refused(p):
    with pytest.raises(ValueError, match="from 0 to 1"):
        stated("x", p)


def test_readings_that_go_inwards_are_refused():
    with pytest.raises(ValueError, match="outwards"):
        Reading("x", 0.7, cautious=0.8, bold=0.9, basis=Basis.LEXICON)


@pytest.mark.parametrize(
    "values", [(0.6, 0.5, 0.7), (0.5, 0.8, 0.7), (-0.1, 0.5, 0.7), (0.5, 0.7, 1.1)]
)
def test_values_that_do_not_rise_within_bounds_are_refused(values):
    with pytest.raises(ValueError, match="must rise"):
        between(*values)


@settings(deadline=None, derandomize=True)
@given(st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted))
def test_readings_always_go_outwards_from_one_half(values):
    cautious, p, bold = between(*values)
    assert all(0 <= value <= 1 for value in (cautious, p, bold))
    assert abs(cautious - 0.5) <= abs(p - 0.5) <= abs(bold - 0.5)


@settings(deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 1000), min_size=3, max_size=3).map(sorted))
def test_the_mirror_of_a_reading_is_the_reading_of_the_mirror(permille):
    low, p, high = (value / 1000 for value in permille)
    mirrored = between(1 - high, 1 - p, 1 - low)
    assert mirrored == pytest.approx(tuple(1 - value for value in between(low, p, high)))
