"""A circuit: and, or, not, known, over atoms, each distinct part kept once.

All rules of a level become one circuit. Parts that several rules share (``主体.党员`` stands in dozens) become one node:
*hash-consing*, which is nothing more than a dictionary from a node to its number. Nodes are numbered so that a node's parts
come before it; evaluating a circuit is one walk along the list.

Most operators are Kleene's. `Known` is the one that is not: it turns "known to be true" into true and everything else into
false. It stands where the *established* reading passes from one layer to the next (see `compiler`).
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from zhunsheng.engine.language.conditions import FactTest, LawDateTest, MonthsTest


@dataclass(frozen=True)
class Constant:
    """True or false."""

    value: bool


@dataclass(frozen=True)
class Atom:
    """A comparison on the facts of the level's own entity or of what encloses it."""

    test: FactTest | MonthsTest | LawDateTest


@dataclass(frozen=True)
class Parts:
    """A question about the parts of the entity: any, all, or at least `number` of them satisfy their circuit's node."""

    quantifier: Literal["any", "all", "count"]
    node: int
    number: int


@dataclass(frozen=True)
class And:
    """Kleene's conjunction."""

    parts: tuple[int, ...]


@dataclass(frozen=True)
class Or:
    """Kleene's disjunction."""

    parts: tuple[int, ...]


@dataclass(frozen=True)
class Negation:
    """Kleene's negation."""

    part: int


@dataclass(frozen=True)
class Known:
    """True where the part is known to be true, else false."""

    part: int


Node: TypeAlias = "Constant | Atom | Parts | And | Or | Negation | Known"


@dataclass(frozen=True)
class Circuit:
    """The nodes of one level, parts before wholes, and the numbers of those that have a name.

    Attributes:
        level: ``conduct``, ``subject`` or ``case``.
        outputs: Number of a node by what it stands for (see `outputs`).
    """

    level: str
    nodes: tuple[Node, ...]
    outputs: dict[object, int] = field(repr=False)


class Builder:
    """Collects the nodes of one level. Simplifies only what no reading can tell apart (constants, double negation)."""

    def __init__(self, level: str) -> None:
        self.level = level
        self.outputs: dict[object, int] = {}
        self._nodes: list[Node] = []
        self._numbers: dict[Node, int] = {}
        self.false = self._number(Constant(False))
        self.true = self._number(Constant(True))

    def _number(self, node: Node) -> int:
        if node not in self._numbers:
            self._numbers[node] = len(self._nodes)
            self._nodes.append(node)
        return self._numbers[node]

    def atom(self, test: FactTest | MonthsTest | LawDateTest) -> int:
        """The node of a comparison."""
        return self._number(Atom(test))

    def parts(self, quantifier: Literal["any", "all", "count"], node: int, number: int = 1) -> int:
        """The node of a question about parts; `node` is a number in the circuit of the level below."""
        return self._number(Parts(quantifier, node, number))

    def all_of(self, parts: Iterable[int]) -> int:
        """Conjunction, sorted and without repetition, so that order and repetition make no other node."""
        kept = sorted({part for part in parts if part != self.true})
        if self.false in kept:
            return self.false
        if not kept:
            return self.true
        return kept[0] if len(kept) == 1 else self._number(And(tuple(kept)))

    def any_of(self, parts: Iterable[int]) -> int:
        """Disjunction, likewise."""
        kept = sorted({part for part in parts if part != self.false})
        if self.true in kept:
            return self.true
        if not kept:
            return self.false
        return kept[0] if len(kept) == 1 else self._number(Or(tuple(kept)))

    def negation(self, part: int) -> int:
        """Negation; of a negation, its part."""
        match self._nodes[part]:
            case Constant(value):
                return self.false if value else self.true
            case Negation(inner):
                return inner
        return self._number(Negation(part))

    def known(self, part: int) -> int:
        """Whether a part is known to be true. Of a constant or of another `Known`, the part itself."""
        if isinstance(self._nodes[part], Constant | Known):
            return part
        return self._number(Known(part))

    def at_least(self, number: int, parts: tuple[int, ...]) -> int:
        """At least `number` of the parts, built up row by row: after each part, whether 1, 2, … have been true."""
        reached = [self.true] + [self.false] * number
        for part in parts:
            for k in range(number, 0, -1):
                reached[k] = self.any_of((reached[k], self.all_of((reached[k - 1], part))))
        return reached[number]

    def finish(self) -> Circuit:
        """The circuit as collected."""
        return Circuit(self.level, tuple(self._nodes), dict(self.outputs))


def needed(circuit: Circuit, wanted: Iterable[int], known: Container[int] = ()) -> list[int]:
    """Every node that the wanted ones depend on, parts before wholes.

    Args:
        known: Nodes that are not needed again, nor what they alone depend on.
    """
    found: set[int] = set()
    waiting = list(wanted)
    while waiting:
        n = waiting.pop()
        if n in found or n in known:
            continue
        found.add(n)
        match circuit.nodes[n]:
            case And(parts) | Or(parts):
                waiting.extend(parts)
            case Negation(part) | Known(part):
                waiting.append(part)
            case _:
                pass
    return sorted(found)
