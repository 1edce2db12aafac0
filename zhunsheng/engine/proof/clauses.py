"""Gates as clauses (Tseitin 1968): a fresh variable for each gate, true in exactly the assignments in which the gate is.

A literal is a whole number: a variable, or its negation as the negative number. Two literals stand for the constants.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from operator import neg

Literal = int


class Clauses:
    """Collects clauses. A gate over constants is simplified, and equal gates are made once.

    Attributes:
        clauses: All of them.
        asserted: Those that say something; the others only define gates.
    """

    def __init__(self) -> None:
        self.clauses: list[list[Literal]] = []
        self.asserted: list[list[Literal]] = []
        self._variables = 0
        self._gates: dict[tuple[Literal, ...], Literal] = {}
        self._parts: dict[Literal, tuple[Literal, ...]] = {}
        self.true = self.fresh()
        self.add([self.true])

    def fresh(self) -> Literal:
        """A new variable."""
        self._variables += 1
        return self._variables

    def add(self, clause: Iterable[Literal]) -> None:
        """At least one of these literals is true."""
        self.asserted.append(list(clause))
        self.clauses.append(self.asserted[-1])

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
            self._gates[key] = self.fresh()
            self._parts[self._gates[key]] = key
            self.clauses += _conjunction(self._gates[key], key)
        return self._gates[key]

    def any_of(self, parts: Iterable[Literal]) -> Literal:
        """True where one of the parts is, or more."""
        return -self.all_of(-part for part in parts)

    def behind(self, literals: Iterable[Literal]) -> frozenset[int]:
        """The variables on which the truth of some literals hangs: theirs, and those of the gates behind them."""
        found: set[int] = set()
        waiting = list(literals)
        while waiting:
            variable = abs(waiting.pop())
            if variable not in found:
                found.add(variable)
                waiting.extend(self._parts.get(variable, ()))
        return frozenset(found)

    def about(self, literals: Iterable[Literal], asserted: Sequence[list[Literal]]) -> list[list[Literal]]:
        """Some asserted clauses, with the gates that they and some literals hang on, and no other gate.

        A gate is true or false whatever else is so; who does not ask for it need not hear of it.
        """
        roots = itertools.chain(literals, itertools.chain.from_iterable(asserted))
        gates = (gate for gate in sorted(self.behind(roots)) if gate in self._parts)
        return [
            *asserted,
            *itertools.chain.from_iterable(_conjunction(gate, self._parts[gate]) for gate in gates),
        ]

    def either(self, condition: Literal, one: Literal, other: Literal) -> Literal:
        """The one where the condition is true, else the other."""
        if one == other:
            return one
        return self.any_of((self.all_of((condition, one)), self.all_of((-condition, other))))

    def at_least(self, number: int, parts: Sequence[Literal]) -> Literal:
        """True where so many of the parts are."""
        reached = [self.true, *[-self.true] * number]
        for part in parts:
            for k in range(number, 0, -1):
                reached[k] = self.any_of((reached[k], self.all_of((reached[k - 1], part))))
        return reached[number]

    def one_of(self, literals: Sequence[Literal]) -> None:
        """Exactly one of the literals is true."""
        self.add(literals)
        for n, one in enumerate(literals):
            for other in literals[n + 1 :]:
                self.add((-one, -other))


def _conjunction(gate: Literal, parts: Sequence[Literal]) -> list[list[Literal]]:
    """The clauses of a gate that is true where all its parts are."""
    return [*([-gate, part] for part in parts), [gate, *(-part for part in parts)]]
