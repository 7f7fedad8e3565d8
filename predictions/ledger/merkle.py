"""The append-only Merkle tree of Certificate Transparency (RFC 9162, section 2.1). Pure."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

EMPTY_ROOT = hashlib.sha256(b"").digest()

type Position = tuple[int, int]
"""(level, index) of a complete subtree of 2**level leaves; level 0 is the leaves."""

type Range = tuple[int, int]
"""Leaves from the first number up to, and without, the second."""


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
        return _joined([self.peaks[level] for level in sorted(self.peaks, reverse=True)])


def peak_positions(size: int) -> list[Position]:
    """The complete subtrees that make up a tree of `size` leaves, from left to right."""
    return complete_subtrees((0, size))


def complete_subtrees(leaves: Range) -> list[Position]:
    """The complete subtrees that make up a range that is itself a subtree, from left to right."""
    begin, end = leaves
    positions = []
    for level in reversed(range((end - begin).bit_length())):
        if (end - begin) >> level & 1:
            positions.append((level, begin >> level))
            begin += 1 << level
    return positions


def inclusion_path(index: int, size: int) -> list[Range]:
    """The subtrees whose roots, from the leaf upwards, prove leaf `index` (section 2.1.3.1)."""
    path, begin, end = [], 0, size
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((begin, middle))
            begin = middle
    return path[::-1]


def consistency_path(first: int, second: int) -> list[Range]:
    """The subtrees whose roots prove that the tree of `first` leaves begins the one of `second`.

    Section 2.1.4.1; 0 < first <= second. The first tree itself is left out where it is complete.
    """
    path, begin, end = [], 0, second
    while first != end:
        middle = begin + _split(end - begin)
        if first <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((begin, middle))
            begin = middle
    return ([(begin, end)] if begin else []) + path[::-1]


def subtree_root(leaves: Range, nodes: Mapping[Position, bytes]) -> bytes:
    """The root over a range of leaves, from the roots of its complete subtrees."""
    return _joined([nodes[position] for position in complete_subtrees(leaves)])


def tree_of(leaves: Iterable[bytes]) -> tuple[bytes, dict[Position, bytes]]:
    """The root over these leaf hashes, and every complete subtree, leaves included."""
    frontier = Frontier()
    nodes: dict[Position, bytes] = {}
    for leaf in leaves:
        nodes[0, frontier.size] = leaf
        for level, index, node in frontier.append(leaf):
            nodes[level, index] = node
    return frontier.root(), nodes


def root(leaves: Iterable[bytes]) -> bytes:
    """The root of the tree over these leaf hashes."""
    level = list(leaves)
    if not level:
        return EMPTY_ROOT
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        # What is left over at the right edge moves up as it is.
        level = [node_hash(*pair) for pair in pairs] + level[len(level) & ~1 :]
    return level[0]


def _joined(peaks: list[bytes]) -> bytes:
    """The root over complete subtrees that stand side by side, the largest first."""
    node = peaks[-1]
    for peak in reversed(peaks[:-1]):
        node = node_hash(peak, node)
    return node


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)
