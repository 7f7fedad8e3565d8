"""Reading a fetched page: its text, and whether it holds what was quoted from it. Pure."""

import unicodedata
from dataclasses import dataclass
from email.message import Message

from trafilatura import extract, load_html

from predictions.outcomes.content_types import HTML, TEXTS, content_type_of, text_in

# More than this is no article, and would take seconds to tell apart from its surroundings.
LARGEST_EXTRACTED = 2 * 1024 * 1024
QUOTES = "\"'`´“”„‟‘’‚‛«»‹›"
# Soft hyphens, zero widths and marks of direction.
UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
DASHES = "‐‑‒–—―−"
PLAIN = str.maketrans(DASHES, "-" * len(DASHES), QUOTES + UNSEEN)


@dataclass(frozen=True, kw_only=True)
class Page:
    """The text of a page: what to read of it, and all that it shows."""

    text: str
    whole: str


def read_page(body: bytes, content_type: str) -> Page | None:
    """The text of a page; None where it is none (a PDF, an image)."""
    declared = Message()
    declared["Content-Type"] = content_type
    found = content_type_of(body)
    if found not in TEXTS:
        return None
    html = _decoded(body, declared.get_content_charset())
    if found != HTML and declared.get_content_subtype() not in ("html", "xhtml+xml"):
        return Page(text=_storable(html), whole=html)
    tree = load_html(html)
    if tree is None:  # called HTML, and is none
        return Page(text=_storable(html), whole=html)
    for unseen in list(tree.iter("script", "style")):
        unseen.drop_tree()
    whole = str(tree.text_content())
    text = " ".join(whole.split())
    if len(html) <= LARGEST_EXTRACTED:
        text = extract(html, favor_precision=True, include_comments=False) or text
    return Page(text=_storable(text), whole=whole)


def holds(whole: str, quotation: str) -> bool:
    """Whether a text holds a quotation, however its spaces, quotes and dashes are set.

    Spaces do not count at all: where a page breaks a paragraph its text has none.
    """
    return _plain(quotation) in _plain(whole)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).translate(PLAIN).split()).casefold()


def _decoded(body: bytes, charset: str | None) -> str:
    """The characters by the header, else by UTF-8 or what is usual where it is none."""
    try:
        return body.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return text_in(body)


def _storable(text: str) -> str:
    return text.replace("\0", "").encode(errors="replace").decode()
