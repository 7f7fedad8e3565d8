"""Skill by forecaster: from standings where they hold what is asked for, else from cells or scores."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
from django.db.models import F, QuerySet

from predictions.articles.models import Forecaster
from predictions.dashboard.figures import Skill, SkillTable
from predictions.dashboard.selection import Selection
from predictions.dashboard.values import values
from predictions.questions.models import Question
from predictions.scores.models import Standing
from predictions.scores.standings import STANDINGS_KEPT, Filter, Table, grouped, tables
from predictions.scores.values import TYPES, Values
from predictions.statistics import PROVISIONAL_BELOW, Interval

_READING = {"coded": "", "cautious": "_cautious", "bold": "_bold"}
_COLUMNS = (
    "forecaster_id", "forecaster__name", "type", "mean", "mean_cautious", "mean_bold", "low", "high",
    "shrunk", "questions", "events", "rank", "rank_first", "rank_last", "stated",
    "refreshed_at",
)  # fmt: skip


def skill(
    selection: Selection, *, now: datetime, most: int | None = None, read: Values | None = None
) -> SkillTable:
    """Mean skill points by forecaster and type of question, the best first.

    Of each type at most so many, where only some are to be shown. `read` is what is selected, where it
    was read already; what is prepared comes before it.
    """
    if _may_stand(selection) and (found := _standing(selection, most)):
        stated, default = (
            [one for one, key, _ in found if key is is_stated] for is_stated in (True, False)
        )
        moment = max(moment for _, _, moment in found)
    else:
        made = _made(selection, now, read)
        keys = {
            key for some in made.values() for table in some for key in table.forecasters.tolist()
        }
        names = dict(Forecaster.objects.filter(pk__in=keys).values_list("pk", "name"))
        stated, default = (
            [
                one
                for table in made[key]
                for one in _skills(table, names, key and selection.forecaster is None, most)
            ]
            for key in (True, False)
        )
        moment = now
    return SkillTable(
        ranked=[one for one in stated if not one.provisional],
        provisional=[one for one in stated if one.provisional],
        # Never ranked: against ignorance, near-certainties earn 99 points and say nothing.
        default=default,
        moment=moment,
    )


def leaderboard(
    selection: Selection, *, now: datetime, most: int
) -> tuple[Sequence[Skill], datetime]:
    """Of each type of question the best of those that are ranked, and the moment that this shows."""
    if _may_stand(selection) and selection.forecaster is None:
        # Nobody's rank is below their place in the list, so that one query reads all types.
        ranked = _standings(selection).filter(stated=True, type__in=TYPES, rank__lte=most)
        rows = [(row[_COLUMNS.index("type")], row) for row in ranked]
        of_types = ([row for kind, row in rows if kind == one] for one in TYPES)
        found = [_stands(row) for some in of_types for row in some[:most]]
        if found:
            return [one for one, _, _ in found], max(moment for _, _, moment in found)
    table = skill(selection, now=now, most=most)
    return table.ranked, table.moment


def _may_stand(selection: Selection) -> bool:
    """Whether standings hold what is selected, once they were refreshed."""
    plain = Selection(
        retrospective=selection.retrospective,
        selections=selection.selections,
        voices=selection.voices,
        project=selection.project,
        type=selection.type,
        forecaster=selection.forecaster,
    )
    return selection == plain and selection.switches in STANDINGS_KEPT


def _standings(selection: Selection) -> QuerySet[Standing, tuple[Any, ...]]:
    """The columns of what stands, the best first."""
    rows = Standing.objects.filter(switches=selection.switches)
    if selection.project is not None:
        rows = rows.filter(project=selection.project)
    if selection.forecaster is not None:
        rows = rows.filter(forecaster=selection.forecaster)
    if selection.type:
        rows = rows.filter(type=selection.type)
    return rows.order_by("type", F("rank").asc(nulls_last=True), "-mean").values_list(*_COLUMNS)


def _standing(selection: Selection, most: int | None) -> list[tuple[Skill, bool, datetime]]:
    """What stands, whether against stated references, and since when."""
    best = _standings(selection)
    if most is None:
        return list(map(_stands, best))
    kinds = [selection.type] if selection.type else TYPES
    return [
        _stands(row)
        for kind in kinds
        for stated in (True, False)
        for row in best.filter(type=kind, stated=stated)[:most]
    ]


def _stands(row: tuple[Any, ...]) -> tuple[Skill, bool, datetime]:
    key, name, kind, mean, cautious, bold, low, high, shrunk, questions, events, *rest = row
    rank, rank_first, rank_last, stated, refreshed_at = rest
    one = Skill(
        key=key,
        forecaster=name,
        question_type=str(Question.Type(kind).label),
        mean=mean,
        interval=None if low is None else Interval(low, high),
        questions=questions,
        events=events,
        cautious=cautious,
        bold=bold,
        shrunk=shrunk,
        rank=rank,
        rank_first=rank_first,
        rank_last=rank_last,
    )
    return one, stated, refreshed_at


def _made(selection: Selection, now: datetime, read: Values | None) -> dict[bool, list[Table]]:
    """The tables against stated references (True), and against default ones."""
    if not selection.is_prepared:
        chosen = (values(selection, now=now) if read is None else read).with_skill
        return {
            stated: list(grouped(chosen.only(chosen["stated"] == stated).cells()))
            for stated in (True, False)
        }
    asked = Filter(
        switches=selection.switches,
        reading=_READING[selection.reading],
        project=selection.project,
        type=selection.type or None,
        forecaster=selection.forecaster,
        event=selection.event,
        topic=selection.topic,
    )
    return {
        stated: list(tables(replace(asked, stated=stated), now=now)) for stated in (True, False)
    }


def _skills(
    table: Table, names: Mapping[int, str], stated: bool, most: int | None
) -> Iterator[Skill]:
    columns = table.columns(ranked=stated)
    order = np.argsort(-columns["mean"], kind="stable")
    if stated:
        order = order[np.argsort(columns["events"][order] < PROVISIONAL_BELOW, kind="stable")]
    order = order[:most]
    for place in order.tolist():
        row: dict[str, Any] = {
            name: None if np.isnan(column[place]) else column[place].item()
            for name, column in columns.items()
        }
        key = int(table.forecasters[place])
        yield Skill(
            key=key,
            forecaster=names[key],
            question_type=str(Question.Type(table.type).label),
            mean=row["mean"],
            interval=None if row["low"] is None else Interval(row["low"], row["high"]),
            questions=row["questions"],
            events=row["events"],
            cautious=row["mean_cautious"],
            bold=row["mean_bold"],
            shrunk=row["shrunk"],
            **{
                name: None if row[name] is None else int(row[name])
                for name in ("rank", "rank_first", "rank_last")
            },
        )
