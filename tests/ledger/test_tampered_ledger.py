"""Verification names what was changed in the ledger itself."""

from datetime import timedelta

import pytest
from django.db import transaction

from predictions.accounts.models import User
from predictions.accounts.operations import create_user
from predictions.ledger.keys import verifier_keys
from predictions.ledger.models import Act, Checkpoint, Leaf, Node, Payload
from predictions.ledger.operations import record_act, sequence
from predictions.ledger.verification import problems
from tests.ledger import tampering

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def someone(now, unguarded) -> User:
    """A tree of five leaves, three nodes and two checkpoints."""
    someone = create_user(now=now, actor=None, email="someone@example.org")
    for times in (2, 2):
        for _ in range(times):
            with transaction.atomic():
                record_act(now=now, actor=someone, verb="changed", on=someone, wrote=[someone])
        sequence(now=now)
    assert list(problems()) == []
    return someone


@pytest.fixture(autouse=True)
def pointers_that_point_nowhere(someone):
    """Deferred constraints are checked at the end of a test, when rows are missing."""
    yield
    transaction.set_rollback(True)


def found() -> list[str]:
    return list(problems())


def set_column(row, name: str, value: object) -> None:
    tampering.update(row, row._meta.get_field(name), value)


@pytest.mark.parametrize("name", ["at", "actor", "verb", "object_type", "object_id", "reason"])
def test_a_changed_act_is_named_by_its_leaf(name):
    act = Act.objects.order_by("pk")[1]
    field = Act._meta.get_field(name)
    value = getattr(act, field.attname)
    set_column(act, name, None if name == "actor" else tampering.another(value, field))
    act.refresh_from_db()

    assert found()[0] == f"Leaf 1 does not fit act {act.pk} ({act})."
    assert not any(sentence.startswith(("Node", "Checkpoint")) for sentence in found())


def misfit(act: Act) -> str:
    return f"Payload 0 of act {act.pk} does not fit its hash."


@pytest.mark.parametrize("name", ["number", "table", "first", "last", "secret", "body", "items"])
def test_a_changed_payload_is_named(name):
    act = Act.objects.order_by("pk").last()
    payload = act.payloads.get()
    field = Payload._meta.get_field(name)
    value = tampering.another(getattr(payload, name), field)
    if name == "first":
        value = payload.first - 1  # the database refuses more
    set_column(payload, name, value)
    assert misfit(act).replace("Payload 0", f"Payload {int(name == 'number')}") in found()


def test_a_payload_with_another_hash_is_named_by_its_leaf():
    act = Act.objects.order_by("pk").last()
    set_column(act.payloads.get(), "sha256", "0" * 64)
    assert found() == [f"Leaf 4 does not fit act {act.pk} ({act}).", misfit(act)]


def test_a_payload_given_to_another_act_is_named():
    first, second = Act.objects.order_by("pk")[:2]
    payload = second.payloads.get()
    tampering.update(payload, Payload._meta.get_field("number"), 1)
    tampering.update(payload, Payload._meta.get_field("act"), first.pk)
    assert f"Leaf 0 does not fit act {first.pk} ({first})." in found()
    assert f"Leaf 1 does not fit act {second.pk} ({second})." in found()


def test_a_payload_that_is_gone_is_named():
    act = Act.objects.order_by("pk").last()
    tampering.delete(act.payloads.get())
    assert found()[0] == f"Leaf 4 does not fit act {act.pk} ({act})."


def test_a_row_and_its_image_changed_together_are_still_named(someone):
    last = Act.objects.order_by("pk").last()
    set_column(someone, "email", "nobody@example.org")
    payload = last.payloads.get()
    set_column(payload, "items", payload.items.replace("someone@", "nobody@"))
    assert found() == [misfit(last)]


def test_a_changed_leaf_is_named_with_all_that_stands_on_it():
    leaf = Leaf.objects.get(index=1)
    set_column(leaf, "hash", bytes(32))
    assert found() == [
        f"Leaf 1 does not fit act {leaf.act_id} ({leaf.act}).",
        "Node 1/0 does not fit the leaves below it.",
        "Checkpoint 3 does not fit the leaves it stands for.",
        "Checkpoint 3 is not signed by a key of this installation.",
        "Node 2/0 does not fit the leaves below it.",
        "Checkpoint 5 does not fit the leaves it stands for.",
        "Checkpoint 5 is not signed by a key of this installation.",
    ]


def test_two_leaves_exchanged_are_named():
    first, second = Leaf.objects.order_by("index")[:2]
    spare = Act.objects.create(
        at=first.act.at,
        verb="changed",
        object_type="user",
        object_id=1,
    )
    first_act, second_act = first.act_id, second.act_id
    set_column(first, "act", spare.pk)
    set_column(second, "act", first_act)
    set_column(first, "act", second_act)
    sentences = found()
    assert f"Leaf 0 does not fit act {second_act} " in sentences[0]
    assert f"Leaf 1 does not fit act {first_act} " in sentences[1]


def test_a_leaf_that_is_gone_is_named():
    tampering.delete(Leaf.objects.get(index=2))
    assert "Leaf 2 is missing: the next one is 3." in found()


def test_a_cut_off_tree_is_named():
    last = Leaf.objects.get(index=4)
    act = last.act
    tampering.delete(last)
    assert found() == [
        "Checkpoint 5 stands for leaves that are not there.",
        f"Act {act.pk} has no leaf yet: run `manage.py tick`.",
    ]


def test_a_leaf_slipped_in_is_named():
    act = Act.objects.create(
        at="2020-01-01T00:00:00Z",
        verb="changed",
        object_type="user",
        object_id=1,
    )
    tampering.insert(Leaf(index=5, act=act, hash=bytes(32)))
    act.refresh_from_db()
    assert found()[0] == f"Leaf 5 does not fit act {act.pk} ({act})."


@pytest.mark.parametrize(("level", "index"), [(1, 0), (1, 1), (2, 0)])
def test_a_changed_node_is_named(level, index):
    set_column(Node.objects.get(level=level, index=index), "hash", bytes(32))
    assert found() == [f"Node {level}/{index} does not fit the leaves below it."]


@pytest.mark.parametrize("name", ["level", "index"])
def test_a_node_put_elsewhere_is_named(name):
    set_column(Node.objects.get(level=2, index=0), name, 7)
    there = (7, 0) if name == "level" else (2, 7)
    assert found() == [
        "Node 2/0 does not fit the leaves below it.",
        f"Node {there[0]}/{there[1]} stands for leaves that are not there.",
    ]


def test_a_node_that_is_gone_is_named():
    tampering.delete(Node.objects.get(level=1, index=1))
    assert found() == ["Node 1/1 does not fit the leaves below it."]


def test_a_node_slipped_in_is_named():
    tampering.insert(Node(pk=10_000, level=3, index=0, hash=bytes(32)))
    assert found() == ["Node 3/0 stands for leaves that are not there."]


def test_a_checkpoint_with_another_root_is_named():
    set_column(Checkpoint.objects.latest(), "root", bytes(32))
    assert found() == ["Checkpoint 5 does not fit the leaves it stands for."]


def test_a_checkpoint_of_another_size_is_named():
    set_column(Checkpoint.objects.latest(), "size", 4)
    assert found() == [
        "Checkpoint 4 does not fit the leaves it stands for.",
        "Checkpoint 4 is not signed by a key of this installation.",
    ]


def test_a_checkpoint_of_leaves_to_come_is_named():
    set_column(Checkpoint.objects.latest(), "size", 99)
    assert found() == ["Checkpoint 99 stands for leaves that are not there."]


def test_a_changed_note_is_named():
    latest = Checkpoint.objects.latest()
    set_column(latest, "note", latest.note.replace("\n5\n", "\n6\n"))
    assert found() == ["Checkpoint 5 is not signed by a key of this installation."]


def test_an_old_key_is_still_known(settings, now, someone):
    settings.LEDGER_OLD_KEYS = verifier_keys()
    settings.LEDGER_SEED = "a new seed"
    with transaction.atomic():
        record_act(now=now, actor=None, verb="changed", on=someone, wrote=[someone])
    sequence(now=now)
    assert found() == []


def test_a_ledger_of_another_installation_is_named(settings):
    settings.LEDGER_SEED = "the seed of somebody else"
    assert found() == [
        f"Checkpoint {size} is not signed by a key of this installation." for size in (3, 5)
    ]


def test_a_checkpoint_set_to_another_time_is_named():
    latest = Checkpoint.objects.latest()
    set_column(latest, "at", latest.at - timedelta(days=30))
    assert found()


def test_a_note_cut_off_is_named():
    latest = Checkpoint.objects.latest()
    set_column(latest, "note", latest.note.rstrip("=\n"))
    assert found() == ["Checkpoint 5 is not signed by a key of this installation."]


@pytest.mark.parametrize("body", ["not JSON", "{}", "[]", '{"columns":7}'])
def test_a_payload_that_cannot_be_read_is_named(body):
    act = Act.objects.order_by("pk").last()
    set_column(act.payloads.get(), "body", body)
    assert misfit(act) in found()


@pytest.mark.parametrize("items", ["", "[]", "[[]]", "null", "{}", "\n"])
def test_a_payload_with_unreadable_rows_is_named(items):
    act = Act.objects.order_by("pk").last()
    set_column(act.payloads.get(), "items", items)
    assert misfit(act) in found()


def blank(payload: Payload) -> None:
    Payload.objects.filter(pk=payload.pk).update(secret=None, body=None, items=None)


def test_a_payload_blanked_by_an_act_leaves_the_tree_valid(now):
    payload = Payload.objects.order_by("pk")[2]
    blank(payload)
    with transaction.atomic():
        record_act(now=now, actor=None, verb="erased", on=payload, wrote=[])
    sequence(now=now)
    assert found() == []


def test_a_payload_blanked_without_an_act_is_named():
    payload = Payload.objects.order_by("pk")[2]
    blank(payload)
    assert found() == [misfit(payload.act)]
