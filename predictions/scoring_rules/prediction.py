"""Reading a prediction: JSON-like data in, the same in canonical form out, or a reason why not."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from predictions.scoring_rules.errors import PredictionError
from predictions.scoring_rules.space import Space, Value, number

type Prediction = dict[str, Any]
"""A prediction in canonical form: what `parse` returns and the database keeps."""

INTERVAL_LEVELS = (0.10, 0.90)
"""An interval whose level nobody stated is read as one of 80 %."""

_SHAPES: dict[str, tuple[set[str], ...]] = {
    "binary": ({"p"},),
    "categorical": ({"probabilities"},),
    "numeric": ({"knots"}, {"interval"}, {"point"}),
    "date": ({"knots"}, {"not_by_horizon"}, {"knots", "not_by_horizon"}, {"interval"}, {"point"}),
}


def parse(data: object, space: Space) -> Prediction:
    """Check a prediction against its space and return it in canonical form.

    binary `{"p": 0.95}`; categorical `{"probabilities": {option: p, ...}}`, in the order of the
    options; numeric `{"knots": [[value, level], ...]}` or `{"point": value}`; date the same with
    dates, and `"not_by_horizon": p` beside the knots or alone. `{"interval": [low, high]}`, an
    interval without a level, becomes two knots.

    Raises `PredictionError`, naming the field, the reason and the remedy.
    """
    if not isinstance(data, dict) or set(data) not in _SHAPES[space.type]:
        given = f"an object with {sorted(map(str, data))}" if isinstance(data, dict) else repr(data)
        shapes = " or ".join(" with ".join(sorted(shape)) for shape in _SHAPES[space.type])
        raise PredictionError(
            "prediction", f"{given} is no {space.type} prediction", f"give an object with {shapes}"
        )
    if "p" in data:
        return {"p": _probability(data["p"], "prediction.p")}
    if "probabilities" in data:
        return {"probabilities": _probabilities(data["probabilities"], space)}
    if "point" in data:
        return {"point": space.value(data["point"], "prediction.point")}
    if "interval" in data:
        low, high = _pair(data["interval"], "prediction.interval")
        return {
            "knots": _knots([[low, INTERVAL_LEVELS[0]], [high, INTERVAL_LEVELS[1]]], None, space)
        }
    parsed: Prediction = {}
    not_by_horizon = None
    if "not_by_horizon" in data:
        if space.horizon is None:
            reason = "the question has no horizon"
            raise PredictionError(
                "prediction.not_by_horizon", reason, "set the horizon of the question"
            )
        not_by_horizon = _probability(data["not_by_horizon"], "prediction.not_by_horizon")
        parsed["not_by_horizon"] = not_by_horizon
    if "knots" in data:
        parsed["knots"] = _knots(data["knots"], not_by_horizon, space)
    return parsed


def _probability(raw: object, field: str) -> float:
    p = number(raw, field)
    if not 0 <= p <= 1:
        raise PredictionError(field, f"{p} is not a probability", "give a number from 0 to 1")
    return p


def _probabilities(raw: object, space: Space) -> dict[str, float]:
    field = "prediction.probabilities"
    if not isinstance(raw, dict) or set(raw) != set(space.options):
        remedy = f"name exactly {list(space.options)}"
        raise PredictionError(field, "they do not name every option once", remedy)
    probabilities = {
        option: _probability(raw[option], f"{field}[{option!r}]") for option in space.options
    }
    total = math.fsum(probabilities.values())
    if abs(total - 1) > 1e-9:
        raise PredictionError(field, f"they sum to {total}", "make them sum to 1")
    return probabilities


def _pair(raw: object, field: str) -> Sequence[object]:
    if not isinstance(raw, list | tuple) or len(raw) != 2:
        raise PredictionError(
            field, f"{raw!r} is not a pair", "give two entries in square brackets"
        )
    return raw


def _knots(raw: object, not_by_horizon: float | None, space: Space) -> list[list[Value | float]]:
    field = "prediction.knots"
    if not isinstance(raw, list | tuple) or not raw:
        raise PredictionError(
            field, "it is not a list of knots", "give a list of [value, level] pairs"
        )
    knots = [_knot(pair, f"{field}[{index}]", space) for index, pair in enumerate(raw)]
    _check_increasing(knots)
    levels = {level for _, level, _ in knots}
    if not_by_horizon is not None and space.horizon is not None:
        level = 1 - not_by_horizon
        horizon = (space.horizon.isoformat(), level, "prediction.not_by_horizon")
        _check_increasing(sorted([*knots, horizon], key=lambda knot: knot[0]))
        # What lies beyond the horizon is not scored, so no knot has to describe it.
        levels |= {level, 1}
    if min(levels) > 0.25:
        raise PredictionError(
            field, "no level is 0.25 or lower", "add a value that is hardly undercut"
        )
    if max(levels) < 0.75:
        raise PredictionError(
            field, "no level is 0.75 or higher", "add a value that is hardly exceeded"
        )
    return [[value, level] for value, level, _ in knots]


def _knot(raw: object, field: str, space: Space) -> tuple[Any, float, str]:
    value, level = _pair(raw, field)
    share = number(level, field)
    if not 0 < share < 1:
        raise PredictionError(
            field, f"the level {share} is not between 0 and 1", "give one strictly between"
        )
    return space.value(value, field), share, field


def _check_increasing(knots: Sequence[tuple[Any, float, str]]) -> None:
    for (value, level, _), (next_value, next_level, field) in pairwise(knots):
        if not (value < next_value and level < next_level):
            reason = (
                f"({next_value}, {next_level}) is not above ({value}, {level}) in value and level"
            )
            raise PredictionError(field, reason, "make values and levels both increase")
