"""Does it hold: how far anybody moves when words are read otherwise, or hindsight is let in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext, ngettext

from predictions.dashboard.figures import Skill
from predictions.dashboard.saying import n_in
from predictions.dashboard.selection import Selection
from predictions.dashboard.skill import skill
from predictions.dashboard.values import values
from predictions.merging import effective
from predictions.outcomes.models import Scenario
from predictions.questions.models import Question
from predictions.scores.standings import grouped

# Scenarios that are tried, the latest first.
SCENARIOS = 5

type Means = Mapping[tuple[str, int], float]


@dataclass(frozen=True)
class Move:
    """What changes if something were otherwise: the largest move of anybody."""

    instead: str
    points: float
    ranks: int
    crossing: int
    questions: int
    events: int

    @property
    def largest(self) -> str:
        """The move in words."""
        ranks = (
            ngettext("%(n)s rank", "%(n)s ranks", self.ranks) % {"n": self.ranks}
            if self.ranks
            else gettext("no rank")
        )
        points = f"{self.points:.0f}"
        given = {"ranks": ranks, "points": points}
        return gettext("%(ranks)s, %(points)s points") % given

    @property
    def n(self) -> str:
        """On how many questions in how many events."""
        return n_in(self.questions, self.events)


@dataclass(frozen=True)
class HoldsCard:
    """The moves, and whether anybody changes sides of zero."""

    moves: Sequence[Move]
    records: int

    @property
    def reading(self) -> str:
        """Whether the signs hold, in a sentence."""
        if not self.moves:
            return ""
        crossing = max(move.crossing for move in self.moves)
        records = ngettext("%(n)s record", "%(n)s records", self.records) % {"n": self.records}
        if not crossing:
            return gettext("Nobody changes sides of zero in any of these cases (%(n)s).") % {
                "n": records
            }
        words = ngettext(
            "In one of these cases %(crossing)s record changes sides of zero (of %(n)s).",
            "In one of these cases %(crossing)s records change sides of zero (of %(n)s).",
            crossing,
        )
        return words % {"crossing": crossing, "n": records}

    @property
    def table(self) -> list[dict[str, Any]]:
        """The moves for programs."""
        return [
            {
                "if_instead": move.instead,
                "largest_move_in_ranks": move.ranks,
                "largest_move_in_points": round(move.points, 2),
                "records_that_change_sides": move.crossing,
                "questions": move.questions,
                "events": move.events,
            }
            for move in self.moves
        ]


def holds_card(
    shown: Sequence[Skill], selection: Selection, *, now: datetime, most: int | None
) -> HoldsCard:
    """The moves of the records shown, which are of one selection; at most so many of each type."""
    moves = []
    before = _means(shown)
    if shown and selection.reading == "coded":
        for instead, after in (
            (
                gettext("words are read cautiously"),
                {_key(one): one.cautious for one in shown if one.cautious is not None},
            ),
            (
                gettext("words are read boldly"),
                {_key(one): one.bold for one in shown if one.bold is not None},
            ),
        ):
            moves.append(_move(instead, before, after, shown))
    if shown and not selection.retrospective:
        let_in = skill(replace(selection, retrospective=True), now=now, most=most)
        those = [*let_in.ranked, *let_in.provisional]
        moves.append(
            _move(gettext("retrospective codings count, too"), before, _means(those), those)
        )
    if shown and selection.scenario is None and selection.as_of is None:
        for scenario in _scenarios(selection):
            those = _supposed(shown, selection, scenario, now)
            words = gettext("the outcomes of “%(event)s” were those of “%(scenario)s”")
            given = {"event": scenario.event, "scenario": scenario}
            moves.append(_move(words % given, before, _means(those), those))
    return HoldsCard(moves, len(shown))


def _scenarios(selection: Selection) -> QuerySet[Scenario]:
    found = Scenario.objects.filter(event__project=selection.project)
    if selection.event is not None:
        found = found.filter(event=selection.event)
    return found.select_related("event__merged_into").order_by("-pk")[:SCENARIOS]


def _supposed(
    shown: Sequence[Skill], selection: Selection, scenario: Scenario, now: datetime
) -> list[Skill]:
    """The records shown as they would be under a scenario, which changes nothing outside of its event."""
    there = replace(selection, event=effective(scenario.event).pk)
    before = _sums(there, now)
    after = _sums(replace(there, scenario=scenario.pk), now)
    supposed = []
    for one in shown:
        was, becomes = (sums.get(_key(one), (0.0, 0)) for sums in (before, after))
        questions = one.questions - was[1] + becomes[1]
        if questions:
            points = one.mean * one.questions - was[0] + becomes[0]
            supposed.append(replace(one, mean=points / questions, questions=questions))
    return supposed


def _sums(selection: Selection, now: datetime) -> dict[tuple[str, int], tuple[float, int]]:
    """Skill points against stated references, and questions, by type and forecaster."""
    chosen = values(selection, now=now).with_skill
    found = {}
    for table in grouped(chosen.only(chosen["stated"]).cells()):
        kind = str(Question.Type(table.type).label)
        rows = zip(
            table.sums["forecaster"], table.sums["points"], table.sums["questions"], strict=True
        )
        for forecaster, points, questions in rows:
            found[kind, int(forecaster)] = float(points), int(questions)
    return found


def _move(instead: str, before: Means, after: Means, those: Sequence[Skill]) -> Move:
    both = before.keys() & after.keys()
    was, becomes = ({key: means[key] for key in both} for means in (before, after))
    ranks = _ranks(was), _ranks(becomes)
    return Move(
        instead=instead,
        points=max((abs(becomes[key] - was[key]) for key in both), default=0.0),
        ranks=max((abs(ranks[1][key] - ranks[0][key]) for key in both), default=0),
        crossing=sum(becomes[key] * was[key] < 0 for key in both),
        questions=sum(one.questions for one in those),
        events=max((one.events for one in those), default=0),
    )


def _ranks(means: Means) -> dict[tuple[str, int], int]:
    """Ranks among those of one type of question; ties share."""
    return {
        (kind, key): 1 + sum(other > mean for (of, _), other in means.items() if of == kind)
        for (kind, key), mean in means.items()
    }


def _means(some: Sequence[Skill]) -> Means:
    return {_key(one): one.mean for one in some}


def _key(one: Skill) -> tuple[str, int]:
    return one.question_type, one.key
