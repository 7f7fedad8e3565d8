import numpy as np
import pytest
from hypothesis import strategies as st

from predictions.scoring_rules.categorical import categorical_brier, rps
from predictions.scoring_rules.skill import categorical_scale, ordered_scale, skill_points, usable

from .oracle import given


def test_the_worked_examples_of_the_design():
    assert skill_points(np.array([0.9025]), np.array([0.25]), 0.25)[0] == pytest.approx(-261)
    assert skill_points(np.array([5.6618]), np.array([1.2002]), np.array([2.6588]))[
        0
    ] == pytest.approx(-168, abs=0.5)


def test_as_good_as_the_reference_is_zero_and_a_perfect_call_of_a_coin_toss_a_hundred():
    np.testing.assert_array_equal(
        skill_points(np.array([0.25, 0.0]), np.array([0.25, 0.25]), 0.25), [0, 100]
    )


@pytest.mark.parametrize("options", [2, 3, 7])
def test_the_scale_is_what_ignorance_expects_of_itself(options):
    uniform, outcome = np.full((options, options), 1 / options), np.arange(options)
    assert categorical_brier(uniform, outcome).mean() == pytest.approx(categorical_scale(options))
    assert rps(uniform, outcome).mean() == pytest.approx(ordered_scale(options))


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 0.99))
def test_skill_is_proper_because_its_scale_knows_neither_forecast_nor_outcome(
    truth, said, reference
):
    def expected(p):
        yes = skill_points(np.array((p - 1) ** 2), np.array((reference - 1) ** 2), 0.25)
        no = skill_points(np.array(p**2), np.array(reference**2), 0.25)
        return truth * yes + (1 - truth) * no

    assert expected(truth) >= expected(said) - 1e-9


def test_a_scale_serves_if_it_is_positive_and_not_tiny_beside_the_bounds():
    scale = np.array([0.0, 0.9, 1.0, np.nan, np.inf, 0.001])
    upper = np.array([100, 100, 100, 100, 100, np.inf])
    np.testing.assert_array_equal(
        usable(scale, np.zeros(6), upper), [False, False, True, False, False, True]
    )
