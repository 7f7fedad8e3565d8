#!/usr/bin/env python3
"""Check what `manage.py prove` printed, without Foresaid.

    python verify_proof.py proof.json --key "example.org/foresaid+0a1b2c3d+AbCd..."

The key is a line of /ledger/keys, kept or handed over by another way than the proof. Needs only
Python's standard library, and the package `cryptography` for the signatures; `--no-signature`
leaves them out. Ends with status 0 if everything holds, and with 1 and a sentence if not.

What is checked, by RFC 9162, section 2.1: the row with its salt leads to the root in the
payload's body; the salted body to a hash in the act's envelope; the envelope to the root in the
checkpoint; and the checkpoint is signed (C2SP signed note, Ed25519).
"""

import argparse
import base64
import hashlib
import json
import sys
from pathlib import Path


class Wrong(Exception):
    """The proof does not hold."""


def sha256(data):
    """Its digest."""
    return hashlib.sha256(data).digest()


def leaf_hash(data):
    """RFC 9162, section 2.1.1."""
    return sha256(b"\x00" + data)


def node_hash(left, right):
    """RFC 9162, section 2.1.1."""
    return sha256(b"\x01" + left + right)


def root_from_inclusion(leaf, index, size, path):
    """RFC 9162, section 2.1.3.2."""
    if not 0 <= index < size:
        raise Wrong(f"a tree of {size} leaves has no leaf {index}")
    first, last, node = index, size - 1, leaf
    for step in path:
        if last == 0:
            raise Wrong("the path is too long")
        if first % 2 or first == last:
            node = node_hash(step, node)
            while first and not first % 2:
                first, last = first >> 1, last >> 1
        else:
            node = node_hash(node, step)
        first, last = first >> 1, last >> 1
    if last:
        raise Wrong("the path is too short")
    return node


def check_consistency(first, first_root, second, second_root, path):
    """RFC 9162, section 2.1.4.2."""
    if not 0 < first <= second:
        raise Wrong("the first tree is not the smaller one")
    if first == second:
        if path or first_root != second_root:
            raise Wrong("two trees of one size have different roots")
        return
    if not first & (first - 1):
        path = [first_root, *path]
    if not path:
        raise Wrong("the path is empty")
    low, high = first - 1, second - 1
    while low % 2:
        low, high = low >> 1, high >> 1
    older = newer = path[0]
    for step in path[1:]:
        if high == 0:
            raise Wrong("the path is too long")
        if low % 2 or low == high:
            older, newer = node_hash(step, older), node_hash(step, newer)
            while low and not low % 2:
                low, high = low >> 1, high >> 1
        else:
            newer = node_hash(newer, step)
        low, high = low >> 1, high >> 1
    if high:
        raise Wrong("the path is too short")
    if older != first_root:
        raise Wrong("the path does not lead to the first root")
    if newer != second_root:
        raise Wrong("the path does not lead to the second root: the ledger was rewritten")


def read_checkpoint(note, keys):
    """(size, root, time) of a signed note; `keys` is None where signatures are left out."""
    text, _, signatures = note.partition("\n\n")
    lines = text.split("\n")
    if len(lines) < 3:
        raise Wrong("the checkpoint is no signed note")
    origin, size, root = lines[:3]
    if keys is not None and not any(
        is_signed(f"{text}\n", signatures, origin, key) for key in keys
    ):
        raise Wrong(f"the checkpoint of {size} acts is not signed by the key")
    return int(size), base64.b64decode(root, validate=True), " ".join(lines[3:])


def is_signed(text, signatures, origin, key):
    """Whether one of the signatures is this key's: `name+hash+base64(0x01 || public key)`."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    name, _, rest = key.partition("+")
    public = base64.b64decode(rest.partition("+")[2], validate=True)
    named = sha256(name.encode() + b"\n" + public)[:4]
    for line in signatures.splitlines():
        dash, _, signature = line.rpartition(" ")
        signed = base64.b64decode(signature)
        if name == origin and dash == f"\N{EM DASH} {name}" and signed[:4] == named:
            try:
                Ed25519PublicKey.from_public_bytes(public[1:]).verify(signed[4:], text.encode())
            except InvalidSignature:
                continue
            return True
    return False


def check_inclusion(proof, keys):
    """Yield what each act is proven to have written."""
    size, root, time = read_checkpoint(proof["checkpoint"], keys)
    yield f"checkpoint of {size} acts, {time}"
    for act in proof["acts"]:
        leaf = leaf_hash(act["envelope"].encode())
        if root_from_inclusion(leaf, act["index"], size, unhex(act["path"])) != root:
            raise Wrong(f"leaf {act['index']} does not lead to the root of the checkpoint")
        said = json.loads(act["envelope"])
        yield f"leaf {act['index']}: {said['at']} {said['verb']} ({said['object']})"
        for payload in act["payloads"]:
            yield f"    {check_payload(payload, said['payloads'])}"


def check_payload(payload, hashes):
    """The row that a payload is proven to hold, as text."""
    salted = bytes.fromhex(payload["salt"]) + payload["body"].encode()
    if hashes[payload["number"]] != sha256(salted).hex():
        raise Wrong("a payload is not the one whose hash the act carries")
    body = json.loads(payload["body"])
    item = leaf_hash(bytes.fromhex(payload["item_salt"]) + payload["item"].encode())
    path = unhex(payload["item_path"])
    found = root_from_inclusion(item, payload["item_index"], body["count"], path)
    if found.hex() != body["root"]:
        raise Wrong("a row does not lead to the root in its payload")
    row = dict(zip(body["columns"], json.loads(payload["item"]), strict=True))
    return f"{body['table']}: {json.dumps(row, ensure_ascii=False)}"


def unhex(path):
    """A path as bytes."""
    return [bytes.fromhex(step) for step in path]


def check(proof, keys):
    """Yield the sentences of a proof that holds."""
    if proof["proof"] == "inclusion":
        yield from check_inclusion(proof, keys)
    elif proof["proof"] == "consistency":
        first, first_root, then = read_checkpoint(proof["first"], keys)
        second, second_root, now = read_checkpoint(proof["checkpoint"], keys)
        check_consistency(first, first_root, second, second_root, unhex(proof["path"]))
        yield f"the {second} acts of {now} begin with the {first} acts of {then}"
    else:
        raise Wrong("this is neither an inclusion nor a consistency proof")


def main():
    """Check the proof in a file."""
    parser = argparse.ArgumentParser(description="Check a proof of a Foresaid ledger.")
    parser.add_argument("proof", type=Path)
    parser.add_argument("--key", action="append", help="a line of /ledger/keys that you trust")
    parser.add_argument("--no-signature", action="store_true", help="check the hashes only")
    asked = parser.parse_args()
    try:
        proof = json.loads(asked.proof.read_text(encoding="utf-8"))
        keys = None if asked.no_signature else asked.key or proof["keys"]
        proven = list(check(proof, keys))
    except Wrong as error:
        sys.exit(f"The proof does not hold: {error}.")
    except (ValueError, LookupError, TypeError) as error:
        sys.exit(f"The proof cannot be read: {error!r}.")
    except ImportError:
        sys.exit("Signatures need the package cryptography; --no-signature leaves them out.")
    print("\n".join(proven))
    if asked.no_signature:
        print("The proof holds; signatures were NOT checked.")
    elif asked.key:
        print("The proof holds.")
    else:
        print("The proof holds, by a key that came with it: compare it with one you trust.")


if __name__ == "__main__":
    main()
