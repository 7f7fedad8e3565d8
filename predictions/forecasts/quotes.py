"""Finding a quote in its article. Pure: characters are Python's, counted from 0."""

import re

from django.utils.translation import gettext

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
        raise QuoteNotFound(
            gettext("The quote is empty."), field="quote", remedy=gettext("Copy it from the text.")
        )
    if start is not None:
        if text[start : start + len(quote)] != quote or end not in (None, start + len(quote)):
            raise QuoteMisplaced(
                gettext("At characters %(start)s to %(end)s the text reads “%(text)s”.")
                % {"start": start, "end": end, "text": text[start:end][:80]},
                field="start",
                remedy=gettext(
                    "Give the offsets of the quote in the text, or none if it occurs once."
                ),
            )
        return start, start + len(quote)
    first = text.find(quote)
    if first < 0:
        raise QuoteNotFound(
            gettext("“%(quote)s” does not occur in the article's text.") % {"quote": quote[:80]},
            field="quote",
            remedy=gettext("Copy it from the text, character for character."),
        )
    if text.find(quote, first + 1) >= 0:
        raise QuoteAmbiguous(
            gettext("“%(quote)s” occurs more than once in the article's text.")
            % {"quote": quote[:80]},
            field="quote",
            remedy=gettext("Quote more of the sentence, or give start and end."),
        )
    return first, first + len(quote)


def find(text: str, quote: str, occurrence: int = 1) -> tuple[int, int]:
    """Where a quote stands that was copied from a page, which shows every white space as one blank.

    Where it stands more than once, `occurrence` says which one is meant, counted from 1.
    """
    words = quote.split()
    if not words:
        raise QuoteNotFound(
            gettext("The quote is empty."), field="quote", remedy=gettext("Copy it from the text.")
        )
    found = list(re.finditer(r"\s+".join(map(re.escape, words)), text))
    if not found:
        raise QuoteNotFound(
            gettext("“%(quote)s” does not occur in the article's text.") % {"quote": quote[:80]},
            field="quote",
            remedy=gettext("Copy it from the text, word for word."),
        )
    if not 1 <= occurrence <= len(found):
        raise QuoteMisplaced(
            gettext("“%(quote)s” occurs %(length)s times in the article's text.")
            % {"quote": quote[:80], "length": len(found)},
            field="occurrence",
            remedy=gettext("Give a number from 1 to %(length)s.") % {"length": len(found)},
        )
    return found[occurrence - 1].span()
