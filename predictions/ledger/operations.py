"""Writing to the ledger: acts by every operation, leaves and checkpoints by the sequencer."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

import rfc8785
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model

from predictions import waking
from predictions.columns.inserting import insert
from predictions.columns.locks import only_one
from predictions.ledger import queries
from predictions.ledger.images import images_of
from predictions.ledger.keys import signing_key
from predictions.ledger.merkle import Frontier, leaf_hash
from predictions.ledger.models import Act, Checkpoint, Leaf, Node, Payload, Unread
from predictions.ledger.payloads import payloads_of
from predictions.ledger.signing import sign_checkpoint
from predictions.storable import check_storable

# Leaves in one transaction of the sequencer: enough to be fast, few enough to stay short.
BATCH = 1000
# Any number that no other advisory lock of this database uses: "ledg" in ASCII.
SEQUENCER_LOCK = 0x6C656467

_TOLD = (Unread.Reader.LEDGER, Unread.Reader.SCORES)


def record_act(
    *,
    now: datetime,
    actor: Model | None,
    verb: str,
    on: Model,
    wrote: Sequence[Model],
    reason: str = "",
    facts: dict[str, Any] | None = None,
    tells_nothing_to: Collection[str] = (),
) -> Act:
    """Leave the act of an operation, inside that operation's transaction.

    `on` is the object the act is about, `wrote` every row as it stands after the operation, and
    `facts` what else belongs to it (the count and digest of what can be recomputed).
    `tells_nothing_to` are readers for whom it holds nothing new, since they wrote it. An
    operation that fails takes its act with it. However many rows there are, it costs three inserts.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An act is recorded inside the transaction of its operation.")
    act = Act(
        at=now,
        actor_id=None if actor is None else actor.pk,
        verb=verb,
        object_type=on._meta.model_name or "",
        object_id=on.pk,
        reason=reason,
    )
    check_storable(act)
    payloads = payloads_of(images_of(wrote), facts)
    act.save(force_insert=True)
    for payload in payloads:
        payload.act = act
    insert(Payload, payloads)
    insert(
        Unread,
        [Unread(reader=one, act=act) for one in _TOLD if one not in tells_nothing_to],
    )
    waking.after_commit("predictions.sequence_ledger")
    return act


def envelope(act: Act, payloads: Sequence[str]) -> bytes:
    """What a leaf hashes: the act, and of its payloads only the hashes, so that they can be blanked."""
    return rfc8785.dumps(
        {
            "act": act.pk,
            "at": act.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": act.actor_id,
            "verb": act.verb,
            "object": f"{act.object_type}/{act.object_id}",
            "reason": act.reason,
            "payloads": list(payloads),
        }
    )


def sequence(*, now: datetime) -> int:
    """Give every committed act its leaf, and sign a checkpoint; the number of new leaves.

    One sequencer at a time: on PostgreSQL an advisory lock, on SQLite the write lock that its
    transaction begins with. Writers never wait for it. A crash leaves whole batches or nothing.
    """
    total = 0
    while True:
        with transaction.atomic():
            if not only_one(SEQUENCER_LOCK):
                return total
            unread = list(
                Unread.objects.filter(reader=Unread.Reader.LEDGER)
                .select_related("act")
                .order_by("act")[:BATCH]
            )
            acts = [one.act for one in unread]
            if acts:
                _append(acts)
                Unread.objects.filter(pk__in=[one.pk for one in unread]).delete()
                total += len(acts)
            if len(acts) < BATCH:
                _sign(now)
                return total


def _append(acts: Sequence[Act]) -> None:
    frontier = queries.frontier()
    hashes = queries.payload_hashes(acts)
    leaves, nodes = [], []
    for act in acts:
        hashed = leaf_hash(envelope(act, hashes.get(act.pk, ())))
        leaves.append(Leaf(index=frontier.size, act=act, hash=hashed))
        nodes += [
            Node(level=level, index=index, hash=node)
            for level, index, node in frontier.append(hashed)
        ]
    Leaf.objects.bulk_create(leaves)
    Node.objects.bulk_create(nodes)


def _sign(now: datetime) -> None:
    frontier: Frontier = queries.frontier()
    latest = Checkpoint.objects.order_by("size").last()
    if frontier.size == (latest.size if latest else 0):
        return
    root = frontier.root()
    # Time in the ledger never runs backwards, whatever the machine's clock does.
    at = max(now, latest.at) if latest else now
    Checkpoint.objects.create(
        size=frontier.size,
        root=root,
        at=at,
        note=sign_checkpoint(
            origin=settings.LEDGER_ORIGIN, size=frontier.size, root=root, at=at, key=signing_key()
        ),
    )
