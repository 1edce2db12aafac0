"""In which order the annex shows the trace, by which number each node is called, and which nodes say again what was said.

Place by place, as conclusions are built: the case, then of each subject first its conducts and then itself. Within a place the
decided rules by layer, the ranges of measures, and the rules that are still open.

Two subjects of one incident are mostly judged by the same rules on the same facts. A node **repeats** an earlier one if all its
sentences are the same and the nodes that they refer to are, seen from its own place, the same or repeat one another as well. It
needs no second telling: the annex names it and says which node it repeats.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from zhunsheng.engine.explain.passages import Passage
from zhunsheng.engine.explain.trace_sentences import TraceSentences
from zhunsheng.engine.suggestion import TraceRule, TraceTrack

Node: TypeAlias = "TraceRule | TraceTrack"


@dataclass(frozen=True)
class AnnexOrder:
    """The order of one answer's trace.

    Attributes:
        sentences: Says the nodes; two nodes that it says alike may be one entry.
    """

    sentences: TraceSentences

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The nodes as the annex shows them; in each place those that repeat others come last."""
        return tuple(sorted(self._ordered, key=lambda node: (self._place(node), node.id in self.repeats)))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each node, by id."""
        return {node.id: number for number, node in enumerate(self.nodes, 1)}

    @cached_property
    def repeats(self) -> Mapping[str, str]:
        """The id of the first node that says the same, by the id of each node that repeats it."""
        kinds: dict[str, int] = {}
        known: dict[tuple[object, ...], int] = {}
        first: dict[int, str] = {}
        for node in self._ordered:
            kind = self._kind(node, kinds, known)
            first.setdefault(kind, node.id)
        return {id: first[kind] for id, kind in kinds.items() if first[kind] != id}

    @cached_property
    def _ordered(self) -> tuple[Node, ...]:
        trace = self.sentences.suggestion.trace
        return tuple(sorted(trace.nodes, key=lambda node: (self._place(node), self._group(node))))

    @cached_property
    def _by_id(self) -> Mapping[str, Node]:
        return {node.id: node for node in self.sentences.suggestion.trace.nodes}

    @staticmethod
    def _place(node: Node) -> tuple[int, bool, int]:
        """Where a place stands: of a subject, after its conducts."""
        steps = node.instance.split("/")
        subject = int(steps[2]) + 1 if node.instance else 0
        conduct = int(steps[4]) if "conducts" in steps else 0
        return subject, "conducts" not in steps, conduct

    def _group(self, node: Node) -> tuple[int, int]:
        """Where a node stands within its place."""
        language = self.sentences.suggestion.language
        layers = [layer.name.get(language) for layer in self.sentences.release.layers.values()]
        if isinstance(node, TraceTrack):
            return len(layers), 0
        layer = layers.index(node.layer)
        return (layer, 0) if decided(node) else (len(layers) + 1, layer)

    def _kind(self, node: Node, kinds: dict[str, int], known: dict[tuple[object, ...], int]) -> int:
        """A number that nodes share if, and only if, one repeats the other.

        Args:
            kinds: What is known already, by node; added to.
            known: What each number stands for; added to.
        """
        if node.id not in kinds:
            said = self.sentences.of(node)
            references = tuple(
                (_seen_from(node.instance, id), self._kind(self._by_id[id], kinds, known))
                for id in _references(said)
                if id in self._by_id
            )
            what = (_seen_from(node.instance, node.id), tuple(_texts(said)), references)
            kinds[node.id] = known.setdefault(what, len(known))
        return kinds[node.id]


def decided(node: TraceRule) -> bool:
    """Whether a rule is established, or known not to be."""
    return node.established or node.possible == "false"


def _seen_from(instance: str, id: str) -> str:
    """A node as it is called from a place: in it, in the subject that the place belongs to, or elsewhere."""
    subject = "/".join(instance.split("/")[:3])
    for mark, place in (("here", instance), ("subject", subject)):
        rest = id.removeprefix(place)
        if place and rest != id and rest[0] in "/#":
            return mark + rest
    return id


def _references(passages: Iterable[Passage]) -> Iterator[str]:
    for passage in passages:
        yield from passage.nodes
        yield from _references(passage.parts)


def _texts(passages: Iterable[Passage], depth: int = 0) -> Iterator[tuple[int, str]]:
    for passage in passages:
        yield depth, passage.text
        yield from _texts(passage.parts, depth + 1)
