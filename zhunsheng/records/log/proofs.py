"""Proofs from stored nodes: a few dozen hashes that convince somebody who has only a root (RFC 6962, sections 2.1.1 and 2.1.2).

An *inclusion* proof shows that an entry is in the tree: the hashes of everything beside the way from its leaf to the root. A
*consistency* proof shows that a larger tree begins with a smaller one: just those hashes from which both roots can be made.

Both walk from the root down, as the definition does. It splits a range at the largest power of two below its length; the walk
goes into one part, and the hash of the other goes into the proof. The range it does not go into is complete, except at the
right edge, which it leaves at most once; so a proof costs a logarithmic number of look-ups.
"""

from __future__ import annotations

from zhunsheng.records.log.merkle import Nodes, range_hash
from zhunsheng.records.log.refusals import LogRefused, refused

#: The hashes of a proof, in the order of the RFCs: the one next to the leaf first.
Proof = tuple[bytes, ...]


def inclusion_proof(number: int, size: int, nodes: Nodes) -> Proof:
    """That the entry with this number is in the tree of the first `size` entries: PATH(m, D[n]).

    Args:
        number: The entry's number, from 0.
        size: The size of the tree that is proved about; at most that of the nodes.
        nodes: The complete nodes.

    Raises:
        LogRefused: there is no such entry in a tree of this size.
        KeyError: the nodes are those of a smaller tree, or one is lost.
    """
    if not 0 <= number < size:
        raise no_such_entry(number, size)
    beside = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if number < middle:
            beside.append((middle, end))
            end = middle
        else:
            beside.append((start, middle))
            start = middle
    return tuple(range_hash(first, last, nodes) for first, last in reversed(beside))


def consistency_proof(old: int, size: int, nodes: Nodes) -> Proof:
    """That the tree of the first `size` entries begins with that of the first `old`: PROOF(m, D[n]).

    The proof is empty where there is nothing to prove: about a tree of no entries, and about the same tree.

    Args:
        old: The size of the smaller tree.
        size: The size of the larger tree.
        nodes: The complete nodes.

    Raises:
        LogRefused: the tree that is called smaller is not.
        KeyError: the nodes are those of a smaller tree, or one is lost.
    """
    if not 0 <= old <= size:
        raise not_smaller(old, size)
    if old == 0:
        return ()
    beside = []
    start, end = 0, size
    while end > old:
        middle = start + _split(end - start)
        if old <= middle:
            beside.append((middle, end))
            end = middle
        else:
            beside.append((start, middle))
            start = middle
    # Where the walk never went right, what is left is the old tree itself, whose root the reader has.
    if start:
        beside.append((start, end))
    return tuple(range_hash(first, last, nodes) for first, last in reversed(beside))


def _split(length: int) -> int:
    """The largest power of two below a length of two or more."""
    return 1 << (length - 1).bit_length() - 1


def no_such_entry(number: int, size: int) -> LogRefused:
    """The complaint that an entry is not among the first `size`."""
    return refused(
        "proof_entry",
        f"there is no entry {number} in a log of {size} entries; they count from 0",
        f"日志共 {size} 条记录，没有编号 {number} 的记录（编号从 0 起）",
    )


def not_smaller(old: int, size: int) -> LogRefused:
    """The complaint that two sizes do not stand in order."""
    return refused(
        "proof_sizes",
        f"a log of {size} entries cannot have grown out of one of {old}",
        f"{size} 条记录的日志不可能由 {old} 条记录的日志增长而来",
    )
