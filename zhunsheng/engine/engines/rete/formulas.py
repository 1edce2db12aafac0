"""A condition as two formulas of *and* and *or*: when it is known to be true, and when it is known to be
false.

durable-rules knows facts that are there and facts that are not, and no third thing. So we never ask it for
an absence. What is known becomes a *key* that is there: one key for "known true", another for "known
false", neither where nothing is known. Negation then is only the exchange of the two, all the way down to
the leaves (De Morgan), and what is left is made of keys, *all* and *some*. Such a formula can only gain
from more keys, which is why the order of firing cannot matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from zhunsheng.engine.language.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    ConclusionTest,
    Condition,
    Leaf,
    Not,
    Quantified,
    leaves,
)


class Reading(Enum):
    """The two readings of a case. ``BOTH``: the value is the same in either."""

    ESTABLISHED = "established"
    POSSIBLE = "possible"
    BOTH = "both"


@dataclass(frozen=True)
class All:
    """All of the parts; without parts, always."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True)
class Some:
    """At least one of the parts; without parts, never."""

    parts: tuple[Formula, ...]


#: A key, or a formula over keys.
Formula: TypeAlias = "str | All | Some"

ALWAYS = All(())
NEVER = Some(())

#: The key of a leaf's value in a reading.
KeyOf: TypeAlias = Callable[[Leaf, Reading, bool], str]


def all_of(parts: Iterable[Formula]) -> Formula:
    """All of the formulas, with nested ones of the same kind laid flat and no part twice."""
    flat: dict[Formula, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, All) else (part,)))
    if NEVER in flat:
        return NEVER
    return next(iter(flat)) if len(flat) == 1 else All(tuple(flat))


def some_of(parts: Iterable[Formula]) -> Formula:
    """At least one of the formulas, likewise."""
    flat: dict[Formula, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, Some) else (part,)))
    if ALWAYS in flat:
        return ALWAYS
    return next(iter(flat)) if len(flat) == 1 else Some(tuple(flat))


def at_least(number: int, parts: Sequence[Formula]) -> Formula:
    """At least so many of the formulas: some in the first half, the rest in the second, shared in any way."""
    if number <= 0:
        return ALWAYS
    if number > len(parts):
        return NEVER
    if number == 1:
        return some_of(parts)
    if number == len(parts):
        return all_of(parts)
    half = len(parts) // 2
    return some_of(
        all_of((at_least(first, parts[:half]), at_least(number - first, parts[half:])))
        for first in range(number + 1)
    )


def known(condition: Condition, value: bool, reading: Reading, key_of: KeyOf) -> Formula:
    """When a condition is known to have a value in a reading."""
    match condition:
        case Not(part):
            return known(part, not value, reading, key_of)
        case AllOf(parts):
            each = [known(part, value, reading, key_of) for part in parts]
            return all_of(each) if value else some_of(each)
        case AnyOf(parts):
            each = [known(part, value, reading, key_of) for part in parts]
            return some_of(each) if value else all_of(each)
        case AtLeast(number, parts):
            # Fewer than n of m are true once more than m - n are false.
            enough = number if value else len(parts) - number + 1
            return at_least(enough, [known(part, value, reading, key_of) for part in parts])
        case _:
            return key_of(condition, reading if reads_conclusions(condition) else Reading.BOTH, value)


def reads_conclusions(condition: Condition) -> bool:
    """Whether a condition reads conclusions, of its level or of parts; only then do the readings differ."""
    for leaf in leaves(condition):
        if isinstance(leaf, ConclusionTest):
            return True
        if isinstance(leaf, Quantified) and reads_conclusions(leaf.condition):
            return True
    return False
