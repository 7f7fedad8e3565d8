"""Two runs that overlap write each score once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from predictions.accounts.operations import create_project
from predictions.scores.models import Score
from predictions.scores.operations import score_pending
from tests.cast import record, resolved

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_coding_gets_one_score(now):
    record(create_project(now=now, actor=None, slug="harbour", name="Harbour watch"), now)
    for key, value in {"bridge": True, "ferry": True, "boats": 41, "mayor": "Ada"}.items():
        resolved(key, value, now)
    together = Barrier(3)

    def run(_):
        try:
            together.wait()
            score_pending(now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(run, range(3)))

    assert Score.objects.count() == 4
