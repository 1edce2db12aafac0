"""Gates as clauses (Tseitin 1968): a fresh variable for each gate, true in exactly the assignments in which the gate is.

A literal is a whole number: a variable, or its negation as the negative number. Two literals stand for the constants.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import neg

Literal = int


class Clauses:
    """Collects clauses. A gate over constants is simplified, and equal gates are made once."""

    def __init__(self) -> None:
        self.clauses: list[list[Literal]] = []
        self._variables = 0
        self._gates: dict[tuple[Literal, ...], Literal] = {}
        self.true = self.fresh()
        self.add([self.true])

    def fresh(self) -> Literal:
        """A new variable."""
        self._variables += 1
        return self._variables

    def add(self, clause: Iterable[Literal]) -> None:
        """At least one of these literals is true."""
        self.clauses.append(list(clause))

    def constant(self, value: bool) -> Literal:
        """The literal of a constant."""
        return self.true if value else -self.true

    def all_of(self, parts: Iterable[Literal]) -> Literal:
        """True where all parts are."""
        kept = set(parts)
        kept.discard(self.true)
        if -self.true in kept or not kept.isdisjoint(map(neg, kept)):
            return -self.true
        if len(kept) < 2:
            return next(iter(kept), self.true)
        key = tuple(sorted(kept))
        if key not in self._gates:
            gate = self.fresh()
            for part in key:
                self.add((-gate, part))
            self.add((gate, *(-part for part in key)))
            self._gates[key] = gate
        return self._gates[key]

    def any_of(self, parts: Iterable[Literal]) -> Literal:
        """True where one of the parts is, or more."""
        return -self.all_of(-part for part in parts)

    def behind(self, literals: Iterable[Literal]) -> frozenset[int]:
        """The variables on which the truth of some literals hangs: theirs, and those of the gates behind them."""
        parts = {gate: key for key, gate in self._gates.items()}
        found: set[int] = set()
        waiting = list(literals)
        while waiting:
            variable = abs(waiting.pop())
            if variable not in found:
                found.add(variable)
                waiting.extend(parts.get(variable, ()))
        return frozenset(found)

    def either(self, condition: Literal, one: Literal, other: Literal) -> Literal:
        """The one where the condition is true, else the other."""
        if one == other:
            return one
        return self.any_of((self.all_of((condition, one)), self.all_of((-condition, other))))

    def at_least(self, number: int, parts: Sequence[Literal]) -> Literal:
        """True where so many of the parts are."""
        return self.counted(number, parts)[number]

    def counted(self, limit: int, parts: Sequence[Literal]) -> Sequence[Literal]:
        """How many of the parts are true, as a row up to a limit: literal k is true where at least k are."""
        reached = [self.true, *[-self.true] * limit]
        for part in parts:
            for k in range(limit, 0, -1):
                reached[k] = self.any_of((reached[k], self.all_of((reached[k - 1], part))))
        return reached

    def one_of(self, literals: Sequence[Literal]) -> None:
        """Exactly one of the literals is true."""
        self.add(literals)
        for n, one in enumerate(literals):
            for other in literals[n + 1 :]:
                self.add((-one, -other))
