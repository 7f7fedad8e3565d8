"""The one way in: a printed phrase, read as its project reads it."""

from predictions.wording import lexicon, yardsticks
from predictions.wording.conventions import HouseConventions
from predictions.wording.readings import Reading

_DEFAULT_CONVENTIONS = HouseConventions()


def read_phrase(
    phrase: str,
    *,
    language: str = "en",
    conventions: HouseConventions = _DEFAULT_CONVENTIONS,
    yardstick: str | None = None,
) -> Reading | None:
    """The phrase as probabilities in [0, 1], or None where a person must judge.

    The project's yardstick comes first, if it has one, then its house conventions for a bare "will",
    then the lexicon; `basis` of the reading says which it was. A negated phrase is read as the
    probability of the sentence without its negation.

    Raises:
        ValueError: there is no such yardstick.

    """
    return (
        (yardsticks.read(phrase, yardstick, language) if yardstick else None)
        or conventions.read(phrase, language)
        or lexicon.read(phrase, language)
    )
