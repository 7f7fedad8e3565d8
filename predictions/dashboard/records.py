"""The track record of a forecaster, and of an outlet, with what has to be known to read it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np
from django.db.models import Q, QuerySet
from django.utils.translation import gettext, ngettext

from predictions.articles.models import Forecaster, Outlet
from predictions.dashboard.breakdown import Figure, breakdown
from predictions.dashboard.calibrated import widest
from predictions.dashboard.cards.calibration import CalibrationCard
from predictions.dashboard.cards.skill import SkillCard, skill_card
from predictions.dashboard.cards.words import Phrase, WordsCard, words_card
from predictions.dashboard.charts import Chart, calibration_spec, chart, track_spec
from predictions.dashboard.checkable import Said, said_of
from predictions.dashboard.figures import Skill
from predictions.dashboard.marked.cards import Card, cards_of, with_all_that_cards_show
from predictions.dashboard.marked.sentences import count
from predictions.dashboard.references import Against, against_others
from predictions.dashboard.saying import capital, n_in, signed, span
from predictions.dashboard.selection import Selection
from predictions.dashboard.tracks import Track, track
from predictions.dashboard.values import values
from predictions.forecasts.models import Forecast
from predictions.forecasts.queries import phrases_of, standing
from predictions.questions.models import Event
from predictions.scores.calibrated import probabilities, words
from predictions.scores.values import Values

# Calls that are quoted on either side.
CALLS = 3
# From this share on, one event is worth a word of care.
_MUCH = 0.2


@dataclass(frozen=True)
class Record:
    """What the page of a forecaster, or of an outlet, shows."""

    said: Said
    skill: SkillCard
    by_type: Sequence[Figure]
    calibration: CalibrationCard
    words: WordsCard
    caveats: Sequence[str]
    best: Sequence[Card]
    worst: Sequence[Card]
    track: Track | None
    others: Sequence[Against]
    was_widened: bool
    moment: datetime

    @property
    def rows(self) -> list[Skill]:
        """Skill by type against stated references."""
        return [row.skill for row in (*self.skill.ranked, *self.skill.provisional)]

    @property
    def main(self) -> Skill | None:
        """The type of question with the most events."""
        return max(self.rows, key=lambda one: one.events, default=None)

    @property
    def standing(self) -> str:
        """Whether the record differs from the reference, in a sentence."""
        one = self.main
        if one is None:
            return gettext("No scored forecast has a stated reference yet.")
        if one.interval is None:
            told = gettext("Fewer than 5 events: nothing can be told.")
        elif one.interval.low > 0:
            told = gettext("Better than the reference, by more than chance explains.")
        elif one.interval.high < 0:
            told = gettext("Worse than the reference, by more than chance explains.")
        else:
            told = gettext("The record cannot be told from the reference.")
        if one.rank is not None and one.rank_first != one.rank_last:
            told += " " + gettext("Rank %(first)s to %(last)s.") % {
                "first": one.rank_first,
                "last": one.rank_last,
            }
        elif one.rank is not None:
            told += " " + gettext("Rank %(rank)s.") % {"rank": one.rank}
        elif one.provisional:
            told += " " + gettext("Provisional, not ranked.")
        return told

    @property
    def main_words(self) -> str:
        """Interval and n of the main figure."""
        one = self.main
        if one is None:
            return ""
        return f"{span(one.interval)}, {n_in(one.questions, one.events)}"

    @property
    def reading(self) -> str:
        """What the rows by type say together."""
        better = [one.question_type for one in self.rows if one.interval and one.interval.low > 0]
        worse = [one.question_type for one in self.rows if one.interval and one.interval.high < 0]
        parts = []
        if better:
            parts.append(
                gettext("better than the reference on %(types)s") % {"types": ", ".join(better)}
            )
        if worse:
            parts.append(
                gettext("worse than the reference on %(types)s") % {"types": ", ".join(worse)}
            )
        if not parts:
            return gettext("On no type of question can the record be told from the reference.")
        return f"{capital('; '.join(parts))}."

    @property
    def often(self) -> Phrase | None:
        """The phrase that is said most often, if any."""
        return max(self.words.phrases, key=lambda one: one.row.forecasts, default=None)

    @cached_property
    def charts(self) -> dict[str, Chart]:
        """The plots in light and in dark."""
        drawn = {}
        if self.calibration.filled:
            drawn["calibration"] = chart(calibration_spec, self.calibration)
        if self.track:
            drawn["track"] = chart(track_spec, self.track)
        return drawn


def forecaster_record(forecaster: Forecaster, *, now: datetime) -> Record:
    """The record of a forecaster, of all names that were merged into it."""
    asked = Selection(project=forecaster.project_id, forecaster=forecaster.pk)
    said = standing().filter(Q(forecaster=forecaster) | Q(forecaster__merged_into=forecaster))
    return _record(asked, said, track(forecaster), now)


def outlet_record(outlet: Outlet, *, now: datetime) -> Record:
    """The record of an outlet: of everybody who published there."""
    asked = Selection(project=outlet.project_id, outlet=outlet.pk)
    return _record(asked, standing().filter(article__outlet=outlet), None, now)


def _record(
    selection: Selection, said: QuerySet[Forecast], moved: Track | None, now: datetime
) -> Record:
    every = values(widest(selection), now=now)
    chosen = every.behind(selection.switches)
    was_widened = not len(chosen) and len(every) > 0
    if was_widened:
        selection, chosen = widest(selection), every
    recorded = said_of(said)
    skill = skill_card(selection, now=now, read=chosen)
    best, worst = _calls(chosen, now)
    return Record(
        said=recorded,
        skill=skill,
        by_type=breakdown(selection, "type", now=now, read=chosen) if selection.outlet else (),
        calibration=CalibrationCard(probabilities(chosen)),
        words=words_card(words(chosen)),
        caveats=_caveats(chosen, every, skill, recorded),
        best=best,
        worst=worst,
        track=moved,
        others=against_others(selection, now=now),
        was_widened=was_widened,
        moment=skill.moment,
    )


def _calls(chosen: Values, now: datetime) -> tuple[list[Card], list[Card]]:
    """The calls that earned and that cost most against stated references, else against any."""
    scored = chosen.with_skill
    if scored["stated"].any():
        scored = scored.only(scored["stated"])
    order = np.argsort(-scored["skill"], kind="stable")
    won, lost = scored["skill"][order] > 0, scored["skill"][order] < 0
    codings = scored["coding"][order]
    best, worst = codings[won][:CALLS].tolist(), codings[lost][::-1][:CALLS].tolist()
    forecasts = list(
        with_all_that_cards_show(Forecast.objects.filter(coding__in=[*best, *worst]))
        .select_related("article__outlet")
        .defer("article__text")
    )
    cards = {card.forecast.coding_id: card for card in cards_of(forecasts, now=now).values()}
    return [cards[key] for key in best], [cards[key] for key in worst]


def _caveats(chosen: Values, every: Values, skill: SkillCard, said: Said) -> list[str]:
    caveats = []
    n = len(chosen)
    if n:
        event, most = Counter(chosen["event"].tolist()).most_common(1)[0]
        if most > 1 and most >= _MUCH * n:
            caveats.append(
                gettext(
                    "One event, “%(event)s”, decides %(most)s of the %(n)s scored forecasts: they "
                    "stand and fall together."
                )
                % {"event": Event.objects.get(pk=event).name, "most": most, "n": n}
            )
        worded = len(phrases_of(chosen["coding"].tolist()))
        main = max(
            (row.skill for row in (*skill.ranked, *skill.provisional)),
            key=lambda one: one.events,
            default=None,
        )
        if worded and main and main.cautious is not None and main.bold is not None:
            caveats.append(
                gettext(
                    "Words were turned into numbers for %(worded)s of %(n)s forecasts. On "
                    "questions of %(type)s the cautious reading gives %(cautious)s, the bold one "
                    "%(bold)s (%(on)s)."
                )
                % {
                    "worded": worded,
                    "n": n,
                    "type": main.question_type,
                    "cautious": signed(main.cautious),
                    "bold": signed(main.bold),
                    "on": n_in(main.questions, main.events),
                }
            )
        elif worded:
            caveats.append(
                gettext("Words were turned into numbers for %(worded)s of %(n)s forecasts.")
                % {"worded": worded, "n": n}
            )
        unstated = int(np.count_nonzero(~chosen["stated"]))
        if unstated:
            caveats.append(
                ngettext(
                    "%(n)s scored forecast has no stated reference: it is shown, and in no rank.",
                    "%(n)s scored forecasts have no stated reference: they are shown, and in no "
                    "rank.",
                    unstated,
                )
                % {"n": capital(count(unstated))}
            )
    left = len(every) - n
    if left:
        caveats.append(
            ngettext(
                "%(n)s more forecast was coded with hindsight, comes from a selection or is not "
                "the forecaster’s own. It is in no figure here.",
                "%(n)s more forecasts were coded with hindsight, come from a selection or are not "
                "the forecaster’s own. They are in no figure here.",
                left,
            )
            % {"n": capital(count(left))}
        )
    if said.afterwards:
        caveats.append(
            ngettext(
                "%(n)s forecast was recorded after the fact, when its answer should have been "
                "known.",
                "%(n)s forecasts were recorded after the fact, when their answers should have "
                "been known.",
                said.afterwards,
            )
            % {"n": capital(count(said.afterwards))}
        )
    return caveats
