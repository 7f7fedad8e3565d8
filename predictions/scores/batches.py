"""From rows of inputs to columns that the scoring rules take: many forecasts of one shape at once.

Rows that do not look as they should (put there by other means than Foresaid) are not scored here but
handed on as doubtful, for `careful` to read one by one and to name.
"""

import json
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from predictions.columns.reading import Columns as Rows
from predictions.questions.models import Option, Question
from predictions.scores.cells import TYPES
from predictions.scores.models import Score
from predictions.scoring_rules import (
    BinaryColumns,
    CategoricalColumns,
    Columns,
    KnotColumns,
    Knots,
    PointColumns,
    bulk,
)
from predictions.scoring_rules.crps import expected_crps
from predictions.scoring_rules.dates import (
    censored,
    end_of_day,
    given_nothing_before,
    start_of_day,
    with_horizon,
)
from predictions.scoring_rules.skill import usable
from predictions.scoring_rules.space import LARGEST

type Mask = NDArray[np.bool_]
Rule = Score.Rule
READINGS = ("prediction", "cautious", "bold")


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Forecasts of one rule and shape: their rows, and how they are read.

    `readings` are as coded, cautious and bold, or as coded only where the others do not differ. `sound` says
    which of them may be scored unread.
    """

    rule: str
    rows: Rows
    readings: Sequence[Columns]
    sound: Mask


@dataclass(frozen=True, slots=True, eq=False)
class Doubtful:
    """Rows that somebody has to look at before they are scored."""

    rows: Rows


def batches(rows: Rows) -> Iterator[Batch | Doubtful]:
    """Rows by type and shape."""
    for number, question_type in enumerate(TYPES):
        of_type = some(rows, np.flatnonzero(rows["type"] == number))
        shaped, batch = _BY_TYPE[question_type]
        with_shapes, shapes = shaped(of_type)
        for shape, group in _groups(with_shapes, *shapes):
            try:
                yield batch(group, *shape)
            except (ValueError, TypeError):
                yield Doubtful(group)


def some(rows: Rows, chosen: Any) -> Rows:
    """Some of the rows."""
    return {name: column[chosen] for name, column in rows.items()}


def _groups(rows: Rows, *shapes: Sequence[Hashable]) -> Iterator[tuple[Any, Rows]]:
    """The rows of each combination of shapes."""
    places: dict[Any, list[int]] = defaultdict(list)
    for place, key in enumerate(zip(*shapes, strict=True)):
        places[key].append(place)
    for key, chosen in places.items():
        yield key, some(rows, np.array(chosen))


def _given(rows: Rows) -> list[Sequence[Hashable]]:
    return [(rows[name] != "").tolist() for name in ("base", "cautious")]


def _with_given(rows: Rows) -> tuple[Rows, list[Sequence[Hashable]]]:
    return rows, _given(rows)


def _binary(rows: Rows, referenced: bool, read_anew: bool) -> Batch:
    base = np.full(len(rows["base"]), 0.5)
    if referenced:
        base = bulk.single_numbers(rows["base"], "p")
    happened = rows["outcome"] == "true"
    sound = (happened | (rows["outcome"] == "false")) & (base >= 0.01) & (base <= 0.99)
    readings = [bulk.single_numbers(rows[name], "p") for name in _readings(read_anew)]
    for p in readings:
        sound &= (p >= 0) & (p <= 1)
    return Batch(Rule.BRIER, rows, [BinaryColumns(p, happened, base) for p in readings], sound)


def _readings(read_anew: bool) -> Sequence[str]:
    return READINGS if read_anew else READINGS[:1]


def _with_options(rows: Rows) -> tuple[Rows, list[Sequence[Hashable]]]:
    asked = rows["question"].tolist()
    labels: dict[int, list[str]] = defaultdict(list)
    if asked:
        found = Option.objects.filter(question__in=set(asked))
        for question, label in found.values_list("question_id", "label"):
            labels[question].append(label)
    options = np.fromiter((labels[question] for question in asked), object, len(asked))
    sizes = [len(labels[question]) for question in asked]
    return rows | {"options": options}, [sizes, rows["ordered"].tolist(), *_given(rows)]


def _categorical(rows: Rows, size: int, ordered: bool, referenced: bool, read_anew: bool) -> Batch:
    options = rows["options"]
    base = np.full((len(options), size), 1 / size)
    if referenced:
        base = bulk.probabilities(rows["base"], options)
    outcomes = json.loads(f"[{','.join(rows['outcome'])}]")
    happened = np.array(
        [
            names.index(label) if label in names else -1
            for label, names in zip(outcomes, options, strict=True)
        ]
    )
    sound = bulk.distributed(base) & (base.max(axis=1) < 1) & (happened >= 0)
    readings = [bulk.probabilities(rows[name], options) for name in _readings(read_anew)]
    for reading in readings:
        sound &= bulk.distributed(reading)
    each = [CategoricalColumns(reading, happened, base, ordered) for reading in readings]
    return Batch(Rule.RPS if ordered else Rule.BRIER, rows, each, sound)


_ABSENT = ("absent", 0)


def _with_shapes(rows: Rows) -> tuple[Rows, list[Sequence[Hashable]]]:
    return rows, [
        [bulk.shape(text) if text else _ABSENT for text in rows[name]]
        for name in (*READINGS, "base")
    ]


def _numeric(
    rows: Rows, coded: bulk.Shape, cautious: bulk.Shape, bold: bulk.Shape, based: bulk.Shape
) -> Batch:
    if not (
        coded[0] in ("knots", "point")
        and {cautious[0], bold[0]} <= {coded[0], "absent"}
        and based[0] in ("knots", "absent")
    ):
        raise ValueError("No prediction of a number looks like this.")
    lower = np.where(np.isnan(rows["lower"]), -np.inf, rows["lower"])
    upper = np.where(np.isnan(rows["upper"]), np.inf, rows["upper"])
    outcome = bulk.plain_numbers(rows["outcome"])
    base = _knots(rows["base"], based, lower, upper)
    sound = (outcome >= lower) & (outcome <= upper) & (np.abs(outcome) <= LARGEST)
    if base is not None:
        sound &= bulk.sound(base, reference=True) & usable(expected_crps(base), lower, upper)
    if coded[0] == "point":
        points = bulk.single_numbers(rows["prediction"], "point")
        sound &= (points >= lower) & (points <= upper)
        errors = [PointColumns(points, outcome, base, lower, upper)]
        return Batch(Rule.ABSOLUTE_ERROR, rows, errors, sound)
    readings = []
    for name, form in zip(READINGS, (coded, cautious, bold), strict=True):
        one = _knots(rows[name], form, lower, upper)
        if one is not None:
            sound &= bulk.sound(one)
            readings.append(KnotColumns(one, outcome, base, rows["said_levels"]))
    return Batch(Rule.CRPS, rows, readings, sound)


def _dated(
    rows: Rows, coded: bulk.Shape, cautious: bulk.Shape, bold: bulk.Shape, based: bulk.Shape
) -> Batch:
    if not (
        coded[0] == "knots"
        and {cautious[0], bold[0]} <= {"knots", "absent"}
        and based[0] in ("knots", "not_by_horizon", "absent")
    ):
        raise ValueError("What says more, or names a day alone, is rare, and read one by one.")
    lower, upper = start_of_day(rows["published"]), end_of_day(rows["horizon"])
    outcome = bulk.days(json.loads(f"[{','.join(rows['outcome'])}]"))
    sound = (outcome <= upper) | np.isinf(outcome)
    base = _knots(rows["base"], based, lower, upper, dated=True)
    if base is not None:
        if based[0] == "knots":
            sound &= bulk.sound(_whole_days(base), reference=True)
        base = given_nothing_before(base)
    readings = []
    for name, form in zip(READINGS, (coded, cautious, bold), strict=True):
        one = _knots(rows[name], form, lower, upper, dated=True)
        if one is not None:
            sound &= bulk.sound(_whole_days(one))
            said = rows["said_levels"] & (one.values[:, -1] <= upper)
            readings.append(KnotColumns(censored(one), outcome, base, said, step=1.0))
    return Batch(Rule.CRPS, rows, readings, sound)


def _knots(
    texts: bulk.Texts,
    form: bulk.Shape,
    lower: Any,
    upper: Any,
    *,
    dated: bool = False,
) -> Knots | None:
    kind, size = form
    if kind == "knots":
        return Knots(*bulk.knots(texts, size, dated=dated), lower, upper)
    if kind == "not_by_horizon":
        none = np.empty((len(texts), 0))
        share = bulk.single_numbers(texts, kind)
        return Knots(*with_horizon(none, none, share, lower, upper), lower, upper)
    return None


def _whole_days(knots: Knots) -> Knots:
    """The same with the bounds that dates have: from the day of publication on, without an end."""
    return replace(knots, lower=knots.lower + 1, upper=np.full(len(knots), np.inf))


_BY_TYPE: dict[str, tuple[Any, Any]] = {
    Question.Type.BINARY: (_with_given, _binary),
    Question.Type.CATEGORICAL: (_with_options, _categorical),
    Question.Type.NUMERIC: (_with_shapes, _numeric),
    Question.Type.DATE: (_with_shapes, _dated),
}
