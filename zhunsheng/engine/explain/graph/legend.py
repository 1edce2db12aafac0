"""The legend of a picture: what it shows of states and lines, and nothing that it does not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from zhunsheng.engine.explain.graph.decision_graph import DecisionGraph, EdgeKind, State
from zhunsheng.engine.explain.graph.layout import DETAIL_SIZE
from zhunsheng.engine.explain.graph.measuring import text_width
from zhunsheng.engine.explain.graph.words import WORDS

#: Before the text of an entry, and after it.
_SAMPLE, _AFTER = 42.0, 26.0


@dataclass(frozen=True)
class Sample:
    """An entry: a state or a kind of line, and what it means."""

    text: str
    state: State | None = None
    kind: EdgeKind | None = None


def samples_of(graph: DecisionGraph) -> tuple[Sample, ...]:
    """An entry for each state and each kind of line in the graph."""
    say = WORDS[graph.language]
    states = {node.state for node in graph.nodes}
    kinds = {edge.kind for edge in graph.edges}
    return (
        *(Sample(say[state], state=state) for state in get_args(State) if state in states),
        *(Sample(say[kind], kind=kind) for kind in get_args(EdgeKind) if kind in kinds),
    )


def in_rows(samples: Iterable[Sample], width: float) -> list[list[tuple[float, Sample]]]:
    """The entries in rows no wider than the picture, each with its left edge."""
    rows: list[list[tuple[float, Sample]]] = []
    x = width
    for sample in samples:
        room = _SAMPLE + text_width(sample.text, DETAIL_SIZE)
        if not rows or x + room > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, sample))
        x += room + _AFTER
    return rows
