"""The trace of an answer in another language than it was given in, without evaluating anew.

An answer that is on record has the words of the language in which it was asked for. What they say stands in the release as well,
in every language, and is found there by the ids of rules, or by the word itself where the trace has nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhunsheng.engine.answer_trace import Trace, TraceCondition, TraceRule, TraceStage, TraceTrack
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.explain.clocks import describe_due
from zhunsheng.engine.explain.prose import describe
from zhunsheng.engine.language.conditions import AnyOf, Condition, Not, Quantified, children
from zhunsheng.engine.release import Release
from zhunsheng.engine.scale import Track
from zhunsheng.engine.suggestion import Suggestion


def trace_in(suggestion: Suggestion, release: Release, language: Language) -> Trace:
    """The trace of an answer in a language.

    Args:
        release: The one that the answer was given under.

    Raises:
        KeyError, ValueError: the answer was given under another release.
    """
    if language == suggestion.language:
        return suggestion.trace
    told = _Told(release, suggestion.language, language)
    nodes = (
        told.rule(node) if isinstance(node, TraceRule) else told.track(node)
        for node in suggestion.trace.nodes
    )
    return suggestion.trace.model_copy(update={"nodes": tuple(nodes)})


@dataclass(frozen=True)
class _Told:
    """Says nodes in a language.

    Attributes:
        before: The language that they are in.
    """

    release: Release
    before: Language
    language: Language

    def rule(self, node: TraceRule) -> TraceRule:
        release, language, rule = self.release, self.language, self.release.rules[node.rule]
        return node.model_copy(
            update={
                "title": rule.title.get(language),
                "layer": release.layers[rule.layer].name.get(language),
                "concludes": release.vocabulary.conclusion(rule.conclusion).name.get(language),
                "premise": self._condition(rule.premise, node.premise),
                "clock": describe_due(rule.due, release.vocabulary, language) if rule.due else None,
                "note": rule.note.get(language) if rule.note else None,
            }
        )

    def track(self, node: TraceTrack) -> TraceTrack:
        track = self.release.scale.track(node.track)
        stages = tuple(self._stage(stage, track) for stage in node.stages)
        return node.model_copy(update={"name": track.name.get(self.language), "stages": stages})

    def _condition(self, condition: Condition, value: TraceCondition) -> TraceCondition:
        parts = zip(_parts(condition, value), value.parts, strict=True)
        return value.model_copy(
            update={
                "text": describe(condition, self.release.vocabulary, self.language),
                "parts": tuple(self._condition(part, of_part) for part, of_part in parts),
            }
        )

    def _stage(self, stage: TraceStage, track: Track) -> TraceStage:
        return stage.model_copy(
            update={
                "move": None if stage.move is None else self._move(stage.move),
                "at_least": self._measure(stage.at_least, track),
                "at_most": self._measure(stage.at_most, track),
            }
        )

    def _move(self, name: str) -> str:
        vocabulary = self.release.vocabulary
        names = (vocabulary.conclusion(move.conclusion).name for move in self.release.scale.moves)
        return next(one.get(self.language) for one in names if one.get(self.before) == name)

    def _measure(self, name: str | None, track: Track) -> str | None:
        if name is None:
            return None
        names = (step.name for step in track.steps)
        return next(one.get(self.language) for one in names if one.get(self.before) == name)


def _parts(condition: Condition, value: TraceCondition) -> Iterator[Condition]:
    """The conditions that the parts of a value are of (`TraceBuilder.condition`)."""
    match condition:
        case Quantified(_, _, inner, _):
            yield from (inner for _ in value.parts)
        case Not(AnyOf(parts)):
            yield from parts
        case _:
            yield from children(condition)
