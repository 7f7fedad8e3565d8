"""Reading the ledger."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Model, Q, QuerySet

from predictions.ledger.images import CHUNK
from predictions.ledger.merkle import Frontier, Position, peak_positions
from predictions.ledger.models import Act, Checkpoint, Leaf, Node, Payload


def acts_without_leaf() -> QuerySet[Act]:
    """Committed acts that have no place in the tree, in the order of their numbers.

    Reads all of them, as verifying does; the sequencer is told of new ones by `Unread`.
    """
    return Act.objects.filter(leaf__isnull=True).order_by("pk")


def payload_hashes(acts: Sequence[Act]) -> dict[int, list[str]]:
    """The hashes of each act's payloads, in the order of their numbers."""
    hashes: dict[int, list[str]] = {}
    found = Payload.objects.filter(act__in=[act.pk for act in acts]).order_by("act", "number")
    for act, sha256 in found.values_list("act", "sha256"):
        hashes.setdefault(act, []).append(sha256)
    return hashes


def acts_on(instance: Model) -> QuerySet[Act]:
    """The acts about one object, newest first."""
    return (
        Act.objects.filter(object_type=instance._meta.model_name, object_id=instance.pk)
        .select_related("actor")
        .order_by("-pk")
    )


def payloads_with(row: Model) -> QuerySet[Payload]:
    """The payloads among whose rows this one may be, in the order of their acts."""
    return (
        Payload.objects.filter(
            table=row._meta.db_table,
            first__lte=row.pk,
            # No payload reaches further than this; it bounds what the index has to look at.
            first__gt=row.pk - CHUNK,
            last__gte=row.pk,
        )
        .select_related("act__actor")
        .order_by("act", "number")
    )


def checkpoint_at(moment: datetime) -> Checkpoint | None:
    """The checkpoint that "as of" this moment means: the last one signed until then."""
    return Checkpoint.objects.filter(at__lte=moment).order_by("size").last()


def frontier() -> Frontier:
    """The right edge of the tree as it is stored."""
    last = Leaf.objects.order_by("index").last()
    size = last.index + 1 if last else 0
    peaks = nodes_at(peak_positions(size))
    return Frontier(size=size, peaks={level: node for (level, _), node in peaks.items()})


def nodes_at(positions: Iterable[Position]) -> dict[Position, bytes]:
    """The stored roots of complete subtrees, those of single leaves included."""
    inner, leaves = Q(pk__in=()), []
    for level, index in positions:
        if level:
            inner |= Q(level=level, index=index)
        else:
            leaves.append(index)
    nodes = Node.objects.filter(inner).values_list("level", "index", "hash")
    found = {(level, index): bytes(hashed) for level, index, hashed in nodes}
    for index, hashed in Leaf.objects.filter(index__in=leaves).values_list("index", "hash"):
        found[0, index] = bytes(hashed)
    return found
