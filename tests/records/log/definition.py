"""RFC 6962, section 2.1, word for word: lists are sliced and hashed, nothing is stored. Our tree is held against it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256


def split(length: int) -> int:
    """The largest power of two smaller than a length."""
    power = 1
    while power * 2 < length:
        power *= 2
    return power


def tree_hash(entries: Sequence[bytes]) -> bytes:
    """MTH(D[n])."""
    if not entries:
        return sha256().digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    middle = split(len(entries))
    return sha256(b"\x01" + tree_hash(entries[:middle]) + tree_hash(entries[middle:])).digest()


def path(number: int, entries: Sequence[bytes]) -> list[bytes]:
    """PATH(m, D[n])."""
    if len(entries) == 1:
        return []
    middle = split(len(entries))
    if number < middle:
        return [*path(number, entries[:middle]), tree_hash(entries[middle:])]
    return [*path(number - middle, entries[middle:]), tree_hash(entries[:middle])]


def proof(old: int, entries: Sequence[bytes]) -> list[bytes]:
    """PROOF(m, D[n])."""
    return subproof(old, entries, True)


def subproof(old: int, entries: Sequence[bytes], known: bool) -> list[bytes]:
    """SUBPROOF(m, D[n], b)."""
    if old == len(entries):
        return [] if known else [tree_hash(entries)]
    middle = split(len(entries))
    if old <= middle:
        return [*subproof(old, entries[:middle], known), tree_hash(entries[middle:])]
    return [*subproof(old - middle, entries[middle:], False), tree_hash(entries[:middle])]
