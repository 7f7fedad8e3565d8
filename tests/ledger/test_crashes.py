"""A crash at any statement: a row and its act come together or not at all; leaves have no gap."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import pytest
from django.db import connection, transaction

from predictions.accounts.operations import create_user
from predictions.ledger import operations
from predictions.ledger.models import Act, Leaf
from predictions.ledger.operations import record_act, sequence
from predictions.ledger.queries import acts_without_leaf
from predictions.ledger.verification import problems
from predictions.outcomes.models import Resolution
from tests.cast import record, resolved, rows_of_every_table

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


class PowerCut(BaseException):
    """Nothing in the code catches this."""


@contextmanager
def power_cut(*, after: int) -> Iterator[None]:
    """Let so many statements through, and cut the power before the next."""
    left = count(after, -1)

    def execute(run: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if next(left) <= 0:
            raise PowerCut
        return run(sql, params, many, context)

    with connection.execute_wrapper(execute):
        yield


def test_a_row_without_its_act_is_never_kept(project, reviewer, now):
    before = rows_of_every_table()
    for statements in count():
        try:
            with power_cut(after=statements):
                record(project, now, reviewers=(reviewer,))
        except PowerCut:
            assert rows_of_every_table() == before
        else:
            break
    assert statements > 20
    sequence(now=now)
    assert list(problems()) == []


def test_an_outcome_without_its_act_is_never_kept(project, now):
    record(project, now)
    before = rows_of_every_table()
    for statements in count():
        try:
            with power_cut(after=statements):
                resolved("bridge", True, now)
        except PowerCut:
            assert rows_of_every_table() == before
        else:
            break
    assert statements > 5
    assert Resolution.objects.count() == 1
    sequence(now=now)
    assert list(problems()) == []


def test_a_sequencer_that_dies_at_any_statement_leaves_no_gap_and_no_double(now, monkeypatch):
    monkeypatch.setattr(operations, "BATCH", 3)
    someone = create_user(now=now, actor=None, email="someone@example.org")
    deaths = 0
    for statements in count():
        for _ in range(7):
            with transaction.atomic():
                record_act(now=now, actor=None, verb="changed", on=someone, wrote=[someone])
        waiting = acts_without_leaf().count()
        try:
            with power_cut(after=statements):
                sequence(now=now)
        except PowerCut:
            deaths += 1
        indices = list(Leaf.objects.order_by("index").values_list("index", flat=True))
        assert indices == list(range(len(indices)))
        assert len(indices) + acts_without_leaf().count() == Act.objects.count()
        assert all("has no leaf yet" in said for said in problems())
        if waiting and not acts_without_leaf().exists() and statements > 40:
            break
    assert deaths > 10
    sequence(now=now)
    assert Leaf.objects.values("act").distinct().count() == Act.objects.count()
    assert list(problems()) == []
