"""What a file is, by what it holds."""

import pytest

from predictions.outcomes.content_types import as_attachment, content_type_of, text_in

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
MAIL = b"""Received: from a by b
From: Ada <ada@example.org>
To: Bo <bo@example.org>
Date: Mon, 2 Mar 2026 09:00:00 +0000
Subject: The bridge

It is open.
"""


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "application/pdf"),
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\0", "image/jpeg"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "image/webp"),
        (b"The bridge is open.", "text/plain"),
        ("Die Brücke ist offen – “ja”.".encode(), "text/plain"),
        ("Die Brücke ist offen.".encode("cp1252"), "text/plain"),
        ("Die Brücke ist offen.".encode("utf-16"), "text/plain"),
        (b"<!DOCTYPE html><p>Open", "text/html"),
        (b"\n <!-- saved --> <HTML lang=en><body>Open", "text/html"),
        (b"<body onload=x>Open", "text/html"),
        (b"day,boats\n1,40\n2,41\n", "text/csv"),
        (b"Jahr;Wert\n2020;80,1\n2021;79,9\n", "text/csv"),
        (b"day\tboats\n1\t40\n", "text/csv"),
        (MAIL, "message/rfc822"),
    ],
)
def test_what_is_accepted_is_known_by_its_content(content, content_type):
    assert content_type_of(content) == content_type


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n\t ",
        b"MZ\x90\0\x03\0\0\0",
        b"\x7fELF\x02\x01\x01\0",
        b"PK\x03\x04\x14\0\0\0",
        b"GIF89a\x01\0\x01\0",
        b"RIFF\x24\0\0\0WAVEfmt ",
        b"text until here\0and no further",
        bytes(range(256)),
        b"\x81\x8d\x8f\x90\x9d",
    ],
)
def test_anything_else_is_nothing_that_is_kept(content):
    assert content_type_of(content) == ""


def test_a_text_that_only_mentions_a_format_is_a_text():
    assert content_type_of(b"It begins with %PDF-1.7, he said.") == "text/plain"
    assert content_type_of(b"From: nobody in particular") == "text/plain"
    assert content_type_of(b"They said <html> is a tag.") == "text/plain"


def test_a_file_of_comments_is_judged_at_once():
    assert content_type_of(b"<!-- a -->" * 10_000 + b"?") == "text/plain"


def test_a_mark_of_byte_order_is_no_part_of_the_text():
    assert text_in("Open".encode("utf-8-sig")) == "Open"
    assert text_in("Open".encode("utf-16")) == "Open"


@pytest.mark.parametrize(
    ("name", "content_type", "handed_out"),
    [
        ("log.pdf", "application/pdf", ("log.pdf", "application/pdf")),
        ("Photo.JPEG", "image/jpeg", ("Photo.JPEG", "image/jpeg")),
        ("log.exe", "text/plain", ("log.exe.txt", "text/plain")),
        ("counts.csv", "text/csv", ("counts.csv", "text/plain")),
        ("page.html", "text/html", ("page.html.txt", "text/plain")),
        ("page.pdf", "text/html", ("page.pdf.txt", "text/plain")),
        ("letter.eml", "message/rfc822", ("letter.eml", "text/plain")),
        ("page", "", ("page.bin", "application/octet-stream")),
    ],
)
def test_a_file_is_handed_out_as_what_it_is_and_never_as_a_page(name, content_type, handed_out):
    assert as_attachment(name, content_type) == handed_out
