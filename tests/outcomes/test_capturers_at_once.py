"""Several workers, with connections of their own, never take up the same page."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from predictions.outcomes.captures import claim, want_article_pages
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.models import Capture
from tests.cast import record, resolved

pytestmark = pytest.mark.django_db(transaction=True)

PAGES, WORKERS = 40, 4


def at_once(work):
    """What each of the workers returns, all begun at one moment."""
    together = Barrier(WORKERS)

    def start():
        try:
            together.wait(timeout=10)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return [one.result() for one in [pool.submit(start) for _ in range(WORKERS)]]


def test_each_page_is_taken_up_once(project, now):
    record(project, now)
    evidence = [NewEvidence(url=f"https://example.org/{number}") for number in range(PAGES)]
    resolved("bridge", True, now, evidence=evidence)

    def claim_all():
        taken = []
        while captures := claim(now=now, most=3):
            taken += [capture.pk for capture in captures]
        return taken

    claimed = [pk for taken in at_once(claim_all) for pk in taken]
    # Where all that is left was locked at that moment a worker has gone home early.
    claimed += claim_all()

    assert sorted(claimed) == sorted(Capture.objects.values_list("pk", flat=True))
    assert len(claimed) == PAGES


def test_the_page_of_an_article_is_wanted_once(project, now):
    record(project, now, url="https://quay.example.org/spring")

    found = at_once(lambda: want_article_pages(now=now))

    assert sum(found) == 1
    assert Capture.objects.count() == 1
