"""The tree, against the published vectors of Certificate Transparency and a naive version."""

import hashlib

import pytest

from predictions.ledger.merkle import (
    EMPTY_ROOT,
    Frontier,
    leaf_hash,
    node_hash,
    peak_positions,
    root,
)

# The entries and roots that the reference implementation of Certificate Transparency is tested
# with (google/certificate-transparency, merkletree/merkle_tree_test.cc).
ENTRIES = [
    bytes.fromhex(entry)
    for entry in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(b"entry %d" % number) for number in range(70)]
SIZES = range(71)


def naive_root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162, section 2.1.1, as it is written there."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\x01" + naive_root(leaves[:half]) + naive_root(leaves[half:])).digest()


def grown(size: int) -> tuple[Frontier, dict[tuple[int, int], bytes]]:
    """A frontier of `size` leaves, and every node that appending them completed."""
    frontier, nodes = Frontier(), {}
    for leaf in LEAVES[:size]:
        for level, index, node in frontier.append(leaf):
            assert (level, index) not in nodes
            nodes[level, index] = node
    return frontier, nodes


@pytest.mark.parametrize("size", range(9))
def test_it_has_the_published_roots(size):
    assert root(leaf_hash(entry) for entry in ENTRIES[:size]).hex() == ROOTS[size]


def test_the_empty_tree_has_the_hash_of_nothing():
    assert Frontier().root() == EMPTY_ROOT == hashlib.sha256(b"").digest()


def test_a_leaf_cannot_be_passed_off_as_a_node():
    left, right = LEAVES[:2]
    assert leaf_hash(left + right) != node_hash(left, right)


@pytest.mark.parametrize("size", SIZES)
def test_it_agrees_with_the_definition(size):
    assert root(LEAVES[:size]) == naive_root(LEAVES[:size])


@pytest.mark.parametrize("size", SIZES)
def test_the_nodes_completed_are_the_roots_of_their_leaves(size):
    _, nodes = grown(size)

    expected = {
        (level, index): naive_root(LEAVES[index << level : (index + 1) << level])
        for level in range(1, 8)
        for index in range(size >> level)
    }
    assert nodes == expected


@pytest.mark.parametrize("size", SIZES)
def test_a_frontier_from_stored_peaks_goes_on_like_one_in_memory(size):
    frontier, nodes = grown(size)
    stored = nodes | {(0, index): leaf for index, leaf in enumerate(LEAVES)}

    again = Frontier(
        size=size, peaks={level: stored[level, index] for level, index in peak_positions(size)}
    )

    assert again == frontier
    following = leaf_hash(b"one more")
    assert list(again.append(following)) == list(frontier.append(following))
    assert again.root() == frontier.root() == naive_root([*LEAVES[:size], following])


def test_the_peaks_of_a_tree_of_six_are_one_of_four_and_one_of_two():
    assert sorted(peak_positions(6)) == [(1, 2), (2, 0)]


def test_an_empty_tree_has_no_peaks():
    assert peak_positions(0) == []
