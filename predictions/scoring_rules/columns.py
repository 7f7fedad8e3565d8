"""From forecasts to columns: what is scored together, as arrays."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from predictions.scoring_rules.arrays import Booleans, Floats, Integers
from predictions.scoring_rules.bulk import days
from predictions.scoring_rules.dates import censored, end_of_day, given_nothing_before
from predictions.scoring_rules.distributions import bounds, distributions
from predictions.scoring_rules.knots import Knots
from predictions.scoring_rules.outcome import Outcome
from predictions.scoring_rules.prediction import Prediction
from predictions.scoring_rules.references import default_reference
from predictions.scoring_rules.space import Space


class Case(NamedTuple):
    """One forecast to be scored: everything canonical, `reference` None for the default.

    `stated` says that the author gave the levels of the outer knots.
    """

    prediction: Prediction
    space: Space
    outcome: Outcome
    reference: Prediction | None = None
    stated: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class BinaryColumns:
    """n probabilities of yes, what happened, and the reference's probabilities; all (n,)."""

    p: Floats
    outcome: Booleans
    reference: Floats


@dataclass(frozen=True, slots=True, eq=False)
class CategoricalColumns:
    """Probabilities (n, K), indices of what happened (n,), and the reference's probabilities (n, K)."""

    probabilities: Floats
    outcome: Integers
    reference: Floats
    ordered: bool


@dataclass(frozen=True, slots=True, eq=False)
class KnotColumns:
    """n distributions, outcomes (n,) (+inf: did not happen), references (of another m, perhaps).

    `stated` (n,) says where the outer knots are an interval to be judged; `step` is how finely outcomes
    are told apart: 1 for dates, in days.
    """

    forecast: Knots
    outcome: Floats
    reference: Knots | None
    stated: Booleans
    step: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class PointColumns:
    """n points, outcomes and bounds; all (n,); references as above."""

    point: Floats
    outcome: Floats
    reference: Knots | None
    lower: Floats
    upper: Floats


type Columns = BinaryColumns | CategoricalColumns | KnotColumns | PointColumns


def columns(cases: Iterable[Case]) -> Iterator[tuple[Integers, Columns]]:
    """Yield groups of cases of one shape as columns, with the positions (n,) of their cases."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    known = []
    for position, case in enumerate(cases):
        if case.reference is None:
            case = case._replace(reference=default_reference(case.space))
        known.append(case)
        space = case.space
        shape = (_shape(case.prediction), case.reference and _shape(case.reference))
        groups[space.type, space.ordered, len(space.options), shape].append(position)
    for positions in groups.values():
        yield (
            np.array(positions, dtype=np.intp),
            _columns([known[position] for position in positions]),
        )


def _shape(prediction: Prediction) -> tuple[bool, int, bool]:
    return "point" in prediction, len(prediction.get("knots", ())), "not_by_horizon" in prediction


def _columns(cases: Sequence[Case]) -> Columns:
    predictions, spaces, outcomes, given, stated = zip(*cases, strict=True)
    match spaces[0].type:
        case "binary":
            return BinaryColumns(
                np.array([prediction["p"] for prediction in predictions], dtype=np.float64),
                np.array(outcomes, dtype=np.bool_),
                np.array([reference["p"] for reference in given], dtype=np.float64),
            )
        case "categorical":
            return CategoricalColumns(
                _probabilities(predictions, spaces),
                np.array(
                    [s.options.index(o) for s, o in zip(spaces, outcomes, strict=True)],
                    dtype=np.intp,
                ),
                _probabilities(given, spaces),
                spaces[0].ordered,
            )
    dated = spaces[0].type == "date"
    happened = days(outcomes) if dated else np.array(outcomes, dtype=np.float64)
    reference = None
    if given[0] is not None:
        reference = distributions(given, spaces)
        if dated:
            reference = given_nothing_before(reference)
    if "point" in predictions[0]:
        raw = [prediction["point"] for prediction in predictions]
        points = end_of_day(raw) if dated else np.array(raw, dtype=np.float64)
        return PointColumns(points, happened, reference, *bounds(spaces))
    forecast = distributions(predictions, spaces)
    # "Not by the horizon" states no interval; and whether one that reaches past the horizon was hit is
    # not known there, whatever happened.
    intervals = np.array(stated, dtype=np.bool_) & ("not_by_horizon" not in predictions[0])
    intervals &= forecast.values[:, -1] <= forecast.upper
    if dated:
        return KnotColumns(censored(forecast), happened, reference, intervals, step=1.0)
    return KnotColumns(forecast, happened, reference, intervals)


def _probabilities(predictions: Sequence[Prediction], spaces: Sequence[Space]) -> Floats:
    # By name, because PostgreSQL's jsonb forgets the order of keys.
    rows = zip(predictions, spaces, strict=True)
    return np.array(
        [[p["probabilities"][option] for option in s.options] for p, s in rows], dtype=np.float64
    )
