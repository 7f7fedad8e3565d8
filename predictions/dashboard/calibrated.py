"""How often what was called likely came true, of whatever was selected: by p, by word, by range."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from predictions.dashboard.selection import Selection
from predictions.dashboard.values import Values, values
from predictions.forecasts.models import Coding
from predictions.scores.models import Score
from predictions.scoring_rules import RULES_VERSION
from predictions.statistics import (
    Bin,
    Coverage,
    PhraseRow,
    calibration_bins,
    coverage,
    phrase_table,
    weighted_brier,
)


@dataclass(frozen=True)
class Calibrated:
    """Ten bins of p with what came true, and the mean Brier scores of forecasts and references."""

    bins: Sequence[Bin]
    brier: float | None
    reference_brier: float | None
    forecasts: int
    events: int


def calibrated(selection: Selection, *, now: datetime) -> Calibrated:
    """Of all yes-or-no forecasts selected, whatever their reference."""
    chosen = _binary(selection, now)
    p, y, questions = chosen["p"], chosen["outcome"], chosen["question"]
    based = chosen.only(~np.isnan(chosen["base"]))
    return Calibrated(
        bins=calibration_bins(p, y, questions, chosen["event"]),
        brier=weighted_brier(p, y, questions),
        reference_brier=weighted_brier(based["base"], based["outcome"], based["question"]),
        forecasts=len(chosen),
        events=len(np.unique(chosen["event"])),
    )


def words(selection: Selection, *, now: datetime) -> Sequence[PhraseRow]:
    """Of each phrase as printed: what it was read as, and how often it came true."""
    chosen = _binary(selection, now)
    codings = Coding.objects.filter(pk__in=chosen["coding"].tolist()).exclude(phrase="")
    phrases = dict(codings.values_list("pk", "phrase"))
    said = [phrases.get(coding, "").casefold() for coding in chosen["coding"].tolist()]
    chosen = chosen.only(np.array([bool(phrase) for phrase in said], bool))
    return phrase_table(
        [phrase for phrase in said if phrase],
        chosen["p"],
        chosen["outcome"],
        chosen["question"],
        chosen["event"],
    )


def covered(selection: Selection, *, now: datetime) -> Coverage | None:
    """How often the ranges held whose level their authors stated."""
    chosen = values(selection, now=now)
    scores = Score.objects.filter(
        coding__in=chosen["coding"].tolist(), covered__isnull=False, rules_version=RULES_VERSION
    )
    rows = {
        coding: (bool(held), knots[-1][1] - knots[0][1])
        for coding, held, knots in scores.values_list(
            "coding", "covered", "coding__prediction__knots"
        )
    }
    chosen = chosen.only(np.isin(chosen["coding"], list(rows)))
    held = [rows[coding] for coding in chosen["coding"].tolist()]
    return coverage(
        [one for one, _ in held], [level for _, level in held], chosen["question"], chosen["event"]
    )


def _binary(selection: Selection, now: datetime) -> Values:
    chosen = values(selection, now=now)
    return chosen.only(~np.isnan(chosen["p"]) & ~np.isnan(chosen["outcome"]))
