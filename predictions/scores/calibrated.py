"""How what was said compares with what came: probabilities, words and ranges."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from predictions.forecasts.queries import phrases_of
from predictions.scores.cells import SWITCHES
from predictions.scores.standings import SEED
from predictions.scores.values import Values
from predictions.statistics import (
    Band,
    Bin,
    Corp,
    Coverage,
    PhraseRow,
    PitBin,
    calibration_bins,
    consistency_band,
    corp,
    coverage,
    phrase_table,
    pit_histogram,
)


@dataclass(frozen=True, slots=True)
class Extent:
    """How many forecasts, questions and events are looked at, and how many forecasts are not.

    `behind` counts the latter by each switch that is turned off and that they need.
    """

    forecasts: int
    questions: int
    events: int
    others: int
    behind: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Probabilities:
    """Of yes-or-no forecasts: the curve in its band, ten bins, and the references' curve on the same."""

    bins: tuple[Bin, ...]
    curve: Corp | None
    band: Band | None
    reference: Corp | None
    forecasts: int
    events: int


@dataclass(frozen=True, slots=True)
class Worded:
    """A phrase of likelihood, and how it mostly became a number (`Coding.How`)."""

    row: PhraseRow
    how: str


@dataclass(frozen=True, slots=True)
class Ranges:
    """Of numbers and dates: where outcomes fell in their forecasts, how often stated ranges held."""

    bins: tuple[PitBin, ...]
    coverage: Coverage | None
    forecasts: int
    events: int


@dataclass(frozen=True, slots=True)
class Calibrated:
    """Everything that compares what was said with what came, of some forecasts."""

    extent: Extent
    probabilities: Probabilities
    words: tuple[Worded, ...]
    ranges: Ranges

    def document(self) -> dict[str, Any]:
        """The same as JSON has it."""
        found = self.probabilities
        arrays = {"curve": found.curve, "reference": found.reference}
        return {
            "extent": asdict(self.extent),
            "probabilities": {
                "bins": [asdict(one) for one in found.bins],
                "band": None if found.band is None else _plain(found.band._asdict()),
                **{
                    name: None if one is None else _plain(asdict(one))
                    for name, one in arrays.items()
                },
                "forecasts": found.forecasts,
                "events": found.events,
            },
            "words": [asdict(one) for one in self.words],
            "ranges": asdict(self.ranges),
        }

    @classmethod
    def of_document(cls, stored: Mapping[str, Any]) -> "Calibrated":
        """What `document` wrote."""
        extent, probabilities, ranges = (
            dict(stored[name]) for name in ("extent", "probabilities", "ranges")
        )
        extent["behind"] = {int(switch): n for switch, n in extent["behind"].items()}
        probabilities["bins"] = tuple(Bin(**one) for one in probabilities["bins"])
        for name, kind in (("curve", Corp), ("band", Band), ("reference", Corp)):
            if probabilities[name] is not None:
                probabilities[name] = kind(**_arrays(probabilities[name]))
        ranges["bins"] = tuple(PitBin(**one) for one in ranges["bins"])
        if ranges["coverage"] is not None:
            ranges["coverage"] = Coverage(**ranges["coverage"])
        return cls(
            extent=Extent(**extent),
            probabilities=Probabilities(**probabilities),
            words=tuple(Worded(PhraseRow(**one["row"]), one["how"]) for one in stored["words"]),
            ranges=Ranges(**ranges),
        )


def calibrated(every: Values, switches: int) -> Calibrated:
    """What the forecasts come to that these switches let in; the others are counted."""
    chosen = every.behind(switches)
    return Calibrated(
        extent=_extent(every, chosen, switches),
        probabilities=probabilities(chosen),
        words=words(chosen),
        ranges=ranges(chosen),
    )


def _extent(every: Values, chosen: Values, switches: int) -> Extent:
    needed = every["switches"] & ~switches
    return Extent(
        forecasts=len(chosen),
        questions=len(np.unique(chosen["question"])),
        events=len(np.unique(chosen["event"])),
        others=len(every) - len(chosen),
        behind={
            1 << bit: int(np.count_nonzero(needed & 1 << bit))
            for bit in range(SWITCHES.bit_length())
        },
    )


def probabilities(chosen: Values) -> Probabilities:
    """Calibration of the yes-or-no forecasts, whatever their reference."""
    binary = _binary(chosen)
    p, outcome = binary["p"], binary["outcome"]
    questions, events = binary["question"], binary["event"]
    compared = binary.only(~np.isnan(binary["base"]))
    return Probabilities(
        bins=calibration_bins(p, outcome, questions, events),
        curve=corp(p, outcome, questions),
        band=consistency_band(p, questions, events, np.random.default_rng(SEED)),
        reference=corp(compared["base"], compared["outcome"], compared["question"]),
        forecasts=len(binary),
        events=len(np.unique(events)),
    )


def words(chosen: Values) -> tuple[Worded, ...]:
    """The phrases of the yes-or-no forecasts, the likeliest first; capitals make no difference."""
    spoken = _binary(chosen)
    phrases = phrases_of(spoken["coding"].tolist())
    spoken = spoken.only(np.isin(spoken["coding"], list(phrases)))
    said = [phrases[coding] for coding in spoken["coding"].tolist()]
    if not said:
        return ()
    pairs = Counter(said)
    mostly = {phrase: how for (phrase, how), _ in reversed(pairs.most_common())}
    rows = phrase_table(
        [phrase for phrase, _ in said],
        spoken["p"],
        spoken["outcome"],
        spoken["question"],
        spoken["event"],
    )
    return tuple(Worded(row, mostly[row.phrase]) for row in rows)


def ranges(chosen: Values) -> Ranges:
    """The numbers and dates."""
    spread = chosen.only(~np.isnan(chosen["pit_lower"]) & ~np.isnan(chosen["pit_upper"]))
    stated = chosen.only(~np.isnan(chosen["covered"]) & ~np.isnan(chosen["level"]))
    return Ranges(
        bins=pit_histogram(
            spread["pit_lower"], spread["pit_upper"], spread["question"], spread["event"]
        ),
        coverage=coverage(stated["covered"], stated["level"], stated["question"], stated["event"]),
        forecasts=len(spread),
        events=len(np.unique(spread["event"])),
    )


def _binary(chosen: Values) -> Values:
    return chosen.only(~np.isnan(chosen["p"]) & ~np.isnan(chosen["outcome"]))


def _plain(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Arrays as lists."""
    return {
        name: one.tolist() if isinstance(one, np.ndarray) else one for name, one in figures.items()
    }


def _arrays(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Lists as arrays."""
    return {name: np.array(one) if isinstance(one, list) else one for name, one in figures.items()}
