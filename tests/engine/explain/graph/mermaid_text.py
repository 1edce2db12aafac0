"""Reads Mermaid text back, as far as `render_mermaid` writes it, so that tests can count what is in it."""

from __future__ import annotations

import re

from zhunsheng.engine.explain.graph.decision_graph import DecisionGraph

_NODE = re.compile(r'    (n\d+)(?:\(\["([^"]*)"\]\)|\["([^"]*)"\]|\[\["([^"]*)"\]\]|\{\{"([^"]*)"\}\})')
_EDGE = re.compile(r'  (n\d+) (-->|--x|--o|-\.->|-\.-x|-\.-o)(?:\|"[^"]+"\|)? (n\d+)')
_OTHER = re.compile(
    r"  accTitle: \S.*|  accDescr: \S.*|  subgraph layer\d+_\d+\[\"[^\"]+\"\]|  end"
    r"|  classDef (established|open|failed) \S+( \S+)*|  class n\d+(,n\d+)* (established|open|failed)"
    r'|  click n\d+ href "[^"]+"'
)


def assert_sound(text: str, graph: DecisionGraph) -> None:
    """Every line is one that is known, ids are unique, every end of an edge is declared, and nothing is missing."""
    first, *lines = text.splitlines()
    assert first == "flowchart LR"
    nodes = [match[1] for line in lines if (match := _NODE.fullmatch(line))]
    edges = [match for line in lines if (match := _EDGE.fullmatch(line))]
    assert len(nodes) == len(set(nodes)) == len(graph.nodes)
    assert len(edges) == len(graph.edges)
    position = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    assert {(edge[1], edge[3]) for edge in edges} == {
        (position[edge.source], position[edge.target]) for edge in graph.edges
    }
    assert sum("." in edge[2] for edge in edges) == sum(graph.is_open(edge) for edge in graph.edges)
    for line in lines:
        assert _NODE.fullmatch(line) or _EDGE.fullmatch(line) or _OTHER.fullmatch(line), line
    used = {
        name
        for line in lines
        if line.startswith(("  class ", "  click "))
        for name in re.findall(r"\bn\d+\b", line)
    }
    assert used == set(nodes)
    assert text.count("  subgraph ") == lines.count("  end")
