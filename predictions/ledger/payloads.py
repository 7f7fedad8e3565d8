"""The payloads of an act: salted, so that a hash says nothing about what it hides.

A payload's `secret` grows a salt for its body and one for each item. Whoever is shown one item
with its salt and its path learns nothing about the items beside it.
"""

import hashlib
import secrets
from collections.abc import Sequence
from typing import Any

import rfc8785

from predictions.ledger.images import Image
from predictions.ledger.merkle import leaf_hash, root
from predictions.ledger.models import Payload


def payloads_of(images: Sequence[Image], facts: dict[str, Any] | None) -> list[Payload]:
    """The payloads of one act, numbered, the facts first; not saved."""
    payloads = [_payload(facts, [])] if facts else []
    for image in images:
        payload = _payload({"table": image.table, "columns": image.columns}, image.lines)
        payload.table, payload.first, payload.last = image.table, image.first, image.last
        payloads.append(payload)
    for number, payload in enumerate(payloads):
        payload.number = number
    return payloads


def _payload(said: dict[str, Any], lines: list[str]) -> Payload:
    secret = secrets.token_bytes(32)
    if lines:
        items = item_hashes(secret, lines)
        said = {**said, "count": len(lines), "root": root(items).hex()}
    body = rfc8785.dumps(said)
    return Payload(
        secret=secret,
        body=body.decode(),
        items="\n".join(lines),
        sha256=hashlib.sha256(salt_of_body(secret) + body).hexdigest(),
    )


def salt_of_body(secret: bytes) -> bytes:
    """The salt in front of the body."""
    return hashlib.sha256(secret + b"body").digest()


def salt_of_item(secret: bytes, place: int) -> bytes:
    """The salt in front of the item at this place, counted from 0."""
    return hashlib.sha256(secret + place.to_bytes(8)).digest()


def item_hashes(secret: bytes, lines: Sequence[str]) -> list[bytes]:
    """The leaves of a payload's own tree: SHA-256(0x00 || salt || line)."""
    return [
        leaf_hash(salt_of_item(secret, place) + line.encode()) for place, line in enumerate(lines)
    ]
