"""How much hangs on whose account is followed: what each scenario moves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from django.db.models import F
from django.db.models.functions import Coalesce

from predictions.articles.models import Forecaster
from predictions.dashboard.selection import Selection
from predictions.dashboard.values import values
from predictions.outcomes.models import Scenario
from predictions.questions.models import Question
from predictions.scores.standings import grouped
from predictions.scores.values import Values
from predictions.statistics import PROVISIONAL_BELOW, places

# Changes below it are rounding.
_LEAST = 1e-9


@dataclass(frozen=True)
class Move:
    """A forecaster's figure on one type of question: as the headline has it, and under a scenario."""

    key: int
    forecaster: str
    question_type: str
    headline: float
    supposed: float

    @property
    def change(self) -> float:
        """What the scenario adds."""
        return self.supposed - self.headline


@dataclass(frozen=True)
class Shift:
    """What a scenario moves most: mean skill points, and a rank. None where it moves none.

    Of forecasters who have the figure both ways, against stated references.
    """

    key: int
    scenario: str
    event: str
    note: str
    points: Move | None
    rank: Move | None


@dataclass(frozen=True, slots=True)
class _Placed:
    mean: float
    rank: int | None


type _Places = Mapping[tuple[str, int], _Placed]


def shifts(selection: Selection, *, now: datetime) -> list[Shift]:
    """What each scenario of the project, or of the event, moves; in the order of events and names."""
    scenarios = Scenario.objects.annotate(counts_in=Coalesce("event__merged_into", "event"))
    if selection.project is not None:
        scenarios = scenarios.filter(event__project=selection.project)
    if selection.event is not None:
        scenarios = scenarios.filter(counts_in=selection.event)
    found = list(
        scenarios.order_by("event__name", "name", "pk").values_list(
            "pk", "name", F("event__name"), "note", "counts_in"
        )
    )
    if not found:
        return []
    headline = values(replace(selection, scenario=None), now=now)
    before = _places(headline)
    names = dict(
        Forecaster.objects.filter(pk__in={key for _, key in before}).values_list("pk", "name")
    )
    made = []
    for key, name, event_name, note, event in found:
        # Whatever it supposes, the other events stay as they are.
        there = values(replace(selection, scenario=key, event=event), now=now)
        after = _places(headline.only(headline["event"] != event).and_also(there))
        made.append(
            Shift(
                key=key,
                scenario=name,
                event=event_name,
                note=note,
                points=_largest(before, after, names, lambda one: one.mean),
                rank=_largest(before, after, names, lambda one: one.rank),
            )
        )
    return made


def _places(chosen: Values) -> _Places:
    """Means and ranks by type and forecaster; whoever has too few events has no rank."""
    chosen = chosen.with_skill
    placed = {}
    for table in grouped(chosen.only(chosen["stated"]).cells()):
        mean, events = table.means()
        enough = events >= PROVISIONAL_BELOW
        rank = np.zeros(len(mean), np.int64)
        rank[enough] = places(mean[enough])
        for key, own, place in zip(
            table.forecasters.tolist(), mean.tolist(), rank.tolist(), strict=True
        ):
            placed[table.type, key] = _Placed(own, place or None)
    return placed


def _largest(
    before: _Places,
    after: _Places,
    names: Mapping[int, str],
    figure: Callable[[_Placed], float | None],
) -> Move | None:
    moves = []
    for (kind, key), one in before.items():
        headline = figure(one)
        supposed = figure(after[kind, key]) if (kind, key) in after else None
        if headline is not None and supposed is not None:
            label = str(Question.Type(kind).label)
            moves.append(Move(key, names[key], label, headline, supposed))
    most = max(moves, key=lambda one: abs(one.change), default=None)
    return most if most and abs(most.change) > _LEAST else None
