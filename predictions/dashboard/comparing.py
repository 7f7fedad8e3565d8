"""Forecasters beside each other on the same questions: two head to head, and all by an additive model."""

from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from predictions.articles.models import Forecaster
from predictions.dashboard.breakdown import parts
from predictions.dashboard.saying import n_in, signed, span
from predictions.dashboard.selection import Selection
from predictions.dashboard.values import values
from predictions.questions.models import Question
from predictions.scores.standings import SEED
from predictions.scores.values import TYPES
from predictions.statistics import HeadToHead, additive, head_to_head


@dataclass(frozen=True)
class Compared:
    """The first forecaster's mean minus the second's on the questions that both have answered."""

    question_type: str
    stated: bool
    difference: HeadToHead

    @property
    def points(self) -> str:
        """The difference as people read it."""
        return signed(self.difference.difference)

    @property
    def span(self) -> str:
        """Its interval as people read it."""
        return span(self.difference.interval)

    @property
    def n(self) -> str:
        """On how many questions it stands."""
        return n_in(self.difference.questions, self.difference.events)


@dataclass(frozen=True)
class Adjusted:
    """A forecaster's mean beside what it would be had everybody answered the same questions.

    An additive model of question and forecaster. Only those `linked` by shared questions, directly or through
    others, can be compared; `component` numbers those who are linked to each other.
    """

    key: int
    forecaster: str
    question_type: str
    mean: float
    adjusted: float
    linked: bool
    component: int

    @property
    def points(self) -> str:
        """The raw mean as people read it."""
        return signed(self.mean)

    @property
    def adjusted_points(self) -> str:
        """The other as people read it."""
        return signed(self.adjusted)


def compare(selection: Selection, first: int, second: int, *, now: datetime) -> list[Compared]:
    """Two forecasters head to head, by type of question; nothing where they share no question."""
    one, other = (
        values(replace(selection, forecaster=key), now=now).with_skill for key in (first, second)
    )
    both = one.and_also(other)
    found = []
    for _, kind, stated, part in parts(both, np.zeros(len(both), np.int64)):
        difference = head_to_head(
            both.only(part[part < len(one)]).aggregated(),
            both.only(part[part >= len(one)]).aggregated(),
            np.random.default_rng(SEED),
        )
        if difference is not None:
            label = str(Question.Type(TYPES[kind]).label)
            found.append(Compared(label, stated, difference))
    return sorted(found, key=lambda one: (not one.stated, one.question_type))


def adjusted(selection: Selection, *, now: datetime) -> list[Adjusted]:
    """Means free of who answered the easier questions, against stated references; the best first."""
    chosen = values(selection, now=now).with_skill
    chosen = chosen.only(chosen["stated"])
    names = dict(
        Forecaster.objects.filter(pk__in=set(chosen["forecaster"].tolist())).values_list(
            "pk", "name"
        )
    )
    found = []
    for _, kind, _, part in parts(chosen, np.zeros(len(chosen), np.int64)):
        one = chosen.only(part)
        keys, who = np.unique(one["forecaster"], return_inverse=True)
        each = [one.only(who == number).aggregated() for number in range(len(keys))]
        model = additive(
            np.repeat(np.arange(len(keys)), [len(own.values) for own in each]),
            np.concatenate([own.questions for own in each]),
            np.concatenate([own.values for own in each]),
        )
        met = np.bincount(model.component)[model.component] > 1
        found += [
            Adjusted(
                key=int(key),
                forecaster=names[int(key)],
                question_type=str(Question.Type(TYPES[kind]).label),
                mean=float(each[number].values.mean()),
                adjusted=float(model.adjusted[number]),
                linked=bool(model.linked[number] and met[number]),
                component=int(model.component[number]),
            )
            for number, key in enumerate(keys)
        ]
    return sorted(found, key=lambda one: (one.question_type, one.component, -one.adjusted))
