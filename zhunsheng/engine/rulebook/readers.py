"""Who reads what: from a fact, a conclusion or an article to the rules that hang on it.

Whoever changes a question of the vocabulary, or learns that an article was amended, asks this first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from zhunsheng.engine.language.conditions import (
    AllOf,
    ConclusionTest,
    Condition,
    Leaf,
    Quantified,
    facts_of,
    leaves,
)
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.law_dates import Clock
from zhunsheng.engine.release import Release
from zhunsheng.engine.scale import Move
from zhunsheng.engine.sources import Citation
from zhunsheng.engine.vocabulary.facts import FactRef

_Key = TypeVar("_Key")


def own_condition(rule: Rule) -> Condition:
    """The condition without the days on which the rule is in force, which are the first part of the premise."""
    if rule.in_force is None or not isinstance(rule.premise, AllOf):
        return rule.premise
    return AllOf(rule.premise.parts[1:])


def all_leaves(condition: Condition) -> Iterator[Leaf]:
    """Every leaf, from left to right, also those inside conditions on parts."""
    for leaf in leaves(condition):
        yield leaf
        if isinstance(leaf, Quantified):
            yield from all_leaves(leaf.condition)


def facts_read(rule: Rule) -> tuple[FactRef, ...]:
    """The facts that a rule compares and the date that its time runs from, each once, in the order of reading."""
    compared = (ref for leaf in all_leaves(own_condition(rule)) for ref in facts_of(leaf))
    return tuple(dict.fromkeys([*compared, *([rule.due.after] if rule.due else [])]))


def conclusions_read(rule: Rule) -> tuple[str, ...]:
    """The keys of the conclusions that a rule asks for, each once, in the order of reading."""
    found = (leaf.conclusion for leaf in all_leaves(rule.premise) if isinstance(leaf, ConclusionTest))
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Readers:
    """The indexes over the rules of a release; each is made when it is first asked for."""

    release: Release

    def of_fact(self, ref: FactRef) -> tuple[Rule, ...]:
        """The rules that read a fact, in the order of the book."""
        return self._of_facts.get(ref, ())

    def of_conclusion(self, key: str) -> tuple[Rule, ...]:
        """The rules that read a conclusion, also where they ask for a broader one that it implies."""
        found = (rule for broader in self.implied_by(key) for rule in self._of_conclusions.get(broader, ()))
        return tuple(dict.fromkeys(found))

    def concluding(self, key: str) -> tuple[Rule, ...]:
        """The rules that conclude something, or something narrower that implies it."""
        return tuple(rule for rule in self.in_order if key in self.implied_by(rule.conclusion))

    def citing(self, cite: Citation) -> tuple[Rule, ...]:
        """The rules that cite an article."""
        return self._citing.get(cite, ())

    def citing_source(self, source: str) -> tuple[Rule, ...]:
        """The rules that cite any article of a source, each once."""
        return self._citing_sources.get(source, ())

    def setting_aside(self, rule: str) -> tuple[Rule, ...]:
        """The rules where any of which applies this one does not."""
        return self._setting_aside.get(rule, ())

    def moves(self, conclusion: str) -> tuple[Move, ...]:
        """What the scale does where a conclusion holds."""
        return tuple(move for move in self.release.scale.moves if move.conclusion == conclusion)

    def under_clock(self, clock: Clock) -> int:
        """How many rules are in force by the law of a clock."""
        return sum(rule.in_force is not None and rule.in_force.clock == clock for rule in self.in_order)

    def implied_by(self, key: str) -> tuple[str, ...]:
        """A conclusion and the broader ones that hold whenever it does."""
        found = [key]
        while (broader := self.release.vocabulary.conclusion(found[-1]).implies) and broader not in found:
            found.append(broader)
        return tuple(found)

    @cached_property
    def in_order(self) -> tuple[Rule, ...]:
        """All rules in the order of the book: by layer, then by id."""
        order = {key: place for place, key in enumerate(self.release.layers)}
        return tuple(sorted(self.release.rules.values(), key=lambda rule: (order[rule.layer], rule.id)))

    @cached_property
    def _of_facts(self) -> Mapping[FactRef, tuple[Rule, ...]]:
        return _grouped((ref, rule) for rule in self.in_order for ref in facts_read(rule))

    @cached_property
    def _of_conclusions(self) -> Mapping[str, tuple[Rule, ...]]:
        return _grouped((key, rule) for rule in self.in_order for key in conclusions_read(rule))

    @cached_property
    def _citing(self) -> Mapping[Citation, tuple[Rule, ...]]:
        return _grouped((cite, rule) for rule in self.in_order for cite in rule.cites)

    @cached_property
    def _citing_sources(self) -> Mapping[str, tuple[Rule, ...]]:
        return _grouped((cite.source, rule) for rule in self.in_order for cite in rule.cites)

    @cached_property
    def _setting_aside(self) -> Mapping[str, tuple[Rule, ...]]:
        return _grouped((other, rule) for rule in self.in_order for other in rule.overrides)


def _grouped(pairs: Iterable[tuple[_Key, Rule]]) -> Mapping[_Key, tuple[Rule, ...]]:
    found: dict[_Key, dict[str, Rule]] = defaultdict(dict)
    for key, rule in pairs:
        found[key][rule.id] = rule
    return {key: tuple(rules.values()) for key, rules in found.items()}
