"""Proofs, against the published vectors, an independent library, and the script in docs/."""

import runpy
from contextlib import suppress

import pytest
from pymerkle import InmemoryTree, verify_consistency, verify_inclusion

from predictions.ledger.merkle import (
    complete_subtrees,
    consistency_path,
    inclusion_path,
    leaf_hash,
    root,
    subtree_root,
    tree_of,
)
from tests.ledger.test_merkle import ENTRIES, LEAVES

SCRIPT = runpy.run_path("docs/verify_proof.py")
ENTRIES_OF_LEAVES = [b"entry %d" % number for number in range(len(LEAVES))]

# From the tests of google/certificate-transparency (merkletree/merkle_tree_test.cc), whose leaves
# are counted from 1; here from 0.
INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


def inclusion(leaves: list[bytes], index: int, size: int) -> list[bytes]:
    _, nodes = tree_of(leaves[:size])
    return [subtree_root(part, nodes) for part in inclusion_path(index, size)]


def consistency(leaves: list[bytes], first: int, second: int) -> list[bytes]:
    _, nodes = tree_of(leaves[:second])
    return [subtree_root(part, nodes) for part in consistency_path(first, second)]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_it_has_the_published_inclusion_proofs(index, size):
    proof = inclusion([leaf_hash(entry) for entry in ENTRIES], index, size)
    assert [step.hex() for step in proof] == INCLUSION[index, size]


@pytest.mark.parametrize(("first", "second"), CONSISTENCY)
def test_it_has_the_published_consistency_proofs(first, second):
    proof = consistency([leaf_hash(entry) for entry in ENTRIES], first, second)
    assert [step.hex() for step in proof] == CONSISTENCY[first, second]


def oracle(size: int) -> InmemoryTree:
    tree = InmemoryTree(algorithm="sha256")
    for entry in ENTRIES_OF_LEAVES[:size]:
        tree.append_entry(entry)
    return tree


@pytest.mark.parametrize("size", range(1, 34))
def test_inclusion_agrees_with_an_independent_library(size):
    tree = oracle(size)
    assert tree.get_root() == root(LEAVES[:size])
    for index in range(size):
        theirs = tree.prove_inclusion(index + 1)
        verify_inclusion(LEAVES[index], root(LEAVES[:size]), theirs)
        # Its path begins with the leaf itself.
        assert theirs.path[1:] == inclusion(LEAVES, index, size)


@pytest.mark.parametrize("second", range(1, 34))
def test_consistency_agrees_with_an_independent_library(second):
    tree = oracle(second)
    for first in range(1, second + 1):
        theirs = tree.prove_consistency(first, second)
        # Its path is of another form than that of RFC 9162, but it proves the same of our roots.
        verify_consistency(root(LEAVES[:first]), root(LEAVES[:second]), theirs)


@pytest.mark.parametrize("size", range(1, 34))
def test_the_script_accepts_each_path_and_no_other(size):
    check, wrong = SCRIPT["root_from_inclusion"], SCRIPT["Wrong"]
    for index in range(size):
        path = inclusion(LEAVES, index, size)
        assert check(LEAVES[index], index, size, path) == root(LEAVES[:size])
        for other in range(size):
            if other != index:
                with suppress(wrong):
                    assert check(LEAVES[index], other, size, path) != root(LEAVES[:size])
        with pytest.raises(wrong, match="too long"):
            check(LEAVES[index], index, size, [*path, bytes(32)])
        if path:
            with pytest.raises(wrong, match="too short"):
                check(LEAVES[index], index, size, path[:-1])


@pytest.mark.parametrize("second", range(1, 18))
def test_the_script_accepts_what_has_grown_and_nothing_else(second):
    check, wrong = SCRIPT["check_consistency"], SCRIPT["Wrong"]
    newer, rewritten = root(LEAVES[:second]), root([bytes(32), *LEAVES[1:second]])
    for first in range(1, second + 1):
        older = root(LEAVES[:first])
        path = consistency(LEAVES, first, second)

        check(first, older, second, newer, path)

        refused = [
            (bytes(32), newer, path),
            (older, rewritten, path),
            (older, newer, [*path, older]),
        ]
        for place in range(len(path)):
            refused.append((older, newer, [*path[:place], bytes(32), *path[place + 1 :]]))
        for one, other, steps in refused:
            with pytest.raises(wrong):
                check(first, one, second, other, steps)


def test_the_script_refuses_sizes_that_make_no_sense():
    wrong = SCRIPT["Wrong"]
    for first, second in ((0, 5), (6, 5)):
        with pytest.raises(wrong, match="not the smaller"):
            SCRIPT["check_consistency"](first, LEAVES[0], second, LEAVES[0], [])
    with pytest.raises(wrong, match="has no leaf"):
        SCRIPT["root_from_inclusion"](LEAVES[0], 5, 5, [])


def test_a_range_is_cut_into_complete_subtrees():
    assert complete_subtrees((8, 15)) == [(2, 2), (1, 6), (0, 14)]
