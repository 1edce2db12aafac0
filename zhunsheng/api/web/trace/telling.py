"""Says the nodes of a trace as branches of the tree, in the words of the rules and the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from zhunsheng.api.web.trace.addresses import node_href
from zhunsheng.api.web.trace.branches import (
    ConditionBranch,
    NodeLink,
    Readings,
    RuleBranch,
    StageBranch,
    TrackBranch,
    Value,
)
from zhunsheng.api.web.trace.carrying import carrying
from zhunsheng.engine.answer_trace import Trace, TraceCondition, TraceRule, TraceTrack
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.explain.other_language import trace_in
from zhunsheng.engine.explain.paired_conditions import paired
from zhunsheng.engine.explain.spoken_conditions import clause, inner
from zhunsheng.engine.explain.trace_sentences import TraceSentences
from zhunsheng.engine.explain.trace_words import SAY
from zhunsheng.engine.explain.track_sentences import track_sentences
from zhunsheng.engine.language.conditions import AllOf, Condition, Quantified
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import Suggestion

_FAILS = Readings(established="false", possible="false")


@dataclass(frozen=True)
class Telling:
    """Says the nodes of one answer.

    Attributes:
        suggestion: The answer, in the language in which it is said.
        release: Under which it was given.
        root: From the page to the folder of the nodes' pages.
        here: The ids of the nodes that are on the page, to which links need not leave it.
    """

    suggestion: Suggestion
    release: Release
    root: str
    here: frozenset[str] = frozenset()

    @classmethod
    def of(cls, suggestion: Suggestion, release: Release, language: Language, root: str) -> Telling:
        """Says the nodes of an answer in a language, whichever it was given in."""
        trace = trace_in(suggestion, release, language)
        told = suggestion.model_copy(update={"trace": trace, "language": language})
        return cls(told, release, root)

    @property
    def trace(self) -> Trace:
        """The trace that is told."""
        return self.suggestion.trace

    @property
    def language(self) -> Language:
        """The language in which it is told."""
        return self.suggestion.language

    @cached_property
    def sentences(self) -> TraceSentences:
        """The words for places, facts and articles."""
        return TraceSentences(self.suggestion, self.release)

    @cached_property
    def matters(self) -> frozenset[str]:
        """The ids of the nodes that carry the outcome."""
        return carrying(self.trace)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each node, by id."""
        return {node.id: number for number, node in enumerate(self.trace.nodes)}

    @cached_property
    def _nodes(self) -> Mapping[str, TraceRule | TraceTrack]:
        return {node.id: node for node in self.trace.nodes}

    def node(self, id: str) -> TraceRule | TraceTrack | None:
        """The node of that id; None where the trace has none."""
        return self._nodes.get(id)

    def anchor(self, id: str) -> str:
        """What a node is called on a page."""
        return f"n{self.numbers[id]}"

    # Nodes

    def rule(self, node: TraceRule, *, whole: bool) -> RuleBranch:
        """A rule; `whole`: with its conditions and all else that was told of it."""
        head = RuleBranch(
            anchor=self.anchor(node.id),
            rule=node.rule,
            title=node.title,
            concludes=node.concludes,
            readings=readings_of(node),
            href=node_href(node.id, self.root),
            matters=node.id in self.matters,
        )
        if not whole:
            return head
        return head.model_copy(
            update={
                "cites": tuple(self.sentences.cited([cite]) for cite in node.cites),
                "conditions": self.premise(
                    self.release.rules[node.rule].premise, node.premise, node.instance, head.anchor
                ),
                "exceptions": tuple(self.link(id) for id in node.exceptions),
                "remarks": tuple(self._remarks(node)),
            }
        )

    def track(self, node: TraceTrack) -> TrackBranch:
        """A track with its stages; the last sentence says what is recommended."""
        head, *rest = track_sentences(node, self.sentences.places, self.sentences.cited)
        return TrackBranch(
            anchor=self.anchor(node.id),
            name=node.name,
            href=node_href(node.id, self.root),
            stages=tuple(
                StageBranch(text=part.text, rests_on=tuple(map(self.link, part.nodes))) for part in head.parts
            ),
            result="".join(passage.text for passage in rest),
        )

    def link(self, id: str) -> NodeLink:
        """A node that another one speaks of; one that the trace does not hold is known to fail."""
        node = self.node(id)
        pointer, _, name = id.partition("#")
        if node is None:
            title = self.release.rules[name].title.get(self.language)
        else:
            title = node.title if isinstance(node, TraceRule) else node.name
        return NodeLink(
            href=f"#{self.anchor(id)}" if id in self.here else node_href(id, self.root),
            title=title,
            place=self.sentences.places.place(pointer),
            readings=readings_of(node) if isinstance(node, TraceRule) else _FAILS,
        )

    # Conditions

    def premise(
        self, condition: Condition, value: TraceCondition, pointer: str, anchor: str
    ) -> tuple[ConditionBranch, ...]:
        """The conditions of a rule, all of which must hold.

        Args:
            pointer: Of the instance that the rule is tried on.
            anchor: What the rule is called on the page.
        """
        if isinstance(condition, AllOf):
            return tuple(self._numbered(paired(condition, value, pointer), anchor))
        return tuple(self._numbered([(condition, value, pointer)], anchor))

    def _numbered(
        self, pairs: Iterable[tuple[Condition, TraceCondition, str]], anchor: str, *, placed: bool = False
    ) -> Iterator[ConditionBranch]:
        for number, (condition, value, instance) in enumerate(pairs, 1):
            place = self.sentences.places.place(instance, short=True) if placed else ""
            yield self._condition(condition, value, instance, f"{anchor}.{number}", place)

    def _condition(
        self, condition: Condition, value: TraceCondition, instance: str, anchor: str, place: str
    ) -> ConditionBranch:
        text = clause(condition, self.release.vocabulary, self.language).rstrip("：:")
        readings = Readings(established=value.established, possible=value.possible)
        if inner(condition) is None and value.parts:
            pairs = paired(condition, value, instance)
            parts = self._numbered(pairs, anchor, placed=isinstance(condition, Quantified))
            return ConditionBranch(
                anchor=anchor, text=text, readings=readings, place=place, parts=tuple(parts)
            )
        leaf = value.parts[0] if inner(condition) else value
        return ConditionBranch(
            anchor=anchor,
            text=text,
            readings=readings,
            place=place,
            stated=self.sentences.stated(inner(condition) or condition, leaf),
            rests_on=tuple(map(self.link, leaf.rests_on)),
        )

    def _remarks(self, node: TraceRule) -> Iterator[str]:
        say = SAY[self.language]
        for key, ranges in (("ranges", node.ranges), ("concerns", node.concerns)):
            if ranges:
                yield say[key].format(ranges=self.sentences.ranges(ranges))
        if node.clock:
            yield say["clock"].format(clock=node.clock)
        if node.note:
            yield say["note"].format(note=node.note)


def readings_of(node: TraceRule) -> Readings:
    """The value of a rule: whether it is established, and whether it may be."""
    established: Value = "true" if node.established else "false"
    return Readings(established=established, possible=node.possible)
