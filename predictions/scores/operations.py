"""Scoring what has been resolved, in batches of arrays."""

import hashlib
import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from predictions.forecasts.models import Coding
from predictions.ledger.operations import record_act
from predictions.outcomes.models import Report
from predictions.questions.models import Option
from predictions.scores.models import Score
from predictions.scores.queries import unscored
from predictions.scoring_rules import RULES_VERSION, Case, Scores, Space, score_cases

# Forecasts in one transaction: array work pays off, and no transaction holds up the others.
BATCH = 20_000

Rule = Score.Rule


def score_pending(*, now: datetime) -> int:
    """Score every coding that lacks a current score; how many.

    Idempotent, and safe when two runs overlap: a score that is already there stays as it is.
    """
    total = 0
    former: list[dict[str, Any]] = []
    # What stays unscored although it was scored cannot be scored: leave it, and end.
    while (rows := list(unscored()[:BATCH])) and rows != former:
        total += _score(now, rows)
        former = rows
    return total


@transaction.atomic
def _score(now: datetime, rows: Sequence[dict[str, Any]]) -> int:
    spaces = _spaces(rows)
    coded, cautious, bold = (
        score_cases(
            [
                Case(
                    prediction=row[reading] or row["prediction"],
                    space=space,
                    outcome=row["value"],
                    reference=row["reference"],
                    stated=row["how"] == Coding.How.STATED,
                )
                for row, space in zip(rows, spaces, strict=True)
            ]
        )
        for reading in ("prediction", "cautious", "bold")
    )
    scores = [_row(now, row, index, coded, cautious, bold) for index, row in enumerate(rows)]
    Score.objects.bulk_create(scores, ignore_conflicts=True)
    # Scores can be computed again, so their act carries only how many there were, and a digest.
    digest = hashlib.sha256()
    for one in scores:
        digest.update(f"{one.coding_id}:{one.report_id}:{one.score!r}:{one.skill!r}\n".encode())
    record_act(
        now=now,
        actor=None,
        verb="scored",
        on=Report(pk=rows[0]["report_id"]),
        wrote=[],
        facts={"count": len(scores), "sha256": digest.hexdigest(), "rules": RULES_VERSION},
    )
    return len(scores)


def _spaces(rows: Sequence[dict[str, Any]]) -> list[Space]:
    options: dict[int, list[str]] = {}
    categorical = {row["question_id"] for row in rows if row["type"] == "categorical"}
    for question, label in Option.objects.filter(question__in=categorical).values_list(
        "question_id", "label"
    ):
        options.setdefault(question, []).append(label)
    return [
        Space(
            type=row["type"],
            lower=row["lower"],
            upper=row["upper"],
            options=tuple(options.get(row["question_id"], ())),
            ordered=row["ordered"],
            published=row["published_on"],
            horizon=row["horizon"],
        )
        for row in rows
    ]


def _row(
    now: datetime, row: dict[str, Any], index: int, coded: Scores, cautious: Scores, bold: Scores
) -> Score:
    def value(column: Any) -> float | None:
        """The column's entry, or None where it does not apply."""
        entry = float(column[index])
        return None if math.isnan(entry) else entry

    is_point = "point" in row["prediction"]
    if is_point:
        rule, own, reference = Rule.ABSOLUTE_ERROR, "absolute_error", "reference_absolute_error"
    else:
        reference, own = "reference_score", "score"
        rule = {
            "binary": Rule.BRIER,
            "categorical": Rule.RPS if row["ordered"] else Rule.BRIER,
        }.get(row["type"], Rule.CRPS)
    covered = value(coded.covered)
    log_score = value(coded.log_score)
    return Score(
        coding_id=row["coding_id"],
        report_id=row["report_id"],
        rules_version=RULES_VERSION,
        reference_id=row["reference_id"],
        rule=rule,
        score=float(getattr(coded, own)[index]),
        score_cautious=float(getattr(cautious, own)[index]),
        score_bold=float(getattr(bold, own)[index]),
        reference_score=value(getattr(coded, reference)),
        scale=value(coded.scale),
        skill=value(coded.skill),
        skill_cautious=value(cautious.skill),
        skill_bold=value(bold.skill),
        skill_worst=value(coded.skill_worst),
        skill_best=value(coded.skill_best),
        log_score=log_score,
        log_clipped=None if log_score is None else bool(coded.clipped[index]),
        pit_lower=value(coded.pit_low),
        pit_upper=value(coded.pit_high),
        covered=None if covered is None else bool(covered),
        scored_at=now,
    )
