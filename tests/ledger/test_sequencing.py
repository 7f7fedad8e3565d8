"""The sequencer gives every committed act one leaf, in batches and without gaps."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from predictions.accounts.models import User
from predictions.accounts.operations import create_user
from predictions.columns import guards
from predictions.ledger import operations
from predictions.ledger.keys import signing_key
from predictions.ledger.merkle import EMPTY_ROOT, leaf_hash, root
from predictions.ledger.models import Act, Checkpoint, Leaf, Node, Unread
from predictions.ledger.operations import envelope, record_act, sequence
from predictions.ledger.queries import acts_without_leaf, frontier, payload_hashes
from predictions.ledger.signing import is_signed
from predictions.ledger.verification import problems

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(operations, "BATCH", 3)


@pytest.fixture
def someone(now) -> User:
    """Whose creation is the first act."""
    return create_user(now=now, actor=None, email="someone@example.org")


def act(now, someone: User, times: int = 1) -> None:
    for _ in range(times):
        with transaction.atomic():
            record_act(now=now, actor=None, verb="changed", on=someone, wrote=[someone])


def an_act(now, someone: User) -> dict[str, Any]:
    return {"at": now, "verb": "changed", "object_type": "user", "object_id": someone.pk}


def assert_each_act_has_its_leaf() -> None:
    leaves = list(Leaf.objects.order_by("index").values_list("index", "act_id"))
    assert [index for index, _ in leaves] == list(range(Act.objects.count()))
    assert {act for _, act in leaves} == set(Act.objects.values_list("pk", flat=True))
    assert list(problems()) == []


@pytest.mark.parametrize("count", range(1, 11))
def test_every_act_gets_one_leaf_without_gaps(now, someone, count):
    act(now, someone, count - 1)

    assert sequence(now=now) == count

    assert_each_act_has_its_leaf()


def test_acts_stand_in_the_order_of_their_numbers(now, someone):
    act(now, someone, 7)
    sequence(now=now)
    placed = list(Leaf.objects.order_by("index").values_list("act_id", flat=True))
    assert placed == sorted(placed)


def test_sequencing_again_changes_nothing(now, someone):
    act(now, someone, 4)
    sequence(now=now)
    before = [list(model.objects.order_by("pk").values()) for model in (Leaf, Node, Checkpoint)]

    assert sequence(now=now + timedelta(days=1)) == 0

    after = [list(model.objects.order_by("pk").values()) for model in (Leaf, Node, Checkpoint)]
    assert after == before


def test_an_empty_ledger_gets_no_checkpoint(now):
    assert sequence(now=now) == 0
    assert not Checkpoint.objects.exists()
    assert frontier().root() == EMPTY_ROOT


def test_a_tree_that_grows_in_steps_is_the_tree_that_grew_at_once(now, someone):
    for step in range(5):
        sequence(now=now)
        act(now, someone, step)
    sequence(now=now)

    acts = list(Act.objects.order_by("pk"))
    hashes = payload_hashes(acts)
    leaves = [leaf_hash(envelope(one, hashes[one.pk])) for one in acts]
    assert bytes(Checkpoint.objects.latest().root) == root(leaves) == frontier().root()


def test_a_checkpoint_is_signed_by_this_installation(now, someone, settings):
    act(now, someone, 4)
    sequence(now=now)

    checkpoint = Checkpoint.objects.get()

    assert (checkpoint.size, checkpoint.at) == (5, now)
    assert checkpoint.note.startswith(f"{settings.LEDGER_ORIGIN}\n5\n")
    assert is_signed(
        checkpoint.note,
        size=5,
        root=bytes(checkpoint.root),
        at=now,
        public=signing_key().public_key(),
    )


def test_another_seed_signs_with_another_key(settings):
    public = signing_key().public_key().public_bytes_raw()
    settings.LEDGER_SEED = "another long random text"
    assert signing_key().public_key().public_bytes_raw() != public


def test_each_run_that_finds_acts_leaves_one_checkpoint(now, someone):
    act(now, someone, 6)
    sequence(now=now)
    act(now, someone)
    sequence(now=now + timedelta(minutes=1))
    assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [7, 8]


def test_time_in_the_ledger_never_runs_backwards(now, someone):
    sequence(now=now)
    act(now, someone)
    sequence(now=now - timedelta(hours=1))
    act(now, someone)
    sequence(now=now + timedelta(hours=1))

    times = list(Checkpoint.objects.order_by("size").values_list("at", flat=True))

    assert times == [now, now, now + timedelta(hours=1)]


def test_an_act_that_commits_late_gets_a_later_leaf(now, someone):
    act(now, someone, 2)
    # The number of an act that begins now and commits only after the next run.
    late = Act.objects.latest("pk").pk + 1
    for number in (late + 1, late):
        sequence(now=now)
        numbered = Act.objects.create(pk=number, **an_act(now, someone))
        Unread.objects.create(reader=Unread.Reader.LEDGER, act=numbered)

    assert sequence(now=now) == 1

    assert Leaf.objects.get(act=late).index == 4
    assert Leaf.objects.get(act=late + 1).index == 3
    assert list(problems()) == []


@pytest.mark.django_db(transaction=True)
def test_a_crash_leaves_whole_batches(now, someone):
    act(now, someone, 4)
    # A node where the second batch will want to write one.
    obstacle = Node.objects.create(level=2, index=0, hash=bytes(32))

    with pytest.raises(IntegrityError):
        sequence(now=now)

    assert list(Leaf.objects.order_by("index").values_list("index", flat=True)) == [0, 1, 2]
    assert list(Node.objects.exclude(pk=obstacle.pk).values_list("level", "index")) == [(1, 0)]
    assert acts_without_leaf().count() == 2
    assert not Checkpoint.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_after_a_crash_the_next_run_goes_on(now, someone):
    act(now, someone, 4)
    obstacle = Node.objects.create(level=2, index=0, hash=bytes(32))
    with pytest.raises(IntegrityError):
        sequence(now=now)
    guards.remove()
    obstacle.delete()

    assert sequence(now=now) == 2

    assert_each_act_has_its_leaf()
    assert Checkpoint.objects.get().size == 5


@pytest.mark.django_db(transaction=True)
def test_a_crash_before_the_commit_leaves_nothing(now, someone):
    act(now, someone, 7)

    @transaction.atomic
    def fail():
        assert sequence(now=now) == 8
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert not Leaf.objects.exists()
    assert not Node.objects.exists()
    assert not Checkpoint.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_checkpoint_missed_by_a_crash_is_signed_by_the_next_run(now, someone):
    act(now, someone, 3)
    sequence(now=now)
    guards.remove()
    Checkpoint.objects.all().delete()

    assert sequence(now=now) == 0

    assert Checkpoint.objects.get().size == 4
    assert list(problems()) == []
