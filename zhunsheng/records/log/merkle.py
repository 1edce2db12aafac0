"""The Merkle tree of RFC 6962, section 2.1: one hash that stands for a whole list, and for each of its beginnings.

The list is split at the largest power of two below its length, each half is hashed the same way, and the two hashes are hashed
together. A leaf begins with the byte 0 and a node with the byte 1, so that nobody can pass a node off as an entry.

What makes it fit for a log is that most of the tree never changes again. A full subtree, over 2^level leaves, is *complete*:
its hash is final. Only complete nodes are stored, each once, when its last leaf arrives; the ragged right edge is put together
from them when it is asked for. So a store only ever adds, and the root at every earlier size can still be told.

    level 2   |       0       |                 a tree of seven leaves stores 7 + 3 + 1 nodes; its root is made of
    level 1   |   0   |   1   |   2   |         the complete nodes (2, 0), (1, 2) and (0, 6), its peaks
    level 0   | 0 | 1 | 2 | 3 | 4 | 5 | 6 |
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple, Protocol

from zhunsheng.records.log.refusals import refused

#: The length of every hash of the tree, in bytes.
HASH_BYTES = 32

#: The root of a tree without leaves: the hash of nothing.
EMPTY_ROOT = sha256(b"").digest()


class Node(NamedTuple):
    """The place of a complete subtree: it covers the leaves from position·2^level up to and without (position+1)·2^level."""

    level: int
    position: int


class Nodes(Protocol):
    """Where the complete nodes of a tree are kept."""

    def get(self, level: int, position: int) -> bytes:
        """The hash of the complete subtree at this place, 32 bytes.

        Raises:
            KeyError: it is not there.
        """
        ...


class MemoryNodes:
    """Complete nodes in memory."""

    def __init__(self, nodes: Mapping[Node, bytes] | None = None) -> None:
        self._nodes = dict(nodes or {})

    def get(self, level: int, position: int) -> bytes:
        """The hash at this place; KeyError where there is none."""
        return self._nodes[Node(level, position)]

    def add(self, nodes: Mapping[Node, bytes]) -> None:
        """Keeps nodes, as `append` returns them."""
        self._nodes.update(nodes)


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf: SHA-256 of 0x00 and the bytes of the entry (RFC 6962, section 2.1)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees beside each other: SHA-256 of 0x01 and both hashes (RFC 6962, section 2.1)."""
    return sha256(b"\x01" + left + right).digest()


def append(size: int, leaf: bytes, nodes: Nodes) -> dict[Node, bytes]:
    """The nodes that become complete when a leaf is added to a tree; the caller stores them.

    One for the leaf, and one for each subtree that it fills: on average two, at most the height of the tree and one.

    Args:
        size: How many leaves the tree has before; the new leaf gets this number.
        leaf: The leaf's hash, as `leaf_hash` gives it.
        nodes: The complete nodes of the tree so far.

    Raises:
        KeyError: a node that must be there is not.
    """
    level, position, value = 0, size, leaf
    made = {Node(level, position): value}
    while position % 2:
        value = node_hash(nodes.get(level, position - 1), value)
        level, position = level + 1, position // 2
        made[Node(level, position)] = value
    return made


def peaks(start: int, end: int) -> tuple[Node, ...]:
    """The complete nodes that the leaves from `start` up to and without `end` fall into, from left to right.

    They are as large as can be: one for each bit of the length. `start` must be a multiple of a power of two that is not below
    the length, as it is for every range that RFC 6962 splits a list into.
    """
    length = end - start
    levels = (level for level in range(length.bit_length() - 1, -1, -1) if length >> level & 1)
    return tuple(Node(level, (start >> level) + (length >> level) - 1) for level in levels)


def range_hash(start: int, end: int, nodes: Nodes) -> bytes:
    """The hash of the leaves from `start` up to and without `end`, at least one, from complete nodes.

    Raises:
        KeyError: a node that must be there is not.
    """
    return joined([nodes.get(*peak) for peak in peaks(start, end)])


def joined(hashes: list[bytes]) -> bytes:
    """One hash of those of peaks: the smaller ones are joined first, because the larger half of a list stands left."""
    whole = hashes[-1]
    for left in reversed(hashes[:-1]):
        whole = node_hash(left, whole)
    return whole


def root(size: int, nodes: Nodes) -> bytes:
    """The root of the first `size` leaves; `size` may be any that the tree ever had.

    Raises:
        KeyError: the tree has never been so large, or a node is lost.
    """
    return range_hash(0, size, nodes) if size else EMPTY_ROOT


class Frontier:
    """A tree that only grows and knows nothing but its peaks: a root at each size on the way, in logarithmic memory.

    Whoever reads a log from its beginning needs no more than this.
    """

    def __init__(self) -> None:
        self.size = 0
        self._peaks: dict[Node, bytes] = {}

    def get(self, level: int, position: int) -> bytes:
        """The hash of a peak; KeyError for any other place."""
        return self._peaks[Node(level, position)]

    def add(self, leaf: bytes) -> None:
        """Adds the hash of the next leaf."""
        known = self._peaks | append(self.size, leaf, self)
        self.size += 1
        self._peaks = {peak: known[peak] for peak in peaks(0, self.size)}

    def root(self) -> bytes:
        """The root of what was added so far."""
        return root(self.size, self)


def root_of(entries: Iterable[bytes]) -> bytes:
    """The root of a list of entries, each as its bytes."""
    frontier = Frontier()
    for entry in entries:
        frontier.add(leaf_hash(entry))
    return frontier.root()


def whole_hash(value: bytes, name: str) -> bytes:
    """The value, if it is as long as a hash.

    Raises:
        LogRefused: it is not.
    """
    if len(value) != HASH_BYTES:
        raise refused(
            "hash_length",
            f"{name} has {len(value)} bytes, a hash has {HASH_BYTES}",
            f"{name} 有 {len(value)} 个字节，哈希应为 {HASH_BYTES} 个字节",
        )
    return value
