"""What kind of forecast a quote probably is: a first guess that a coder corrects. Pure.

A guess looks at words of probability, at numbers with what limits them, and at times. It never
decides: what is recorded is what the coder says.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from predictions.wording.lexicon import entries
from predictions.wording.tables import rows


class Kind(StrEnum):
    """What can be asked about what was said."""

    BINARY = "binary"
    NUMERIC = "numeric"
    DATE = "date"
    NOT_CHECKABLE = "not checkable"


class Way(StrEnum):
    """How its words would become numbers."""

    STATED = "stated"
    LEXICON = "lexicon"
    IMPLICIT = "implicit certainty"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Guess:
    """The kind, the words that carry the probability, and the figures that stand in the quote.

    `p` where the author gave a probability; `knots` where the numbers mark out a range, `point`
    where there is a single one.
    """

    kind: Kind
    way: Way = Way.JUDGED
    phrase: str = ""
    p: float | None = None
    knots: tuple[tuple[float, float], ...] = ()
    point: float | None = None


_NUMBER = r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?"
_PERCENT = r"\s*(?:%|per\s?cent)"
_CHANCE = r"(?:chance|probability|likelihood|odds|likely|certain|sure|confident)"
_STATED = [
    re.compile(rf"(?P<p>{_NUMBER}){_PERCENT}\s+(?:\w+\s+)?{_CHANCE}", re.IGNORECASE),
    re.compile(rf"{_CHANCE}\W+(?:\w+\W+){{0,3}}?(?P<p>{_NUMBER}){_PERCENT}", re.IGNORECASE),
]
_SHOULD = re.compile(r"\b(?:should|ought to|must|needs? to|has to|have to)\b", re.IGNORECASE)
_WILL = re.compile(
    r"\b(?:will not|won[’']t|will|(?:is|are) (?:not )?going to|shall|wird|werden)\b", re.IGNORECASE
)
_FROM_TO = re.compile(
    rf"(?:between\s+)?(?P<low>{_NUMBER})(?:{_PERCENT})?\s*(?:and|to|-|–|—)\s*(?P<high>{_NUMBER})",
    re.IGNORECASE,
)
_LIMIT = (
    r"at least|at most|no (?:more|less|fewer) than|not (?:above|below)|more than|less than|"
    r"fewer than|above|below|over|under|lower than|higher than|up to|exceeds?"
)
_LIMITED = re.compile(rf"\b(?:{_LIMIT})\W+(?:\w+\W+)?$", re.IGNORECASE)
_MONTH = (
    r"january|february|march|april|may|june|july|august|september|october|november|december|"
    r"januar|februar|märz|mai|juni|juli|oktober|dezember"
)
_IN_A_MONTH = re.compile(
    rf"\b(?:in|im|on|early|mid|late|around|at the latest)\W+(?:\w+\W+)?(?:{_MONTH})\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def guess(quote: str, *, language: str = "en") -> Guess:
    """The likeliest kind of a quote. A probability comes before numbers, numbers before times."""
    if _SHOULD.search(quote) and not _WILL.search(quote):
        return Guess(Kind.NOT_CHECKABLE)
    for pattern in _STATED:
        if found := pattern.search(quote):
            p = _float(found["p"]) / 100
            if 0 <= p <= 1:
                return Guess(Kind.BINARY, Way.STATED, found.group(), p=p)
    if phrase := find_phrase(quote, language):
        return Guess(Kind.BINARY, Way.LEXICON, phrase)
    will = _WILL.search(quote)
    certainly = (Way.IMPLICIT, will.group()) if will else (Way.JUDGED, "")
    if numeric := _numeric(quote):
        return numeric
    if _numbers(quote):
        return Guess(Kind.BINARY, *certainly)  # a threshold: above or below it
    if _IN_A_MONTH.search(quote):
        return Guess(Kind.DATE, phrase=quote.strip())
    return Guess(Kind.BINARY, *certainly)


def find_phrase(quote: str, language: str = "en") -> str:
    """The longest phrase of the lexicon that stands in a quote, as it is printed there."""
    found = [match.group() for pattern in _phrases(language) if (match := pattern.search(quote))]
    return max(found, key=len, default="")


@cache
def _phrases(language: str) -> Sequence[re.Pattern[str]]:
    known = {entry.phrase for entry in entries() if entry.language == language}
    known |= {row["phrase"] for row in rows("negations.csv") if row["language"] == language}
    return [
        re.compile(rf"\b(?:very\s+)?{re.escape(phrase).replace(r'\ ', r'\s+')}\b", re.IGNORECASE)
        for phrase in sorted(known)
    ]


def _numeric(quote: str) -> Guess | None:
    if between := _FROM_TO.search(quote):
        low, high = _float(between["low"]), _float(between["high"])
        if low < high and not (_is_year(between["low"]) and _is_year(between["high"])):
            return Guess(Kind.NUMERIC, phrase=quote.strip(), knots=((low, 0.1), (high, 0.9)))
    found = _numbers(quote)
    values = sorted({value for value, _ in found})
    if not values or (len(values) == 1 and found[0][1]):
        return None
    if len(values) == 1:
        return Guess(Kind.NUMERIC, Way.STATED, quote.strip(), point=values[0])
    levels = (0.1, 0.9) if len(values) == 2 else (0.05, *_inner(len(values) - 2), 0.95)
    knots = tuple(zip(values, levels, strict=True))
    return Guess(Kind.NUMERIC, phrase=quote.strip(), knots=knots)


def _inner(count: int) -> tuple[float, ...]:
    """Levels of the values between the outer two: evenly, so that one of three is the median."""
    return tuple(round((index + 1) / (count + 1), 2) for index in range(count))


def _numbers(quote: str) -> list[tuple[float, bool]]:
    """The numbers of a quote that are no years, each with whether a word makes it a mere limit."""
    return [
        (_float(found.group()), bool(_LIMITED.search(quote[: found.start()])))
        for found in re.finditer(rf"(?<![\w.])(?:{_NUMBER})(?!\w)", quote)
        if not _is_year(found.group())
    ]


def _is_year(text: str) -> bool:
    return bool(_YEAR.fullmatch(text))


def _float(text: str) -> float:
    return float(text.replace(",", ""))
