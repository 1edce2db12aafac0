"""The derivation of an answer, as a graph that an auditor can follow from any measure back to the facts.

Nodes are the rules that were tried on each instance and were not known to fail (and every rule on findings, for "why not"), and
the tracks with the moves made on them. Nodes refer to each other by id: a premise to the rules that concluded what it reads, a
rule to the exceptions that were tried, a track to the provisions and circumstances behind it. The value of each part of a premise
is computed afresh, by the book (`meaning`), from facts and concluded rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.outputs import TOLERATED, Reading
from zhunsheng.engine.engines.bits.readout import StageRange
from zhunsheng.engine.explain.clocks import describe_due
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.explain.prose import describe
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    ConclusionTest,
    Condition,
    FactTest,
    LawDateTest,
    MonthsTest,
    Not,
    Quantified,
    children,
)
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.law_dates import behind
from zhunsheng.engine.scale import Range, Scale, Track
from zhunsheng.engine.sources import Citation
from zhunsheng.engine.suggestion import (
    Cite,
    CiteRef,
    MeasureRange,
    Trace,
    TraceCondition,
    TraceRule,
    TraceStage,
    TraceTrack,
)
from zhunsheng.engine.vocabulary.facts import FactRef, FactValue

_OPERATORS: Mapping[type, str] = {
    AllOf: "all",
    AnyOf: "any",
    Not: "not",
    AtLeast: "at_least",
    FactTest: "fact",
    MonthsTest: "months",
    LawDateTest: "law_date",
    ConclusionTest: "conclusion",
    Quantified: "parts",
}


def instance_pointer(instance: Instance) -> str:
    """The JSON pointer of an instance: "" for the case as a whole."""
    return "" if instance.level == "case" else instance.pointers[instance.level]


def node_id(instance: Instance, rule: str) -> str:
    """The id of a rule's node."""
    return f"{instance_pointer(instance)}#{rule}"


def cited(cites: Iterable[Citation], explained: Explained, language: str) -> tuple[Cite, ...]:
    """Citations with what the articles say."""
    found = []
    for cite in cites:
        source = explained.release.sources[cite.source]
        article = source.article(cite.article)
        if article is None:
            raise LookupError(f"{cite} was not checked")
        found.append(
            Cite(
                source=cite.source,
                article=cite.article,
                title=source.cited_as(cite.article, language),
                summary=article.summary,
                confidence=article.confidence,
            )
        )
    return tuple(found)


def referred(cites: Iterable[Citation]) -> tuple[CiteRef, ...]:
    """Citations by source and article alone."""
    return tuple(CiteRef(source=cite.source, article=cite.article) for cite in cites)


def shown_value(value: FactValue) -> Any:
    """A fact's value as it stands in JSON."""
    if isinstance(value, bool | int | str):
        return value
    return dict(value) if isinstance(value, Mapping) else str(value)


def shown_ranges(ranges: Iterable[Range], scale: Scale) -> tuple[MeasureRange, ...]:
    """Ranges by the keys of their measures."""

    def key(track: Track, number: int) -> str | None:
        return track.steps[number - 1].key if number else None

    return tuple(
        MeasureRange(
            track=item.track,
            lowest=key(scale.track(item.track), item.low),
            highest=key(scale.track(item.track), item.high) or "",
        )
        for item in ranges
    )


@dataclass(frozen=True)
class TraceBuilder:
    """Builds the trace of one explained case in one language.

    Attributes:
        behind: The rules that a conclusion on an instance is said to rest on; by default all that are not known to fail.
        every_rule: Whether rules that are known to fail are nodes, too: to see which condition each fails by.
    """

    explained: Explained
    language: Literal["zh", "en"]
    behind: Callable[[Instance, str], Iterable[Rule]] | None = None
    every_rule: bool = False

    def trace(
        self,
        stages: Mapping[str, Mapping[str, tuple[StageRange, ...]]],
        recommended: Mapping[str, Mapping[str, int]],
    ) -> Trace:
        """The whole trace.

        Args:
            stages: By subject and track.
            recommended: The recommended step by subject and track.
        """
        nodes: list[TraceRule | TraceTrack] = []
        not_applicable: dict[str, tuple[str, ...]] = {}
        for instance in self.explained.instances():
            failed = []
            for rule in self._rules(instance):
                verdict = self.explained.rule(instance, rule.id)
                known_to_fail = verdict.possible is Truth.FALSE and rule.kind != "finding"
                if known_to_fail:
                    failed.append(rule.id)
                if self.every_rule or not known_to_fail:
                    nodes.append(self.rule(instance, rule))
            not_applicable[instance_pointer(instance)] = tuple(failed)
            if instance.level == "subject":
                nodes.extend(self._tracks(instance, stages[instance.id], recommended[instance.id]))
        return Trace(nodes=tuple(nodes), not_applicable=not_applicable)

    @cached_property
    def _in_order(self) -> Sequence[Rule]:
        order = list(self.explained.release.layers)
        return sorted(
            self.explained.release.rules.values(), key=lambda rule: (order.index(rule.layer), rule.id)
        )

    def _rules(self, instance: Instance) -> Iterator[Rule]:
        """The rules of an instance's level, layer by layer."""
        return (rule for rule in self._in_order if rule.level == instance.level)

    @cached_property
    def _opening(self) -> Mapping[str, Sequence[Rule]]:
        """By track: the rules that can open a range on it, and the tolerances that can spare it; layer by layer."""
        sparing = {rule.id for rule in self.explained.concluding(TOLERATED)}
        return {
            track.key: tuple(
                rule
                for rule in self._in_order
                if rule.id in sparing
                or track.key in (*rule.may_spare, *rule.must_spare)
                or any(item.track == track.key for item in rule.ranges)
            )
            for track in self.explained.release.scale.tracks
        }

    def rule(self, instance: Instance, rule: Rule) -> TraceRule:
        """The node of a rule that was tried on an instance."""
        verdict = self.explained.rule(instance, rule.id)
        release = self.explained.release
        return TraceRule(
            id=node_id(instance, rule.id),
            rule=rule.id,
            title=rule.title.get(self.language),
            layer=release.layers[rule.layer].name.get(self.language),
            concludes=release.vocabulary.conclusion(rule.conclusion).name.get(self.language),
            instance=instance_pointer(instance),
            established=verdict.established,
            possible=verdict.possible.value,
            cites=referred(rule.cites),
            premise=self.condition(rule.premise, instance),
            exceptions=tuple(node_id(instance, other.id) for other in self.explained.overriding(rule.id)),
            ranges=shown_ranges(rule.ranges, release.scale),
            clock=describe_due(rule.due, release.vocabulary, self.language) if rule.due else None,
            concerns=shown_ranges(rule.concerns, release.scale),
            note=rule.note.get(self.language) if rule.note else None,
        )

    def condition(self, condition: Condition, instance: Instance) -> TraceCondition:
        """One condition with its values, its facts and its parts."""
        established = self.explained.value(condition, instance, Reading.ESTABLISHED)
        possible = self.explained.value(condition, instance, Reading.POSSIBLE)
        parts: tuple[TraceCondition, ...]
        if isinstance(condition, Quantified):
            parts = tuple(self.condition(condition.condition, part) for part in instance.parts)
        elif isinstance(condition, Not) and isinstance(condition.part, AnyOf):
            parts = tuple(self.condition(part, instance) for part in condition.part.parts)
        else:
            parts = tuple(self.condition(part, instance) for part in children(condition))
        return TraceCondition(
            text=describe(condition, self.explained.release.vocabulary, self.language),
            operator="none"
            if isinstance(condition, Not) and isinstance(condition.part, AnyOf)
            else _OPERATORS[type(condition)],
            established=established.value,
            possible=possible.value,
            facts=self._facts(condition, instance),
            rests_on=self._rests_on(condition, instance),
            parts=parts,
        )

    def _facts(self, condition: Condition, instance: Instance) -> dict[str, Any]:
        refs: tuple[FactRef, ...] = ()
        match condition:
            case FactTest(ref, _, _):
                refs = (ref,)
            case MonthsTest(start, end, _, _):
                refs = (start, end)
            case LawDateTest(clock):
                refs = behind(instance.facts, clock, instance.law_date(clock))
            case _:
                pass
        found: dict[str, Any] = {}
        for ref in refs:
            value = instance.facts.get(ref)
            if isinstance(value, Mapping) and isinstance(condition, FactTest):
                found[instance.pointer(ref)] = value.get(
                    str(condition.operands[0])
                )  # of a set, the member asked about
            else:
                found[instance.pointer(ref)] = None if value is None else shown_value(value)
        return found

    def _rests_on(self, condition: Condition, instance: Instance) -> tuple[str, ...]:
        if not isinstance(condition, ConclusionTest):
            return ()
        behind = self.behind or self._not_known_to_fail
        return tuple(node_id(instance, rule.id) for rule in behind(instance, condition.conclusion))

    def _not_known_to_fail(self, instance: Instance, conclusion: str) -> Iterator[Rule]:
        for rule in self.explained.concluding(conclusion):
            if self.explained.rule(instance, rule.id).possible is not Truth.FALSE:
                yield rule

    def _tracks(
        self, instance: Instance, stages: Mapping[str, tuple[StageRange, ...]], recommended: Mapping[str, int]
    ) -> Iterator[TraceTrack]:
        scale = self.explained.release.scale
        for key, ranges in stages.items():
            if not any(stage.high for stage in ranges):
                continue
            track = scale.track(key)
            yield TraceTrack(
                id=f"{instance_pointer(instance)}#track:{key}",
                track=key,
                name=track.name.get(self.language),
                instance=instance_pointer(instance),
                rests_on=tuple(self._sources(instance, key)),
                stages=tuple(self._stages(instance, track, ranges)),
                recommended=track.steps[recommended[key] - 1].key if recommended[key] else None,
            )

    def _sources(self, instance: Instance, track: str) -> Iterator[str]:
        """The established rules that open a range on a track, and the tolerances that were applied."""
        for place in (*instance.parts, instance):
            for rule in self._opening[track]:
                if rule.level == place.level and self.explained.rule(place, rule.id).established:
                    yield node_id(place, rule.id)

    def _stages(
        self, instance: Instance, track: Track, ranges: tuple[StageRange, ...]
    ) -> Iterator[TraceStage]:
        """The raw range, and each move that was called for by an established circumstance or that changed something."""
        before = None
        for stage in ranges:
            move = self.explained.release.scale.moves[stage.move] if stage.move is not None else None
            because = tuple(
                node_id(instance, rule.id)
                for rule in (self.explained.concluding(move.conclusion) if move else ())
                if self.explained.rule(instance, rule.id).established
            )
            now = (stage.low, stage.high)
            if move is None or because or now != before:
                name = (
                    self.explained.release.vocabulary.conclusion(move.conclusion).name.get(self.language)
                    if move
                    else None
                )
                yield TraceStage(
                    move=name,
                    because=because,
                    cites=referred(move.cites) if move else (),
                    at_least=self._measure(track, stage.low),
                    at_most=self._measure(track, stage.high),
                )
            before = now

    def _measure(self, track: Track, number: int) -> str | None:
        return track.steps[number - 1].name.get(self.language) if number else None
