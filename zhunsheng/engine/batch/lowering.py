"""A level's circuit as gates on rails: Kleene's operators, two literals a node."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from zhunsheng.engine.batch.comparisons import TwoRails
from zhunsheng.engine.batch.rail_graph import RailGraph
from zhunsheng.engine.circuit.nodes import And, Atom, Circuit, Constant, Known, Negation, Or, Parts, needed


def lowered(
    graph: RailGraph,
    circuit: Circuit,
    wanted: Iterable[int],
    of_input: Callable[[Atom | Parts], TwoRails],
) -> Mapping[int, TwoRails]:
    """The rails of every node that the wanted ones depend on.

    Args:
        of_input: The rails of a comparison, and of a question about parts.
    """
    rails: dict[int, TwoRails] = {}
    for number in needed(circuit, wanted):
        match circuit.nodes[number]:
            case Constant(value):
                true = graph.true if value else -graph.true
                rails[number] = true, -true
            case Negation(part):
                true, false = rails[part]
                rails[number] = false, true
            case Known(part):
                true, _ = rails[part]
                rails[number] = true, -true
            case And(parts):
                rails[number] = (
                    graph.all_of(rails[part][0] for part in parts),
                    graph.any_of(rails[part][1] for part in parts),
                )
            case Or(parts):
                rails[number] = (
                    graph.any_of(rails[part][0] for part in parts),
                    graph.all_of(rails[part][1] for part in parts),
                )
            case Atom() | Parts() as node:
                rails[number] = of_input(node)
    return rails
