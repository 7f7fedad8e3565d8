"""The shipped lexicon: how many people read words of probability."""

from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Given, Text
from predictions.api.http.shapes import Row, Shape
from predictions.api.http.views import ApiView
from predictions.wording.lexicon import entries
from predictions.wording.tables import LEXICON_VERSION, fold


class EntryShape(Shape):
    """How the respondents of one study read one phrase."""

    key = columns.text("What codings name it by.")
    language = columns.text("The language, as `en`.")
    phrase = columns.text("The phrase.")
    study = columns.text("The study.", source="source")
    licence = columns.text("The licence of its data.")
    n = columns.whole("How many people were asked.")
    p10 = columns.number("The tenth percentile, as a probability.")
    q1 = columns.number("The lower quartile.")
    median = columns.number("The median.")
    q3 = columns.number("The upper quartile.")
    p90 = columns.number("The ninetieth percentile.")


class LexiconShape(Shape):
    """The lexicon."""

    version = columns.text("Its version, which codings keep.")
    entries = EntryShape(many=True, help_text="The entries, one for each phrase and study.")


class LexiconQuery(Given):
    """Which entries."""

    language = Text(required=False, max_length=20, help_text="Of this language.")
    phrase = Text(required=False, max_length=200, help_text="With this in the phrase.")


class Lexicon(ApiView):
    """The lexicon."""

    tag = "lexicon"

    @endpoint(id="get_lexicon", may="", query=LexiconQuery, gives=LexiconShape)
    def get(self, language: str = "", phrase: str = "") -> Row:
        """Look words up in the lexicon.

        Medians and quartiles of how people read each phrase. Where several studies asked about
        it, the largest is used.
        """
        found = [
            {name: getattr(entry, str(field.source)) for name, field in EntryShape().fields.items()}
            for entry in entries()
            if language in ("", entry.language) and fold(phrase) in fold(entry.phrase)
        ]
        return {"version": LEXICON_VERSION, "entries": found}
