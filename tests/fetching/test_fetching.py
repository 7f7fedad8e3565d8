"""Asking a real server, which answers well or badly."""

import gzip
import hashlib

import pytest

from predictions.fetching import (
    AddressRefused,
    NotAnAddress,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
)
from tests.servers.pages import Answer
from tests.servers.process import free_port


def test_a_page_comes_with_status_headers_body_and_hash(pages, ask):
    pages.answers["/log"] = Answer(body=b"Open!", headers={"X-Kind": "log"})

    page = ask(pages.url("/log"))

    assert (page.status, page.body, page.url) == (200, b"Open!", pages.url("/log"))
    assert page.header("x-kind") == "log"
    assert page.sha256 == hashlib.sha256(b"Open!").hexdigest()


def test_it_says_who_asks_and_which_host_it_means(pages, ask):
    ask(pages.url("/"))

    (request,) = pages.requests
    assert request.headers["User-Agent"] == "Foresaid (+https://foresaid.example.org)"
    assert request.headers["Host"] == f"127.0.0.1:{pages.port}"
    assert request.headers["Accept-Encoding"] == "gzip"


@pytest.mark.parametrize("status", [204, 402, 404, 500, 503])
def test_an_answer_of_any_status_is_an_answer(pages, ask, status):
    pages.answers["/"] = Answer(status=status)
    assert ask(pages.url("/")).status == status


def test_a_packed_answer_is_unpacked(pages, ask):
    pages.answers["/"] = Answer(body=gzip.compress(b"Open!"), headers={"Content-Encoding": "gzip"})
    assert ask(pages.url("/")).body == b"Open!"


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", b"not gzip"),
        ("gzip", gzip.compress(b"Open!", mtime=0)[:-9]),
        ("br", b"?"),
        ("gzip, gzip", b"?"),
    ],
    ids=["no gzip", "cut off", "not asked for", "twice"],
)
def test_an_answer_that_is_packed_badly_or_unasked_is_none(pages, ask, coding, body):
    pages.answers["/"] = Answer(body=body, headers={"Content-Encoding": coding})
    with pytest.raises(Unreachable, match="packed"):
        ask(pages.url("/"))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_the_last_address_is_told(pages, ask, status):
    pages.answers["/old"] = Answer(status=status, headers={"Location": "/new?a=b"})
    pages.answers["/new?a=b"] = Answer(body=b"Here.")

    page = ask(pages.url("/old"))

    assert (page.url, page.body) == (pages.url("/new?a=b"), b"Here.")


def test_five_redirects_are_followed_and_no_more(pages, ask):
    for number in range(7):
        pages.answers[f"/{number}"] = Answer(status=302, headers={"Location": f"/{number + 1}"})
    pages.answers["/7"] = Answer(body=b"At last.")

    assert ask(pages.url("/2")).body == b"At last."
    with pytest.raises(TooManyRedirects, match="More than 5 redirects"):
        ask(pages.url("/1"))


def test_a_redirect_into_the_own_network_is_refused(pages, ask):
    pages.answers["/"] = Answer(
        status=302, headers={"Location": pages.url("/secret", host="localhost")}
    )
    pages.answers["/secret"] = Answer(body=b"secret")

    with pytest.raises(AddressRefused, match="localhost"):
        ask(pages.url("/"))

    assert [request.path for request in pages.requests] == ["/"]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.org/", "gopher://x:70/"])
def test_a_redirect_to_another_scheme_is_refused(pages, ask, address):
    pages.answers["/"] = Answer(status=302, headers={"Location": address})
    with pytest.raises(NotAnAddress):
        ask(pages.url("/"))


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "javascript:alert(1)",
        "example.org",
        "http://",
        "http://exa\nmple.org/",
        "http://example.org:port/",
        "https://alice:secret@example.org/",
    ],
)
def test_what_is_no_address_of_the_web_is_refused(ask, address):
    with pytest.raises(NotAnAddress):
        ask(address)


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f.1", "[::1]", "0"])
def test_this_machine_is_refused_however_it_is_written(pages, ask, host):
    with pytest.raises(AddressRefused):
        ask(pages.url("/", host=host))
    assert pages.requests == []


def test_more_than_allowed_is_refused(pages, ask):
    pages.answers["/fits"] = Answer(body=b"x" * 1000)
    pages.answers["/large"] = Answer(body=b"x" * 1001)

    assert len(ask(pages.url("/fits"), limits={"bytes": 1000}).body) == 1000
    with pytest.raises(TooLarge):
        ask(pages.url("/large"), limits={"bytes": 1000})


def test_ten_megabytes_are_allowed_and_no_byte_more(pages, ask):
    limit = 10 * 1024 * 1024
    pages.answers["/fits"] = Answer(body=bytes(limit))
    pages.answers["/large"] = Answer(body=bytes(limit + 1))

    assert len(ask(pages.url("/fits")).body) == limit
    with pytest.raises(TooLarge, match="larger than 10 MB"):
        ask(pages.url("/large"))


def test_a_bomb_is_not_unpacked(pages, ask):
    bomb = gzip.compress(bytes(50 * 1024 * 1024))
    assert len(bomb) < 100_000
    pages.answers["/"] = Answer(body=bomb, headers={"Content-Encoding": "gzip"})
    with pytest.raises(TooLarge):
        ask(pages.url("/"))


def test_a_server_that_keeps_silent_is_left(pages, ask):
    pages.answers["/"] = Answer(drip=30)
    with pytest.raises(TooSlow, match="kept silent"):
        ask(pages.url("/"), limits={"silence": 0.1})


def test_a_server_that_drips_is_left_though_it_is_never_silent(pages, ask):
    pages.answers["/"] = Answer(drip=0.01)
    with pytest.raises(TooSlow):
        ask(pages.url("/"), limits={"seconds": 0.3, "silence": 5})


def test_an_answer_that_breaks_off_is_none(pages, ask):
    pages.answers["/"] = Answer(body=b"Op", breaks_off=True)
    with pytest.raises(Unreachable):
        ask(pages.url("/"))


def test_a_port_where_nobody_listens_is_unreachable(ask):
    with pytest.raises(Unreachable, match="cannot be reached") as caught:
        ask(f"http://127.0.0.1:{free_port()}/")
    assert caught.value.passing


def test_a_post_is_sent_whole_and_follows_no_redirect(pages, ask):
    pages.answers["/hook"] = Answer(status=307, headers={"Location": "/elsewhere"})

    answer = ask(pages.url("/hook"), method="POST", content=b"{}", headers={"X-Sign": "v1"})

    assert answer.status == 307
    (request,) = pages.requests
    assert (request.method, request.body, request.headers["X-Sign"]) == ("POST", b"{}", "v1")
