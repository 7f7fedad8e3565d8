"""Numbers and dates: where outcomes fell in their forecasts, and how often stated ranges held."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from predictions.dashboard.saying import n_in, percent
from predictions.scores.calibrated import Ranges
from predictions.statistics import NO_INTERVAL_BELOW


@dataclass(frozen=True)
class RangesCard:
    """The histogram and the coverage, with how many forecasts and events they stand on."""

    of: Ranges

    @property
    def reading(self) -> str:
        """How often stated ranges held; without any, where most outcomes fell."""
        if not self.of.bins:
            return ""
        return f"{self._tails()} {self._held()}".strip()

    def _tails(self) -> str:
        low, high = self.of.bins[0].share, self.of.bins[-1].share
        given = {"share": percent(low + high), "n": n_in(self.of.forecasts, self.of.events)}
        if self.of.events < NO_INTERVAL_BELOW:
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
        if self.of.coverage is None:
            return gettext("Nobody stated how sure a range was.")
        one = self.of.coverage
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
                "forecasts": self.of.forecasts,
                "events": self.of.events,
            }
            for one in self.of.bins
        ]
