"""One row per forecast, for the appendix of a paper: what was said, what happened, what it was worth."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import batched
from typing import Any

from predictions.dashboard.selection import Selection
from predictions.dashboard.values import values
from predictions.ledger.models import Checkpoint
from predictions.ledger.queries import checkpoint_at
from predictions.scores.models import Score

_CHUNK = 1000


@dataclass(frozen=True, kw_only=True)
class FlatRow:
    """A forecast that enters the figures of a selection."""

    forecaster: str
    article: str
    published: date
    quote: str
    event: str
    question: str
    question_type: str
    how: str
    phrase: str
    prediction: Any
    hindsight: str
    outcome: Any
    known_at: datetime
    rule: str
    score: float
    reference: Any
    reference_origin: str
    reference_score: float | None
    skill: float | None
    skill_cautious: float | None
    skill_bold: float | None
    rules_version: int


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """What a list of figures is about, and up to which signed checkpoint the record was read."""

    filter: str
    checkpoint: str


def provenance(selection: Selection, *, now: datetime) -> Provenance:
    """The filter in words, and the last checkpoint at the moment from which is looked."""
    plain = Selection()
    asked = {
        name: value for name, value in vars(selection).items() if value != getattr(plain, name)
    }
    checkpoint = checkpoint_at(selection.as_of or now)
    return Provenance(
        filter=", ".join(f"{name}={value}" for name, value in asked.items())
        or "what may be ranked",
        checkpoint=_named(checkpoint) if checkpoint else "none signed yet",
    )


def _named(checkpoint: Checkpoint) -> str:
    return (
        f"{checkpoint.size} acts, root {bytes(checkpoint.root).hex()}, {checkpoint.at.isoformat()}"
    )


def flat(selection: Selection, *, now: datetime) -> Iterator[FlatRow]:
    """The forecasts selected, in the order in which they were coded."""
    chosen = values(selection, now=now)
    known_at = dict(zip(chosen["score"].tolist(), chosen["known_at"].tolist(), strict=True))
    for chunk in batched(known_at, _CHUNK):
        scores = Score.objects.select_related(
            "coding__forecast__article",
            "coding__forecast__forecaster",
            "report__question__event",
            "reference",
        ).in_bulk(chunk)
        for key in chunk:
            yield _row(scores[key], known_at[key].replace(tzinfo=UTC))


def _row(score: Score, known_at: datetime) -> FlatRow:
    coding, report, reference = score.coding, score.report, score.reference
    forecast, question = coding.forecast, report.question
    return FlatRow(
        forecaster=forecast.forecaster.name,
        article=forecast.article.title,
        published=forecast.article.published_on,
        quote=forecast.quote,
        event=question.event.name,
        question=question.wording,
        question_type=question.type,
        how=coding.how,
        phrase=coding.phrase,
        prediction=coding.prediction,
        hindsight=coding.hindsight,
        outcome=report.value,
        known_at=known_at,
        rule=score.rule,
        score=score.score,
        reference=reference.prediction if reference else None,
        reference_origin=reference.origin if reference else "",
        reference_score=score.reference_score,
        skill=score.skill,
        skill_cautious=score.skill_cautious,
        skill_bold=score.skill_bold,
        rules_version=score.rules_version,
    )
