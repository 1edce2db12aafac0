"""Which nodes of the circuits hang on a fact: whatever else is known, no other node can tell how the fact is answered.

One walk forward from the comparisons that read the fact. What a subject's circuit asks of its conducts hangs on a fact where the
node of the conduct's circuit does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhunsheng.engine.circuit.compiler import Circuits
from zhunsheng.engine.circuit.nodes import And, Atom, Circuit, Known, Negation, Node, Or, Parts
from zhunsheng.engine.language.conditions import FactTest, LawDateTest, MonthsTest
from zhunsheng.engine.law_dates import DATES
from zhunsheng.engine.vocabulary.facts import FactRef


@dataclass(frozen=True)
class Hanging:
    """The nodes of the two circuits that hang on a fact."""

    conduct: frozenset[int]
    subject: frozenset[int]


class Influence:
    """Looks up what hangs on a fact, and remembers it: it is the same for every case."""

    def __init__(self, circuits: Circuits) -> None:
        self._circuits = circuits
        self._found: dict[FactRef, Hanging] = {}

    def of(self, ref: FactRef) -> Hanging:
        """What hangs on a fact."""
        if ref not in self._found:
            conduct = _forward(self._circuits.conduct, ref, frozenset())
            self._found[ref] = Hanging(conduct, _forward(self._circuits.subject, ref, conduct))
        return self._found[ref]


def _forward(circuit: Circuit, ref: FactRef, below: frozenset[int]) -> frozenset[int]:
    """The nodes of a circuit that hang on a fact; parts come before wholes, so one walk is enough.

    Args:
        below: Those of the circuit of the parts.
    """
    found: set[int] = set()
    for number, node in enumerate(circuit.nodes):
        if _reads(node, ref, below) or not found.isdisjoint(_parts(node)):
            found.add(number)
    return frozenset(found)


def _reads(node: Node, ref: FactRef, below: frozenset[int]) -> bool:
    match node:
        case Atom(FactTest(fact, _, _)):
            return fact == ref
        case Atom(MonthsTest(start, end, _, _)):
            return ref in (start, end)
        case Atom(LawDateTest()):
            return ref in DATES
        case Parts(_, inner, _):
            return inner in below
        case _:
            return False


def _parts(node: Node) -> Iterable[int]:
    match node:
        case And(parts) | Or(parts):
            return parts
        case Negation(part) | Known(part):
            return (part,)
        case _:
            return ()
