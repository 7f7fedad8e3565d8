"""Scoring what has to be looked at first: read in full, and named where it cannot be scored."""

import json
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from predictions.columns.reading import Columns as Rows
from predictions.questions.models import Option, Question
from predictions.scores.cells import TYPES
from predictions.scoring_rules import (
    Case,
    PredictionError,
    Space,
    check_reference,
    default_reference,
    parse,
    parse_outcome,
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A coding that cannot be scored, and why: something stands there that Foresaid refuses."""

    coding: int
    question: int
    reason: str

    def __str__(self) -> str:
        return f"Coding {self.coding} on question {self.question} was left out: {self.reason}"


@dataclass(frozen=True, slots=True)
class Examined:
    """A coding that can be scored: its ids, and one case per reading."""

    coding: int
    report: int
    reference: int
    rule_of: str
    ordered: bool
    cases: tuple[Case, Case, Case]


_COLUMNS = (
    "coding", "report", "reference", "question", "type", "ordered", "lower", "upper", "opens_on",
    "horizon", "published", "said_levels", "stated", "prediction", "cautious", "bold", "outcome", "base",
)  # fmt: skip


def examine(rows: Rows) -> Iterator[Examined | LeftOut]:
    """Read rows of inputs one by one."""
    columns = [rows[name].tolist() for name in _COLUMNS]
    found = [dict(zip(_COLUMNS, row, strict=True)) for row in zip(*columns, strict=True)]
    options: dict[int, list[str]] = defaultdict(list)
    for question, label in Option.objects.filter(
        question__in={row["question"] for row in found}
    ).values_list("question_id", "label"):
        options[question].append(label)
    for row in found:
        try:
            yield _examined(row, tuple(options[row["question"]]))
        except PredictionError as error:
            yield LeftOut(row["coding"], row["question"], str(error))


def _examined(row: dict[str, Any], options: tuple[str, ...]) -> Examined:
    question_type: Any = TYPES[row["type"]]
    dated = question_type == Question.Type.DATE
    space = Space(
        type=question_type,
        lower=_bound(row["lower"]),
        upper=_bound(row["upper"]),
        options=options,
        ordered=row["ordered"],
        published=row["published"],
        horizon=row["horizon"] if dated else None,
    )
    outcome = parse_outcome(_document(row["outcome"], "outcome"), space)
    reference = None
    if row["base"]:
        reference = _document(row["base"], "reference")
        if row["stated"] or reference != default_reference(space):
            # A reference was chosen for the question, whenever this article came out.
            seen = replace(space, published=row["opens_on"] if dated else None)
            reference = parse(reference, seen)
            check_reference(reference, seen)
    coded = parse(_document(row["prediction"], "prediction"), space)
    cases = tuple(
        Case(
            prediction=parse(_document(row[reading], reading), space) if row[reading] else coded,
            space=space,
            outcome=outcome,
            reference=reference,
            stated=row["said_levels"],
        )
        for reading in ("prediction", "cautious", "bold")
    )
    return Examined(
        row["coding"],
        row["report"],
        row["reference"],
        "point" if "point" in coded else space.type,
        space.ordered,
        cases,  # type: ignore[arg-type]  # three, as the readings are
    )


def _document(text: str, field: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise PredictionError(field, "it is no JSON", "correct it") from error


def _bound(number: float) -> float | None:
    return None if math.isnan(number) else number
