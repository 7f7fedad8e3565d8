"""Numbers and dates: where outcomes fell in their forecasts, and how often stated ranges held."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext

from predictions.dashboard.saying import n_in, percent
from predictions.dashboard.values import Values
from predictions.statistics import NO_INTERVAL_BELOW, Coverage, PitBin, coverage, pit_histogram


@dataclass(frozen=True)
class RangesCard:
    """The histogram and the coverage, with how many forecasts and events they stand on."""

    bins: Sequence[PitBin]
    coverage: Coverage | None
    forecasts: int
    events: int

    @property
    def reading(self) -> str:
        """How often stated ranges held; without any, where most outcomes fell."""
        if not self.bins:
            return ""
        return f"{self._tails()} {self._held()}".strip()

    def _tails(self) -> str:
        low, high = self.bins[0].share, self.bins[-1].share
        given = {"share": percent(low + high), "n": n_in(self.forecasts, self.events)}
        if self.events < NO_INTERVAL_BELOW:
            return (
                gettext(
                    "%(share)s of the outcomes fell into the outermost tenths of their forecasts "
                    "(%(n)s): too few events to tell."
                )
                % given
            )
        return (
            gettext(
                "%(share)s of the outcomes fell into the two outermost tenths of their forecasts, "
                "where one fifth belongs (%(n)s)."
            )
            % given
        )

    def _held(self) -> str:
        if self.coverage is None:
            return gettext("Nobody stated how sure a range was.")
        one = self.coverage
        given = {
            "stated": percent(one.stated),
            "share": percent(one.share),
            "low": f"{100 * one.low:.0f}",
            "high": f"{100 * one.high:.0f}",
            "n": n_in(one.forecasts, one.events),
        }
        if one.events < NO_INTERVAL_BELOW:
            return (
                gettext("Ranges stated at %(stated)s held %(share)s of the time (%(n)s): too few.")
                % given
            )
        return (
            gettext(
                "Ranges stated at %(stated)s held %(share)s of the time (Wilson %(low)s to "
                "%(high)s, %(n)s)."
            )
            % given
        )

    @property
    def table(self) -> list[dict[str, Any]]:
        """The histogram for programs."""
        return [
            {
                "from": one.low,
                "to": one.high,
                "share": round(one.share, 4),
                "low": round(one.share_low, 4),
                "high": round(one.share_high, 4),
                "forecasts": self.forecasts,
                "events": self.events,
            }
            for one in self.bins
        ]


def ranges_card(chosen: Values) -> RangesCard:
    """The numbers and dates among the forecasts selected."""
    spread = chosen.only(~np.isnan(chosen["pit_lower"]) & ~np.isnan(chosen["pit_upper"]))
    stated = chosen.only(~np.isnan(chosen["covered"]) & ~np.isnan(chosen["level"]))
    return RangesCard(
        bins=pit_histogram(
            spread["pit_lower"], spread["pit_upper"], spread["question"], spread["event"]
        ),
        coverage=coverage(stated["covered"], stated["level"], stated["question"], stated["event"]),
        forecasts=len(spread),
        events=len(np.unique(spread["event"])),
    )
