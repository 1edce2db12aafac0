"""Which of the rules that are still open one answer would settle.

A case in which little is known leaves hundreds of rules open, and a picture of all of them shows nothing. What is worth showing
is near: a decisive fact can change the forms by itself, and a rule is near where one such fact alone, answered
the right way, could make it apply. `NearRules` finds that out from the trace. Where the trace does not say how many parts are
wanted (*at least*, conditions on parts) one is taken to be enough, so a rule may be shown that wants more. What an answer does by
changing which of two laws is applied is not followed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from zhunsheng.engine.answer_trace import TraceCondition, TraceRule
from zhunsheng.engine.suggestion import SubjectAnswer


def decisive(subject: SubjectAnswer) -> tuple[str, ...]:
    """The facts that by themselves can change between which forms a subject stands, or which one is recommended."""
    now = (subject.form, subject.possible.lowest, subject.possible.highest)
    return tuple(
        question.fact
        for question in subject.open_questions
        if any((of.form, of.possible.lowest, of.possible.highest) != now for of in question.outlooks)
    )


@dataclass(frozen=True)
class NearRules:
    """Open rules, and the facts that could settle them.

    Attributes:
        rules: The rules of the trace by the id of their node.
        facts: Pointers of the facts that by themselves can change the outcome.
    """

    rules: Mapping[str, TraceRule]
    facts: tuple[str, ...]
    _found: dict[tuple[str, str], bool] = field(default_factory=dict, compare=False, repr=False)

    def settling(self, rule: TraceRule) -> tuple[str, ...]:
        """The facts each of which alone could make an open rule apply."""
        return tuple(fact for fact in self.facts if self._can_apply(rule, fact))

    def _can_apply(self, rule: TraceRule, fact: str) -> bool:
        if rule.established or rule.possible != "unknown":
            return False
        key = (rule.id, fact)
        if key not in self._found:
            self._found[key] = self._can_be(rule.premise, fact, True)
        return self._found[key]

    def _can_be(self, condition: TraceCondition, fact: str, wanted: bool) -> bool:
        """Whether a condition could be established to hold, or not to hold, by this fact alone."""
        value = "true" if wanted else "false"
        if condition.established == value:
            return True
        parts = (self._can_be(part, fact, wanted) for part in condition.parts)
        match condition.operator:
            case "fact" | "months" | "law_date":
                return condition.possible == "unknown" and fact in condition.facts
            case "conclusion":
                nodes = (self.rules[node] for node in condition.rests_on)
                return wanted and any(node.established or self._can_apply(node, fact) for node in nodes)
            case "not" | "none":
                contrary = (self._can_be(part, fact, not wanted) for part in condition.parts)
                return all(contrary) if wanted else any(contrary)
            case "all":
                return all(parts) if wanted else any(parts)
            case "any":
                return any(parts) if wanted else all(parts)
            case _:
                changing = (part for part in condition.parts if part.established != value)
                return any(self._can_be(part, fact, wanted) for part in changing)
