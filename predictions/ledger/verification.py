"""Checking the ledger: the tree against the acts, and the rows against the acts."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import rfc8785
from django.apps import apps
from django.db.models import Model

from predictions.ledger.images import Image, columns_of, is_ledgered, rows_of
from predictions.ledger.merkle import Frontier, leaf_hash
from predictions.ledger.models import Act, Checkpoint, Leaf, Node
from predictions.ledger.operations import envelope, payload_digest, signing_key
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
    # Only an act of its own may blank a payload.
    erased = set(
        Act.objects.filter(verb="erased", object_type="payload").values_list("object_id", flat=True)
    )
    frontier = Frontier()
    for leaf in (
        Leaf.objects.select_related("act__payload").order_by("index").iterator(chunk_size=CHUNK)
    ):
        progress()
        if leaf.index != frontier.size:
            yield f"Leaf {frontier.size} is missing: the next one is {leaf.index}."
            return
        hashed = leaf_hash(envelope(leaf.act))
        payload = leaf.act.payload
        is_blank = payload.body is None and payload.pk in erased
        if hashed != bytes(leaf.hash) or not (
            is_blank or payload_digest(payload).hex() == leaf.act.payload_sha256
        ):
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
            checkpoint.note,
            size=checkpoint.size,
            root=frontier.root(),
            at=checkpoint.at,
            public=public,
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
        for image in _images(body):
            rows = written.setdefault(image["table"], {})
            for row in image["rows"]:
                rows[row[0]] = (image["columns"], row, act)
    for model in apps.get_app_config("predictions").get_models(include_auto_created=True):
        if is_ledgered(model):
            yield from _rows_of(model, written.get(model._meta.db_table, {}))


def _images(body: str | None) -> list[Image]:
    """The after-images of a payload; none of one that is blank, or that nobody can read.

    Of the latter the tree has said already that it does not fit its leaf.
    """
    try:
        return [
            {
                "table": str(image["table"]),
                "columns": list(image["columns"]),
                "rows": [list(row) for row in image["rows"] if isinstance(row[0], int)],
            }
            for image in json.loads(body or "{}")["wrote"]
        ]
    except (ValueError, LookupError, TypeError):
        return []


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
        found = dict(zip(columns_of(model), now, strict=True))
        if _canonical([found.get(column) for column in columns]) == _canonical(image):
            continue
        for column, then in zip(columns, image, strict=False):
            if _canonical(found.get(column)) != _canonical(then):
                yield (
                    f"The {name} {instance.pk} has {column} = {found.get(column)!r}; "
                    f"act {act} wrote {then!r}."
                )
    for key, (_, _, act) in sorted(images.items()):
        yield f"The {name} {key} is gone: act {act} wrote it."


def _canonical(value: Any) -> bytes:
    """As the image was written: True is not 1 here, and 60.0 is 60."""
    try:
        return rfc8785.dumps(value)
    except rfc8785.CanonicalizationError:
        return repr(value).encode()  # what no operation could have written
