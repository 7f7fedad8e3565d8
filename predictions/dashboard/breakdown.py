"""Mean skill points of whatever was selected, by outlet, topic, event, type of question or lead time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

import numpy as np
from django.utils.translation import gettext
from numpy.typing import NDArray

from predictions.articles.models import Forecaster, Outlet
from predictions.dashboard.saying import signed, span
from predictions.dashboard.selection import Selection
from predictions.dashboard.values import values
from predictions.questions.models import Event, Question, Topic
from predictions.scores.standings import SEED
from predictions.scores.values import TYPES, Values
from predictions.statistics import (
    PROVISIONAL_BELOW,
    Interval,
    intervals_of,
    lead_time_bands,
)

type Group = Literal["forecaster", "outlet", "topic", "event", "type", "lead"]


@dataclass(frozen=True)
class Figure:
    """The mean skill points of one group on one type of question, and how sure it is.

    Against default references (`stated` false) it stands apart: shown, never compared.
    """

    key: int
    label: str
    question_type: str
    stated: bool
    mean: float
    interval: Interval | None
    forecasts: int
    questions: int
    events: int

    @property
    def points(self) -> str:
        """The mean as people read it."""
        return signed(self.mean)

    @property
    def span(self) -> str:
        """The interval as people read it."""
        return span(self.interval)

    @property
    def row(self) -> dict[str, Any]:
        """The figure for programs."""
        return {
            "type": self.question_type,
            "reference": "stated" if self.stated else "default",
            "points": round(self.mean, 2),
            "low": None if self.interval is None else round(self.interval.low, 2),
            "high": None if self.interval is None else round(self.interval.high, 2),
            "forecasts": self.forecasts,
            "questions": self.questions,
            "events": self.events,
        }

    @property
    def provisional(self) -> bool:
        """Too few events to say much."""
        return self.events < PROVISIONAL_BELOW


class Part(NamedTuple):
    """Forecasts on questions of one type, which is the number of it in `TYPES`."""

    chosen: Values
    key: int
    label: str
    type: int
    stated: bool


def breakdown(
    selection: Selection, group: Group, *, now: datetime, read: Values | None = None
) -> list[Figure]:
    """One figure for each group and type of question, by label; an event may have several topics.

    `read` is what is selected, where it was read already.
    """
    chosen = (values(selection, now=now) if read is None else read).with_skill
    rows, keys = _keys(chosen, group)
    chosen = chosen.only(rows)
    labels = _labels(group, keys)
    found = figures_of(
        Part(chosen.only(part), key, labels[key], kind, stated)
        for key, kind, stated, part in parts(chosen, keys)
    )
    return sorted(found, key=lambda one: (not one.stated, one.question_type, one.label))


def parts(
    chosen: Values, keys: NDArray[np.int64]
) -> Iterator[tuple[int, int, bool, NDArray[np.intp]]]:
    """Keys, types, whether references are stated, and the rows of each combination of them."""
    if not len(keys):
        return
    together = np.stack([keys, chosen["type"], chosen["stated"].astype(np.int64)], axis=1)
    groups, number = np.unique(together, axis=0, return_inverse=True)
    order = np.argsort(number, kind="stable")
    ends = np.cumsum(np.bincount(number, minlength=len(groups)))
    for (key, kind, stated), rows in zip(
        groups, np.split(order, ends[:-1])[: len(groups)], strict=True
    ):
        yield int(key), int(kind), bool(stated), rows


def figures_of(each: Iterable[Part]) -> list[Figure]:
    """The figure of each part."""
    asked = [(part, part.chosen.aggregated()) for part in each]
    owned = [total.by_event() for _, total in asked]
    intervals = intervals_of(owned, np.random.default_rng(SEED))
    return [
        Figure(
            key=part.key,
            label=part.label,
            question_type=str(Question.Type(TYPES[part.type]).label),
            stated=part.stated,
            mean=float(total.values.mean()),
            interval=interval,
            forecasts=len(part.chosen),
            questions=len(total.questions),
            events=len(own.sums),
        )
        for (part, total), own, interval in zip(asked, owned, intervals, strict=True)
    ]


def _keys(chosen: Values, group: Group) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """The rows that belong to a group, and its key beside each."""
    every = np.arange(len(chosen))
    match group:
        case "lead":
            return every, lead_time_bands(chosen.lead).astype(np.int64)
        case "topic":
            pairs: Any = Event.topics.through.objects.filter(
                event__in=set(chosen["event"].tolist())
            ).values_list("event_id", "topic_id")
            events, topics = np.array(sorted(pairs), np.int64).reshape(-1, 2).T
            first = np.searchsorted(events, chosen["event"], "left")
            each = np.searchsorted(events, chosen["event"], "right") - first
            # The places of an event's topics follow each other.
            within = np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each)
            return np.repeat(every, each), topics[np.repeat(first, each) + within]
        case _:
            return every, chosen[group]


def _labels(group: Group, keys: NDArray[np.int64]) -> dict[int, str]:
    wanted = set(keys.tolist())
    match group:
        case "forecaster":
            return dict(Forecaster.objects.filter(pk__in=wanted).values_list("pk", "name"))
        case "outlet":
            named = dict(Outlet.objects.filter(pk__in=wanted).values_list("pk", "name"))
            return {0: gettext("no outlet")} | named
        case "topic":
            return dict(Topic.objects.filter(pk__in=wanted).values_list("pk", "name"))
        case "event":
            return dict(Event.objects.filter(pk__in=wanted).values_list("pk", "name"))
        case "type":
            return {number: str(Question.Type(name).label) for number, name in enumerate(TYPES)}
        case "lead":
            return {
                0: gettext("less than a week ahead"),
                1: gettext("a week to a month ahead"),
                2: gettext("a month to a quarter ahead"),
                3: gettext("a quarter to a year ahead"),
                4: gettext("a year ahead or more"),
            }
