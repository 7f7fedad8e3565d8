"""What the words were worth: how often each phrase of likelihood came true."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext, ngettext

from predictions.dashboard.saying import n_in, percent
from predictions.forecasts.models import Coding
from predictions.scores.calibrated import Worded
from predictions.statistics import NO_INTERVAL_BELOW, PhraseRow

# The phrases said most often; the rest is in the data.
MOST = 12


@dataclass(frozen=True)
class Phrase:
    """One phrase as its row draws it; positions in percent of the plot."""

    row: PhraseRow
    how: str

    @property
    def said(self) -> str:
        """The probability it was read as."""
        return f"{self.row.read_as:.2f}"

    @property
    def came_true(self) -> str:
        """The share that came true."""
        return percent(self.row.share)

    @property
    def n(self) -> str:
        """On how many forecasts in how many events."""
        return n_in(self.row.forecasts, self.row.events)

    @property
    def interval(self) -> str:
        """The interval of the share, or why there is none."""
        if not self.is_drawn:
            return gettext("too few events")
        low, high = (f"{100 * end:.0f}" for end in (self.row.low, self.row.high))
        return gettext("%(low)s to %(high)s") % {"low": low, "high": high}

    @property
    def is_drawn(self) -> bool:
        """Whether there are events enough for an interval."""
        return self.row.events >= NO_INTERVAL_BELOW

    @property
    def places(self) -> dict[str, str]:
        """Where the said, the share and its interval lie, in percent of the plot."""
        ends = {
            "said": self.row.read_as,
            "at": self.row.share,
            "low": self.row.low,
            "high": self.row.high,
        }
        # Half a dot's width inside the plot at both ends.
        return {name: f"{2 + 96 * share:.1f}%" for name, share in ends.items()}


@dataclass(frozen=True)
class WordsCard:
    """The phrases, the likeliest first."""

    phrases: tuple[Phrase, ...]

    @property
    def shown(self) -> list[Phrase]:
        """The phrases that were said most often, the likeliest first."""
        often = sorted(self.phrases, key=lambda one: -one.row.forecasts)[:MOST]
        return sorted(often, key=lambda one: (-one.row.read_as, one.row.phrase))

    @cached_property
    def reading(self) -> str:
        """The phrase said most often, in a sentence."""
        if not self.phrases:
            return ""
        often = max(self.phrases, key=lambda one: (one.row.forecasts, one.row.phrase))
        row = often.row
        given = {
            "phrase": row.phrase,
            "share": percent(row.share),
            "n": n_in(row.forecasts, row.events),
            "read": percent(row.read_as),
        }
        if not often.is_drawn:
            return (
                gettext(
                    "“%(phrase)s” was said most often, and it happened %(share)s of the time "
                    "(%(n)s): too few events to tell; it is read as %(read)s."
                )
                % given
            )
        if row.low <= row.read_as <= row.high:
            return (
                gettext(
                    "When they say “%(phrase)s”, it happens %(share)s of the time (%(n)s), which "
                    "its reading as %(read)s may well be."
                )
                % given
            )
        return (
            gettext(
                "When they say “%(phrase)s”, it happens %(share)s of the time (%(n)s), though it "
                "is read as %(read)s."
            )
            % given
        )

    @property
    def left_out(self) -> str:
        """How many phrases only the data show."""
        rest = len(self.phrases) - len(self.shown)
        if not rest:
            return ""
        words = ngettext(
            "%(n)s phrase said less often is in the data.",
            "%(n)s phrases said less often are in the data.",
            rest,
        )
        return words % {"n": rest}

    @property
    def table(self) -> list[dict[str, Any]]:
        """The phrases as rows for programs."""
        return [
            {
                "phrase": one.row.phrase,
                "read_by": one.how,
                "read_as": round(one.row.read_as, 4),
                "share_came_true": round(one.row.share, 4),
                "low": round(one.row.low, 4) if one.is_drawn else None,
                "high": round(one.row.high, 4) if one.is_drawn else None,
                "forecasts": one.row.forecasts,
                "questions": one.row.questions,
                "events": one.row.events,
            }
            for one in self.phrases
        ]


def words_card(words: Sequence[Worded]) -> WordsCard:
    """The phrases as the card shows them."""
    return WordsCard(tuple(Phrase(one.row, _short(Coding.How(one.how))) for one in words))


def _short(how: Coding.How) -> str:
    """How words became a number, without the explanation."""
    return str(how.label).partition(":")[0]
