"""Fetching the pages that are wanted: claim, fetch, mark."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from django.conf import settings

from predictions import waking
from predictions.fetching import Fetched, FetchFailed, Guard, fetch
from predictions.outcomes.captures import (
    FETCH,
    claim,
    mark_failed,
    mark_kept,
    want_article_pages,
)
from predictions.outcomes.models import Capture, Evidence
from predictions.outcomes.pages import holds, read_page

# Pages in one run, and how many of them at once: a run ends within minutes, whatever servers do.
BATCH = 20
AT_ONCE = 4

type Clock = Callable[[], datetime]


def capture_wanted(*, clock: Clock) -> int:
    """Fetch a batch of the pages whose time has come; how many were tried.

    Outside any transaction, and each marked as soon as it is there. A crash between the two
    fetches the page once more.
    """
    want_article_pages(now=clock())
    captures = claim(now=clock(), most=BATCH)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for capture, answer in zip(captures, pool.map(_ask, captures), strict=True):
            _mark(clock(), capture, answer)
    if len(captures) == BATCH:
        waking.after_commit(FETCH)
    return len(captures)


def _ask(capture: Capture) -> Fetched | FetchFailed:
    """What the server answers. Runs in a thread, so nothing here reads or writes the database."""
    try:
        return fetch(
            capture.url,
            user_agent=f"Foresaid (+{settings.BASE_URL})",
            guard=Guard(private_hosts=frozenset(settings.FETCH_PRIVATE_HOSTS)),
        )
    except FetchFailed as failure:
        return failure


def _mark(now: datetime, capture: Capture, answer: Fetched | FetchFailed) -> None:
    if isinstance(answer, FetchFailed):
        mark_failed(now=now, capture=capture, error=answer.reason, passing=answer.passing)
        return
    if not 200 <= answer.status < 300 or not answer.body:
        said = f"The server answered {answer.status}" + (
            ", with nothing." if not answer.body else "."
        )
        mark_failed(now=now, capture=capture, error=said, passing=True, status=answer.status)
        return
    page = read_page(answer.body, answer.header("content-type"))
    evidence = Evidence.objects.filter(capture=capture).first()
    quotation = evidence.quotation if evidence else ""
    if quotation and page is None:
        state = Capture.State.UNREADABLE
    elif quotation and page and not holds(page.whole, quotation):
        # A wall in front of the text answers 200, too.
        state = Capture.State.LACKS_QUOTATION
    else:
        state = Capture.State.KEPT
    mark_kept(now=now, capture=capture, fetched=answer, state=state, text=page.text if page else "")
