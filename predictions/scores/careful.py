"""Scoring what has to be looked at first: read in full, and named where it cannot be scored."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from predictions.columns.reading import among
from predictions.questions.models import Option, Question, Reference
from predictions.scores.sources import (
    CODED_FORECASTS,
    CODED_FORECASTS_SUPPOSED,
    FORETOLD,
    FORETOLD_SUPPOSED,
)
from predictions.scoring_rules import (
    RULES_VERSION,
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
    "horizon", "published_on", "stated", "prediction", "cautious", "bold", "outcome", "base", "origin",
)  # fmt: skip
_SELECT = """
    SELECT coding.id, report.id, COALESCE(reference.id, 0), question.id, question.type,
        question.ordered, question.lower, question.upper, question.opens_on, question.horizon,
        article.published_on, coding.how = 'stated',
        CAST(coding.prediction AS text), CAST(coding.cautious AS text), CAST(coding.bold AS text),
        CAST(report.value AS text), CAST(reference.prediction AS text), reference.origin
    FROM {coded_forecasts}
    LEFT JOIN predictions_reference reference ON reference.id = question.reference_id
    WHERE {foretold}
      AND NOT EXISTS (
        SELECT 1 FROM predictions_score score
        WHERE score.coding_id = coding.id
          AND score.report_id = report.id
          AND score.rules_version = {rules}
      )
"""
_ADOPTED = _SELECT.format(coded_forecasts=CODED_FORECASTS, foretold=FORETOLD, rules=RULES_VERSION)
_SUPPOSED = _SELECT.format(
    coded_forecasts=CODED_FORECASTS_SUPPOSED, foretold=FORETOLD_SUPPOSED, rules=RULES_VERSION
)


def examine(codings: Iterable[int], *, supposed: bool) -> Iterator[Examined | LeftOut]:
    """Read codings that lack a score, against adopted reports or supposed ones, one by one."""
    chosen, parameter = among("coding.id", codings)
    with connection.cursor() as cursor:
        cursor.execute(f"{_SUPPOSED if supposed else _ADOPTED} AND {chosen}", [parameter])
        rows = [dict(zip(_COLUMNS, row, strict=True)) for row in cursor.fetchall()]
    options: dict[int, list[str]] = defaultdict(list)
    for question, label in Option.objects.filter(
        question__in={row["question"] for row in rows if row["type"] == Question.Type.CATEGORICAL}
    ).values_list("question_id", "label"):
        options[question].append(label)
    for row in rows:
        try:
            yield _examined(row, tuple(options[row["question"]]))
        except PredictionError as error:
            yield LeftOut(row["coding"], row["question"], str(error))


def _examined(row: dict[str, Any], options: tuple[str, ...]) -> Examined:
    space = Space(
        type=row["type"],
        lower=row["lower"],
        upper=row["upper"],
        options=options,
        ordered=bool(row["ordered"]),
        published=_day(row["published_on"]),
        horizon=_day(row["horizon"]),
    )
    outcome = parse_outcome(_document(row["outcome"], "outcome"), space)
    reference = None
    if row["base"] is not None:
        reference = _document(row["base"], "reference")
        if row["origin"] != Reference.Origin.DEFAULT or reference != default_reference(space):
            # A reference was chosen for the question, whenever this article came out.
            seen = Space(
                type=space.type,
                lower=space.lower,
                upper=space.upper,
                options=options,
                ordered=space.ordered,
                published=_day(row["opens_on"]),
                horizon=space.horizon,
            )
            reference = parse(reference, seen)
            check_reference(reference, seen)
    coded = parse(_document(row["prediction"], "prediction"), space)
    cases = tuple(
        Case(
            prediction=parse(_document(row[reading], reading), space) if row[reading] else coded,
            space=space,
            outcome=outcome,
            reference=reference,
            stated=bool(row["stated"]),
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


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
