"""Checkpoints as C2SP signed notes (tlog-checkpoint, signed-note; Ed25519)."""

import base64
import binascii
import hashlib
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"


def key_hash(origin: str, public: bytes) -> bytes:
    """The four bytes that name a key in a note."""
    return hashlib.sha256(origin.encode() + b"\n" + ED25519 + public).digest()[:4]


def verifier_key(origin: str, public: bytes) -> str:
    """A public key as text: its name, its four bytes in hexadecimal, and itself in base64."""
    encoded = base64.b64encode(ED25519 + public).decode()
    return f"{origin}+{key_hash(origin, public).hex()}+{encoded}"


def read_verifier_key(text: str) -> Ed25519PublicKey:
    """The key of such a text."""
    origin, _, rest = text.partition("+")
    named, _, encoded = rest.partition("+")
    data = _decoded(encoded)
    if data[:1] != ED25519 or len(data) != 33 or key_hash(origin, data[1:]).hex() != named:
        raise ValueError(f"“{text}” is not a verifier key.")
    return Ed25519PublicKey.from_public_bytes(data[1:])


def sign_checkpoint(
    *, origin: str, size: int, root: bytes, at: datetime, key: Ed25519PrivateKey
) -> str:
    """The note: origin, size, root in base64, the time as extension, a blank line, the signature."""
    text = f"{origin}\n{_body(size, root, at)}\n"
    named = key_hash(origin, key.public_key().public_bytes_raw())
    signature = base64.b64encode(named + key.sign(text.encode())).decode()
    return f"{text}\n— {origin} {signature}\n"


def _body(size: int, root: bytes, at: datetime) -> str:
    time = at.astimezone(UTC).isoformat(timespec="microseconds")
    return f"{size}\n{base64.b64encode(root).decode()}\n{time}"


def is_signed(note: str, *, size: int, root: bytes, at: datetime, public: Ed25519PublicKey) -> bool:
    """Whether the note says this size, root and time and carries a signature of this key."""
    text, _, signatures = note.partition("\n\n")
    origin, _, body = text.partition("\n")
    if body != _body(size, root, at):
        return False
    named = key_hash(origin, public.public_bytes_raw())
    for line in signatures.split("\n"):
        signed = _decoded(line.rpartition(" ")[2])
        if line.startswith(f"— {origin} ") and signed[:4] == named:
            try:
                public.verify(signed[4:], f"{text}\n".encode())
            except InvalidSignature:
                continue
            return True
    return False


def _decoded(text: str) -> bytes:
    """Base64 in its one canonical spelling; nothing for any other text."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return data if base64.b64encode(data).decode() == text else b""
