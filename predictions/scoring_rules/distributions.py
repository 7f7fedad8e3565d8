"""From canonical predictions to the distributions that are scored."""

from collections.abc import Sequence

import numpy as np

from predictions.scoring_rules.arrays import Floats
from predictions.scoring_rules.dates import end_of_day, start_of_day, with_horizon
from predictions.scoring_rules.errors import PredictionError
from predictions.scoring_rules.knots import Knots
from predictions.scoring_rules.prediction import Prediction
from predictions.scoring_rules.space import Space


def distributions(predictions: Sequence[Prediction], spaces: Sequence[Space]) -> Knots:
    """Return n canonical predictions with knots, all of one shape, as `Knots` with their bounds.

    Dates become days, and may still lie outside the bounds.

    Raises `PredictionError` where a date question lacks publication or horizon.
    """
    count = len(predictions)
    knots = [prediction.get("knots", []) for prediction in predictions]
    lower, upper = bounds(spaces)
    levels = np.array([[level for _, level in row] for row in knots], dtype=np.float64).reshape(
        count, -1
    )
    if spaces[0].type == "numeric":
        values = np.array([[value for value, _ in row] for row in knots], dtype=np.float64)
        return Knots(values, levels, lower, upper)
    values = end_of_day([value for row in knots for value, _ in row]).reshape(count, -1)
    if "not_by_horizon" in predictions[0]:
        not_by_horizon = np.array([prediction["not_by_horizon"] for prediction in predictions])
        values, levels = with_horizon(values, levels, not_by_horizon, lower, upper)
    return Knots(values, levels, lower, upper)


def bounds(spaces: Sequence[Space]) -> tuple[Floats, Floats]:
    """Return the lower and upper bounds (n,): numbers (infinite for none), or dates in days."""
    if spaces[0].type == "numeric":
        lower = np.array([-np.inf if space.lower is None else space.lower for space in spaces])
        upper = np.array([np.inf if space.upper is None else space.upper for space in spaces])
        return lower, upper
    published = [space.published for space in spaces if space.published]
    horizon = [space.horizon for space in spaces if space.horizon]
    if not len(published) == len(horizon) == len(spaces):
        raise PredictionError(
            "space", "publication or horizon is unknown", "give both before scoring dates"
        )
    return start_of_day(published), end_of_day(horizon)
