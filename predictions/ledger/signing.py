"""Checkpoints as C2SP signed notes (tlog-checkpoint, signed-note; Ed25519)."""

import base64
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"


def key_hash(origin: str, public: bytes) -> bytes:
    """The four bytes that name a key in a note."""
    return hashlib.sha256(origin.encode() + b"\n" + ED25519 + public).digest()[:4]


def sign_checkpoint(*, origin: str, size: int, root: bytes, key: Ed25519PrivateKey) -> str:
    """The note: origin, size and root in base64, a blank line, the signature line."""
    text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
    named = key_hash(origin, key.public_key().public_bytes_raw())
    signature = base64.b64encode(named + key.sign(text.encode())).decode()
    return f"{text}\n— {origin} {signature}\n"


def is_signed(note: str, *, size: int, root: bytes, public: Ed25519PublicKey) -> bool:
    """Whether the note says this size and root and carries a signature of this key."""
    text, _, signatures = note.partition("\n\n")
    origin, *rest = text.split("\n")
    if rest != [str(size), base64.b64encode(root).decode()]:
        return False
    named = key_hash(origin, public.public_bytes_raw())
    for line in signatures.splitlines():
        signed = base64.b64decode(line.rpartition(" ")[2])
        if line.startswith(f"— {origin} ") and signed[:4] == named:
            try:
                public.verify(signed[4:], f"{text}\n".encode())
            except InvalidSignature:
                continue
            return True
    return False
