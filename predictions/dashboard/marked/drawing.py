"""A prediction as a small drawing while it is edited: a density, a probability, shares of options."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from predictions.dashboard.marked import sentences
from predictions.dashboard.marked.density import Density, Words, density
from predictions.forecasts.readings import Read
from predictions.scoring_rules import Prediction, Space


@dataclass(frozen=True)
class Share:
    """A probability as a mark on a line from 0 to 100 percent, with its readings around it."""

    name: str
    words: str
    at: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Drawing:
    """What is drawn, and what it says in a sentence."""

    sentence: str
    shares: list[Share]
    density: Density | None


def drawing(
    reading: Read, *, space: Space, unit: str = "", reference: Prediction | None = None
) -> Drawing:
    """The prediction with its two other readings."""
    prediction = reading.prediction
    said = sentences.predicted(prediction)
    others = [one for one in (reading.cautious, reading.bold) if one]
    if others and "p" in prediction:
        cautious, bold = (sentences.predicted(one) for one in others)
        said = gettext("Read as %(said)s; cautious %(cautious)s, bold %(bold)s.") % {
            "said": said,
            "cautious": cautious,
            "bold": bold,
        }
    else:
        said = gettext("Read as %(said)s.") % {"said": said}
    return Drawing(
        sentence=said,
        shares=list(_shares(prediction, others)),
        density=density(
            prediction,
            space=space,
            unit=unit,
            reference=reference,
            words=Words(gettext("forecast"), gettext("reference"), gettext("outcome"), said),
        ),
    )


def _shares(prediction: Prediction, others: list[dict[str, Any]]) -> list[Share]:
    match prediction:
        case {"p": p}:
            ends = [100 * one["p"] for one in others]
            return [
                Share(
                    gettext("it comes true"),
                    sentences.probability(p),
                    100 * p,
                    min(ends, default=None),
                    max(ends, default=None),
                )
            ]
        case {"probabilities": options}:
            return [
                Share(option, sentences.probability(p), 100 * p) for option, p in options.items()
            ]
        case {"not_by_horizon": p, **rest} if not rest:
            return [Share(gettext("it does not happen"), sentences.probability(p), 100 * p)]
        case _:
            return []
