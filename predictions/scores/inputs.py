"""From the tables to columns that the scoring rules take: many forecasts of one shape at once.

Rows that do not look as they should (put there by other means than Foresaid) are not scored here but
handed on as doubtful, for `careful` to read one by one and to name.
"""

import json
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from predictions.columns.reading import among, json_number, read
from predictions.questions.models import Option, Question
from predictions.scores.models import Score
from predictions.scores.sources import (
    CODED_FORECASTS,
    CODED_FORECASTS_SUPPOSED,
    FORETOLD,
    FORETOLD_SUPPOSED,
)
from predictions.scoring_rules import (
    RULES_VERSION,
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

type Ids = NDArray[np.int64]
type Mask = NDArray[np.bool_]
Rule = Score.Rule

_UNSCORED = """
    {coded_forecasts}
    LEFT JOIN predictions_reference reference ON reference.id = question.reference_id
    WHERE {foretold}
      AND NOT EXISTS (
        SELECT 1 FROM predictions_score score
        WHERE score.coding_id = coding.id
          AND score.report_id = report.id
          AND score.rules_version = {rules}
      )
"""
UNSCORED = _UNSCORED.format(coded_forecasts=CODED_FORECASTS, foretold=FORETOLD, rules=RULES_VERSION)
"""What lacks a score by the current rules, against the report that was adopted."""

UNSCORED_SUPPOSED = _UNSCORED.format(
    coded_forecasts=CODED_FORECASTS_SUPPOSED, foretold=FORETOLD_SUPPOSED, rules=RULES_VERSION
)
"""The same against reports that only scenarios suppose."""


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Forecasts of one rule and shape: the ids that their scores carry, and how they are read.

    `reference` is 0 where there is none. `readings` are as coded, cautious and bold, or as coded only where
    the others do not differ. `sound` says which of them may be scored unread.
    """

    rule: str
    coding: Ids
    report: Ids
    reference: Ids
    readings: Sequence[Columns]
    sound: Mask


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Codings that somebody has to look at before they are scored."""

    codings: list[int]


def batches(unscored: str, question_type: str, asked: Iterable[int]) -> Iterator[Batch | Doubtful]:
    """What lacks a score (one of the two above) on these questions, of one type."""
    chosen, parameter = among("asked.id", asked)
    where = f"{unscored} AND question.type = %s AND {chosen}"
    parameters = [question_type, parameter]
    match question_type:
        case Question.Type.BINARY:
            yield _binary(where, parameters)
        case Question.Type.CATEGORICAL:
            yield from _categorical(where, parameters)
        case Question.Type.NUMERIC:
            yield from _numeric(where, parameters)
        case _:
            yield from _dated(where, parameters)


def waiting(unscored: str, asked: Iterable[int]) -> list[int]:
    """The codings that lack a score, without a look at what they say."""
    chosen, parameter = among("asked.id", asked)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coding.id FROM {unscored} AND {chosen}", [parameter])
        return [coding for (coding,) in cursor.fetchall()]


def _binary(where: str, parameters: Sequence[Any]) -> Batch:
    found = read(
        f"""
        SELECT coding.id AS coding, report.id AS report,
            COALESCE(reference.id, 0) AS reference,
            {json_number("coding.prediction", "p")} AS p,
            {json_number("COALESCE(coding.cautious, coding.prediction)", "p")} AS cautious,
            {json_number("COALESCE(coding.bold, coding.prediction)", "p")} AS bold,
            CASE CAST(report.value AS text) WHEN 'true' THEN 1.0 WHEN 'false' THEN 0.0 END
                AS outcome,
            CASE WHEN reference.id IS NULL THEN 0.5
                ELSE {json_number("reference.prediction", "p")} END AS base
        FROM {where}
        """,
        parameters,
        dict.fromkeys(("coding", "report", "reference"), "i8")
        | dict.fromkeys(("p", "cautious", "bold", "outcome", "base"), "f8"),
    )
    outcome, base = found["outcome"], found["base"]
    sound = ~np.isnan(outcome) & (base >= 0.01) & (base <= 0.99)
    readings: list[Columns] = []
    for reading in ("p", "cautious", "bold"):
        p = found[reading]
        sound &= (p >= 0) & (p <= 1)
        readings.append(BinaryColumns(p, outcome == 1, base))
    return Batch(Rule.BRIER, found["coding"], found["report"], found["reference"], readings, sound)


_DOCUMENTS = """
    coding.id, report.id, COALESCE(reference.id, 0),
    CAST(coding.prediction AS text), CAST(coding.cautious AS text), CAST(coding.bold AS text),
    CAST(report.value AS text), CAST(reference.prediction AS text), coding.how = 'stated'
"""


@dataclass(slots=True)
class _Rows:
    """Columns of Python objects: ids, and JSON documents as text."""

    columns: list[Sequence[Any]]

    def __len__(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    def groups(self, *shapes: Sequence[Hashable]) -> Iterator[tuple[Any, "_Rows"]]:
        """The rows of each combination of shapes."""
        places: dict[Any, list[int]] = defaultdict(list)
        for place, key in enumerate(zip(*shapes, strict=True)):
            places[key].append(place)
        for key, chosen in places.items():
            yield key, _Rows([[column[place] for place in chosen] for column in self.columns])

    def ids(self) -> tuple[Ids, Ids, Ids]:
        """Coding, report and reference, the first three columns."""
        coding, report, reference = (np.array(ids, np.int64) for ids in self.columns[:3])
        return coding, report, reference


def _fetch(columns: str, where: str, parameters: Sequence[Any]) -> _Rows:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_DOCUMENTS}, {columns} FROM {where}", parameters)
        return _Rows(list(zip(*cursor.fetchall(), strict=True)))


def _categorical(where: str, parameters: Sequence[Any]) -> Iterator[Batch | Doubtful]:
    rows = _fetch("question.id, question.ordered", where, parameters)
    if not rows:
        return
    asked, ordered = rows.columns[9], rows.columns[10]
    labels: dict[int, list[str]] = defaultdict(list)
    for question, label in Option.objects.filter(question__in=set(asked)).values_list(
        "question_id", "label"
    ):
        labels[question].append(label)
    sizes = [len(labels[question]) for question in asked]
    referenced = [text is not None for text in rows.columns[7]]
    read_anew = [text is not None for text in rows.columns[4]]
    for (size, in_order, has_reference, has_readings), group in rows.groups(
        sizes, ordered, referenced, read_anew
    ):
        options = [labels[question] for question in group.columns[9]]
        _, _, _, coded, cautious, bold, outcomes, references = group.columns[:8]
        try:
            base = (
                bulk.probabilities(references, options)
                if has_reference
                else np.full((len(group), size), 1 / size)
            )
            happened = np.array(
                [_place(text, names) for text, names in zip(outcomes, options, strict=True)]
            )
            readings = [bulk.probabilities(coded, options)]
            if has_readings:
                readings += [bulk.probabilities(text, options) for text in (cautious, bold)]
        except ValueError:
            yield Doubtful(list(group.columns[0]))
            continue
        sound = bulk.distributed(base) & (base.max(axis=1) < 1) & (happened >= 0)
        for reading in readings:
            sound &= bulk.distributed(reading)
        each = [CategoricalColumns(reading, happened, base, bool(in_order)) for reading in readings]
        yield Batch(Rule.RPS if in_order else Rule.BRIER, *group.ids(), each, sound)


def _place(text: str, options: Sequence[str]) -> int:
    """The place of an option given as JSON; -1 if it is none."""
    label = json.loads(text)
    return options.index(label) if label in options else -1


def _numeric(where: str, parameters: Sequence[Any]) -> Iterator[Batch | Doubtful]:
    rows = _fetch("question.lower, question.upper", where, parameters)
    for (coded, cautious, bold, based), group in _by_shape(rows):
        if not (
            coded[0] in ("knots", "point")
            and {cautious[0], bold[0]} <= {coded[0], "absent"}
            and based[0] in ("knots", "absent")
        ):
            yield Doubtful(list(group.columns[0]))
            continue
        lower = np.array([-np.inf if one is None else one for one in group.columns[9]])
        upper = np.array([np.inf if one is None else one for one in group.columns[10]])
        try:
            outcome = bulk.plain_numbers(group.columns[6])
            base = _knots(group.columns[7], based, lower, upper)
            if coded[0] == "point":
                points = bulk.single_numbers(group.columns[3])
                readings: list[Any] = [PointColumns(points, outcome, base, lower, upper)]
                sound = (points >= lower) & (points <= upper)
            else:
                forms = [
                    _knots(texts, form, lower, upper)
                    for texts, form in zip(group.columns[3:6], (coded, cautious, bold), strict=True)
                ]
                stated = np.array(group.columns[8], np.bool_)
                readings = [KnotColumns(one, outcome, base, stated) for one in forms if one]
                sound = _all_sound(readings)
        except (ValueError, TypeError):
            yield Doubtful(list(group.columns[0]))
            continue
        sound &= (outcome >= lower) & (outcome <= upper) & (np.abs(outcome) <= LARGEST)
        if base is not None:
            sound &= bulk.sound(base, reference=True) & usable(expected_crps(base), lower, upper)
        yield _batch(group, readings, sound)


def _dated(where: str, parameters: Sequence[Any]) -> Iterator[Batch | Doubtful]:
    rows = _fetch("article.published_on, question.horizon", where, parameters)
    for (coded, cautious, bold, based), group in _by_shape(rows):
        # What says "not by the horizon", or names a day alone, is rare, and read one by one.
        if not (
            coded[0] == "knots"
            and {cautious[0], bold[0]} <= {"knots", "absent"}
            and based[0] in ("knots", "not_by_horizon", "absent")
        ):
            yield Doubtful(list(group.columns[0]))
            continue
        try:
            lower, upper = start_of_day(group.columns[9]), end_of_day(group.columns[10])
            outcome = bulk.days([json.loads(text) for text in group.columns[6]])
            base = _knots(group.columns[7], based, lower, upper, dated=True)
            forms = [
                _knots(texts, form, lower, upper, dated=True)
                for texts, form in zip(group.columns[3:6], (coded, cautious, bold), strict=True)
            ]
        except (ValueError, TypeError):
            yield Doubtful(list(group.columns[0]))
            continue
        sound = (outcome <= upper) | np.isinf(outcome)
        if base is not None:
            if based[0] == "knots":
                sound &= bulk.sound(_whole_days(base), reference=True)
            base = given_nothing_before(base)
        readings = []
        for one in forms:
            if one is not None:
                sound &= bulk.sound(_whole_days(one))
                stated = np.array(group.columns[8], np.bool_) & (one.values[:, -1] <= upper)
                readings.append(KnotColumns(censored(one), outcome, base, stated, step=1.0))
        yield _batch(group, readings, sound)


_ABSENT = ("absent", 0)


def _by_shape(rows: _Rows) -> Iterator[tuple[Any, _Rows]]:
    if not rows:
        return iter(())
    shapes = [
        [_ABSENT if text is None else bulk.shape(text) for text in rows.columns[number]]
        for number in (3, 4, 5, 7)
    ]
    return rows.groups(*shapes)


def _knots(
    texts: Sequence[str],
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
        share = bulk.single_numbers(texts)
        return Knots(*with_horizon(none, none, share, lower, upper), lower, upper)
    return None


def _whole_days(knots: Knots) -> Knots:
    """The same with the bounds that dates have: from the day of publication on, without an end."""
    return replace(knots, lower=knots.lower + 1, upper=np.full(len(knots), np.inf))


def _all_sound(readings: Sequence[KnotColumns]) -> Mask:
    sound: Mask = np.logical_and.reduce([bulk.sound(one.forecast) for one in readings])
    return sound


def _batch(group: _Rows, readings: Sequence[Any], sound: Mask) -> Batch:
    is_point = isinstance(readings[0], PointColumns)
    rule = Rule.ABSOLUTE_ERROR if is_point else Rule.CRPS
    return Batch(rule, *group.ids(), readings, sound)
