"""The tree below a reason: the conditions of its rule with their values, and the rules behind the conclusions that they read.

The trees are those of the trace (`trace`). Behind a conclusion that holds are the rules that concluded it; behind one that does
not hold, those that would once what is lacking is so, or where nothing helps the one that comes nearest. Beside a rule that was
displaced stands the exception. Rules read earlier layers only, so following them comes to an end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from zhunsheng.engine.answer_trace import TraceCondition, TraceRule
from zhunsheng.engine.case import Instance
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.explain.nearest_conditions import NearestConditions
from zhunsheng.engine.explain.supposed import Supposed
from zhunsheng.engine.explain.trace import TraceBuilder, instance_pointer, node_id
from zhunsheng.engine.language.rules import Rule


@dataclass(frozen=True)
class ReasonTrees:
    """Builds the trees of one reason.

    Attributes:
        established: Whether the rule is.
        then: The case once what is lacking is so; None where nothing is lacking, or nothing helps.
    """

    explained: Explained
    language: Literal["zh", "en"]
    established: bool
    then: Supposed | None = None

    def premise(self, rule: Rule, place: Instance) -> TraceCondition:
        """The conditions of a rule."""
        return self._builder.condition(rule.premise, place)

    def behind(self, premise: TraceCondition) -> tuple[TraceRule, ...]:
        """The rules that a premise rests on, and those that they rest on, each once."""
        found: dict[str, TraceRule] = {}
        waiting = list(_resting(premise))
        while waiting:
            node = waiting.pop(0)
            if node not in found:
                pointer, _, rule = node.partition("#")
                place = next(of for of in self.explained.instances() if instance_pointer(of) == pointer)
                found[node] = self._builder.rule(place, self.explained.release.rules[rule])
                waiting.extend(_resting(found[node].premise))
                waiting.extend(self._displacing(found[node], place))
        return tuple(found.values())

    def nearest(
        self, rule: Rule, place: Instance
    ) -> tuple[tuple[TraceCondition, ...], tuple[TraceCondition, ...]]:
        """The comparisons nearest to a rule that do not hold: first those that fail, then those that are unknown."""
        nearest = NearestConditions(self.explained, self.then)
        failing: list[TraceCondition] = []
        unknown: list[TraceCondition] = []
        for found in nearest.of(rule.premise, place):
            shown = self._builder.condition(found.whole, found.place)
            (unknown if nearest.is_unknown(found) else failing).append(shown)
        return tuple(failing), tuple(unknown)

    @cached_property
    def _builder(self) -> TraceBuilder:
        return TraceBuilder(self.explained, self.language, self._concluding)

    def _concluding(self, place: Instance, conclusion: str) -> Iterator[Rule]:
        rules = self.explained.concluding(conclusion)
        holding = [rule for rule in rules if self.explained.rule(place, rule.id).established]
        if holding or self.established or place.level == "case":
            yield from holding
        elif self.then is not None:
            then = self.then.place(place)
            yield from (rule for rule in rules if self.then.explained.rule(then, rule.id).established)
        elif rules:
            nearest = NearestConditions(self.explained)
            yield min(rules, key=lambda rule: len(nearest.of(rule.premise, place)))

    def _displacing(self, node: TraceRule, place: Instance) -> Iterator[str]:
        """The exceptions that displaced a rule."""
        if node.established:
            return
        for other in self.explained.overriding(node.rule):
            if self.explained.rule(place, other.id).established:
                yield node_id(place, other.id)


def _resting(condition: TraceCondition) -> Iterator[str]:
    """The ids of the rules that a condition rests on, however deep."""
    yield from condition.rests_on
    for part in condition.parts:
        yield from _resting(part)
