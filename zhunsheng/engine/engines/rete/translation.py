"""From rules to *productions*: "if all these keys are there, so is that one". That is all durable-rules is
asked to do.

For every rule there are three results, each a key of its own:

- *established*: its premise is known true, over established conclusions, and no rule that overrides it is
  established;
- *true* and *false*, of the possible reading: Kleene's ``premise and not (an overriding rule applies)``,
  its two rails.

A result's formula is cut into productions, one for each way of making it true. Where the ways would
multiply (an *all* of several *some*: twelve two-way choices are 4,096 combinations), a nested *some*
becomes a result of its own first. What needs an earlier result stands in a later *stratum*; strata never
look ahead, so each is fired once and nothing is ever retracted.

An established result is there or it is not, so after its stratum its absence can be given a key as well.
The engine does that; no production ever asks for an absence.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from zhunsheng.engine.engines.rete.formulas import Formula, Reading, Some, all_of, known, some_of
from zhunsheng.engine.engines.rete.leaves import Test
from zhunsheng.engine.engines.rete.naming import Names
from zhunsheng.engine.engines.rete.program import (
    ConclusionKeys,
    Production,
    Program,
    Rails,
    RuleKeys,
    Step,
    Stratum,
)
from zhunsheng.engine.language.conditions import (
    ConclusionTest,
    FactTest,
    LawDateTest,
    Leaf,
    MonthsTest,
    Quantified,
)
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.release import Release

LEVELS = ("conduct", "subject", "case")

#: So many productions may come of multiplying choices; beyond it, choices become results of their own.
MAXIMUM_WAYS = 8


def translate(release: Release) -> Mapping[str, Program]:
    """The program of each level."""
    programs: dict[str, Program] = {}
    asked: Iterable[tuple[Quantified, Reading]] = ()
    for level in reversed(LEVELS):
        programs[level] = _Translator(release, level).program(asked)
        asked = programs[level].questions
    return programs


@dataclass
class _Layer:
    """A layer in the making; strata by number."""

    reads: dict[str, None] = field(default_factory=dict)
    productions: dict[int, list[Production]] = field(default_factory=dict)
    absences: dict[int, dict[str, str]] = field(default_factory=dict)


class _Translator:
    def __init__(self, release: Release, level: str) -> None:
        self._names = Names()
        self._rules = [rule for rule in release.rules.values() if rule.level == level]
        self._layers = [layer.key for layer in release.layers.values() if layer.level == level]
        self._implied = {item.key: item.implies for item in release.vocabulary.conclusions}
        self._keys: dict[str, RuleKeys] = {}
        self._tests: dict[Test, Rails] = {}
        self._questions: dict[tuple[Quantified, Reading], Rails] = {}
        self._results: dict[Formula, str] = {}
        self._absent: dict[str, str] = {}
        self._stratum: dict[str, int] = {}
        self._first = 0
        self._layer = _Layer()

    def program(self, asked: Iterable[tuple[Quantified, Reading]]) -> Program:
        steps = []
        for layer in self._layers:
            for rule in _overriding_first([rule for rule in self._rules if rule.layer == layer]):
                self._keys[rule.id] = self._rule(rule)
            steps.append(self._finish())
        answers = {}
        for question, reading in asked:
            true, false = (known(question.condition, value, reading, self._key_of) for value in (True, False))
            answers[question.condition, reading] = Rails(self._result(true), self._result(false))
        steps.append(self._finish())
        return Program(self._tests, self._questions, tuple(steps), answers, self._keys)

    def _finish(self) -> Step:
        done, self._layer = self._layer, _Layer()
        strata = tuple(
            Stratum(tuple(done.productions.get(number, ())), done.absences.get(number, {}))
            for number in sorted(done.productions.keys() | done.absences.keys())
        )
        self._first = max(self._stratum.values(), default=-1) + 1
        return Step(tuple(self._conclusion(key) for key in done.reads), strata)

    # Rules and conclusions

    def _rule(self, rule: Rule) -> RuleKeys:
        over = [self._keys[other.id] for other in self._rules if rule.id in other.overrides]

        def premise(value: bool, reading: Reading) -> Formula:
            return known(rule.premise, value, reading, self._key_of)

        none_over = [self._absence(o.established) for o in over]
        established = all_of([premise(True, Reading.ESTABLISHED), *none_over])
        true = all_of([premise(True, Reading.POSSIBLE), *(o.possible.false for o in over)])
        false = some_of([premise(False, Reading.POSSIBLE), *(o.possible.true for o in over)])
        return RuleKeys(self._result(established), Rails(self._result(true), self._result(false)))

    def _conclusion(self, key: str) -> ConclusionKeys:
        rules = tuple(
            self._keys[rule.id]
            for rule in self._rules
            if rule.id in self._keys and key in self._concluded_by(rule)
        )
        established, possible = self._rails((key, Reading.ESTABLISHED)), self._rails((key, Reading.POSSIBLE))
        return ConclusionKeys(established, possible, rules)

    def _concluded_by(self, rule: Rule) -> set[str]:
        found: set[str] = set()
        key: str | None = rule.conclusion
        while key is not None and key not in found:
            found.add(key)
            key = self._implied[key]
        return found

    # Keys and results

    def _rails(self, meaning: tuple[object, ...]) -> Rails:
        return Rails(self._names.of((*meaning, True)), self._names.of((*meaning, False)))

    def _key_of(self, leaf: Leaf, reading: Reading, value: bool) -> str:
        match leaf:
            case FactTest() | MonthsTest() | LawDateTest():
                rails = self._tests.setdefault(leaf, self._rails((leaf,)))
            case Quantified():
                rails = self._questions.setdefault((leaf, reading), self._rails((leaf, reading)))
            case ConclusionTest(key):
                self._layer.reads[key] = None
                rails = self._rails((key, reading))
        return rails.true if value else rails.false

    def _result(self, formula: Formula) -> str:
        """The key of a formula's result, with the productions that give it."""
        if formula not in self._results:
            ways = self._ways(formula)
            needed = (self._stratum[key] + 1 for way in ways for key in way if key in self._stratum)
            number = max((self._first, *needed))
            result = self._names.fresh()
            self._results[formula] = result
            self._stratum[result] = number
            self._layer.productions.setdefault(number, []).extend(Production(result, way) for way in ways)
        return self._results[formula]

    def _absence(self, result: str) -> str:
        """The key that says a result has not come about, once its stratum is over."""
        if result not in self._absent:
            key = self._names.fresh()
            self._absent[result] = key
            self._stratum[key] = self._stratum[result]
            self._layer.absences.setdefault(self._stratum[result], {})[result] = key
        return self._absent[result]

    def _ways(self, formula: Formula) -> list[tuple[str, ...]]:
        """The sets of keys that each make a formula true."""
        if isinstance(formula, str):
            return [(formula,)]
        if isinstance(formula, Some):
            return _distinct(way for part in formula.parts for way in self._ways(part))
        choices = [(part, self._ways(part)) for part in formula.parts]
        while _product(len(ways) for _, ways in choices) > MAXIMUM_WAYS:
            widest = max(range(len(choices)), key=lambda n: len(choices[n][1]))
            part = choices[widest][0]
            choices[widest] = (part, [(self._result(part),)])
        picks = itertools.product(*(ways for _, ways in choices))
        return _distinct(itertools.chain.from_iterable(pick) for pick in picks)


def _product(numbers: Iterable[int]) -> int:
    result = 1
    for number in numbers:
        result *= number
    return result


def _distinct(ways: Iterable[Iterable[str]]) -> list[tuple[str, ...]]:
    return list(dict.fromkeys(tuple(sorted(set(way))) for way in ways))


def _overriding_first(rules: list[Rule]) -> list[Rule]:
    """The rules of a layer, each after those that override it."""
    by_id = {rule.id: rule for rule in rules}
    ordered: dict[str, Rule] = {}

    def place(rule: Rule) -> None:
        if rule.id not in ordered:
            for other in by_id.values():
                if rule.id in other.overrides:
                    place(other)
            ordered[rule.id] = rule

    for rule in rules:
        place(rule)
    return list(ordered.values())
