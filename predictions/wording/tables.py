"""The CSV tables that ship inside this package, and when two printed phrases are the same one."""

import csv
from importlib.resources import files

# Bump with every change to a table or to a rule that reads one: codings keep it.
LEXICON_VERSION = "2026.1"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one shipped table, as printed; ATTRIBUTION.md beside it names the sources."""
    text = (files("predictions.wording") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def fold(phrase: str) -> str:
    """The form under which a phrase is looked up.

    Case, whitespace and the shape of the apostrophe do not count, contractions are written out
    ("isn't" is "is not"), and a leading copula is dropped: it says nothing about probability.
    """
    words = " ".join(phrase.casefold().replace("’", "'").split())
    words = words.replace("won't", "will not").replace("n't", " not")
    return words.removeprefix("is ").removeprefix("are ")
