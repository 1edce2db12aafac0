"""The meaning of a rule's `when`, as a tree.

A condition is written in YAML groups (``all``, ``any``, ``none``, ``at_least``) around short expressions in the words of
the vocabulary. Reading it (`expressions`, `rules`) gives this tree; from here on nobody looks at text again. The engines
each translate the tree in their own way, which is what makes their agreement worth something.

Leaves ask three things: about a fact (`FactTest`, `MonthsTest`), about what earlier rules concluded (`ConclusionTest`), or
about the parts of an entity (`Quantified`: any, all or so many of a subject's conducts).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from zhunsheng.engine.law_dates import Clock
from zhunsheng.engine.vocabulary.facts import FactRef

#: How a fact is compared. ``is``: a bool is true. ``has``: a set contains. ``in``: an enum's value is one of several.
Operator: TypeAlias = Literal["is", "has", "in", "==", "<", "<=", ">", ">="]
Comparison: TypeAlias = Literal["==", "<", "<=", ">", ">="]


@dataclass(frozen=True)
class FactTest:
    """A comparison of one fact with constants of its type.

    Attributes:
        operands: Keys for enum, ordered and set; ints for int; ISO dates for date; none for ``is``.
    """

    fact: FactRef
    operator: Operator
    operands: tuple[str | int, ...]


@dataclass(frozen=True)
class MonthsTest:
    """A comparison of the full months between two dates with a number."""

    start: FactRef
    end: FactRef
    operator: Comparison
    months: int


@dataclass(frozen=True)
class LawDateTest:
    """Whether the date whose law is asked for lies in a period, both ends included.

    Attributes:
        clock: Whose law is asked for (see `law_dates`).
    """

    clock: Clock
    start: date | None
    end: date | None


@dataclass(frozen=True)
class ConclusionTest:
    """Whether a conclusion of an earlier layer holds."""

    conclusion: str


@dataclass(frozen=True)
class Quantified:
    """A condition on the parts of an entity: ``any``, ``all``, or at least ``number`` of them."""

    quantifier: Literal["any", "all", "count"]
    entity: str
    condition: Condition
    number: int = 1


@dataclass(frozen=True)
class Not:
    """Negation."""

    part: Condition


@dataclass(frozen=True)
class AllOf:
    """Conjunction; true when empty."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """Disjunction; false when empty."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AtLeast:
    """At least ``number`` of the parts."""

    number: int
    parts: tuple[Condition, ...]


Leaf: TypeAlias = "FactTest | MonthsTest | LawDateTest | ConclusionTest | Quantified"
Condition: TypeAlias = (
    "FactTest | MonthsTest | LawDateTest | ConclusionTest | Quantified | Not | AllOf | AnyOf | AtLeast"
)

ALWAYS = AllOf(())


def children(condition: Condition) -> tuple[Condition, ...]:
    """The conditions directly inside a condition, on the same level."""
    match condition:
        case Not(part):
            return (part,)
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            return parts
        case _:
            return ()


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Every leaf of a condition, from left to right. Does not look inside `Quantified`."""
    match condition:
        case FactTest() | MonthsTest() | LawDateTest() | ConclusionTest() | Quantified():
            yield condition
        case _:
            for part in children(condition):
                yield from leaves(part)


def facts_of(leaf: Leaf) -> tuple[FactRef, ...]:
    """The facts a leaf reads on its own level (of a law date, see `law_dates.DATES`)."""
    match leaf:
        case FactTest(fact, _, _):
            return (fact,)
        case MonthsTest(start, end, _, _):
            return (start, end)
        case _:
            return ()
