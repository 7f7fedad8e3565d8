"""Checking the ledger: the tree against the acts, and the rows against the acts."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model

from predictions.ledger.images import columns_of, rows_of
from predictions.ledger.merkle import Frontier, leaf_hash
from predictions.ledger.models import Act, Checkpoint, Leaf, Node
from predictions.ledger.operations import envelope, signing_key
from predictions.ledger.queries import acts_without_leaf
from predictions.ledger.signing import is_signed

CHUNK = 2000


def problems(*, progress: Callable[[], object] = lambda: None) -> Iterator[str]:
    """Every discrepancy, as a sentence, in the order of the ledger; none if all is well.

    Recomputes each leaf from its act and payload, each node and checkpoint from the leaves, and
    compares every row with the last after-image written of it. `progress` is called once an act.
    """
    yield from _tree(progress)
    yield from _rows()


def _tree(progress: Callable[[], object]) -> Iterator[str]:
    nodes = {
        (level, index): bytes(hashed)
        for level, index, hashed in Node.objects.values_list("level", "index", "hash")
    }
    checkpoints = {checkpoint.size: checkpoint for checkpoint in Checkpoint.objects.all()}
    public = signing_key().public_key()
    frontier = Frontier()
    for leaf in (
        Leaf.objects.select_related("act__payload").order_by("index").iterator(chunk_size=CHUNK)
    ):
        progress()
        if leaf.index != frontier.size:
            yield f"Leaf {frontier.size} is missing: the next one is {leaf.index}."
            return
        hashed = leaf_hash(envelope(leaf.act))
        if hashed != bytes(leaf.hash):
            yield f"Leaf {leaf.index} does not fit act {leaf.act_id} ({leaf.act}) or its payload."
        # Go on with the stored hash, so that one changed act is named once.
        for level, index, node in frontier.append(bytes(leaf.hash)):
            if nodes.pop((level, index), None) != node:
                yield f"Node {level}/{index} does not fit the leaves below it."
        checkpoint = checkpoints.pop(frontier.size, None)
        if checkpoint is None:
            continue
        if bytes(checkpoint.root) != frontier.root():
            yield f"Checkpoint {checkpoint.size} does not fit the leaves it stands for."
        if not is_signed(
            checkpoint.note, size=checkpoint.size, root=frontier.root(), public=public
        ):
            yield f"Checkpoint {checkpoint.size} is not signed by this installation's key."
    for level, index in sorted(nodes):
        yield f"Node {level}/{index} stands for leaves that are not there."
    for size in sorted(checkpoints):
        yield f"Checkpoint {size} stands for leaves that are not there."
    for act in acts_without_leaf():
        yield f"Act {act.pk} ({act}) has no leaf yet: run `manage.py tick`."


def _rows() -> Iterator[str]:
    written: dict[str, dict[int, tuple[list[str], list[object], int]]] = {}
    bodies = Act.objects.order_by("pk").values_list("pk", "payload__body")
    for act, body in bodies.iterator(chunk_size=CHUNK):
        for image in json.loads(body)["wrote"] if body else ():
            rows = written.setdefault(image["table"], {})
            for row in image["rows"]:
                rows[row[0]] = (image["columns"], row, act)
    models: dict[str, type[Model]] = {
        model._meta.db_table: model
        for model in apps.get_app_config("predictions").get_models(include_auto_created=True)
    }
    for table, images in written.items():
        yield from _rows_of(models[table], images)


def _rows_of(
    model: type[Model], images: dict[int, tuple[list[str], list[object], int]]
) -> Iterator[str]:
    name = model._meta.verbose_name
    for instance in model._default_manager.order_by("pk").iterator(chunk_size=CHUNK):
        columns, image, act = images.pop(instance.pk, ([], [], 0))
        if not image:
            yield f"The {name} {instance.pk} stands in no act: it was not written by Foresaid."
            continue
        (now,) = rows_of(model, [instance])
        found: dict[str, Any] = dict(zip(columns_of(model), now, strict=True))
        for column, then in zip(columns, image, strict=True):
            if found.get(column) != then:
                yield (
                    f"The {name} {instance.pk} has {column} = {found.get(column)!r}; "
                    f"act {act} wrote {then!r}."
                )
    for key, (_, _, act) in sorted(images.items()):
        yield f"The {name} {key} is gone: act {act} wrote it."
