"""The tokens of a marked-up paragraph as its template draws them, each with the card it is about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from predictions.dashboard.marked.article import MarkedArticle, Row
from predictions.dashboard.marked.cards import Card
from predictions.dashboard.marked.spans import Closed, Opened, Text


@dataclass(frozen=True)
class Piece:
    """A mark that opens or closes, or characters; `ending` are the cards whose signs follow them."""

    opens: Card | None = None
    is_first: bool = False
    closes: bool = False
    head: SafeString | None = None
    tail: SafeString | None = None
    ending: Sequence[Card] = ()


@dataclass(frozen=True)
class DrawnRow:
    """A paragraph with its cards; `start` is its first character in the text."""

    start: int
    pieces: Sequence[Piece]
    cards: Sequence[Card]


def drawn(shown: MarkedArticle) -> list[DrawnRow]:
    """The rows of an article's page."""
    return [
        DrawnRow(row.paragraph.start, list(_pieces(row, shown.cards)), row.cards)
        for row in shown.rows
    ]


def _pieces(row: Row, cards: dict[int, Card]) -> Iterator[Piece]:
    for token in row.paragraph.tokens:
        match token:
            case Opened(number, is_first):
                yield Piece(opens=cards[number], is_first=is_first)
            case Closed():
                yield Piece(closes=True)
            case Text(head, tail, ending):
                yield Piece(
                    head=verbatim(head),
                    tail=verbatim(tail),
                    ending=[cards[number] for number in ending],
                )


def verbatim(text: str) -> SafeString:
    """The text, escaped so that a browser counts the characters that the database counts.

    A bare carriage return would become a line feed, and with one after it vanish.
    """
    return format_html_join(mark_safe("&#13;"), "{}", ((part,) for part in text.split("\r")))
