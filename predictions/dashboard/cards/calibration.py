"""Calibration: how often what was called p likely came true, with and without bins."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext

from predictions.dashboard.saying import n_in, percent
from predictions.scores.calibrated import Probabilities
from predictions.statistics import NO_INTERVAL_BELOW, Bin


@dataclass(frozen=True)
class CalibrationCard:
    """The curve with its band, ten bins, and the reference's curve on the same questions."""

    of: Probabilities

    @cached_property
    def filled(self) -> list[Bin]:
        """The bins that hold forecasts."""
        return [one for one in self.of.bins if one.forecasts]

    @property
    def reading(self) -> str:
        """The bin that lies farthest off for sure, in a sentence; else that none does."""
        if not self.filled:
            return ""
        off = [
            (abs(one.mean_p - one.share), one)
            for one in self.filled
            if one.mean_p is not None
            and one.share is not None
            and one.events >= NO_INTERVAL_BELOW
            and not one.share_low <= one.mean_p <= one.share_high
        ]
        whole = n_in(self.of.forecasts, self.of.events)
        if all(one.events < NO_INTERVAL_BELOW for one in self.filled):
            return gettext("Too few events to tell whether words and world agree (%(n)s).") % {
                "n": whole
            }
        if not off:
            return gettext(
                "In no bin do words and world differ by more than chance explains (%(n)s)."
            ) % {"n": whole}
        worst = max(off, key=lambda one: one[0])[1]
        return gettext(
            "What was called %(said)s likely came true %(share)s of the time (%(n)s)."
        ) % {
            "said": percent(worst.mean_p or 0),
            "share": percent(worst.share or 0),
            "n": n_in(worst.forecasts, worst.events),
        }

    @property
    def scores(self) -> str:
        """The mean score and what it falls into, and the reference's beside it."""
        if self.of.curve is None:
            return ""
        parts = [
            gettext(
                "Mean Brier %(score).3f = miscalibration %(mcb).3f − discrimination %(dsc).3f + "
                "uncertainty %(unc).3f (n = %(n)s)"
            )
            % {
                "score": self.of.curve.score,
                "mcb": self.of.curve.miscalibration,
                "dsc": self.of.curve.discrimination,
                "unc": self.of.curve.uncertainty,
                "n": self.of.forecasts,
            }
        ]
        if self.of.band is not None:
            parts.append(
                gettext("of the miscalibration, chance alone would show %(mcb).3f")
                % {"mcb": self.of.band.miscalibration}
            )
        if self.of.reference is not None:
            parts.append(
                gettext("the references have %(score).3f on the same forecasts")
                % {"score": self.of.reference.score}
            )
        return "; ".join(parts) + "."

    @property
    def rows(self) -> list[dict[str, str]]:
        """The filled bins as the table beside the chart shows them."""
        return [
            {
                "said": f"{one.mean_p:.2f}",
                "came_true": percent(one.share or 0),
                "interval": gettext("%(low)s to %(high)s")
                % {"low": f"{100 * one.share_low:.0f}", "high": f"{100 * one.share_high:.0f}"},
                "forecasts": str(one.forecasts),
                "events": str(one.events),
            }
            for one in self.filled
        ]

    @property
    def table(self) -> list[dict[str, Any]]:
        """The filled bins for programs."""
        return [
            {
                "from": one.low,
                "to": one.high,
                "mean_said": round(one.mean_p or 0, 4),
                "share_came_true": round(one.share or 0, 4),
                "low": round(one.share_low, 4),
                "high": round(one.share_high, 4),
                "forecasts": one.forecasts,
                "events": one.events,
            }
            for one in self.filled
        ]
