"""Reading a page, and finding in it what was quoted."""

import pytest

from predictions.outcomes.pages import LARGEST_EXTRACTED, holds, read_page

ARTICLE = """<!doctype html><html><head><title>The Quay</title><style>.x{}</style></head><body>
<nav><a href="/">Home</a><a href="/a">Archive</a></nav>
<article><h1>The bridge</h1>
<p>On Monday the mayor opened the bridge to everybody, and nobody had to pay a toll on that day.</p>
<p>“We counted 1,204 people – more than ever”, said the harbour office in its report of the day.</p>
</article><script>var paywalled = "The ferry stops in May";</script></body></html>"""


def test_the_text_is_what_there_is_to_read():
    page = read_page(ARTICLE.encode(), "text/html; charset=utf-8")

    assert "the mayor opened the bridge" in page.text
    assert "Archive" not in page.text
    assert "Archive" in page.whole


def test_what_only_a_script_holds_is_not_shown_and_does_not_count():
    page = read_page(ARTICLE.encode(), "text/html")
    assert not holds(page.whole, "The ferry stops in May")


@pytest.mark.parametrize(
    "quotation",
    [
        "We counted 1,204 people – more than ever",
        "we  counted\n1,204 people - more than ever",
        '"We counted 1,204 people — more than ever", said',
        "«We counted 1,204 people ‒ more than ever», said",
        "on that day. We counted",
        "more than \u00adever",
    ],
)
def test_spaces_quotes_dashes_and_capitals_do_not_matter(quotation):
    assert holds(read_page(ARTICLE.encode(), "text/html").whole, quotation)


@pytest.mark.parametrize(
    "quotation", ["We counted 1204 people", "We counted 1,205 people", "We counted few people"]
)
def test_other_words_and_numbers_do(quotation):
    assert not holds(read_page(ARTICLE.encode(), "text/html").whole, quotation)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("Grüne Brücke".encode("iso-8859-2"), "text/plain; charset=iso-8859-2"),
        ("Grüne Brücke".encode("cp1252"), "text/plain"),
        ("Grüne Brücke".encode(), "text/plain; charset=no-such"),
        ("<p>Grüne Brücke".encode("cp1252"), "text/html; charset=utf-8"),
        ("Grüne Brücke".encode(), "text/html"),
        ("<html><body><p>Grüne <b>Brücke</b></body></html>".encode(), ""),
        ("a,b\nGrüne,Brücke\n".encode(), "text/csv"),
    ],
)
def test_texts_are_read_whatever_the_server_calls_them(body, content_type):
    page = read_page(body, content_type)
    assert holds(page.whole.replace(",", ""), "Grüne Brücke")
    assert page.text


@pytest.mark.parametrize("body", [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n\0", b"\0\1\2"])
def test_what_is_no_text_is_not_read(body):
    assert read_page(body, "text/html") is None


def test_a_page_too_large_to_tell_the_article_apart_is_read_whole():
    body = f"<html><body>{'<p>word</p>' * (LARGEST_EXTRACTED // 10)}<p>last</p></body></html>"
    assert read_page(body.encode(), "text/html").text.endswith("last")


def test_the_text_can_be_stored():
    page = read_page(
        b"<html><body><p>half &#xD800; a &#0; character</p></body></html>", "text/html"
    )
    page.text.encode()
    assert "\0" not in page.text
