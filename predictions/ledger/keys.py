"""The keys of this installation: one that signs, and those that signed before it."""

import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from predictions.ledger.signing import read_verifier_key, verifier_key


def signing_key() -> Ed25519PrivateKey:
    """The key that signs checkpoints; another seed makes another key."""
    seed = hashlib.sha256(settings.LEDGER_SEED.encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


def verifier_keys() -> list[str]:
    """Every public key that checkpoints are signed with, as C2SP verifier keys, today's first."""
    public = signing_key().public_key().public_bytes_raw()
    return [verifier_key(settings.LEDGER_ORIGIN, public), *settings.LEDGER_OLD_KEYS]


def public_keys() -> list[Ed25519PublicKey]:
    """The same keys, ready to verify."""
    return [read_verifier_key(text) for text in verifier_keys()]
