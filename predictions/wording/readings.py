"""A phrase read as a probability, with the more cautious and the bolder way to read it."""

from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """What a number rests on."""

    LEXICON = "lexicon"
    YARDSTICK = "yardstick"
    IMPLICIT_CERTAINTY = "implicit certainty"
    STATED = "stated"


class Rule(StrEnum):
    """What was done to the entry's own values."""

    EXACT = "exact"
    VERY = "very"
    NEGATION = "negation"


@dataclass(frozen=True, slots=True)
class Reading:
    """One phrase as probabilities in [0, 1], and how they came about.

    `phrase` is as printed. `entry` is the key of the lexicon or yardstick entry and `version` the
    `LEXICON_VERSION` it was read under; both are empty where no table was used.

    Raises:
        ValueError: a probability outside [0, 1], a cautious reading farther from one half than p,
            or a bold one nearer.

    """

    phrase: str
    p: float
    cautious: float
    bold: float
    basis: Basis
    rule: Rule = Rule.EXACT
    entry: str = ""
    version: str = ""

    def __post_init__(self) -> None:
        """Refuse readings that contradict their names."""
        if not all(0 <= value <= 1 for value in (self.cautious, self.p, self.bold)):
            raise ValueError(f"The readings of {self.phrase!r} must be probabilities from 0 to 1.")
        if not abs(self.cautious - 0.5) <= abs(self.p - 0.5) <= abs(self.bold - 0.5):
            raise ValueError(
                f"The readings of {self.phrase!r} must go outwards: cautious, p, bold."
            )


def read_between(
    low: float,
    p: float,
    high: float,
    *,
    phrase: str,
    basis: Basis,
    rule: Rule = Rule.EXACT,
    entry: str = "",
    version: str = "",
) -> Reading:
    """The reading whose cautious value is the end nearer to one half, and bold the other.

    `low <= p <= high`: the quartiles around a median, or the ends of a yardstick's range. The cautious
    reading never crosses one half: where the range straddles it, cautious *is* one half. A p of
    exactly one half leans nowhere: its bold reading is the farther end, or one half itself where
    both are equally far.

    Raises:
        ValueError: not 0 <= low <= p <= high <= 1.

    """
    # What is kept and shown should be 0.33, not the 0.32999999999999996 that 1 - 0.67 leaves.
    low, p, high = round(low, 12), round(p, 12), round(high, 12)
    if not 0 <= low <= p <= high <= 1:
        raise ValueError(f"The values of {phrase!r} must rise within 0 to 1: {low}, {p}, {high}.")
    if p > 0.5:
        cautious, bold = max(low, 0.5), high
    elif p < 0.5:
        cautious, bold = min(high, 0.5), low
    else:
        lean = round(low + high - 1, 12)
        cautious, bold = 0.5, high if lean > 0 else low if lean < 0 else 0.5
    return Reading(phrase, p, cautious, bold, basis, rule, entry, version)


def stated(phrase: str, p: float) -> Reading:
    """The reading of a number in [0, 1] that the author gave: there is no other way to read it.

    Raises:
        ValueError: p outside [0, 1].

    """
    return Reading(phrase, p, cautious=p, bold=p, basis=Basis.STATED)
