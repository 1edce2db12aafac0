"""A rule in plain sentences: its articles, its conditions, what follows, what displaces it, and when it is in force.

    依据《…》第…条，对行为，下列各项同时具备的，认定为“…”：（一）…；（二）…。除非适用…。…在 2019-09-01 以后适用。

Made from the tree that runs and from nothing else, so that what a lawyer reads and what a computer does cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from zhunsheng.engine.explain.clocks import describe_due
from zhunsheng.engine.explain.passages import Passage
from zhunsheng.engine.explain.spoken_conditions import clause, inner, law_clause
from zhunsheng.engine.language.conditions import AllOf, AnyOf, Condition, Not, Quantified, children
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.release import Release
from zhunsheng.engine.scale import Range
from zhunsheng.engine.sources import Citation

_SAY: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "title": "规则“{title}”：",
        "head": "依据{cites}，对{level}，{then}，条件是：",
        "head_always": "依据{cites}，对{level}，{then}，没有其他条件。",
        "conduct": "每一行为",
        "subject": "每一主体",
        "case": "全案",
        "between": "、",
        "ranges": "措施幅度：{ranges}。",
        "range": "{track}从“{low}”到“{high}”",
        "one": "{track}只有“{high}”",
        "none": "不给予",
        "may_spare": "适用时，下列措施可以不予：{tracks}。",
        "must_spare": "适用时，下列措施不得给予：{tracks}。",
        "exceptions": "除非适用下列规则：{rules}。",
        "displaces": "适用时，下列规则不再适用：{rules}。",
        "rule": "“{title}”（{id}）",
        "due": "期限：{due}。",
        "concerns": "只在下列措施落在幅度内时产生：{ranges}。",
        "in_force": "施行期间：{period}的，适用本规则。",
        "in_force_for_any": "施行期间：任一行为，{period}的，适用本规则。",
        "always": "施行期间：本规则没有另设时间条件。",
        "note": "说明：{note}。",
        "list": "；",
    },
    "en": {
        "title": "Rule “{title}”: ",
        "head": "by {cites}, for {level}, {then}, if:",
        "head_always": "by {cites}, for {level}, {then}, without further conditions.",
        "conduct": "each conduct",
        "subject": "each subject",
        "case": "the case as a whole",
        "between": "; ",
        "ranges": "Measures: {ranges}.",
        "range": "{track}, from “{low}” to “{high}”",
        "one": "{track}, “{high}” only",
        "none": "none",
        "may_spare": "Where it applies, these measures may be left out: {tracks}.",
        "must_spare": "Where it applies, these measures may not be given: {tracks}.",
        "exceptions": "Unless one of these rules applies: {rules}.",
        "displaces": "Where it applies, these rules do not: {rules}.",
        "rule": "“{title}” ({id})",
        "due": "Time: {due}.",
        "concerns": "It arises only where one of these measures is within the range: {ranges}.",
        "in_force": "In force: it applies where {period}.",
        "in_force_for_any": "In force: it applies where, for any conduct, {period}.",
        "always": "In force: the rule sets no condition of time.",
        "note": "Note: {note}.",
        "list": "; ",
    },
}

#: What follows, by the kind of what is concluded.
_THEN: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "finding": "认定为“{name}”",
        "responsibility": "认定为“{name}”",
        "provision": "适用条款“{name}”",
        "circumstance": "具有情节“{name}”",
        "tolerance": "就容错认定“{name}”",
        "measure": "考虑措施“{name}”",
        "practice": "惯例为“{name}”（只选建议的起点，不是依据）",
        "procedure": "应当履行程序“{name}”",
        "notice": "提示“{name}”",
    },
    "en": {
        "finding": "“{name}” is found",
        "responsibility": "“{name}” is found",
        "provision": "the provision “{name}” applies",
        "circumstance": "the circumstance “{name}” is found",
        "tolerance": "“{name}” is concluded on tolerance",
        "measure": "the measure “{name}” is considered",
        "practice": "practice is “{name}” (it chooses where to start and is no ground)",
        "procedure": "the duty “{name}” arises",
        "notice": "attention is called to “{name}”",
    },
}
_CONCLUDED = {"zh": "认定“{name}”", "en": "“{name}” is concluded"}


@dataclass(frozen=True)
class RuleSentences:
    """Says the rules of one release in one language."""

    release: Release
    language: str

    def of(self, rule: Rule) -> tuple[Passage, ...]:
        """The sentences of a rule: what it says first, then one each for what else it has."""
        first, *rest = self.untitled(rule)
        title = _SAY[self.language]["title"].format(title=rule.title.get(self.language))
        return replace(first, text=title + first.text), *rest

    def untitled(self, rule: Rule) -> tuple[Passage, ...]:
        """The same below a heading that has the title already."""
        return tuple(self._sentences(rule))

    @cached_property
    def _overriding(self) -> Mapping[str, tuple[str, ...]]:
        """The rules that override a rule, by its id."""
        found: dict[str, list[str]] = {}
        for rule in self.release.rules.values():
            for other in rule.overrides:
                found.setdefault(other, []).append(rule.id)
        return {key: tuple(rules) for key, rules in found.items()}

    def _sentences(self, rule: Rule) -> Iterator[Passage]:
        say = _SAY[self.language]
        parts = self._conditions(rule)
        yield Passage(
            say["head" if parts else "head_always"].format(
                cites=self.cited(rule.cites),
                level=say[rule.level],
                then=self._then(rule),
            ),
            parts,
        )
        if rule.ranges:
            yield Passage(say["ranges"].format(ranges=self._ranges(rule.ranges)))
        for key, tracks in (("may_spare", rule.may_spare), ("must_spare", rule.must_spare)):
            if tracks:
                names = (self.release.scale.track(track).name.get(self.language) for track in tracks)
                yield Passage(say[key].format(tracks=say["between"].join(names)))
        for key, rules in (
            ("exceptions", self._overriding.get(rule.id, ())),
            ("displaces", rule.overrides),
        ):
            if rules:
                yield Passage(say[key].format(rules=self._rules(rules)))
        if rule.due:
            due = describe_due(rule.due, self.release.vocabulary, self.language)
            yield Passage(say["due"].format(due=due))
        if rule.concerns:
            yield Passage(say["concerns"].format(ranges=self._ranges(rule.concerns)))
        if rule.in_force:
            own_date = rule.level == "conduct" or rule.in_force.clock == "decision"
            key = "in_force" if own_date else "in_force_for_any"
            yield Passage(say[key].format(period=law_clause(rule.in_force, self.language)))
        else:
            yield Passage(say["always"])
        if rule.note:
            yield Passage(say["note"].format(note=rule.note.get(self.language)))

    def _then(self, rule: Rule) -> str:
        name = self.release.vocabulary.conclusion(rule.conclusion).name.get(self.language)
        return _THEN[self.language].get(rule.kind, _CONCLUDED[self.language]).format(name=name)

    def _conditions(self, rule: Rule) -> tuple[Passage, ...]:
        """The conditions without the period in force, which has a sentence of its own."""
        premise = rule.premise
        if rule.in_force and isinstance(premise, AllOf):
            premise = AllOf(premise.parts[1:])
        parts = premise.parts if isinstance(premise, AllOf) else (premise,)
        return tuple(self.condition(part) for part in parts)

    def condition(self, condition: Condition) -> Passage:
        """A condition as a clause, or as the head of a list of its parts."""
        text = clause(condition, self.release.vocabulary, self.language)
        if inner(condition):
            return Passage(text)
        match condition:
            case Quantified(_, _, part, _):
                return Passage(text, self._flat(part))
            case Not(AnyOf(parts)) | Not(AllOf(parts)):
                return Passage(text, tuple(self.condition(part) for part in parts))
            case _:
                return Passage(text, tuple(self.condition(part) for part in children(condition)))

    def _flat(self, condition: Condition) -> tuple[Passage, ...]:
        """A condition on parts: where all of several are asked for, the list is theirs."""
        parts = condition.parts if isinstance(condition, AllOf) else (condition,)
        return tuple(self.condition(part) for part in parts)

    def cited(self, cites: Iterable[Citation]) -> str:
        """Articles as people cite them."""
        found = (self.release.sources[cite.source].cited_as(cite.article, self.language) for cite in cites)
        return _SAY[self.language]["between"].join(found)

    def _rules(self, rules: Iterable[str]) -> str:
        say = _SAY[self.language]
        return say["between"].join(
            say["rule"].format(title=self.release.rules[key].title.get(self.language), id=key)
            for key in rules
        )

    def _ranges(self, ranges: Iterable[Range]) -> str:
        say = _SAY[self.language]

        def one(item: Range) -> str:
            track = self.release.scale.track(item.track)
            low, high = (
                track.steps[number - 1].name.get(self.language) if number else say["none"]
                for number in (item.low, item.high)
            )
            kind = "one" if item.low == item.high else "range"
            return say[kind].format(track=track.name.get(self.language), low=low, high=high)

        return say["list"].join(one(item) for item in ranges)
