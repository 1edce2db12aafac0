"""Which column each node stands in, and in which order the nodes of a column stand.

Each layer of the graph is a column; where rules of one layer are exceptions to each other it is several, because an edge always
leads to the right. An edge over several columns goes through a *lane* in each of those between, so that no line is drawn across
a box; the edges of one kind from one node share their lanes.

The order in a column decides how many lines cross. The barycentre method puts each node at the mean position of its neighbours,
in sweeps from left to right and back (Sugiyama, Tagawa and Toda 1981). Subjects keep apart: each has a band of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import networkx as nx

from zhunsheng.engine.explain.graph.decision_graph import DecisionGraph, GraphEdge, GraphNode

_SWEEPS = 12


@dataclass(frozen=True)
class Slot:
    """A place in a column: a node, or a lane for the edges that pass.

    Attributes:
        column: Counted from 0 at the left.
        band: Position of its subject; 0 for what belongs to the case.
        node: None for a lane.
    """

    key: str
    column: int
    band: int
    node: GraphNode | None = field(default=None, compare=False)  # the key says which


@dataclass(frozen=True)
class Columns:
    """The graph in columns.

    Attributes:
        columns: The slots of each, from top to bottom.
        layers: The first column of each layer, by its key.
        routes: The slots that each edge passes, both ends included.
    """

    columns: tuple[tuple[Slot, ...], ...]
    layers: Mapping[str, int]
    routes: Mapping[GraphEdge, tuple[Slot, ...]]

    def neighbours(self) -> Iterable[tuple[Slot, Slot]]:
        """Pairs of slots in neighbouring columns with a line between them, each once."""
        return dict.fromkeys(pair for route in self.routes.values() for pair in pairwise(route))


def in_columns(graph: DecisionGraph) -> Columns:
    """Distributes the nodes of a graph over columns, and orders each."""
    layers, of_node = _columns_of(graph)
    bands = {subject: number for number, subject in enumerate(("", *graph.subjects))}
    slots = {node.id: Slot(node.id, of_node[node.id], bands[node.group], node) for node in graph.nodes}
    routes = {edge: _route(graph, edge, slots) for edge in graph.edges}
    every = dict.fromkeys((*slots.values(), *(slot for route in routes.values() for slot in route)))
    width = 1 + max((slot.column for slot in every), default=-1)
    columns = [sorted((s for s in every if s.column == n), key=lambda s: s.band) for n in range(width)]
    unordered = Columns(tuple(map(tuple, columns)), layers, routes)
    return Columns(_ordered(unordered), layers, routes)


def _columns_of(graph: DecisionGraph) -> tuple[dict[str, int], dict[str, int]]:
    """The first column of each layer, and the column of each node."""
    network = graph.network()
    first: dict[str, int] = {}
    found: dict[str, int] = {}
    for layer in graph.layers:
        first[layer.key] = 1 + max(found.values(), default=-1)
        inside = network.subgraph(node.id for node in graph.nodes if node.layer == layer.key)
        for step, generation in enumerate(nx.topological_generations(inside)):
            found |= dict.fromkeys(generation, first[layer.key] + step)
    return first, found


def _route(graph: DecisionGraph, edge: GraphEdge, slots: Mapping[str, Slot]) -> tuple[Slot, ...]:
    """The slots of an edge. Lanes are shared by what looks alike, so that a line has one meaning all along."""
    start, end = slots[edge.source], slots[edge.target]
    shared = f"{edge.source}|{edge.kind}|{graph.is_open(edge)}|{end.band}"
    lanes = (Slot(f"{shared}|{n}", n, end.band) for n in range(start.column + 1, end.column))
    return (start, *lanes, end)


def _ordered(columns: Columns) -> tuple[tuple[Slot, ...], ...]:
    """The columns in the best order that was met in the sweeps."""
    left: dict[Slot, list[Slot]] = {}
    right: dict[Slot, list[Slot]] = {}
    for one, other in columns.neighbours():
        right.setdefault(one, []).append(other)
        left.setdefault(other, []).append(one)
    now = [list(column) for column in columns.columns]
    best, fewest = [tuple(column) for column in now], _crossings(now, right)
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        beside = left if forward else right
        for number in range(1, len(now)) if forward else range(len(now) - 2, -1, -1):
            now[number] = _by_barycentre(now[number], now[number - 1 if forward else number + 1], beside)
        crossings = _crossings(now, right)
        if crossings < fewest:
            best, fewest = [tuple(column) for column in now], crossings
    return tuple(best)


def _by_barycentre(
    column: Sequence[Slot], fixed: Sequence[Slot], beside: Mapping[Slot, list[Slot]]
) -> list[Slot]:
    """A column by the mean position of each slot's neighbours in a fixed one; who has none stays where he is."""
    place = {slot: (number + 0.5) / len(fixed) for number, slot in enumerate(fixed)}

    def barycentre(number: int) -> float:
        found = [place[other] for other in beside.get(column[number], ())]
        return sum(found) / len(found) if found else (number + 0.5) / len(column)

    order = sorted(range(len(column)), key=lambda number: (column[number].band, barycentre(number), number))
    return [column[number] for number in order]


def _crossings(columns: Sequence[Sequence[Slot]], right: Mapping[Slot, list[Slot]]) -> int:
    """How many pairs of lines between neighbouring columns cross (inversions, counted with a Fenwick tree)."""
    total = 0
    for column, following in pairwise(columns):
        place = {slot: number for number, slot in enumerate(following)}
        ends = [end for slot in column for end in sorted(place[other] for other in right.get(slot, ()))]
        counts = [0] * (len(following) + 1)
        for seen, end in enumerate(ends):
            total += seen - _up_to(counts, end + 1)
            _count(counts, end + 1)
    return total


def _up_to(counts: Sequence[int], index: int) -> int:
    found = 0
    while index > 0:
        found += counts[index]
        index -= index & -index
    return found


def _count(counts: list[int], index: int) -> None:
    while index < len(counts):
        counts[index] += 1
        index += index & -index
