"""The public side of the ledger shows hashes, keys and proofs, and nothing that they hide."""

import runpy

import pytest
from django.urls import reverse

from predictions.forecasts.models import Forecast
from predictions.ledger.keys import public_keys, verifier_keys
from predictions.ledger.models import Checkpoint, Leaf, Payload
from predictions.ledger.operations import sequence
from predictions.ledger.signing import is_signed
from tests.cast import record

pytestmark = pytest.mark.django_db

SCRIPT = runpy.run_path("docs/verify_proof.py")


@pytest.fixture
def tree(project, now) -> Checkpoint:
    sequence(now=now)
    record(project, now)
    sequence(now=now)
    return Checkpoint.objects.latest()


def get(client, name, *args):
    return client.get(reverse(name, args=args))


def test_the_latest_checkpoint_is_public_and_signed(client, tree):
    response = get(client, "ledger_checkpoint")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    (public,) = public_keys()
    assert is_signed(
        response.content.decode(),
        size=tree.size,
        root=bytes(tree.root),
        at=tree.at,
        public=public,
    )


def test_an_old_checkpoint_stays_public(client, tree):
    first = Checkpoint.objects.order_by("size").first()
    assert get(client, "ledger_checkpoint_of", first.size).content.decode() == first.note


def test_checkpoints_are_listed_from_a_size_on(client, tree):
    first, second = Checkpoint.objects.order_by("size")
    sizes = [one["size"] for one in get(client, "ledger_checkpoints", 0).json()["checkpoints"]]
    assert sizes == [first.size, second.size]
    (last,) = get(client, "ledger_checkpoints", first.size + 1).json()["checkpoints"]
    assert last["root"] == bytes(second.root).hex()


def test_old_keys_stay_public(client, settings):
    old = verifier_keys()
    settings.LEDGER_OLD_KEYS, settings.LEDGER_SEED = old, "a new seed"
    shown = get(client, "ledger_keys").content.decode().splitlines()
    assert shown == verifier_keys()
    assert shown[1:] == old
    assert shown[0] not in old


def test_whoever_has_the_leaves_can_compute_the_root(client, tree):
    leaves = get(client, "ledger_leaves", 0).content.decode().split()
    assert len(leaves) == tree.size
    for index, leaf in enumerate(leaves):
        path = get(client, "ledger_inclusion", index, tree.size).json()["path"]
        found = SCRIPT["root_from_inclusion"](
            bytes.fromhex(leaf), index, tree.size, [bytes.fromhex(step) for step in path]
        )
        assert found == bytes(tree.root)


def test_anybody_can_check_that_the_tree_has_only_grown(client, tree):
    first, second = Checkpoint.objects.order_by("size")
    path = get(client, "ledger_consistency", first.size, second.size).json()["path"]
    SCRIPT["check_consistency"](
        first.size,
        bytes(first.root),
        second.size,
        bytes(second.root),
        [bytes.fromhex(step) for step in path],
    )


def test_what_is_recorded_is_on_none_of_these_pages(client, tree):
    size = tree.size
    pages = [
        get(client, "ledger"),
        get(client, "ledger_checkpoint"),
        get(client, "ledger_checkpoints", 0),
        get(client, "ledger_keys"),
        get(client, "ledger_leaves", 0),
        get(client, "ledger_inclusion", 0, size),
        get(client, "ledger_consistency", 1, size),
    ]
    shown = "".join(page.content.decode() for page in pages)
    assert all(page.status_code == 200 for page in pages)
    for forecast in Forecast.objects.all():
        assert forecast.quote not in shown
        assert forecast.public_id not in shown
    for payload in Payload.objects.all():
        assert payload.sha256 not in shown


def test_the_first_page_names_the_others(client, tree):
    said = get(client, "ledger").content.decode()
    for line in said.splitlines():
        assert client.get(line.split()[0]).status_code == 200


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("ledger_checkpoint_of", [999]),
        ("ledger_inclusion", [999, 1000]),
        ("ledger_inclusion", [5, 5]),
        ("ledger_consistency", [0, 1]),
        ("ledger_consistency", [1, 10**30]),
    ],
)
def test_what_is_not_there_is_said_in_a_line(client, tree, name, args):
    response = get(client, name, *args)
    assert response.status_code == 404
    assert response.content.decode().strip()


def test_numbers_beyond_every_table_are_an_empty_list(client, tree):
    assert get(client, "ledger_leaves", 10**30).content.decode().strip() == ""
    assert get(client, "ledger_checkpoints", 10**30).json() == {"checkpoints": []}
    assert get(client, "ledger_checkpoint_of", 10**30).status_code == 404


def test_before_the_first_checkpoint_that_is_said(client, db):
    assert not Leaf.objects.exists()
    response = get(client, "ledger_checkpoint")
    assert response.status_code == 404
    assert "No checkpoint has been signed yet." in response.content.decode()


def test_nothing_can_be_posted(client, tree):
    assert client.post(reverse("ledger_checkpoint")).status_code == 405
