"""Which variants look alike on some rails, so that what follows from them need be worked out once.

Variants of a case differ in a fact or two, and most rules do not care. So instead of reading each variant on its own, the set of
all variants is split, rail by rail, into those with the bit and those without; rails that are the same for all split nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhunsheng.engine.engines.bits.generation import Rail


def groups(rails: Iterable[Rail], full: Rail) -> tuple[Rail, ...]:
    """The groups of variants between which no rail tells a difference, as masks.

    Args:
        full: A mask with the bit of every variant.
    """
    found = [full]
    for rail in {rail & full for rail in rails} - {0, full}:
        found = [part for group in found for part in (group & rail, group & ~rail) if part]
    return tuple(found)


def members(group: Rail) -> Iterator[int]:
    """The numbers of the variants in a group, in order. Octet by octet: to shift a wide mask costs its whole width."""
    for place, octet in enumerate(group.to_bytes((group.bit_length() + 7) // 8, "little")):
        if octet:
            yield from (place * 8 + bit for bit in range(8) if octet >> bit & 1)
