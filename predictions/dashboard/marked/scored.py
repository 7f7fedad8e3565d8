"""The table of an article's scores, as a page shows it and as programs read it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from predictions.dashboard.marked import sentences
from predictions.dashboard.marked.article import MarkedArticle
from predictions.dashboard.marked.cards import Card
from predictions.dashboard.marked.states import State
from predictions.questions.models import Reference


@dataclass(frozen=True)
class Line:
    """One scored forecast in words and rounded figures; points against a default stand in brackets."""

    number: int
    state: State
    question: str
    said: str
    readings: str
    score: str
    reference: str
    points: str
    points_range: str


@dataclass(frozen=True)
class Entry:
    """One scored forecast in full, unrounded."""

    number: int
    forecast: str
    state: str
    question: str
    question_type: str
    quote: str
    prediction: Any
    cautious: Any
    bold: Any
    outcome: str
    rule: str
    score: float
    reference_score: float | None
    reference: str
    points: float | None
    points_cautious: float | None
    points_bold: float | None
    hindsight: str
    implied: bool


def lines(shown: MarkedArticle) -> list[Line]:
    """The table of the page."""
    return [_line(card) for card in shown.scored]


def entries(shown: MarkedArticle) -> list[dict[str, Any]]:
    """The same as data, for JSON and CSV."""
    return [asdict(_entry(card)) for card in shown.scored]


def _line(card: Card) -> Line:
    score, coding, question = card.score, card.coding, card.question
    if score is None or coding is None or question is None:
        raise ValueError(f"Forecast {card.number} has no score.")
    is_default = score.reference and score.reference.origin == Reference.Origin.DEFAULT
    both = [reading for reading in (coding.cautious, coding.bold) if reading]
    return Line(
        number=card.number,
        state=card.state,
        question=card.title,
        said=sentences.predicted(coding.prediction),
        readings=" / ".join(sentences.predicted(one) for one in both)
        if question.type == question.Type.BINARY
        else "",
        score=sentences.rule_score(score.score, score.rule, question.type),
        reference="" if score.reference_score is None else f"{score.reference_score:.2f}",
        points=_bracketed(_points([score.skill]), is_default),
        points_range=_points([score.skill_cautious, score.skill_bold]) if both else "",
    )


def _points(skills: Sequence[float | None]) -> str:
    known = [sentences.points(one) for one in skills if one is not None]
    return sentences.to(*known) if len(known) == 2 else "".join(known)


def _bracketed(text: str, is_default: object) -> str:
    return f"({text})" if text and is_default else text


def _entry(card: Card) -> Entry:
    score, coding, question = card.score, card.coding, card.question
    if score is None or coding is None or question is None:
        raise ValueError(f"Forecast {card.number} has no score.")
    return Entry(
        number=card.number,
        forecast=card.forecast.public_id,
        state=card.state.words,
        question=question.wording,
        question_type=question.type,
        quote=card.forecast.quote,
        prediction=coding.prediction,
        cautious=coding.cautious,
        bold=coding.bold,
        outcome=score.report.sentence,
        rule=score.rule,
        score=score.score,
        reference_score=score.reference_score,
        reference=score.reference.origin if score.reference else "",
        points=score.skill,
        points_cautious=score.skill_cautious,
        points_bold=score.skill_bold,
        hindsight=coding.hindsight,
        implied=card.forecast.implied_by_id is not None,
    )
