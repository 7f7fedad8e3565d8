"""How words of probability become numbers, and what is kept of how they did. Pure."""

from predictions.wording.conventions import HouseConventions
from predictions.wording.guess import Guess, guess
from predictions.wording.lexicon import Entry, look_up
from predictions.wording.phrases import read_phrase
from predictions.wording.readings import Basis, Reading, Rule, stated
from predictions.wording.tables import LEXICON_VERSION
from predictions.wording.yardsticks import YARDSTICKS

__all__ = [
    "LEXICON_VERSION",
    "YARDSTICKS",
    "Basis",
    "Entry",
    "Guess",
    "HouseConventions",
    "Reading",
    "Rule",
    "guess",
    "look_up",
    "read_phrase",
    "stated",
]
