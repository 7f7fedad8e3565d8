"""Reading the ledger."""

from django.db.models import Model, Q, QuerySet

from predictions.ledger.merkle import Frontier, peak_positions
from predictions.ledger.models import Act, Leaf, Node


def acts_without_leaf() -> QuerySet[Act]:
    """Committed acts that the sequencer has not yet placed, in the order of their numbers."""
    return Act.objects.filter(leaf__isnull=True).order_by("pk")


def acts_on(instance: Model) -> QuerySet[Act]:
    """The acts about one object, newest first."""
    return (
        Act.objects.filter(object_type=instance._meta.model_name, object_id=instance.pk)
        .select_related("actor")
        .order_by("-pk")
    )


def frontier() -> Frontier:
    """The right edge of the tree as it is stored."""
    last = Leaf.objects.order_by("index").last()
    size = last.index + 1 if last else 0
    wanted = Q()
    for level, index in peak_positions(size):
        if level:
            wanted |= Q(level=level, index=index)
    nodes = Node.objects.filter(wanted).values_list("level", "hash") if wanted else ()
    peaks = {level: bytes(hashed) for level, hashed in nodes}
    if size % 2 and last:
        peaks[0] = bytes(last.hash)
    return Frontier(size=size, peaks=peaks)
