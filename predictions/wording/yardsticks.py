"""Official scales that say what a word shall mean, for projects about those who write by them."""

from functools import cache

from predictions.wording.readings import Basis, Reading, read_between
from predictions.wording.tables import LEXICON_VERSION, fold, rows

# As CAPphrase (Kucharski 2026) ships them; the key is what a project selects.
YARDSTICKS = {
    "efsa": "EFSA",
    "ipcc": "IPCC",
    "nato": "NATO",
    "uk": "UK",
    "us_nic": "US NIC",
}


@cache
def terms(yardstick: str) -> dict[tuple[str, str], tuple[float, float]]:
    """The range of each term of one scale: (language, folded term) -> (low, high), as probabilities.

    Raises:
        ValueError: there is no such yardstick.

    """
    if yardstick not in YARDSTICKS:
        raise ValueError(f"There is no yardstick {yardstick!r}; there are {', '.join(YARDSTICKS)}.")
    return {
        (row["language"], fold(row["term"])): (float(row["low"]) / 100, float(row["high"]) / 100)
        for row in rows(f"yardstick_{yardstick}.csv")
    }


def read(phrase: str, yardstick: str, language: str = "en") -> Reading | None:
    """The term's reading on this scale: the midpoint, with the ends as cautious and bold readings.

    None where the scale does not define the phrase: a scale is a list, no rule extends it.

    Raises:
        ValueError: there is no such yardstick.

    """
    term = fold(phrase)
    if (bounds := terms(yardstick).get((language, term))) is None:
        return None
    low, high = bounds
    return read_between(
        low,
        (low + high) / 2,
        high,
        phrase=phrase,
        basis=Basis.YARDSTICK,
        entry=f"{language}/{term}/{YARDSTICKS[yardstick]}",
        version=LEXICON_VERSION,
    )
