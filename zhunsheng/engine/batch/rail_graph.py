"""Two-valued gates over words of bits: what a circuit becomes before it runs on millions of rows.

A circuit's node has two rails, "known true" and "known false". Each rail by itself is an ordinary boolean function of the
inputs, so everything can be made of one kind of gate, *and*, on literals that may be negated (an and-inverter graph; Kuehlmann
and others, IEEE TCAD 21 (2002) 1377). Equal gates are made once. That has a pleasant consequence: where a column has no
unknown value, the false rail of a comparison is the negation of its true rail, so the false rail of every gate above it *is*
the same gate, negated, and complete facts cost half without a line of code about them.

A literal is a whole number, a variable or its negation as the negative number, as in `proof.clauses`, so that what is written
over such literals (which of two laws is the lighter) serves both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal as OneOf
from typing import TypeAlias

Literal: TypeAlias = int


@dataclass(frozen=True)
class Bits:
    """An input that is there as bits already: bit i of its words is row i."""

    name: object


@dataclass(frozen=True)
class Compared:
    """An input that is a comparison of a column of whole numbers with a constant; false where the number is not known.

    Attributes:
        known: The name of the bits that say where it is known; None is everywhere.
    """

    name: object
    sign: OneOf["==", ">="]
    number: int
    known: object = None


Input: TypeAlias = "Bits | Compared"


class RailGraph:
    """Collects gates. A gate over constants is simplified.

    Attributes:
        inputs: By variable.
        gates: By variable, its two parts; parts have smaller numbers.
        true: The literal that always holds.
    """

    def __init__(self) -> None:
        self.true: Literal = 1
        self.inputs: dict[int, Input] = {}
        self.gates: dict[int, tuple[Literal, Literal]] = {}
        self._variables = 1
        self._by_input: dict[Input, int] = {}
        self._by_parts: dict[tuple[Literal, Literal], int] = {}

    def input(self, of: Input) -> Literal:
        """The literal of an input."""
        if of not in self._by_input:
            self._variables += 1
            self._by_input[of] = self._variables
            self.inputs[self._variables] = of
        return self._by_input[of]

    def both(self, one: Literal, other: Literal) -> Literal:
        """True where both are."""
        if one == other or other == self.true:
            return one
        if one == self.true:
            return other
        if -self.true in (one, other) or one == -other:
            return -self.true
        parts = (one, other) if abs(one) < abs(other) else (other, one)
        if parts not in self._by_parts:
            self._variables += 1
            self._by_parts[parts] = self._variables
            self.gates[self._variables] = parts
        return self._by_parts[parts]

    def all_of(self, parts: Iterable[Literal]) -> Literal:
        """True where all are. Sorted, so that conjunctions that begin alike share their beginning."""
        found = self.true
        for part in sorted(set(parts), key=abs):
            found = self.both(found, part)
        return found

    def any_of(self, parts: Iterable[Literal]) -> Literal:
        """True where one of them is, or more."""
        return -self.all_of(-part for part in parts)

    def either(self, condition: Literal, one: Literal, other: Literal) -> Literal:
        """The one where the condition is true, else the other."""
        if one == other:
            return one
        return self.any_of((self.both(condition, one), self.both(-condition, other)))


def depth_first(literals: Iterable[Literal], parts: Mapping[int, Sequence[Literal]]) -> Sequence[int]:
    """The variables that some literals hang on, each after its parts, close to where it is first used."""
    found: dict[int, None] = {}
    for literal in literals:
        waiting = [abs(literal)]
        while waiting:
            variable = waiting[-1]
            missing = [abs(part) for part in parts.get(variable, ()) if abs(part) not in found]
            if missing:
                waiting.extend(missing)
            else:
                found[waiting.pop()] = None
    return tuple(found)
