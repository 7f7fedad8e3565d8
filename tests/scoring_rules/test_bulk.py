"""Reading many predictions at once takes nothing that reading one refuses."""

import numpy as np
import pytest

from predictions.scoring_rules import bulk

OPTIONS = [["true", "false"]]


def test_probabilities_stand_in_the_order_of_the_options():
    texts = ['{"probabilities": {"false": 0.25, "true": 0.75}}']
    assert np.array_equal(bulk.probabilities(texts, OPTIONS), [[0.75, 0.25]])


@pytest.mark.parametrize("truth", ["true", "false"])
def test_what_is_true_is_no_probability(truth):
    texts = [f'{{"probabilities": {{"false": 0.0, "true": {truth}}}}}']
    with pytest.raises(ValueError, match="not a number"):
        bulk.probabilities(texts, OPTIONS)
