"""What the picture of a decision consists of: nodes in layers, and edges that say how one thing bears on another.

A node is a fact, a rule of the trace, a ladder of measures, or the form of a subject. Its state says how it stands: established,
still open, or known not to apply. An edge always leads to a later layer, except from an exception to the rule that it defeats:
both stand in one layer, and the exception stands before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

import networkx as nx

NodeKind: TypeAlias = Literal["fact", "rule", "track", "form"]

#: established: a known fact, a rule that applies. open: an unknown fact, a rule that hangs on one. failed: known not to apply.
State: TypeAlias = Literal["established", "open", "failed"]

#: What an edge says; `words` has each in Chinese and English.
EdgeKind: TypeAlias = Literal[
    "reads",  # fact → rule: the premise asks about it
    "rests_on",  # rule → rule: the premise asks for what it concluded
    "absence",  # rule → rule: the premise asks that it was not concluded
    "defeats",  # rule → rule: an exception
    "opens",  # rule → track: it gives a range on it
    "moves",  # rule → track: a circumstance that calls for a move
    "spares",  # rule → track or form: a ground of tolerance
    "refuses",  # rule → form: what excludes a tolerance that was claimed
    "practice",  # rule → form: what notices of the kind usually come to, for the choice of the point
    "could_change",  # rule or fact → form: open; the outcome can still change by it
    "gives",  # track → form
]

#: The layers around those of the rules.
FACTS, TRACKS, FORM = "facts", "tracks", "form"


@dataclass(frozen=True)
class GraphLayer:
    """A step from facts to the form, in the order in which they are taken."""

    key: str
    name: str


@dataclass(frozen=True)
class GraphNode:
    """One box.

    Attributes:
        id: Of rules and tracks the id of the trace's node; of facts their JSON pointer; of a form ``/subjects/0#form``. Of a
            set, each member that a rule asks about is a node: the pointer and the question, with a ``?`` between.
        group: The id of the subject that it belongs to; "" for facts of the case and of the incident, and rules on the case.
        title: What it is, in words.
        details: Further lines: the value of a fact, the id of a rule, the range on a track.
        hint: What a reader learns on asking: conclusion and articles of a rule, the moves on a track.
        pointer: Of a fact, where it stands in the case document.
        rule: Of a rule, its id in the release.
    """

    id: str
    kind: NodeKind
    state: State
    layer: str
    group: str
    title: str
    details: tuple[str, ...] = ()
    hint: str = ""
    pointer: str | None = None
    rule: str | None = None


@dataclass(frozen=True, order=True)
class GraphEdge:
    """How one node bears on another."""

    source: str
    target: str
    kind: EdgeKind


@dataclass(frozen=True)
class DecisionGraph:
    """The decision on one subject, or on all subjects of a case.

    Attributes:
        subject_id: None for the case as a whole.
        subjects: Ids of the subjects in it, in the order of the case.
        complete: Whether it holds every node of the trace, or what the outcome rests and hangs on.
        layers: Those that have a node.
        nodes: In the order of layers, and within one in the order of the trace.
        edges: Between its nodes, without repetition, in the order of their ids.
    """

    case_id: str
    subject_id: str | None
    language: Literal["zh", "en"]
    subjects: tuple[str, ...]
    complete: bool
    layers: tuple[GraphLayer, ...]
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]

    def network(self) -> nx.DiGraph[str]:
        """Its shape alone, for questions about paths: ids of nodes, whatever an edge says."""
        network: nx.DiGraph[str] = nx.DiGraph()
        network.add_nodes_from(node.id for node in self.nodes)
        network.add_edges_from((edge.source, edge.target) for edge in self.edges)
        return network

    @cached_property
    def by_id(self) -> Mapping[str, GraphNode]:
        """Its nodes by their ids."""
        return {node.id: node for node in self.nodes}

    def is_open(self, edge: GraphEdge) -> bool:
        """Whether an edge has an end that is not established."""
        ends = (self.by_id[edge.source], self.by_id[edge.target])
        return any(node.state != "established" for node in ends)
