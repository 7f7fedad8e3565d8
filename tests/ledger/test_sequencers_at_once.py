"""Two sequencers, and writers beside them, with connections of their own."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event

import pytest
from django.db import connection, transaction

from predictions.accounts.models import User
from predictions.accounts.operations import create_user
from predictions.ledger import operations
from predictions.ledger.models import Act, Checkpoint, Leaf, Node
from predictions.ledger.operations import SEQUENCER_LOCK, record_act, sequence
from predictions.ledger.queries import acts_without_leaf
from predictions.ledger.verification import problems

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, ACTS_EACH = 3, 12


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(operations, "BATCH", 4)


def in_own_connection[Result](work: Callable[[], Result]) -> Callable[[], Result]:
    def run() -> Result:
        try:
            return work()
        finally:
            connection.close()

    return run


def test_no_act_is_left_out_and_none_gets_two_leaves(now):
    someone = create_user(now=now, actor=None, email="someone@example.org")
    done = Event()

    def write() -> None:
        for _ in range(ACTS_EACH):
            with transaction.atomic():
                record_act(now=now, actor=None, verb="changed", on=someone, wrote=[someone])

    def keep_sequencing() -> int:
        total = 0
        while not done.is_set() or acts_without_leaf().exists():
            total += sequence(now=now)
            time.sleep(0.005)  # on SQLite writers would starve
        return total

    with ThreadPoolExecutor(WRITERS + 2) as pool:
        sequencers = [pool.submit(in_own_connection(keep_sequencing)) for _ in range(2)]
        writers = [pool.submit(in_own_connection(write)) for _ in range(WRITERS)]
        try:
            for writer in writers:
                writer.result()
        finally:
            done.set()
        placed = sum(sequencer.result() for sequencer in sequencers)
    sequence(now=now)

    count = WRITERS * ACTS_EACH + 1
    assert Act.objects.count() == placed == count
    assert list(Leaf.objects.order_by("index").values_list("index", flat=True)) == list(
        range(count)
    )
    assert Node.objects.count() == sum(count >> level for level in range(1, 8))
    assert Checkpoint.objects.latest().size == count
    assert list(problems()) == []


@pytest.mark.timeout(300)
def test_eight_writers_find_their_five_thousand_acts_in_their_own_order(now, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time.")
    monkeypatch.setattr(operations, "BATCH", 1000)
    people = [
        create_user(now=now, actor=None, email=f"writer{number}@example.org") for number in range(8)
    ]
    done = Event()

    def write(person: User) -> None:
        for number in range(625):
            with transaction.atomic():
                record_act(
                    now=now, actor=person, verb="wrote", on=person, wrote=[], reason=str(number)
                )

    def keep_sequencing() -> None:
        while not done.wait(0.05):
            sequence(now=now)

    with ThreadPoolExecutor(len(people) + 1) as pool:
        sequencer = pool.submit(in_own_connection(keep_sequencing))
        writers = [pool.submit(in_own_connection(partial(write, person))) for person in people]
        try:
            for writer in writers:
                writer.result()
        finally:
            done.set()
        sequencer.result()
    sequence(now=now)

    placed = Leaf.objects.filter(act__verb="wrote").order_by("index")
    assert placed.count() == 5000
    for person in people:
        told = placed.filter(act__actor=person).values_list("act__reason", flat=True)
        assert list(told) == [str(number) for number in range(625)]
    indices = Leaf.objects.order_by("index").values_list("index", flat=True)
    assert list(indices) == list(range(5008))
    assert list(problems()) == []


def test_a_second_sequencer_does_not_wait_for_the_first(now):
    if connection.vendor != "postgresql":
        pytest.skip("On SQLite there is one writer at a time anyway.")
    create_user(now=now, actor=None, email="someone@example.org")

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEQUENCER_LOCK])
        assert pool.submit(in_own_connection(lambda: sequence(now=now))).result(timeout=10) == 0
        assert not Leaf.objects.exists()

    assert sequence(now=now) == 1
