"""Two runs that overlap write each score once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from predictions.accounts.operations import create_project
from predictions.questions.models import Question
from predictions.questions.operations import merge_questions
from predictions.scores import operations
from predictions.scores.models import Cell, Score
from predictions.scores.operations import score_all, score_pending
from tests.cast import record, resolved

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def harbour(now):
    """Five forecasts, two of which count on one question."""
    project = create_project(now=now, actor=None, slug="harbour", name="Harbour watch")
    record(project, now)
    ferry, bridge = (Question.objects.get(forecasts__key=key) for key in ("ferry", "bridge"))
    merge_questions(
        now=now, actor=None, question=ferry, into=bridge, expected_version=ferry.version,
        reason="The same.", resolved_alike=True,
    )  # fmt: skip
    for key, value in {"bridge": True, "boats": 41, "mayor": "Ada"}.items():
        resolved(key, value, now)


def at_once(score, now):
    together = Barrier(3)

    def run(_):
        try:
            together.wait()
            score(now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(run, range(3)))


@pytest.mark.parametrize("score", [score_pending, score_all])
def test_each_coding_gets_one_score(harbour, now, score):
    at_once(score, now)

    assert Score.objects.count() == 4


def test_a_full_run_in_many_parts_writes_what_one_in_a_piece_writes(harbour, now, monkeypatch):
    keys = "event", "forecaster", "type", "points", "questions"
    score_all(now=now)
    in_a_piece = set(Cell.objects.values_list(*keys))
    Score.objects.all().delete()
    Cell.objects.all().delete()
    monkeypatch.setattr(operations, "WINDOW", 1)

    assert score_all(now=now).scored == 4

    assert set(Cell.objects.values_list(*keys)) == in_a_piece
