"""Why and why not as text: the outcome, then each rule, a sentence with its articles first and its conditions as a tree below."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from zhunsheng.engine.answer_reasons import (
    BearingRule,
    Explanations,
    OutcomeReason,
    Reason,
    Role,
    SubjectReasons,
)
from zhunsheng.engine.answer_trace import TraceCondition, TraceRule
from zhunsheng.engine.explain.fact_words import value_in_words
from zhunsheng.engine.explain.phrases import LATIN, PHRASES, SIGNS
from zhunsheng.engine.release import Release

_SAY: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "title": "准绳 · 为什么，为什么不",
        "of": "所问  {asked}",
        "opens": "幅度由来",
        "moves": "从宽从严",
        "spares": "容错免责",
        "practice": "通报惯例（不是依据）",
        "failing": "不具备",
        "unknown": "尚不明",
        "exception": "例外",
        "nearest": "以下规则没有成立，最接近的在前：",
        "above": "（见上）",
        "left": "……另有 {n} 项",
        "none": "没有哪条规则可以开启这一形态或者措施",
        "join": "；",
    },
    "en": {
        "title": "Zhunsheng · Why, and why not",
        "of": "Asked  {asked}",
        "opens": "range by",
        "moves": "moved by",
        "spares": "spared by",
        "practice": "practice, which is no ground",
        "failing": "not met",
        "unknown": "unknown",
        "exception": "exception",
        "nearest": "These rules are not established; the nearest first:",
        "above": "（see above）",
        "left": "… and {n} more",
        "none": "No rule opens this form or measure",
        "join": "; ",
    },
}

#: Of several conditions one of which would do, so many are shown where none of them holds.
ALTERNATIVES = 3

_ROLES: tuple[Role, ...] = ("opens", "moves", "spares", "practice")


def render_why(answer: Explanations, release: Release) -> str:
    """The reasons about each subject.

    Args:
        release: The release it was made under; it knows the names of facts.
    """
    text = "\n".join(_lines(answer, release)) + "\n"
    return text.translate(LATIN) if answer.language == "en" else text


def _lines(answer: Explanations, release: Release) -> Iterator[str]:
    say, phrases = _SAY[answer.language], PHRASES[answer.language]
    yield say["title"]
    if answer.asked is not None:
        yield say["of"].format(asked=answer.asked)
    checked = answer.engines.note or phrases["agreed"].format(ran=", ".join(answer.engines.ran))
    yield f"{phrases['engines']}  {checked}"
    for subject in answer.subjects:
        yield ""
        yield from _Writer(answer.language, release).subject(subject)


@dataclass
class _Writer:
    """Writes one subject; a rule's tree is written once, and referred to afterwards."""

    language: str
    release: Release
    written: set[str] = field(default_factory=set)

    @property
    def say(self) -> Mapping[str, str]:
        return _SAY[self.language]

    def subject(self, subject: SubjectReasons) -> Iterator[str]:
        yield f"━━ {subject.subject_id} ━━"
        if subject.outcome is not None:
            yield from self._outcome(subject.outcome)
        for established, found_so in itertools.groupby(
            subject.reasons, lambda found: found.status == "established"
        ):
            reasons = tuple(found_so)
            if not established and len(reasons) > 1:
                yield f"  {self.say['nearest']}"
            for found in reasons:
                yield from self._reason(found)
        if not subject.reasons:
            yield f"  {self.say['none'] if subject.conducts else PHRASES[self.language]['no_conduct']}"

    def _outcome(self, found: OutcomeReason) -> Iterator[str]:
        yield f"  {SIGNS['true' if found.holds else 'false']} {found.sentence}"
        for role in _ROLES:
            titles = [_titled(rule) for rule in found.rules if rule.role == role]
            if titles:
                yield f"    {self.say[role]}: {self.say['join'].join(dict.fromkeys(titles))}"

    def _reason(self, found: Reason) -> Iterator[str]:
        place = f"（{found.conduct_id}）" if found.conduct_id else ""
        yield f"  {SIGNS[found.status]} {found.rule}{place}"
        yield f"    {found.sentence}"
        for exception in found.defeated_by:
            yield f"    {self.say['exception']} ✔ {exception.rule}: {exception.sentence}"
        for key, conditions in (("failing", found.failing), ("unknown", found.unknown)):
            if conditions:
                shown = (self._compared(condition) for condition in conditions)
                yield f"    {self.say[key]}: {self.say['join'].join(dict.fromkeys(shown))}"
        behind = {node.id: node for node in found.behind}
        yield from self._premise(found.premise, behind, 3)

    def _premise(self, premise: TraceCondition, behind: Mapping[str, TraceRule], depth: int) -> Iterator[str]:
        """The conditions of a rule; that all of them are needed goes without saying."""
        for part in premise.parts if premise.operator == "all" else (premise,):
            yield from self._condition(_telling(part), behind, depth)

    def _condition(
        self, condition: TraceCondition, behind: Mapping[str, TraceRule], depth: int
    ) -> Iterator[str]:
        yield f"{'  ' * depth}{SIGNS[_value(condition)]} {self._compared(condition)}"
        inner = condition.parts if condition.operator == "not" else ()
        for key in (*condition.rests_on, *(key for part in inner for key in part.rests_on)):
            if key in behind:
                yield from self._rule(behind[key], behind, depth + 1)
        shown, left = _parts(condition)
        for part in shown:
            yield from self._condition(part, behind, depth + 1)
        if left:
            yield f"{'  ' * (depth + 1)}{self.say['left'].format(n=left)}"

    def _rule(self, node: TraceRule, behind: Mapping[str, TraceRule], depth: int) -> Iterator[str]:
        sign = SIGNS["true" if node.established else "unknown" if node.possible == "unknown" else "false"]
        again = node.id in self.written
        above = self.say["above"] if again else ""
        yield f"{'  ' * depth}{sign} {node.rule} {node.title}{self._cited(node)}{above}"
        if not again:
            self.written.add(node.id)
            yield from self._premise(_beside_the_law(node.premise), behind, depth + 1)
            for key in node.exceptions:
                if not node.established and key in behind and behind[key].established:
                    yield f"{'  ' * (depth + 1)}{self.say['exception']}:"
                    yield from self._rule(behind[key], behind, depth + 2)

    def _cited(self, node: TraceRule) -> str:
        titles = (
            self.release.sources[cite.source].cited_as(cite.article, self.language) for cite in node.cites
        )
        shown = self.say["join"].join(dict.fromkeys(titles))
        return f"〔{shown}〕" if shown else ""

    def _compared(self, condition: TraceCondition) -> str:
        """A condition with the values that it read."""
        of = condition.parts[0] if condition.operator == "not" and condition.parts else condition
        values = (
            value_in_words(pointer, value, self.release, self.language) for pointer, value in of.facts.items()
        )
        return condition.text + "".join(f" = {value}" for value in values)


def _titled(rule: BearingRule) -> str:
    return f"{rule.title}（{rule.conduct_id}）" if rule.conduct_id else rule.title


def _telling(condition: TraceCondition) -> TraceCondition:
    """What stands for a condition: of several alternatives, one that holds says enough."""
    if condition.operator == "any" and condition.established == "true":
        return _telling(next(part for part in condition.parts if part.established == "true"))
    return condition


def _parts(condition: TraceCondition) -> tuple[tuple[TraceCondition, ...], int]:
    """The parts that are shown below a condition, and how many alternatives are not."""
    parts = condition.parts
    if condition.operator == "not" and not parts[0].parts:
        return (), 0
    if condition.operator == "any":
        parts = tuple(sorted(parts, key=lambda part: _value(part) != "unknown"))[:ALTERNATIVES]
    elif condition.operator == "parts":
        each = (part.parts if part.operator == "all" else (part,) for part in parts)
        parts = tuple(inner for of in each for inner in of)
    left = len(condition.parts) - len(parts) if condition.operator == "any" else 0
    return tuple(_telling(part) for part in parts), left


def _beside_the_law(premise: TraceCondition) -> TraceCondition:
    """A premise without the law that was in force: its article is cited beside the rule."""
    kept = tuple(part for part in premise.parts if part.operator != "law_date" or part.established != "true")
    return premise.model_copy(update={"parts": kept}) if premise.operator == "all" else premise


def _value(condition: TraceCondition) -> str:
    """The value in the established reading; what is not established and may yet be is shown as unknown."""
    still_open = condition.established == "false" and condition.possible == "unknown"
    return "unknown" if still_open and condition.operator != "not" else condition.established
