"""Finding a quote in its article. Pure: characters are Python's, counted from 0."""

import re

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


def find(text: str, quote: str, occurrence: int = 1) -> tuple[int, int]:
    """Where a quote stands that was copied from a page, which shows every white space as one blank.

    Where it stands more than once, `occurrence` says which one is meant, counted from 1.
    """
    words = quote.split()
    if not words:
        raise QuoteNotFound("The quote is empty.", field="quote", remedy="Copy it from the text.")
    found = list(re.finditer(r"\s+".join(map(re.escape, words)), text))
    if not found:
        raise QuoteNotFound(
            f"“{quote[:80]}” does not occur in the article's text.",
            field="quote",
            remedy="Copy it from the text, word for word.",
        )
    if not 1 <= occurrence <= len(found):
        raise QuoteMisplaced(
            f"“{quote[:80]}” occurs {len(found)} times in the article's text.",
            field="occurrence",
            remedy=f"Give a number from 1 to {len(found)}.",
        )
    return found[occurrence - 1].span()
