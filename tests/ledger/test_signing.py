"""Checkpoints as C2SP signed notes."""

import base64
import hashlib
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from predictions.ledger.signing import is_signed, key_hash, sign_checkpoint

ORIGIN = "example.org/foresaid"
ROOT = hashlib.sha256(b"root").digest()
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))


def signed(origin: str = ORIGIN, size: int = 7, key: Ed25519PrivateKey = KEY) -> str:
    return sign_checkpoint(origin=origin, size=size, root=ROOT, at=AT, key=key)


def holds(
    note: str,
    *,
    size: int = 7,
    root: bytes = ROOT,
    at: datetime = AT,
    key: Ed25519PrivateKey = KEY,
) -> bool:
    return is_signed(note, size=size, root=root, at=at, public=key.public_key())


def test_a_note_is_origin_size_root_time_a_blank_line_and_a_signature():
    origin, size, root, time, blank, signature, end = signed().split("\n")

    assert (origin, size) == (ORIGIN, "7")
    assert base64.b64decode(root, validate=True) == ROOT
    assert datetime.fromisoformat(time) == AT
    assert blank == end == ""
    assert signature.startswith(f"— {ORIGIN} ")


def test_the_dash_before_a_signature_is_the_em_dash_of_the_format():
    assert "\n\n\N{EM DASH} ".encode() in signed().encode()


def test_a_signature_is_the_name_of_its_key_and_ed25519_over_the_text():
    text, _, signature = signed().partition("\n\n")
    decoded = base64.b64decode(signature.split()[2], validate=True)

    assert decoded[:4] == key_hash(ORIGIN, KEY.public_key().public_bytes_raw())
    assert len(decoded) == 4 + 64
    KEY.public_key().verify(decoded[4:], f"{text}\n".encode())


def test_a_key_is_named_as_the_format_says():
    public = KEY.public_key().public_bytes_raw()
    assert (
        key_hash(ORIGIN, public)
        == hashlib.sha256(ORIGIN.encode() + b"\n" + b"\x01" + public).digest()[:4]
    )


def test_a_key_has_another_name_under_another_origin():
    public = KEY.public_key().public_bytes_raw()
    assert key_hash("a", public) != key_hash("b", public)


def test_what_was_signed_verifies():
    assert holds(signed())


def test_signing_twice_says_the_same():
    assert signed() == signed()


def test_a_note_of_another_size_is_refused():
    assert not holds(signed(), size=8)


def test_a_note_of_another_root_is_refused():
    assert not holds(signed(), root=hashlib.sha256(b"other").digest())


def test_another_key_is_refused():
    assert not holds(signed(), key=OTHER_KEY)
    assert not holds(signed(key=OTHER_KEY))


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (ORIGIN + "\n", "evil.example\n"),
        ("\n7\n", "\n8\n"),
        ("\n7\n", "\n07\n"),
        (base64.b64encode(ROOT).decode(), base64.b64encode(bytes(32)).decode()),
        ("— ", "- "),
        ("\n\n", "\n"),
        ("\n\n", "\nan extension\n\n"),
    ],
    ids=["origin", "size", "zero", "root", "dash", "blank line", "extension"],
)
def test_a_changed_note_is_refused(then, now):
    changed = signed().replace(then, now, 1)
    assert changed != signed()

    size = 8 if now == "\n8\n" else 7
    root = bytes(32) if now == base64.b64encode(bytes(32)).decode() else ROOT

    assert not holds(changed, size=size, root=root)
    assert not holds(changed)


@pytest.mark.parametrize("place", range(0, 88, 8))
def test_a_changed_signature_is_refused(place):
    text, _, line = signed().partition("\n\n")
    before, _, signature = line.rstrip("\n").rpartition(" ")
    other = "A" if signature[place] != "A" else "B"
    changed = signature[:place] + other + signature[place + 1 :]

    assert not holds(f"{text}\n\n{before} {changed}\n")


def test_signatures_of_witnesses_may_stand_beside():
    witness = "— witness.example " + base64.b64encode(b"abcd" + bytes(64)).decode()
    head, _, signature = signed().partition("\n\n")

    assert holds(f"{head}\n\n{witness}\n{signature}")
    assert holds(f"{head}\n\n{signature}{witness}\n")


def test_a_note_without_signatures_is_refused():
    assert not holds(signed().partition("\n\n")[0] + "\n\n")


def test_a_note_of_another_time_is_refused():
    assert not holds(signed(), at=AT.replace(hour=10))


def test_an_empty_note_is_refused():
    assert not holds("")


def test_a_signature_that_is_not_base64_is_refused():
    assert not holds(signed().rstrip("=\n") + "\n")


@pytest.mark.parametrize("added", ["A", "!", "=x"])
def test_a_signature_with_something_added_is_refused(added):
    assert not holds(signed().rstrip("\n") + added + "\n")
