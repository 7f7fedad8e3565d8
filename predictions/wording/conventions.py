"""What a project reads into a bare "will", where nobody printed a word of probability."""

from dataclasses import dataclass

from predictions.wording.readings import Basis, Reading, Rule, read_between
from predictions.wording.tables import fold

# Whether a bare verb of this language denies what it foretells.
_DENIES = {"en": {"will": False, "will not": True}}


@dataclass(frozen=True, slots=True)
class HouseConventions:
    """A project's reading of unhedged assertion: probabilities, `.5 <= cautious <= p <= bold <= 1`.

    These are conventions, not measurements, and are labelled "implicit certainty". (The people
    asked by CAPphrase read "will happen" as 1.00, which no forecaster who may be wrong can mean.)

    Raises:
        ValueError: the three do not rise from one half to 1.

    """

    implicit_certainty: float = 0.95
    cautious: float = 0.90
    bold: float = 1.00

    def __post_init__(self) -> None:
        """Refuse conventions that do not rise."""
        if not 0.5 <= self.cautious <= self.implicit_certainty <= self.bold <= 1:
            raise ValueError(
                "Implicit certainty needs 0.5 <= cautious <= implicit certainty <= bold <= 1, not "
                f"{self.cautious}, {self.implicit_certainty}, {self.bold}."
            )

    def read(self, phrase: str, language: str = "en") -> Reading | None:
        """The reading of a bare "will" or "will not"; None for every other phrase.

        The probability is that of the sentence without its negation: "will not win" gives winning 0.05.
        A question worded in the direction that was asserted ("will lose") takes `implicit(phrase)`.
        """
        denies = _DENIES.get(language, {}).get(fold(phrase))
        return None if denies is None else self.implicit(phrase, denies=denies)

    def implicit(self, phrase: str, *, denies: bool = False) -> Reading:
        """The reading of any unhedged assertion, in whatever language; mirrored where it `denies`."""
        low, p, high = self.cautious, self.implicit_certainty, self.bold
        if denies:
            low, p, high = 1 - high, 1 - p, 1 - low
        rule = Rule.NEGATION if denies else Rule.EXACT
        return read_between(low, p, high, phrase=phrase, basis=Basis.IMPLICIT_CERTAINTY, rule=rule)
