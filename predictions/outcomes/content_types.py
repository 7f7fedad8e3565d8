"""What a file is, by its content. Pure.

Nothing that is handed in is ever shown as a page of ours: a type decides what is accepted and how
a file is named, and a text of whatever kind is handed out as plain text.
"""

import csv
import re
from email.parser import BytesHeaderParser

PDF, PNG, JPEG, WEBP = "application/pdf", "image/png", "image/jpeg", "image/webp"
TEXT, HTML, CSV, EMAIL = "text/plain", "text/html", "text/csv", "message/rfc822"
TEXTS = {TEXT, HTML, CSV, EMAIL}
# How a file may be called when it is handed out; the first where it is called otherwise. A page is
# handed out as a text, so that nobody opens it as a page by mistake.
ENDINGS = {
    PDF: (".pdf",), PNG: (".png",), JPEG: (".jpg", ".jpeg"), WEBP: (".webp",),
    TEXT: (".txt", ".csv"), CSV: (".csv", ".txt"), EMAIL: (".eml",), HTML: (".txt",),
}  # fmt: skip

# Four formats that begin with a signature need no library of hundreds.
SIGNATURES = (
    (re.compile(rb"%PDF-\d"), PDF),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), PNG),
    (re.compile(rb"\xff\xd8\xff"), JPEG),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), WEBP),
)
NOT_IN_TEXTS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Possessive, so that a file of comments cannot make it try every way to read them.
BEGINS_AS_HTML = re.compile(
    r"\s*+(?><!--.*?-->\s*+)*+<(!doctype\s+html|html|head|body)\b", re.I | re.S
)
# What every e-mail has (RFC 5322, section 3.6).
HEADERS_OF_EMAIL = ("from", "date")
# Characters of a text from which it can be told whether it is a table.
SAMPLE = 64 * 1024


def content_type_of(content: bytes) -> str:
    """One of the accepted types, or nothing: what it is, whatever it is called."""
    for signature, content_type in SIGNATURES:
        if signature.match(content):
            return content_type
    text = text_in(content)
    if not text.strip():
        return ""
    if BEGINS_AS_HTML.match(text):
        return HTML
    headers = BytesHeaderParser().parsebytes(content)
    if all(headers.get(name) for name in HEADERS_OF_EMAIL):
        return EMAIL
    return CSV if _is_table(text) else TEXT


def as_attachment(name: str, content_type: str) -> tuple[str, str]:
    """Under which name and type a file is handed out: never as anything that a browser would run."""
    endings = ENDINGS.get(content_type, (".bin",))
    if not name.lower().endswith(endings):
        name += endings[0]
    if content_type in TEXTS:
        return name, TEXT
    return name, content_type or "application/octet-stream"


def text_in(content: bytes) -> str:
    """The text that these bytes are in UTF-8, UTF-16 with its mark, or Windows-1252; or nothing."""
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return "" if NOT_IN_TEXTS.search(text) else text
    return ""


def _is_table(text: str) -> bool:
    """Whether the first lines have the same number of cells, and more than one."""
    whole_lines = text if len(text) <= SAMPLE else text[:SAMPLE].rpartition("\n")[0]
    lines = [line for line in whole_lines.splitlines() if line.strip()]
    for delimiter in ",;\t":
        cells = {len(row) for row in csv.reader(lines, delimiter=delimiter)}
        if len(lines) > 1 and len(cells) == 1 and cells != {1}:
            return True
    return False
