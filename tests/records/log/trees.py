"""Trees for tests: the eight leaves of the reference implementation of certificate transparency, and trees of numbers."""

from __future__ import annotations

from collections.abc import Iterable

from zhunsheng.records.log.merkle import MemoryNodes, append, leaf_hash

#: The leaves of the test vectors of certificate-transparency's Merkle tree.
REFERENCE_LEAVES = [
    bytes.fromhex(text)
    for text in (
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


def stored(entries: Iterable[bytes]) -> MemoryNodes:
    """The complete nodes of a list of entries, added one by one as a log does."""
    nodes = MemoryNodes()
    for size, entry in enumerate(entries):
        nodes.add(append(size, leaf_hash(entry), nodes))
    return nodes


def numbered(size: int) -> list[bytes]:
    """So many entries, all different."""
    return [b"entry %d" % number for number in range(size)]
