"""What convinces somebody who trusts nobody here: hashes, a path, and a signed checkpoint.

The proofs are those of RFC 9162, sections 2.1.3 and 2.1.4; docs/verify_proof.py checks them
without Foresaid.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext

from predictions.errors import DomainError
from predictions.ledger.images import key_of
from predictions.ledger.keys import verifier_keys
from predictions.ledger.merkle import (
    Range,
    complete_subtrees,
    consistency_path,
    inclusion_path,
    subtree_root,
    tree_of,
)
from predictions.ledger.models import Act, Checkpoint, Leaf, Payload
from predictions.ledger.operations import envelope
from predictions.ledger.payloads import item_hashes, salt_of_body, salt_of_item
from predictions.ledger.queries import nodes_at, payload_hashes, payloads_with


class NoProof(DomainError):
    """There is nothing signed that would prove this."""


def proof_of(rows: Iterable[Model]) -> dict[str, Any]:
    """That these rows stand in the ledger, as every act left them, without the rows beside them."""
    checkpoint = latest_checkpoint()
    acts: dict[int, dict[str, Any]] = {}
    for row in rows:
        for payload in payloads_with(row):
            shown = _shown(payload, row)
            leaf = Leaf.objects.filter(act=payload.act_id, index__lt=checkpoint.size).first()
            if shown is None or leaf is None:
                continue
            act = acts.setdefault(leaf.index, _act(payload.act, leaf.index, checkpoint.size))
            act["payloads"].append(shown)
    if not acts:
        raise NoProof(
            gettext("No checkpoint stands for it yet."),
            field="forecast",
            remedy=gettext(
                "Run `manage.py tick`, which places what was recorded and signs a checkpoint."
            ),
        )
    return {
        "proof": "inclusion",
        "keys": verifier_keys(),
        "checkpoint": checkpoint.note,
        "acts": [acts[index] for index in sorted(acts)],
    }


def proof_since(size: int) -> dict[str, Any]:
    """That the tree of today begins with the tree that the checkpoint of this size stands for."""
    first = Checkpoint.objects.filter(size=size).first()
    if first is None:
        raise NoProof(
            gettext("There is no checkpoint of %(size)s acts.") % {"size": size},
            field="since",
            remedy=gettext("Give the second line of a checkpoint that you have kept."),
        )
    latest = latest_checkpoint()
    return {
        "proof": "consistency",
        "keys": verifier_keys(),
        "first": first.note,
        "checkpoint": latest.note,
        "path": consistency_hashes(first.size, latest.size),
    }


def inclusion_hashes(index: int, size: int) -> list[str]:
    """The path from a leaf to the root of the tree of this size."""
    if not 0 <= index < size:
        raise NoProof(
            gettext("A tree of %(size)s leaves has no leaf %(index)s.")
            % {"size": size, "index": index},
            field="index",
            remedy=gettext("Leaves are counted from 0."),
        )
    _check_size(size)
    return _roots(inclusion_path(index, size))


def consistency_hashes(first: int, second: int) -> list[str]:
    """The path that proves that one tree begins another."""
    if not 0 < first <= second:
        raise NoProof(
            gettext("A tree of %(second)s leaves does not begin with one of %(first)s.")
            % {"second": second, "first": first},
            field="first",
            remedy=gettext("Give the smaller size first."),
        )
    _check_size(second)
    return _roots(consistency_path(first, second))


def latest_checkpoint() -> Checkpoint:
    """The last one signed."""
    latest = Checkpoint.objects.order_by("size").last()
    if latest is None:
        raise NoProof(
            gettext("No checkpoint has been signed yet."),
            remedy=gettext("Run `manage.py tick` after an act."),
        )
    return latest


def _act(act: Act, index: int, size: int) -> dict[str, Any]:
    return {
        "envelope": envelope(act, payload_hashes([act])[act.pk]).decode(),
        "index": index,
        "path": inclusion_hashes(index, size),
        "payloads": [],
    }


def _shown(payload: Payload, row: Model) -> dict[str, Any] | None:
    """The payload with this one of its items; None if it has been blanked, or lacks it."""
    if payload.secret is None:
        return None
    secret, lines = bytes(payload.secret), str(payload.items).split("\n")
    place = next((place for place, line in enumerate(lines) if key_of(line) == row.pk), None)
    if place is None:
        return None
    _, nodes = tree_of(item_hashes(secret, lines))
    return {
        "number": payload.number,
        "salt": salt_of_body(secret).hex(),
        "body": payload.body,
        "item": lines[place],
        "item_salt": salt_of_item(secret, place).hex(),
        "item_index": place,
        "item_path": [
            subtree_root(leaves, nodes).hex() for leaves in inclusion_path(place, len(lines))
        ],
    }


def _check_size(size: int) -> None:
    latest = latest_checkpoint()
    if size > latest.size:
        raise NoProof(
            gettext("The tree has %(size)s leaves at the latest checkpoint, not %(asked)s.")
            % {"size": latest.size, "asked": size},
            field="size",
            remedy=gettext("Ask for the size of a checkpoint."),
        )


def _roots(path: list[Range]) -> list[str]:
    nodes = nodes_at(_positions(path))
    return [subtree_root(leaves, nodes).hex() for leaves in path]


def _positions(path: list[Range]) -> Iterator[tuple[int, int]]:
    for leaves in path:
        yield from complete_subtrees(leaves)
