import numpy as np

from predictions.scoring_rules.points import absolute_error


def test_it_is_the_distance_in_the_unit_of_the_question():
    np.testing.assert_allclose(
        absolute_error(np.array([70.0, 90.0]), np.array([80.1, 80.1])), [10.1, 9.9]
    )


def test_the_expected_error_is_least_at_the_median():
    y = np.array([1.0, 2, 10, 11, 50])
    assert min(range(51), key=lambda x: absolute_error(np.full(5, float(x)), y).sum()) == 10
