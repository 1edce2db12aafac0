"""Collects the nodes and edges of a graph, each once, and puts them in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from zhunsheng.engine.answer_trace import TraceCondition, TraceRule
from zhunsheng.engine.explain.graph.decision_graph import (
    FACTS,
    FORM,
    TRACKS,
    DecisionGraph,
    EdgeKind,
    GraphEdge,
    GraphLayer,
    GraphNode,
)
from zhunsheng.engine.explain.graph.labels import Labels
from zhunsheng.engine.explain.graph.words import WORDS
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import Suggestion


@dataclass(frozen=True)
class GraphParts:
    """What was found of a graph so far.

    Attributes:
        subject_id: None for the case as a whole.
    """

    suggestion: Suggestion
    release: Release
    subject_id: str | None
    nodes: dict[str, GraphNode] = field(default_factory=dict)
    edges: dict[GraphEdge, None] = field(default_factory=dict)

    @cached_property
    def labels(self) -> Labels:
        """Makes the nodes."""
        return Labels(self.release, self.suggestion.language)

    def group(self, pointer: str) -> str:
        """The subject that something is part of; where there is one alone, everything is."""
        if self.subject_id is not None:
            return self.subject_id
        if len(self.suggestion.subjects) == 1:
            return self.suggestion.subjects[0].subject_id
        steps = pointer.split("/")
        return self.suggestion.subjects[int(steps[2])].subject_id if "subjects" in steps else ""

    def add_node(self, node: GraphNode) -> None:
        """Adds a node, if it is not there."""
        self.nodes.setdefault(node.id, node)

    def add_rule(self, node: TraceRule) -> None:
        """Adds a rule of the trace, if it is not there."""
        if node.id not in self.nodes:
            self.add_node(self.labels.rule(node, self.group(node.instance), self._conduct(node.instance)))

    def add_facts(self, condition: TraceCondition, pointers: Iterable[str], node: TraceRule) -> None:
        """Adds facts that a condition of a rule reads."""
        for pointer in pointers:
            fact = self.labels.fact(pointer, condition, self.group(pointer))
            self.add_node(fact)
            self.join(fact.id, node.id, "reads")

    def join(self, source: str, target: str, kind: EdgeKind) -> None:
        """Adds an edge, if it is not there."""
        self.edges[GraphEdge(source, target, kind)] = None

    def _conduct(self, instance: str) -> int | None:
        """The number of a conduct, where its subject has several."""
        subject, _, number = instance.partition("/conducts/")
        several = f"{subject}/conducts/1" in self.suggestion.trace.not_applicable
        return int(number) + 1 if number and several else None

    def graph(self, subjects: tuple[str, ...], complete: bool) -> DecisionGraph:
        """What was put together, in order."""
        language = self.suggestion.language
        layers = (
            GraphLayer(FACTS, WORDS[language][FACTS]),
            *(GraphLayer(key, layer.name.get(language)) for key, layer in self.release.layers.items()),
            GraphLayer(TRACKS, WORDS[language][TRACKS]),
            GraphLayer(FORM, WORDS[language][FORM]),
        )
        order = [layer.key for layer in layers]
        in_trace = {node.id: position for position, node in enumerate(self.suggestion.trace.nodes)}
        present = {node.layer for node in self.nodes.values()}
        return DecisionGraph(
            case_id=self.suggestion.case_id,
            subject_id=self.subject_id,
            language=language,
            subjects=subjects,
            complete=complete,
            layers=tuple(layer for layer in layers if layer.key in present),
            nodes=tuple(
                sorted(
                    self.nodes.values(),
                    key=lambda node: (order.index(node.layer), in_trace.get(node.id, -1), node.id),
                )
            ),
            edges=tuple(sorted(self.edges)),
        )
