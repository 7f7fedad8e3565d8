"""The append-only Merkle tree of Certificate Transparency (RFC 9162, section 2.1). Pure."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of one entry: SHA-256(0x00 || data)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass
class Frontier:
    """The right edge of a tree of `size` leaves: all that appending to it needs.

    `peaks` maps a level to the hash of the complete subtree of 2**level leaves that stands
    there, one for each bit set in `size`.
    """

    size: int = 0
    peaks: dict[int, bytes] = field(default_factory=dict)

    def append(self, leaf: bytes) -> Iterator[tuple[int, int, bytes]]:
        """Add a leaf hash; yield (level, index, hash) of every inner node this completes."""
        level, index, node = 0, self.size, leaf
        while index % 2:
            node = node_hash(self.peaks.pop(level), node)
            level, index = level + 1, index // 2
            yield level, index, node
        self.peaks[level] = node
        self.size += 1

    def root(self) -> bytes:
        """The root of the tree as it stands."""
        if not self.peaks:
            return EMPTY_ROOT
        lowest, *higher = sorted(self.peaks)
        node = self.peaks[lowest]
        for level in higher:
            node = node_hash(self.peaks[level], node)
        return node


def peak_positions(size: int) -> list[tuple[int, int]]:
    """(level, index) of the complete subtrees that make up a tree of `size` leaves."""
    return [(level, (size >> level) - 1) for level in range(size.bit_length()) if size >> level & 1]


def root(leaves: Iterable[bytes]) -> bytes:
    """The root of the tree over these leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        for _ in frontier.append(leaf):
            pass
    return frontier.root()
