"""Gives every box, line and heading of a decision graph its place: columns from left to right, a band for each subject.

All measures are in the picture's units, which are pixels at its natural size. Text decides how high a box is, never the reverse,
so nothing is cut off; columns and bands are as large as what stands in them, so nothing overlaps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhunsheng.engine.explain.graph.columns import Columns, Slot, in_columns
from zhunsheng.engine.explain.graph.decision_graph import DecisionGraph, GraphEdge, GraphNode, NodeKind
from zhunsheng.engine.explain.graph.heights import heights
from zhunsheng.engine.explain.graph.measuring import BOLD, lines_within
from zhunsheng.engine.explain.phrases import SIGNS

TITLE_SIZE, DETAIL_SIZE, LINE_HEIGHT, DETAIL_HEIGHT = 13.0, 11.0, 18.0, 15.0
PADDING, SIGN_WIDTH = 9.0, 17.0

#: Widths of boxes.
WIDTHS: Mapping[NodeKind, float] = {"fact": 190.0, "rule": 212.0, "track": 200.0, "form": 240.0}

#: What has its title in bold type.
IN_BOLD: tuple[NodeKind, ...] = ("track", "form")

_GAP, _LANE_GAP, _LANE, _BETWEEN_COLUMNS, _BETWEEN_BANDS = 14.0, 9.0, 2.0, 84.0, 58.0

#: The sign before a title, so that a state can be told without its colour.
STATE_SIGNS = {
    "established": SIGNS["established"],
    "open": SIGNS["contingent"],
    "failed": SIGNS["not_established"],
}


@dataclass(frozen=True)
class Box:
    """A node in its place, with its text in lines."""

    node: GraphNode
    x: float
    y: float
    width: float
    height: float
    title: tuple[str, ...]
    details: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """An edge in its place: through the points, which come in pairs (in and out of a lane, out of and into a box)."""

    edge: GraphEdge
    open: bool
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Heading:
    """The name of a layer over its columns."""

    name: str
    x: float
    width: float


@dataclass(frozen=True)
class Band:
    """The room of one subject; `subject` is "" for what belongs to the case."""

    subject: str
    y: float
    height: float


@dataclass(frozen=True)
class Layout:
    """A decision graph with places, from (0, 0) to (width, height); headings stand above."""

    graph: DecisionGraph
    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    headings: tuple[Heading, ...]
    bands: tuple[Band, ...]


def lay_out(graph: DecisionGraph) -> Layout:
    """Places everything. The same graph is always placed alike."""
    columns = in_columns(graph)
    written = {node.id: _written(node) for node in graph.nodes}
    sizes = {
        slot: _height(*written[slot.node.id]) if slot.node else _LANE
        for column in columns.columns
        for slot in column
    }
    lefts, widths = _across(columns)
    middles, bands = _stacked(graph, heights(columns, sizes, _GAP, _LANE_GAP), sizes)
    boxes = tuple(
        Box(
            slot.node,
            lefts[slot.column] + (widths[slot.column] - WIDTHS[slot.node.kind]) / 2,
            middles[slot] - sizes[slot] / 2,
            WIDTHS[slot.node.kind],
            sizes[slot],
            *written[slot.node.id],
        )
        for column in columns.columns
        for slot in column
        if slot.node
    )
    at = {box.node.id: box for box in boxes}
    lines = tuple(
        Line(edge, graph.is_open(edge), tuple(_points(route, at, middles, lefts, widths)))
        for edge, route in columns.routes.items()
    )
    return Layout(
        graph,
        lefts[-1] + widths[-1],
        max(band.y + band.height for band in bands),
        boxes,
        lines,
        tuple(_headings(graph, columns, lefts, widths)),
        bands,
    )


def _written(node: GraphNode) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of a node's title and of its details."""
    room = WIDTHS[node.kind] - 2 * PADDING
    size = TITLE_SIZE * (BOLD if node.kind in IN_BOLD else 1)
    title = tuple(lines_within(node.title, room - SIGN_WIDTH, size))
    details = (line for detail in node.details for line in lines_within(detail, room, DETAIL_SIZE))
    return title, tuple(details)


def _height(title: tuple[str, ...], details: tuple[str, ...]) -> float:
    return 2 * PADDING + len(title) * LINE_HEIGHT + len(details) * DETAIL_HEIGHT


def _across(columns: Columns) -> tuple[list[float], list[float]]:
    """The left edge and the width of each column."""
    widths = [
        max(WIDTHS[slot.node.kind] if slot.node else 0.0 for slot in column) for column in columns.columns
    ]
    lefts = [sum(widths[:number]) + number * _BETWEEN_COLUMNS for number in range(len(widths))]
    return lefts, widths


def _stacked(
    graph: DecisionGraph, middles: Mapping[Slot, float], sizes: Mapping[Slot, float]
) -> tuple[dict[Slot, float], tuple[Band, ...]]:
    """One band below the other."""
    room: dict[int, float] = {}
    for slot, middle in middles.items():
        room[slot.band] = max(room.get(slot.band, 0.0), middle + sizes[slot] / 2)
    tops: dict[int, float] = {}
    for band in sorted(room):
        tops[band] = sum(room[before] + _BETWEEN_BANDS for before in tops)
    subjects = ("", *graph.subjects)
    bands = tuple(Band(subjects[band], tops[band], room[band]) for band in tops)
    return {slot: middle + tops[slot.band] for slot, middle in middles.items()}, bands


def _points(
    route: tuple[Slot, ...],
    at: Mapping[str, Box],
    middles: Mapping[Slot, float],
    lefts: list[float],
    widths: list[float],
) -> list[tuple[float, float]]:
    """Out of the first box at its right, straight through each lane, into the last box at its left."""
    first, last = at[route[0].key], at[route[-1].key]
    found = [(first.x + first.width, middles[route[0]])]
    for lane in route[1:-1]:
        left = lefts[lane.column]
        found += [(left, middles[lane]), (left + widths[lane.column], middles[lane])]
    return [*found, (last.x, middles[route[-1]])]


def _headings(
    graph: DecisionGraph, columns: Columns, lefts: list[float], widths: list[float]
) -> list[Heading]:
    """Each layer's name over all of its columns."""
    starts = [columns.layers[layer.key] for layer in graph.layers]
    ends = [*starts[1:], len(columns.columns)]
    return [
        Heading(layer.name, lefts[start], lefts[end - 1] + widths[end - 1] - lefts[start])
        for layer, start, end in zip(graph.layers, starts, ends, strict=True)
    ]
