"""Conditions as a tree that belongs to no engine: what every translator reads.

Our own language has a tree of its own (`zhunsheng.engine.language.conditions`). A translator that started from that one would
profit from what our reader has done to it, and a slip of our reader would be in every peer and never be noticed. So the rules
of this benchmark are born as this tree; our engine gets them as text, like everybody's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeAlias, TypeVar


class Kind(Enum):
    """The kind of a field; in a column, an enum or ordered value is its place among the values."""

    FLAG = "flag"
    ENUM = "enum"
    ORDERED = "ordered"
    NUMBER = "number"
    DAY = "day"


@dataclass(frozen=True)
class Field:
    """One field of a case: its values, where it lists them, or the least and the greatest."""

    name: str
    kind: Kind
    values: tuple[str, ...] = ()
    limits: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Test:
    """A comparison. A flag `is`; an enum is `in`; ordered values, numbers and days compare.

    Attributes:
        operands: Places of values; numbers; days counted from 1970-01-01; none of a flag.
    """

    field: Field
    operator: str
    operands: tuple[int, ...] = ()


@dataclass(frozen=True)
class Concluded:
    """Whether a rule of the first layer with that conclusion applies."""

    conclusion: str


@dataclass(frozen=True)
class Not:
    """Negation."""

    part: Condition


@dataclass(frozen=True)
class All:
    """Conjunction."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """Disjunction."""

    parts: tuple[Condition, ...]


Condition: TypeAlias = "Test | Concluded | Not | All | AnyOf"

Said = TypeVar("Said")


@dataclass(frozen=True)
class Language(Generic[Said]):
    """How the five forms of a condition are said in some language; what they become may be a text, a document, a number."""

    test: Callable[[Test], Said]
    concluded: Callable[[str], Said]
    negation: Callable[[Said], Said]
    conjunction: Callable[[list[Said]], Said]
    disjunction: Callable[[list[Said]], Said]

    def say(self, condition: Condition) -> Said:
        """A condition in this language."""
        match condition:
            case Test():
                return self.test(condition)
            case Concluded(conclusion):
                return self.concluded(conclusion)
            case Not(part):
                return self.negation(self.say(part))
            case All(parts):
                return self.conjunction([self.say(part) for part in parts])
            case AnyOf(parts):
                return self.disjunction([self.say(part) for part in parts])


def leaves(condition: Condition) -> Iterator[Test | Concluded]:
    """Every leaf, from left to right."""
    match condition:
        case Test() | Concluded():
            yield condition
        case Not(part):
            yield from leaves(part)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
