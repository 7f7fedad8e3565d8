"""The shipped lexicon: how thousands of people read words of probability.

Sources: Kucharski (2026), CAPphrase; zonination, perceptions. See data/ATTRIBUTION.md.
"""

from dataclasses import dataclass
from functools import cache

from predictions.wording.readings import Basis, Reading, Rule, read_between
from predictions.wording.tables import LEXICON_VERSION, fold, rows

_INTENSIFIER = {"en": "very "}


@dataclass(frozen=True, slots=True)
class Entry:
    """How the `n` respondents of one study read one phrase: percentiles as probabilities in [0, 1]."""

    language: str
    phrase: str
    source: str
    licence: str
    n: int
    p10: float
    q1: float
    median: float
    q3: float
    p90: float

    @property
    def key(self) -> str:
        """What a coding keeps to name this entry: language, phrase and study."""
        return f"{self.language}/{self.phrase}/{self.source}"


@cache
def entries() -> tuple[Entry, ...]:
    """Every entry of the shipped lexicon; a phrase has one for each study that asked about it."""
    return tuple(
        Entry(
            language=row["language"],
            phrase=row["term"],
            source=row["source"],
            licence=row["licence"],
            n=int(row["n"]),
            p10=float(row["p10"]) / 100,
            q1=float(row["q1"]) / 100,
            median=float(row["median"]) / 100,
            q3=float(row["q3"]) / 100,
            p90=float(row["p90"]) / 100,
        )
        for row in rows("phrases.csv")
    )


@cache
def _by_phrase() -> dict[tuple[str, str], Entry]:
    smallest_first = sorted(entries(), key=lambda entry: entry.n)
    return {(entry.language, fold(entry.phrase)): entry for entry in smallest_first}


@cache
def _negations() -> dict[tuple[str, str], str]:
    return {(row["language"], fold(row["phrase"])): row["mirrors"] for row in rows("negations.csv")}


def look_up(phrase: str, language: str = "en") -> Entry | None:
    """The phrase's own entry, that of the largest study where several asked; None if there is none."""
    return _by_phrase().get((language, fold(phrase)))


def read(phrase: str, language: str = "en") -> Reading | None:
    """The phrase as a probability: the median, with the quartiles as cautious and bold readings.

    In this order: the phrase's own entry; a sentence negation listed in negations.csv, which mirrors
    the phrase it denies; "very X", which halves the distance of X's values to 0 or 1, whichever X leans
    to (Mosteller & Youtz 1990, Statistical Science 5(1)). Rules apply to entries, never to each other.

    None means that a person must judge. That includes every negation that is not listed, because most
    do not mirror: "not almost certain" denies the degree, and "not unlikely" says less than "likely"
    (Horn 1989, A Natural History of Negation).
    """
    folded = fold(phrase)
    if entry := look_up(folded, language):
        rule = Rule.EXACT
        low, p, high = entry.q1, entry.median, entry.q3
    elif entry := look_up(_negations().get((language, folded), ""), language):
        rule = Rule.NEGATION
        low, p, high = 1 - entry.q3, 1 - entry.median, 1 - entry.q1
    elif (entry := _intensified(folded, language)) and entry.median != 0.5:
        rule = Rule.VERY
        certainty = float(entry.median > 0.5)
        low, p, high = ((value + certainty) / 2 for value in (entry.q1, entry.median, entry.q3))
    else:
        return None
    return read_between(
        low,
        p,
        high,
        phrase=phrase,
        basis=Basis.LEXICON,
        rule=rule,
        entry=entry.key,
        version=LEXICON_VERSION,
    )


def _intensified(folded: str, language: str) -> Entry | None:
    intensifier = _INTENSIFIER.get(language)
    if intensifier is None or not folded.startswith(intensifier):
        return None
    return look_up(folded.removeprefix(intensifier), language)
