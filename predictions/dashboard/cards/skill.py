"""Who is right: skill by forecaster, with intervals and ranks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext, ngettext

from predictions.articles.models import Forecaster
from predictions.dashboard.dots import Axis, Dot
from predictions.dashboard.figures import Skill, SkillTable
from predictions.dashboard.marked.sentences import count
from predictions.dashboard.saying import capital, listed, n_in, span
from predictions.dashboard.selection import Selection
from predictions.dashboard.skill import skill
from predictions.scores.values import Values

# Of each type of question: the best, which a page can show and a reader can read.
MOST = 20


@dataclass(frozen=True)
class SkillRow:
    """One forecaster on one type of question."""

    dot: Dot
    public_id: str

    @property
    def skill(self) -> Skill:
        """The figures."""
        return self.dot.skill

    @property
    def rank(self) -> str:
        """The rank, or why there is none."""
        one = self.skill
        if one.provisional:
            few = ngettext(
                "%(n)s event: fewer than 10", "%(n)s events: fewer than 10", one.events
            ) % {"n": one.events}
            if one.interval is None:
                few = ngettext(
                    "%(n)s event: fewer than 5, so no interval",
                    "%(n)s events: fewer than 5, so no interval",
                    one.events,
                ) % {"n": one.events}
            return few
        if one.rank is None:
            return ""
        if one.rank_first == one.rank_last:
            return gettext("rank %(rank)s") % {"rank": one.rank}
        return gettext("rank %(first)s to %(last)s") % {
            "first": one.rank_first,
            "last": one.rank_last,
        }

    @property
    def interval(self) -> str:
        """The interval in words."""
        return span(self.skill.interval)

    @property
    def n(self) -> str:
        """On how many questions in how many events."""
        return n_in(self.skill.questions, self.skill.events)

    @property
    def described(self) -> str:
        """What the drawing shows, for those who hear it."""
        return gettext("%(points)s points, %(interval)s") % {
            "points": self.skill.points,
            "interval": self.interval,
        }


@dataclass(frozen=True)
class SkillCard:
    """Ranked and provisional rows on one axis; apart, what has only default references."""

    axis: Axis
    ranked: Sequence[SkillRow]
    provisional: Sequence[SkillRow]
    default: Sequence[SkillRow]
    is_cut: bool
    moment: datetime

    @cached_property
    def reading(self) -> str:
        """How many did better or worse than chance explains."""
        if not self.ranked:
            if not self.provisional:
                return ""
            return gettext("Nobody has ten events yet, so nobody is ranked.")
        one = [row.skill.interval for row in self.ranked]
        better = sum(interval is not None and interval.low > 0 for interval in one)
        worse = sum(interval is not None and interval.high < 0 for interval in one)
        rest = len(one) - better - worse
        if rest == 0 and 0 in (better, worse):
            which = gettext("better") if better else gettext("worse")
            words = ngettext(
                "The one ranked record is %(which)s than the reference by more than chance explains.",
                "All %(n)s ranked records are %(which)s than the reference by more than chance "
                "explains.",
                len(one),
            )
            return words % {"n": count(len(one)), "which": which}
        parts = []
        if better:
            parts.append(
                gettext("%(n)s did better than the reference by more than chance explains")
                % {"n": count(better)}
            )
        if worse:
            parts.append(
                (
                    gettext("%(n)s did worse")
                    if better
                    else gettext("%(n)s did worse than the reference by more than chance explains")
                )
                % {"n": count(worse)}
            )
        if rest:
            parts.append(
                ngettext(
                    "for %(n)s the interval includes zero",
                    "for %(n)s the interval includes zero",
                    rest,
                )
                % {"n": count(rest)}
            )
        head = ngettext("Of %(n)s ranked record", "Of %(n)s ranked records", len(one)) % {
            "n": count(len(one))
        }
        return f"{capital(head)}, {listed(parts)}."

    @property
    def cut(self) -> str:
        """That there are more than are shown."""
        if not self.is_cut:
            return ""
        return gettext("Shown are the first %(n)s of each type; the CSV file has everybody.") % {
            "n": MOST
        }

    @property
    def table(self) -> list[dict[str, Any]]:
        """All rows for programs; those against default references say so, and have no rank."""
        groups = [(True, [*self.ranked, *self.provisional]), (False, self.default)]
        return [
            {
                "forecaster": row.skill.forecaster,
                "type": row.skill.question_type,
                "reference": "stated" if stated else "default",
                "points": round(row.skill.mean, 2),
                "low": _rounded(row.skill.interval and row.skill.interval.low),
                "high": _rounded(row.skill.interval and row.skill.interval.high),
                "cautious": _rounded(row.skill.cautious),
                "bold": _rounded(row.skill.bold),
                "shrunk": _rounded(row.skill.shrunk),
                "rank": row.skill.rank,
                "rank_first": row.skill.rank_first,
                "rank_last": row.skill.rank_last,
                "questions": row.skill.questions,
                "events": row.skill.events,
            }
            for stated, rows in groups
            for row in rows
        ]


def skill_card(
    selection: Selection,
    *,
    now: datetime,
    most: int | None = MOST,
    read: Values | None = None,
) -> SkillCard:
    """The skill of the forecasters selected, the best first; of each type at most so many.

    `read` is what is selected, where it was read already.
    """
    one_more = None if most is None else most + 1
    table: SkillTable = skill(selection, now=now, most=one_more, read=read)
    groups = [_first(group, most) for group in (table.ranked, table.provisional, table.default)]
    axis = Axis.holding([*groups[0], *groups[1]])
    keys = {one.key for group in groups for one in group}
    names = dict(Forecaster.objects.filter(pk__in=keys).values_list("pk", "public_id"))
    ranked, provisional, default = (
        [SkillRow(axis.row(one), str(names[one.key])) for one in group] for group in groups
    )
    shown = len(ranked) + len(provisional) + len(default)
    there = len(table.ranked) + len(table.provisional) + len(table.default)
    return SkillCard(axis, ranked, provisional, default, shown < there, table.moment)


def _first(group: Sequence[Skill], most: int | None) -> list[Skill]:
    """At most so many of each type."""
    seen: dict[str, int] = {}
    kept = []
    for one in group:
        seen[one.question_type] = seen.get(one.question_type, 0) + 1
        if most is None or seen[one.question_type] <= most:
            kept.append(one)
    return kept


def _rounded(points: float | None) -> float | None:
    return None if points is None else round(points, 2)
