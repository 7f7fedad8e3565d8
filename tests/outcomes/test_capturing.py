"""Fetching what is wanted from a real server, which answers well or badly."""

from datetime import datetime, timedelta

import pytest

from predictions.outcomes import capturing
from predictions.outcomes.captures import RETRIED_FOR
from predictions.outcomes.capturing import capture_wanted
from predictions.outcomes.contents import read
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.models import Capture
from tests.cast import record, resolved
from tests.servers.pages import Answer
from tests.servers.process import free_port

pytestmark = pytest.mark.django_db

TEXT = "<html><body><p>The office says: the bridge is “open”.</p></body></html>".encode()
HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def bridge(project, now):
    """Report the bridge open, with what is given as evidence."""
    record(project, now)

    def send(**evidence) -> Capture:
        resolved("bridge", True, now, evidence=[NewEvidence(**evidence)])
        return Capture.objects.get()

    return send


def run(moment: datetime) -> int:
    return capture_wanted(clock=lambda: moment)


def row(capture: Capture) -> Capture:
    return Capture.objects.get(pk=capture.pk)


def test_the_page_is_kept_as_it_came_with_its_text(bridge, pages, now):
    pages.answers["/log"] = Answer(status=302, headers={"Location": "/log/1"})
    pages.answers["/log/1"] = Answer(body=TEXT, headers=HTML)
    capture = bridge(url=pages.url("/log"), quotation='the bridge is "open"')

    assert run(now) == 1

    page = row(capture)
    assert (page.state, page.status, page.final_url) == ("kept", 200, pages.url("/log/1"))
    assert read(page.sha256) == TEXT
    assert ["Content-Type", "text/html; charset=utf-8"] in page.headers
    assert "the bridge is “open”" in page.text
    assert page.taken_at == now


def test_it_says_that_foresaid_asks(bridge, pages, now, settings):
    settings.BASE_URL = "https://foresaid.example.org"
    bridge(url=pages.url("/log"))

    run(now)

    (request,) = pages.requests
    assert request.headers["User-Agent"] == "Foresaid (+https://foresaid.example.org)"


def test_a_wall_that_answers_200_lacks_the_quotation_and_is_kept_as_that(bridge, pages, now):
    wall = b"<html><body>Subscribe to read on.</body></html>"
    pages.answers["/log"] = Answer(body=wall, headers=HTML)
    capture = bridge(url=pages.url("/log"), quotation="the bridge is open")

    run(now)

    assert row(capture).state == Capture.State.LACKS_QUOTATION
    assert read(row(capture).sha256) == wall


def test_without_a_quotation_a_page_lacks_none(bridge, pages, now):
    pages.answers["/log"] = Answer(body=b"Anything.", headers=HTML)
    capture = bridge(url=pages.url("/log"))
    run(now)
    assert row(capture).state == Capture.State.KEPT


@pytest.mark.parametrize(("quotation", "state"), [("open", "unreadable"), ("", "kept")])
def test_what_is_no_text_is_kept_and_says_that_nothing_was_compared(
    bridge, pages, now, quotation, state
):
    pages.answers["/log"] = Answer(body=b"%PDF-1.7\n\0", headers={"Content-Type": "text/html"})
    capture = bridge(url=pages.url("/log"), quotation=quotation)

    run(now)

    assert (row(capture).state, row(capture).text) == (state, "")


@pytest.mark.parametrize("status", [402, 403, 404, 429, 500, 503])
def test_a_page_that_does_not_come_waits_shows_why_and_comes_later(bridge, pages, now, status):
    pages.answers["/log"] = Answer(status=status, body=b"No.")
    capture = bridge(url=pages.url("/log"))
    run(now)
    assert row(capture).state == Capture.State.WANTED
    assert row(capture).last_error == f"The server answered {status}."
    assert run(now) == 0

    pages.answers["/log"] = Answer(body=TEXT, headers=HTML)
    assert run(row(capture).not_before) == 1

    assert (row(capture).state, row(capture).last_error) == ("kept", "")


def test_an_empty_page_is_none(bridge, pages, now):
    pages.answers["/log"] = Answer(headers=HTML)
    capture = bridge(url=pages.url("/log"))
    run(now)
    assert "with nothing" in row(capture).last_error


def test_after_days_it_is_given_up_with_the_last_answer(bridge, pages, now):
    pages.answers["/log"] = Answer(status=402, body=b"Pay.")
    capture = bridge(url=pages.url("/log"))
    run(now + RETRIED_FOR)
    assert (row(capture).state, row(capture).status) == ("failed", 402)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://localhost/log", "not on the public internet"),
        ("http://169.254.169.254/latest/meta-data", "not on the public internet"),
        ("https://alice:secret@example.org/", "password"),
    ],
)
def test_what_must_not_be_asked_fails_at_once(bridge, now, url, reason):
    capture = bridge(url=url)
    run(now)
    assert row(capture).state == Capture.State.FAILED
    assert reason in row(capture).last_error


def test_a_server_that_is_not_there_holds_up_nobody(project, pages, now):
    record(project, now)
    dead = f"http://127.0.0.1:{free_port()}/"
    pages.answers["/log"] = Answer(body=TEXT, headers=HTML)
    evidence = [NewEvidence(url=dead), NewEvidence(url=pages.url("/log")), NewEvidence(url=dead)]
    resolved("bridge", True, now, evidence=evidence)

    assert run(now) == 3

    states = list(Capture.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["wanted", "kept", "wanted"]


def test_the_page_of_an_article_is_kept_the_same_way(project, pages, now):
    pages.answers["/spring"] = Answer(body=TEXT, headers=HTML)
    article = record(project, now, url=pages.url("/spring"))

    run(now)

    page = article.captures.get()
    assert (page.state, page.project) == ("kept", project)
    assert read(page.sha256) == TEXT


def test_a_full_batch_asks_for_the_next_run(project, pages, now, monkeypatch):
    monkeypatch.setattr(capturing, "BATCH", 2)
    record(project, now)
    evidence = [NewEvidence(url=pages.url(f"/{number}")) for number in range(3)]
    resolved("bridge", True, now, evidence=evidence)
    woken = []
    monkeypatch.setattr(capturing.waking, "after_commit", woken.append)

    assert (run(now), run(now), run(now)) == (2, 1, 0)
    assert woken == ["predictions.capture_pages"]


def test_a_kept_page_is_not_fetched_again(bridge, pages, now):
    pages.answers["/log"] = Answer(body=TEXT, headers=HTML)
    bridge(url=pages.url("/log"))
    run(now)
    assert run(now + timedelta(days=9)) == 0
    assert len(pages.requests) == 1
