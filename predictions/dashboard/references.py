"""Skill under other references: what forecasts would be worth, compared with something else.

References decide the verdict, so a question may have several. Scores and ranks follow the one that counts;
the others are computed here when somebody looks, and only for the questions that have any.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db.models import F
from numpy.typing import NDArray

from predictions.dashboard.breakdown import Figure, Part, figures_of
from predictions.dashboard.marked.sentences import predicted
from predictions.dashboard.selection import Reading, Selection
from predictions.dashboard.values import values
from predictions.merging import effective
from predictions.questions.models import Question, Reference
from predictions.questions.spaces import options_of, space_of
from predictions.scores.models import Score
from predictions.scores.values import TYPES, Values
from predictions.scoring_rules import Case, Scores, score_cases


@dataclass(frozen=True)
class Against:
    """Mean skill points against references of one source, and against those that count instead.

    Both are means over the same forecasts on the same questions. `usual` is missing where what counts
    yields no skill: a number without bounds has no default.
    """

    source: str
    other: Figure
    usual: Figure | None


@dataclass(frozen=True)
class Other:
    """A reference of a question that does not count, and the figures against it, once there are any."""

    reference: Reference
    said: str
    against: Against | None


def others_of(question: Question, *, now: datetime) -> list[Other]:
    """The references of a question beside the one that counts, with all its forecasts against each."""
    others = [
        one for one in question.references.order_by("number") if one.pk != question.reference_id
    ]
    if not others:
        return []
    everything = Selection(
        project=question.event.project_id,
        event=effective(question.event).pk,
        retrospective=True,
        selections=True,
        voices=True,
    )
    found = {one.source: one for one in against_others(everything, now=now, question=question.pk)}
    return [Other(one, predicted(one.prediction), found.get(one.source)) for one in others]


def against_others(
    selection: Selection, *, now: datetime, question: int | None = None
) -> list[Against]:
    """What was selected, against each other source of references, by type of question and source.

    Of one question, if it is given.
    """
    others = _others(selection, question)
    if not others:
        return []
    chosen = values(selection, now=now)
    found = []
    for (kind, source), references in _by_type_and_source(others).items():
        asked = chosen.only(np.isin(chosen["question"], list(references)))
        again = _scored_again(asked, references, selection.reading)
        if not len(again):
            continue
        usual = asked.only(np.isin(asked["score"], again["score"])).with_skill
        number = TYPES.index(kind)
        each = [Part(again, 0, source, number, stated=True)]
        if len(usual):
            each.append(Part(usual, 0, source, number, bool(usual["stated"].all())))
        other, *more = figures_of(each)
        found.append(Against(source=source, other=other, usual=more[0] if more else None))
    return found


def _others(selection: Selection, question: int | None) -> list[Reference]:
    """The stated references that do not count, where a selection may reach them; the latest first.

    Such a question has a second one: few have, and an index knows which.
    """
    several = Reference.objects.filter(number__gt=1).values("question")
    asked = {
        "question": question,
        "question__event__project": selection.project,
        "question__type": selection.type or None,
    }
    return list(
        Reference.objects.filter(
            origin=Reference.Origin.STATED,
            question__in=several,
            **{path: value for path, value in asked.items() if value is not None},
        )
        .exclude(question__reference=F("pk"))
        .select_related("question")
        .order_by("question__type", "source", "-number")
    )


def _by_type_and_source(
    references: Sequence[Reference],
) -> dict[tuple[str, str], dict[int, Reference]]:
    """By type and source, the latest reference of each question."""
    found: dict[tuple[str, str], dict[int, Reference]] = defaultdict(dict)
    for one in references:
        found[one.question.type, one.source].setdefault(one.question_id, one)
    return found


def _scored_again(asked: Values, references: dict[int, Reference], reading: Reading) -> Values:
    """The same forecasts with their skill against other references; without bare points."""
    question_of = dict(zip(asked["score"].tolist(), asked["question"].tolist(), strict=True))
    scores = {
        one.pk: one
        for one in Score.objects.filter(pk__in=question_of)
        .select_related("report", "coding__forecast__article", "coding__forecast__question")
        .prefetch_related("coding__forecast__question__options")
    }
    again = score_cases(
        [_case(scores[key], references[question], reading) for key, question in question_of.items()]
    )
    return _with_skill(asked, again).with_skill


def _case(score: Score, reference: Reference, reading: Reading) -> Case:
    coding = score.coding
    question = coding.forecast.question
    if question is None:
        raise ValueError(f"Score {score.pk} is about no question.")
    readings = {"cautious": coding.cautious, "bold": coding.bold}
    return Case(
        prediction=readings.get(reading) or coding.prediction,
        space=space_of(question, options_of(question), coding.forecast.article.published_on),
        outcome=score.report.value,
        reference=reference.prediction,
        stated=coding.how == coding.How.STATED,
    )


def _with_skill(asked: Values, scores: Scores) -> Values:
    skill: dict[str, NDArray[np.float64]] = {
        "skill": scores.skill,
        "worst": scores.skill_worst,
        "best": scores.skill_best,
    }
    return Values(asked.columns | skill)
