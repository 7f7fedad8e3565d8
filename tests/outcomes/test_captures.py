"""Which pages are wanted, who takes them up, and what becomes of those that do not come."""

from datetime import timedelta
from typing import Any

import pytest

from predictions.articles.models import Article
from predictions.fetching import Fetched
from predictions.ledger.models import Act
from predictions.ledger.operations import sequence
from predictions.ledger.verification import problems
from predictions.outcomes.captures import (
    FIRST_PAUSE,
    LONGEST_PAUSE,
    RETRIED_FOR,
    NotFetchable,
    capture_again,
    claim,
    mark_failed,
    mark_kept,
    want_article_pages,
)
from predictions.outcomes.contents import read
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.models import Capture, Evidence
from tests.cast import record, resolved

pytestmark = pytest.mark.django_db

PAGE = "https://harbour.example.org/log"


@pytest.fixture
def capture(project, reviewer, now) -> Capture:
    """The page of the bridge's outcome."""
    record(project, now, reviewers=(reviewer,))
    resolved("bridge", True, now, evidence=[NewEvidence(url=PAGE, quotation="Open!")])
    return Capture.objects.get()


def row(capture: Capture) -> Capture:
    return Capture.objects.get(pk=capture.pk)


def kept(capture, now, **changes) -> Capture:
    page = Fetched(url=f"{PAGE}/1", status=200, headers=(("Server", "quay"),), body=b"Open!")
    given: dict[str, Any] = {
        "fetched": page,
        "state": Capture.State.KEPT,
        "text": "Open!",
    } | changes
    return mark_kept(now=now, capture=capture, **given)


def failed(capture, now, passing=True) -> Capture:
    return mark_failed(now=now, capture=capture, error="It answered 500.", passing=passing)


def test_a_page_is_taken_up_once(capture, now):
    assert claim(now=now, most=10) == [capture]
    assert claim(now=now, most=10) == []


def test_no_more_are_taken_up_than_asked_for_and_the_oldest_first(capture, now):
    resolved("ferry", True, now, evidence=[NewEvidence(url=f"{PAGE}/2")])
    assert claim(now=now, most=1) == [capture]
    assert len(claim(now=now, most=1)) == 1


def test_a_page_at_which_a_worker_died_is_taken_up_again_later_each_time(capture, now):
    moment = now
    for attempt in range(12):
        assert claim(now=moment, most=1) == [capture]
        pause = min(FIRST_PAUSE * 2**attempt, LONGEST_PAUSE)
        assert claim(now=moment + pause - timedelta(seconds=1), most=1) == []
        moment += pause
    assert row(capture).attempts == 12


def test_a_kept_page_has_all_that_came(capture, now):
    (taken,) = claim(now=now, most=1)

    kept(taken, now)

    page = row(capture)
    assert (page.state, page.status, page.final_url) == ("kept", 200, f"{PAGE}/1")
    assert (page.headers, page.taken_at, page.text) == ([["Server", "quay"]], now, "Open!")
    assert read(page.sha256) == b"Open!"
    assert claim(now=now + timedelta(days=9), most=1) == []


def test_a_page_that_does_not_come_is_asked_for_for_days_then_given_up(capture, now):
    moment = now
    while row(capture).state == Capture.State.WANTED:
        (taken,) = claim(now=moment, most=1)
        failed(taken, moment)
        assert row(capture).last_error == "It answered 500."
        moment = row(capture).not_before

    assert row(capture).state == Capture.State.FAILED
    assert RETRIED_FOR - LONGEST_PAUSE <= moment - LONGEST_PAUSE - now <= RETRIED_FOR
    assert Act.objects.get(verb="gave up page").reason == "It answered 500."


def test_what_is_of_no_use_is_not_tried_again(capture, now):
    (taken,) = claim(now=now, most=1)
    failed(taken, now, passing=False)
    assert row(capture).state == Capture.State.FAILED


def test_whoever_comes_too_late_changes_nothing(capture, now):
    (taken,) = claim(now=now, most=1)
    kept(taken, now)

    failed(taken, now, passing=False)
    kept(taken, now + timedelta(hours=1), text="Closed!")

    assert (row(capture).state, row(capture).text) == ("kept", "Open!")


def test_the_pages_of_articles_are_wanted_once(project, now):
    article = record(project, now, url="https://quay.example.org/spring")
    record(project, now, text="It rains.", forecasts=[], coding="selection, prospective")

    assert want_article_pages(now=now) == 1
    assert want_article_pages(now=now) == 0

    capture = Capture.objects.get()
    assert (capture.article, capture.url) == (article, "https://quay.example.org/spring")
    assert Article.objects.filter(url="").count() == 1


def test_a_page_that_failed_is_asked_for_again_and_the_former_try_stays(capture, now, reviewer):
    (taken,) = claim(now=now, most=1)
    failed(taken, now, passing=False)
    later = now + timedelta(days=1)

    again = capture_again(now=later, actor=reviewer, capture=capture)

    assert (again.supersedes, again.url, again.state) == (capture, PAGE, "wanted")
    assert Evidence.objects.get().capture == again
    assert claim(now=later, most=10) == [again]
    with pytest.raises(NotFetchable, match="again already"):
        capture_again(now=later, actor=reviewer, capture=capture)


@pytest.mark.parametrize("state", ["wanted", "kept"])
def test_a_page_that_is_wanted_or_kept_is_not_asked_for_again(capture, now, state):
    if state == "kept":
        kept(capture, now)
    with pytest.raises(NotFetchable, match=state):
        capture_again(now=now, actor=None, capture=capture)


def test_captures_stand_in_the_ledger_their_attempts_do_not(capture, now):
    (taken,) = claim(now=now, most=1)
    failed(taken, now)
    sequence(now=now)
    assert list(problems()) == []

    kept(taken, now)
    sequence(now=now)
    assert list(problems()) == []

    Capture.objects.update(text="Closed!")
    (problem,) = problems()
    assert "Closed!" in problem
