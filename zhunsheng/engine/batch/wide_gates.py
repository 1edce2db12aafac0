"""Gates of two parts as gates of several: a conjunction in a conjunction is one, if nobody else asks for the inner one.

A step of the machine reads each part once and writes once, so that what lies between two gates need not be written at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from zhunsheng.engine.batch.rail_graph import Literal, RailGraph, depth_first


def wide_gates(graph: RailGraph, outputs: Sequence[Literal], most: int) -> Mapping[int, tuple[Literal, ...]]:
    """The parts of each gate, at most so many, where a part is a conjunction that nobody else asks for."""
    order = depth_first(outputs, graph.gates)
    uses = Counter(abs(part) for variable in order for part in graph.gates.get(variable, ()))
    uses.update(abs(literal) for literal in outputs)
    found: dict[int, tuple[Literal, ...]] = dict(graph.gates)
    for variable in order:
        parts = found.get(variable, ())
        for part in parts:
            inner = found.get(part, ()) if part > 0 and uses[part] == 1 else ()
            if inner and len(parts) + len(inner) - 1 <= most:
                parts = (*(other for other in parts if other != part), *inner)
        if parts:
            found[variable] = parts
    return found
