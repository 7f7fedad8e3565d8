"""A text with quotes in it, as tokens that nest like HTML. Pure: characters are Python's.

Quotes may lie inside each other or overlap. Where two cross, the one that began later is cut where
the other ends and goes on behind it, so that marks always close in the order in which they opened.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# The last word of a quote stays on one line with its sign; a longer one may break before this.
LONGEST_TAIL = 24

_BLANK_LINES = re.compile(r"\s*\n[^\S\n]*\n\s*")
_LINE_ENDS = re.compile(r"\s*[\r\n]\s*")


@dataclass(frozen=True, slots=True)
class Span:
    """A quote: the offsets of its first character and of the one after its last."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Opened:
    """Here the mark of a quote begins, or goes on after it was cut."""

    number: int
    is_first: bool


@dataclass(frozen=True, slots=True)
class Closed:
    """Here the mark that was opened last ends."""

    number: int


@dataclass(frozen=True, slots=True)
class Text:
    """Characters of the text. `ending` are the quotes that end with them, the innermost first.

    Where there are any, `tail` is the last word, which shall not part from their signs.
    """

    head: str
    tail: str = ""
    ending: tuple[int, ...] = ()


type Token = Opened | Closed | Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, where it begins in the text, and the quotes whose last words stand in it."""

    start: int
    tokens: tuple[Token, ...]
    ending: tuple[int, ...]


def marked(text: str, spans: Sequence[Span]) -> list[Paragraph]:
    """The paragraphs of a text with the quotes in them; what separates paragraphs is left out.

    Blank lines separate paragraphs, or, in a text without any, the ends of lines.
    """
    ranges = list(_paragraphs(text))
    last = _last_paragraphs(ranges, spans)
    return [
        _paragraph(text, start, end, [span for span in spans if span.start < end], index, last)
        for index, (start, end) in enumerate(ranges)
    ]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    separator = _BLANK_LINES if _BLANK_LINES.search(text.strip()) else _LINE_ENDS
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    for gap in separator.finditer(text, start, end):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if end > start:
        yield start, end


def _last_paragraphs(ranges: Sequence[tuple[int, int]], spans: Sequence[Span]) -> dict[int, int]:
    """For each quote the index of the paragraph in which its last visible character stands."""
    last: dict[int, int] = {}
    for index, (start, end) in enumerate(ranges):
        for span in spans:
            if span.start < end and span.end > start:
                last[span.number] = index
    return last


def _paragraph(
    text: str, start: int, end: int, spans: Sequence[Span], index: int, last: dict[int, int]
) -> Paragraph:
    inside = sorted(
        (span for span in spans if span.end > start),
        key=lambda span: (span.start, -span.end, span.number),
    )
    places = sorted(
        {start, end}
        | {span.start for span in inside if span.start > start}
        | {span.end for span in inside if span.end < end}
    )
    tokens: list[Token] = []
    ended: list[int] = []
    stack: list[Span] = []
    waiting = inside[::-1]
    for place, following in zip(places, [*places[1:], None], strict=True):
        cut = _close(tokens, stack, place, end)
        while waiting and max(waiting[-1].start, start) == place:
            cut.append(waiting.pop())
        # Of marks that begin or go on at one place the longest is the outermost.
        for span in sorted(cut, key=lambda span: (-span.end, span.start, span.number)):
            tokens.append(Opened(span.number, is_first=place == span.start))
            stack.append(span)
        if following is None:
            break
        ending = tuple(
            span.number
            for span in reversed(stack)
            if min(span.end, end) == following and last[span.number] == index
        )
        tokens.append(_text(text[place:following], ending))
        ended.extend(ending)
    return Paragraph(start, tuple(tokens), tuple(sorted(ended, key=lambda one: _order(spans, one))))


def _close(tokens: list[Token], stack: list[Span], place: int, end: int) -> list[Span]:
    """Close what ends here, and whatever lies inside of it; return what has to go on behind."""
    cut: list[Span] = []
    while any(min(span.end, end) <= place for span in stack):
        span = stack.pop()
        tokens.append(Closed(span.number))
        if min(span.end, end) > place:
            cut.append(span)
    return cut


def _text(text: str, ending: tuple[int, ...]) -> Text:
    if not ending:
        return Text(text)
    word = re.search(r"\S*\s*\Z", text)
    tail = (word.group() if word else "")[-LONGEST_TAIL:]
    return Text(text[: len(text) - len(tail)], tail, ending)


def _order(spans: Sequence[Span], number: int) -> tuple[int, int]:
    return next((span.start, -span.end) for span in spans if span.number == number)
