"""Finding a quote in its article. Pure: characters are Python's, counted from 0."""

from predictions.errors import DomainError


class QuoteNotFound(DomainError):
    """The quote does not stand in the article's text, word for word."""


class QuoteAmbiguous(DomainError):
    """The quote stands in the text more than once, and nothing says where it is meant."""


class QuoteMisplaced(DomainError):
    """The text at the given offsets is not the quote."""


def locate(
    text: str, quote: str, start: int | None = None, end: int | None = None
) -> tuple[int, int]:
    """Where the quote stands: the offsets of its first character and of the one after its last.

    Without `start` the quote must occur exactly once.
    """
    if not quote:
        raise QuoteNotFound("The quote is empty.", field="quote", remedy="Copy it from the text.")
    if start is not None:
        if text[start : start + len(quote)] != quote or end not in (None, start + len(quote)):
            raise QuoteMisplaced(
                f"At characters {start} to {end} the text reads “{text[start:end][:80]}”.",
                field="start",
                remedy="Give the offsets of the quote in the text, or none if it occurs once.",
            )
        return start, start + len(quote)
    first = text.find(quote)
    if first < 0:
        raise QuoteNotFound(
            f"“{quote[:80]}” does not occur in the article's text.",
            field="quote",
            remedy="Copy it from the text, character for character.",
        )
    if text.find(quote, first + 1) >= 0:
        raise QuoteAmbiguous(
            f"“{quote[:80]}” occurs more than once in the article's text.",
            field="quote",
            remedy="Quote more of the sentence, or give start and end.",
        )
    return first, first + len(quote)
