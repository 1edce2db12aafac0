"""Looks up, for one evaluated case, what was concluded where, and on which unknown facts an unknown thing hangs.

`Explained` is the common ground of everything that explains: the release, the instances, the verdict. It adds no opinion; the
value of a conclusion comes from the verdict, the value of a comparison from the facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from zhunsheng.engine.case import Case, Instance, instances, walk
from zhunsheng.engine.circuit.outputs import Reading
from zhunsheng.engine.engines.verdict import RuleVerdict, Verdict
from zhunsheng.engine.kleene import Truth, disjunction, truth
from zhunsheng.engine.language.conditions import (
    ConclusionTest,
    Condition,
    FactTest,
    LawDateTest,
    MonthsTest,
    Quantified,
    children,
)
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.law_dates import unknown_behind
from zhunsheng.engine.lighter_law import OPENING
from zhunsheng.engine.meaning import Concluded, Meaning
from zhunsheng.engine.release import Release


@dataclass(frozen=True)
class Explained:
    """One case, as one release saw it.

    Attributes:
        chosen: The case under the law that was applied to each conduct; by default that of its dates.
        horizon: The case under all the law that can still apply; by default the same as `chosen`.
    """

    release: Release
    case: Case
    verdict: Verdict
    chosen: Instance | None = None
    horizon: Instance | None = None

    @cached_property
    def top(self) -> Instance:
        """The case as a tree of instances, under the law that was applied."""
        return self.chosen or instances(self.case)

    @cached_property
    def _open(self) -> Mapping[int, Instance]:
        """Each instance by the identity of its like in `top`, and of itself, under all the law that can still apply."""
        found: dict[int, Instance] = {}
        for one, other in zip(walk(self.top), walk(self.horizon or self.top), strict=True):
            found[id(one)] = found[id(other)] = other
        return found

    @cached_property
    def _verdicts(self) -> Mapping[int, Mapping[str, RuleVerdict]]:
        """Verdicts on rules by identity of the instance."""
        found: dict[int, Mapping[str, RuleVerdict]] = {}
        for top in (self.top, self.horizon or self.top):
            found[id(top)] = self.verdict.rules
            for subject in top.parts:
                of_subject = self.verdict.subjects[subject.id]
                found[id(subject)] = of_subject.rules
                for conduct in subject.parts:
                    found[id(conduct)] = of_subject.conducts[conduct.id]
        return found

    @cached_property
    def _concluding(self) -> Mapping[str, tuple[Rule, ...]]:
        implies = {item.key: item.implies for item in self.release.vocabulary.conclusions}
        found: dict[str, list[Rule]] = {}
        for rule in self.release.rules.values():
            key: str | None = rule.conclusion
            while key is not None:
                found.setdefault(key, []).append(rule)
                key = implies[key]
        return {key: tuple(rules) for key, rules in found.items()}

    @cached_property
    def _overriding(self) -> Mapping[str, tuple[Rule, ...]]:
        found: dict[str, list[Rule]] = {}
        for rule in self.release.rules.values():
            for other in rule.overrides:
                found.setdefault(other, []).append(rule)
        return {key: tuple(rules) for key, rules in found.items()}

    def instances(self) -> Iterator[Instance]:
        """Every instance, from the case down."""
        return walk(self.top)

    def rule(self, instance: Instance, rule: str) -> RuleVerdict:
        """The verdict on a rule for an instance."""
        return self._verdicts[id(instance)][rule]

    def status(
        self, instance: Instance, rule: Rule
    ) -> Literal["established", "not_established", "contingent"]:
        """Where a rule stands on an instance, both readings taken together."""
        verdict = self.rule(instance, rule.id)
        if verdict.established:
            return "established"
        return "contingent" if verdict.possible is Truth.UNKNOWN else "not_established"

    def concluding(self, key: str) -> tuple[Rule, ...]:
        """The rules that conclude this, or something that implies it."""
        return self._concluding.get(key, ())

    def overriding(self, rule: str) -> tuple[Rule, ...]:
        """The rules that override a rule."""
        return self._overriding.get(rule, ())

    def conclusion(self, instance: Instance, key: str, reading: Reading) -> Truth:
        """The value of a conclusion on an instance."""
        verdicts = (self.rule(instance, rule.id) for rule in self.concluding(key))
        if reading is Reading.ESTABLISHED:
            return truth(any(verdict.established for verdict in verdicts))
        return disjunction(verdict.possible for verdict in verdicts)

    @cached_property
    def _meanings(self) -> Mapping[Reading, Meaning]:
        """Evaluates conditions in either reading."""

        def conclusion(reading: Reading) -> Concluded:
            return lambda instance, key: self.conclusion(instance, key, reading)

        return {reading: Meaning(self.release.vocabulary, conclusion(reading)) for reading in Reading}

    def value(self, condition: Condition, instance: Instance, reading: Reading) -> Truth:
        """The value of a condition on an instance in one of the readings, each under its own law."""
        place = instance if reading is Reading.ESTABLISHED else self._open[id(instance)]
        return self._meanings[reading].value(condition, place)

    def contingent_on(self, instance: Instance, rule: Rule) -> tuple[str, ...]:
        """The unknown facts (as pointers) that a rule with an unknown verdict hangs on, in the order of the rule."""
        return self._hangs_on(self._open[id(instance)], rule, dates=True)

    @cached_property
    def _hanging(self) -> dict[tuple[int, str, bool], tuple[str, ...]]:
        """What was found out by `_hangs_on`, by the identity of the instance: many rules hang on the same few rules."""
        return {}

    def _hangs_on(self, instance: Instance, rule: Rule, *, dates: bool) -> tuple[str, ...]:
        """The unknown facts that a rule hangs on; `dates`: also those behind the law that applies."""
        if self.rule(instance, rule.id).possible.known:
            return ()
        key = (id(instance), rule.id, dates)
        if key not in self._hanging:
            found: dict[str, None] = {}
            self._collect(instance, rule.premise, found, dates=dates)
            for other in self.overriding(rule.id):
                found.update(dict.fromkeys(self._hangs_on(instance, other, dates=dates)))
            self._hanging[key] = tuple(found)
        return self._hanging[key]

    @cached_property
    def _choosing(self) -> dict[int, tuple[str, ...]]:
        """By the identity of a conduct's instance: the unknown facts that the choice between two laws hangs on."""
        return {}

    def _choice_hangs_on(self, conduct: Instance) -> tuple[str, ...]:
        """Where all dates are known, the law can still be open: which one is lighter hangs on what the provisions hang on."""
        if id(conduct) not in self._choosing:
            self._choosing[id(conduct)] = tuple(
                dict.fromkeys(
                    pointer
                    for rule in self.release.rules.values()
                    if rule.level == conduct.level and rule.kind in OPENING
                    for pointer in self._hangs_on(conduct, rule, dates=False)
                )
            )
        return self._choosing[id(conduct)]

    def _collect(
        self, instance: Instance, condition: Condition, found: dict[str, None], *, dates: bool
    ) -> None:
        """Adds the unknown facts of a condition; `dates` as in `_hangs_on`."""
        if self._meanings[Reading.POSSIBLE].value(condition, instance).known:
            return
        match condition:
            case FactTest(ref, _, _):
                found[instance.pointer(ref)] = None
            case MonthsTest(start, end, _, _):
                for ref in (start, end):
                    found[instance.pointer(ref)] = None
            case LawDateTest(clock) if dates:
                refs = unknown_behind(instance.facts, clock)
                pointers = tuple(instance.pointer(ref) for ref in refs if self.release.vocabulary.has(ref))
                found.update(dict.fromkeys(pointers or self._choice_hangs_on(instance)))
            case ConclusionTest(key):
                for rule in self.concluding(key):
                    found.update(dict.fromkeys(self._hangs_on(instance, rule, dates=dates)))
            case Quantified(_, _, inner, _):
                for part in instance.parts:
                    self._collect(part, inner, found, dates=dates)
            case _:
                for part_condition in children(condition):
                    self._collect(instance, part_condition, found, dates=dates)
