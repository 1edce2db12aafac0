"""A decision graph in a sentence or two, for who cannot see it."""

from __future__ import annotations

from zhunsheng.engine.explain.graph.decision_graph import DecisionGraph
from zhunsheng.engine.explain.graph.words import WORDS


def title_of(graph: DecisionGraph) -> str:
    """What the picture is of."""
    kind = "title" if graph.subject_id else "title_case"
    return WORDS[graph.language][kind].format(case=graph.case_id, subject=graph.subject_id)


def description_of(graph: DecisionGraph) -> str:
    """The layers, how many nodes of each kind there are, and what they come to."""
    join, stop = ("、", "。") if graph.language == "zh" else (", ", ". ")
    counts = {kind: sum(node.kind == kind for node in graph.nodes) for kind in ("fact", "rule", "track")}
    forms = (node for node in graph.nodes if node.kind == "form")
    outcomes = [
        join.join((*([node.group] if node.group else []), node.title, *node.details)) for node in forms
    ]
    return WORDS[graph.language]["description"].format(
        layers=join.join(layer.name for layer in graph.layers),
        facts=counts["fact"],
        rules=counts["rule"],
        tracks=counts["track"],
        outcomes=stop.join(outcomes) + stop.strip(),
    )
