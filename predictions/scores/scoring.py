"""What batches are worth: columns of scores, ready to be written."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from predictions.columns.reading import Columns as Rows
from predictions.scores.batches import Batch, batches, some
from predictions.scores.careful import Examined, LeftOut, examine
from predictions.scores.models import Score
from predictions.scoring_rules import Scores, rule_score, score, score_cases

type Written = dict[str, NDArray[Any]]
"""Columns of the table of scores, by name; NaN where there is none."""

Rule = Score.Rule


def score_rows(rows: Rows) -> tuple[list[Written], list[LeftOut]]:
    """The scores of these inputs, and what cannot be scored."""
    written: list[Written] = []
    left_out: list[LeftOut] = []
    for one in batches(rows):
        if isinstance(one, Batch):
            if one.sound.any():
                written.append(_scored(one))
            doubtful = some(one.rows, ~one.sound)
        else:
            doubtful = one.rows
        if len(doubtful["coding"]):
            examined = list(examine(doubtful))
            written += _examined([case for case in examined if isinstance(case, Examined)])
            left_out += [case for case in examined if isinstance(case, LeftOut)]
    return written, left_out


def _scored(batch: Batch) -> Written:
    with np.errstate(all="ignore"):  # rows that are not sound are dropped below
        coded = score(batch.readings[0])
        others = [rule_score(reading) for reading in batch.readings[1:]]
        cautious, bold = others or [said(coded, batch.rule)] * 2
        columns = _columns(batch.rule, coded, cautious, bold)
    reference = batch.rows["reference"]
    columns |= {
        "coding_id": batch.rows["coding"],
        "report_id": batch.rows["report"],
        "reference_id": np.where(reference == 0, np.nan, reference),
    }
    if batch.sound.all():
        return columns
    return {name: column[batch.sound] for name, column in columns.items()}


def _examined(found: Sequence[Examined]) -> Iterator[Written]:
    by_rule: dict[str, list[Examined]] = {}
    for one in found:
        by_rule.setdefault(_rule(one), []).append(one)
    for rule, group in by_rule.items():
        coded, cautious, bold = (score_cases([one.cases[i] for one in group]) for i in range(3))
        columns = _columns(rule, coded, said(cautious, rule), said(bold, rule))
        reference = np.array([one.reference for one in group], np.float64)
        yield columns | {
            "coding_id": np.array([one.coding for one in group], np.int64),
            "report_id": np.array([one.report for one in group], np.int64),
            "reference_id": np.where(reference == 0, np.nan, reference),
        }


def _rule(one: Examined) -> str:
    match one.rule_of:
        case "point":
            return Rule.ABSOLUTE_ERROR
        case "binary":
            return Rule.BRIER
        case "categorical":
            return Rule.RPS if one.ordered else Rule.BRIER
        case _:
            return Rule.CRPS


def said(scores: Scores, rule: str) -> NDArray[np.float64]:
    """What the rule says, of all that was computed."""
    return scores.absolute_error if rule == Rule.ABSOLUTE_ERROR else scores.score


def _columns(
    rule: str, coded: Scores, cautious: NDArray[np.float64], bold: NDArray[np.float64]
) -> Written:
    own = said(coded, rule)
    is_point = rule == Rule.ABSOLUTE_ERROR
    # A skill is missing for all readings or for none, and a reading differs in its score alone.
    with np.errstate(all="ignore"):
        skills = {
            f"skill_{name}": np.where(
                np.isnan(coded.skill),
                np.nan,
                100 * (coded.reference_score - reading) / coded.scale,
            )
            for name, reading in (("cautious", cautious), ("bold", bold))
        }
    return {
        "rule": np.full(len(own), rule),
        "score": own,
        "score_cautious": cautious,
        "score_bold": bold,
        "reference_score": coded.reference_absolute_error if is_point else coded.reference_score,
        "scale": coded.scale,
        "skill": coded.skill,
        "skill_worst": coded.skill_worst,
        "skill_best": coded.skill_best,
        **skills,
        "log_score": coded.log_score,
        "log_clipped": np.where(np.isnan(coded.log_score), np.nan, coded.clipped),
        "pit_lower": coded.pit_low,
        "pit_upper": coded.pit_high,
        "covered": coded.covered,
    }
