"""Checking the ledger: the tree against the acts, and the rows against the acts."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import rfc8785
from django.apps import apps
from django.db.models import Model

from predictions.ledger.images import CHUNK, columns_of, is_ledgered, key_of, line_of
from predictions.ledger.keys import public_keys
from predictions.ledger.merkle import Frontier, leaf_hash, root
from predictions.ledger.models import Act, Checkpoint, Leaf, Node, Payload
from predictions.ledger.operations import envelope
from predictions.ledger.payloads import item_hashes, salt_of_body
from predictions.ledger.queries import acts_without_leaf, payload_hashes
from predictions.ledger.signing import is_signed

# Payloads at a time: each may hold a thousand rows.
FEW = 20

type Progress = Callable[[], object]


def problems(*, progress: Progress = lambda: None) -> Iterator[str]:
    """Every discrepancy, as a sentence, in the order of the ledger; none if all is well.

    `progress` is called once for each of the `steps`.
    """
    yield from tree_problems(progress=progress)
    yield from payload_problems(progress=progress)
    for model in ledgered_models():
        yield from row_problems(model, progress=progress)


def steps() -> int:
    """How many leaves, payloads and rows there are to look at."""
    looked_at: list[type[Model]] = [Leaf, Payload, *ledgered_models()]
    return sum(model._default_manager.count() for model in looked_at)


def ledgered_models() -> list[type[Model]]:
    """The tables whose every row stands in an act."""
    models = apps.get_app_config("predictions").get_models(include_auto_created=True)
    return [model for model in models if is_ledgered(model)]


def tree_problems(*, progress: Progress = lambda: None) -> Iterator[str]:
    """Recompute each leaf from its act, and each node and checkpoint from the leaves."""
    nodes = {
        (level, index): bytes(hashed)
        for level, index, hashed in Node.objects.values_list("level", "index", "hash")
    }
    checkpoints = {checkpoint.size: checkpoint for checkpoint in Checkpoint.objects.all()}
    frontier = Frontier()
    for leaf, act, hashed in _leaves():
        progress()
        if leaf.index != frontier.size:
            yield f"Leaf {frontier.size} is missing: the next one is {leaf.index}."
            return
        if hashed != bytes(leaf.hash):
            yield f"Leaf {leaf.index} does not fit act {act.pk} ({act})."
        # Go on with the stored hash, so that one changed act is named once.
        for level, index, node in frontier.append(bytes(leaf.hash)):
            if nodes.pop((level, index), None) != node:
                yield f"Node {level}/{index} does not fit the leaves below it."
        if checkpoint := checkpoints.pop(frontier.size, None):
            yield from _checkpoint_problems(checkpoint, frontier.root())
    for level, index in sorted(nodes):
        yield f"Node {level}/{index} stands for leaves that are not there."
    for size in sorted(checkpoints):
        yield f"Checkpoint {size} stands for leaves that are not there."
    for act in acts_without_leaf():
        yield f"Act {act.pk} ({act}) has no leaf yet: run `manage.py tick`."


def _leaves() -> Iterator[tuple[Leaf, Act, bytes]]:
    """Every leaf with its act, and with the hash that it ought to have."""
    at = 0
    while leaves := list(
        Leaf.objects.select_related("act").filter(index__gte=at).order_by("index")[:CHUNK]
    ):
        hashes = payload_hashes([leaf.act for leaf in leaves])
        for leaf in leaves:
            yield leaf, leaf.act, leaf_hash(envelope(leaf.act, hashes.get(leaf.act_id, ())))
        at = leaves[-1].index + 1


def _checkpoint_problems(checkpoint: Checkpoint, expected: bytes) -> Iterator[str]:
    if bytes(checkpoint.root) != expected:
        yield f"Checkpoint {checkpoint.size} does not fit the leaves it stands for."
    if not any(
        is_signed(
            checkpoint.note,
            size=checkpoint.size,
            root=expected,
            at=checkpoint.at,
            public=public,
        )
        for public in public_keys()
    ):
        yield f"Checkpoint {checkpoint.size} is not signed by a key of this installation."


def payload_problems(*, progress: Progress = lambda: None) -> Iterator[str]:
    """Compare what each payload holds with its hash."""
    # Only an act of its own may blank a payload.
    erased = set(
        Act.objects.filter(verb="erased", object_type="payload").values_list("object_id", flat=True)
    )
    act, number = 0, 0
    payloads = Payload.objects.select_related("act").order_by("act", "number")
    for payload in payloads.iterator(chunk_size=FEW):
        progress()
        number = number + 1 if payload.act_id == act else 0
        act = payload.act_id
        if payload.number != number or not (
            payload.pk in erased if payload.body is None else _holds_together(payload)
        ):
            yield f"Payload {payload.number} of act {act} ({payload.act}) does not fit its hash."


def _holds_together(payload: Payload) -> bool:
    secret, body, items = bytes(payload.secret or b""), payload.body or "", payload.items or ""
    if hashlib.sha256(salt_of_body(secret) + body.encode()).hexdigest() != payload.sha256:
        return False
    if not payload.table:
        return items == ""
    said, lines = json.loads(body), items.split("\n")
    return (said["table"], said["count"], said["root"]) == (
        payload.table,
        len(lines),
        root(item_hashes(secret, lines)).hex(),
    ) and (key_of(lines[0]), key_of(lines[-1])) == (payload.first, payload.last)


def row_problems(model: type[Model], *, progress: Progress = lambda: None) -> Iterator[str]:
    """Compare every row of a table with the last after-image written of it."""
    columns = columns_of(model)
    rows = model._default_manager.order_by("pk").values_list(*columns)
    after: int | None = None
    while True:
        found = list(rows[:CHUNK] if after is None else rows.filter(pk__gt=after)[:CHUNK])
        until = found[-1][0] if len(found) == CHUNK else None
        written = _last_written(model, after, until)
        for values in found:
            progress()
            yield from _compare(model, columns, values, written.pop(values[0], None))
        for key, then in sorted(written.items()):
            yield f"The {model._meta.verbose_name} {key} is gone: act {then.act} wrote it."
        if until is None:
            return
        after = until


@dataclass(frozen=True)
class _Written:
    act: int
    columns: tuple[str, ...]
    line: str


def _last_written(
    model: type[Model], after: int | None, until: int | None
) -> dict[int, "_Written"]:
    """The last image of each row whose key lies after the one and not after the other."""
    payloads = Payload.objects.filter(table=model._meta.db_table).exclude(body=None)
    if after is not None:
        payloads = payloads.filter(first__gt=after - CHUNK, last__gt=after)
    if until is not None:
        payloads = payloads.filter(first__lte=until)
    written: dict[int, _Written] = {}
    for act, body, items in (
        payloads.order_by("act", "number")
        .values_list("act", "body", "items")
        .iterator(chunk_size=FEW)
    ):
        try:
            columns = tuple(str(name) for name in json.loads(body or "")["columns"])
            keyed = [(key_of(line), line) for line in (items or "").split("\n")]
        except (ValueError, LookupError, TypeError):
            continue  # it has been said already that this payload does not fit its hash
        for key, line in keyed:
            if (after is None or key > after) and (until is None or key <= until):
                written[key] = _Written(act, columns, line)
    return written


def _compare(
    model: type[Model], columns: Sequence[str], values: Sequence[Any], then: _Written | None
) -> Iterator[str]:
    row = f"The {model._meta.verbose_name} {values[0]}"
    if then is None:
        yield f"{row} stands in no act: it was not written by Foresaid."
        return
    line = line_of(values)
    if line == then.line and columns == then.columns:
        return
    found = dict(zip(columns, json.loads(line), strict=True))
    try:
        image = dict(zip(then.columns, json.loads(then.line), strict=True))
    except ValueError:
        return  # it has been said already that this payload does not fit its hash
    for column, wrote in image.items():
        if column in found and _canonical(found[column]) != _canonical(wrote):
            yield f"{row} has {column} = {found[column]!r}; act {then.act} wrote {wrote!r}."


def _canonical(value: Any) -> bytes:
    """As RFC 8785 has it: True is not 1 here, and 60.0 is 60."""
    try:
        return rfc8785.dumps(value)
    except rfc8785.CanonicalizationError:
        return repr(value).encode()  # what no operation could have written
