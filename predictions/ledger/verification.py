"""Checking the ledger: the tree against the acts, and the rows against the acts."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import rfc8785
from django.apps import apps
from django.db import DataError
from django.db.models import Model, QuerySet

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
LINES_OF_A_NOTE = 6
# What Django's fields raise at a value that cannot be one of theirs, as SQLite keeps any.
UNREADABLE = (ValueError, TypeError, AttributeError, OverflowError, DataError)

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
    checkpoints = {}
    for key, checkpoint in _each(Checkpoint.objects.all()):
        if checkpoint is None:
            yield f"Checkpoint {key} cannot be read."
        else:
            checkpoints[checkpoint.size] = checkpoint
    frontier = Frontier()
    for leaf, act, hashed in _leaves():
        progress()
        if leaf.index != frontier.size:
            yield f"Leaf {frontier.size} is missing: the next one is {leaf.index}."
            return
        if act is None:
            yield f"Leaf {leaf.index} stands for act {leaf.act_id}, which is gone or unreadable."
        elif hashed != bytes(leaf.hash):
            yield f"Leaf {leaf.index} does not fit act {act.pk} ({act})."
        # Go on with the stored hash, so that one changed act is named once.
        for level, index, node in frontier.append(bytes(leaf.hash)):
            if nodes.pop((level, index), None) != node:
                yield f"Node {level}/{index} does not fit the leaves below it."
        if signed := checkpoints.pop(frontier.size, None):
            yield from _checkpoint_problems(signed, frontier.root())
    for level, index in sorted(nodes):
        yield f"Node {level}/{index} stands for leaves that are not there."
    for size in sorted(checkpoints):
        yield f"Checkpoint {size} stands for leaves that are not there."
    for key in acts_without_leaf().values_list("pk", flat=True):
        yield f"Act {key} has no leaf yet: run `manage.py tick`."


def _leaves() -> Iterator[tuple[Leaf, Act | None, bytes]]:
    """Every leaf with its act, if that can be read, and with the hash that it ought to have."""
    at = 0
    while leaves := list(Leaf.objects.filter(index__gte=at).order_by("index")[:CHUNK]):
        acts = dict(_each(Act.objects.filter(pk__in=[leaf.act_id for leaf in leaves])))
        hashes = payload_hashes([act for act in acts.values() if act])
        for leaf in leaves:
            act = acts.get(leaf.act_id)
            known = hashes.get(leaf.act_id, ())
            yield leaf, act, leaf_hash(envelope(act, known)) if act else b""
        at = leaves[-1].index + 1


def _each[Row: Model](rows: QuerySet[Row]) -> Iterator[tuple[int, Row | None]]:
    """Each row with its key; None for one that holds what its columns cannot."""
    try:
        yield from [(row.pk, row) for row in rows]
    except UNREADABLE:
        for key in list(rows.values_list("pk", flat=True)):
            try:
                row = rows.get(pk=key)
            except UNREADABLE:
                row = None
            yield key, row


def _checkpoint_problems(checkpoint: Checkpoint, expected: bytes) -> Iterator[str]:
    if bytes(checkpoint.root) != expected:
        yield f"Checkpoint {checkpoint.size} does not fit the leaves it stands for."
    # Witnesses sign copies; here stands one signature, and nothing after it.
    is_alone = checkpoint.note.endswith("\n") and checkpoint.note.count("\n") == LINES_OF_A_NOTE
    if not is_alone or not any(
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
    payloads = Payload.objects.order_by("act", "number")
    for payload in payloads.iterator(chunk_size=FEW):
        progress()
        number = number + 1 if payload.act_id == act else 0
        act = payload.act_id
        if payload.number != number or not (
            payload.pk in erased if payload.body is None else _holds_together(payload)
        ):
            yield f"Payload {payload.number} of act {act} does not fit its hash."


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
    after: int | None = None
    while True:
        found = _values(model, after)
        until = found[-1][0] if len(found) == CHUNK else None
        written = _last_written(model, after, until)
        for values in found:
            progress()
            then = written.pop(values[0], None)
            if len(values) < len(columns):
                yield f"The {model._meta.verbose_name} {values[0]} cannot be read."
            else:
                yield from _compare(model, columns, values, then)
        for key in sorted(written):
            yield f"The {model._meta.verbose_name} {key} is gone: act {written[key].act} wrote it."
        if until is None:
            return
        after = until


def _values(model: type[Model], after: int | None) -> list[tuple[Any, ...]]:
    """The next rows as columns; of one that cannot be read, only the key."""
    rows = model._default_manager.order_by("pk")
    if after is not None:
        rows = rows.filter(pk__gt=after)
    columns = columns_of(model)
    try:
        return list(rows.values_list(*columns)[:CHUNK])
    except UNREADABLE:
        keys = list(rows.values_list("pk", flat=True)[:CHUNK])
        return [_values_of(model, key) for key in keys]


def _values_of(model: type[Model], key: int) -> tuple[Any, ...]:
    try:
        return tuple(model._default_manager.values_list(*columns_of(model)).get(pk=key))
    except UNREADABLE:
        return (key,)


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
