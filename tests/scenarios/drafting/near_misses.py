"""Finds the one fact on which a rule hangs most tellingly.

Any fact that is needed could be taken away; "if she were no Party member" teaches nobody anything. The best near miss is the one
that changes least besides: where the loss is considerable and not major, only the rule on major losses falls away. So each
change is weighed by how many other rules it moves, with a handicap for the facts that say who somebody is, where and when.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.scenarios.drafting.domains import Domains, facts_in, other_values
from tests.scenarios.pair_verdicts import Standing, standings
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.language.conditions import LawDateTest
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.law_dates import ACT_DATE, DECISION_DATE
from zhunsheng.engine.pair_facts import FactPlace, Stated, place_at
from zhunsheng.engine.scenario_pairs import Pair
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactType, FactValue, Vocabulary, Weight

#: How many more rules another fact may move and still be the better one to change, by fact or else by entity.
_HANDICAP = {
    "subject": 16,
    "subject.leading_cadre": 10,
    "subject.village_cadre": 8,
    "subject.contract_staff": 8,
    "subject.position": 4,
    "subject.several_violations": 0,
    "case": 8,
    "case.lead_level": 0,
    "incident.epidemic": 12,
    "incident.consequence": -2,
    "conduct.type": 8,
    "conduct.date": 8,
    "conduct.gravity": -3,
    "conduct.loss_grade": -2,
}
#: The same for a change under which the rule may still apply, should something else be found.
_STILL_OPEN = 3
#: The same for a fact that the rule does not name itself, but a rule on whose conclusion it rests.
_INDIRECT = 3


@dataclass(frozen=True)
class Miss:
    """One fact otherwise, and what then becomes of the rules."""

    changed: FactPlace
    to: FactValue | None
    standing: Standing


@dataclass(frozen=True)
class NearMisses:
    """Looks for near misses."""

    bits: BitsEngine
    domains: Domains
    rules: Mapping[str, Rule]

    def pair(self, rule: Rule, applies: Stated) -> Pair | None:
        """The pair of a rule that applies under these facts; None where no single fact makes it fall away."""
        (before,) = standings(self.bits, [applies])
        found = [
            miss
            for changes in (self._otherwise(applies), self._withdrawn(applies), self._besides(rule, applies))
            for miss in self._misses(rule, applies, changes)
        ]
        if not found:
            return None
        best = min(found, key=lambda miss: self._weight(miss, rule, applies, before))
        why = self._why(rule, best, applies, before)
        return Pair(rule.id, applies, best.changed, best.to, why, rule.span)

    def _misses(self, rule: Rule, applies: Stated, changes: Iterator[Miss]) -> list[Miss]:
        """Those changes under which the rule is not established; of each fact the first."""
        several = list(changes)
        pairs = [Pair(rule.id, applies, miss.changed, miss.to, None, rule.span).nearly() for miss in several]
        found: dict[FactPlace, Miss] = {}
        for miss, standing in zip(several, standings(self.bits, pairs), strict=True):
            if rule.id not in standing.established:
                found.setdefault(miss.changed, Miss(miss.changed, miss.to, standing))
        return list(found.values())

    def _otherwise(self, applies: Stated) -> Iterator[Miss]:
        for place, value in applies.items():
            for other in other_values(
                self._vocabulary.fact(place.ref), value, self.domains.values(place.ref)
            ):
                yield Miss(place, other, _NOTHING)

    def _withdrawn(self, applies: Stated) -> Iterator[Miss]:
        return (Miss(place, None, _NOTHING) for place in applies)

    def _besides(self, rule: Rule, applies: Stated) -> Iterator[Miss]:
        """A fact more: one that an overriding rule reads."""
        overriding = [other for other in self.rules.values() if rule.id in other.overrides]
        for ref in dict.fromkeys(ref for other in overriding for ref in facts_in(other.premise)):
            place = place_at(ref, 1, 1)
            if place not in applies and self._vocabulary.fact(ref).type is not FactType.SET:
                for value in self.domains.values(ref):
                    yield Miss(place, value, _NOTHING)

    def _weight(self, miss: Miss, rule: Rule, applies: Stated, before: Standing) -> tuple[bool, bool, int]:
        """The less the better: withdrawn, a fact more, and how many other rules move."""
        moved = len(before.established ^ miss.standing.established)
        handicap = _HANDICAP.get(str(miss.changed.ref), _HANDICAP.get(miss.changed.ref.entity, 0))
        still_open = _STILL_OPEN if rule.id in miss.standing.open else 0
        indirect = 0 if miss.changed.ref in facts_in(rule.premise) else _INDIRECT
        return miss.to is None, miss.changed not in applies, moved + handicap + still_open + indirect

    def _why(self, rule: Rule, miss: Miss, applies: Stated, before: Standing) -> str | None:
        """The clause, where it says more than the changed fact itself does."""
        overriding = [
            self.rules[other]
            for other in sorted(miss.standing.established - before.established)
            if rule.id in self.rules[other].overrides
        ]
        if overriding:
            return f"由“{overriding[0].title.zh}”排除"
        fact, value = self._vocabulary.fact(miss.changed.ref), applies.get(miss.changed)
        if miss.to is None:
            return f"{fact.name.zh}不明，不作不利认定"
        dates = {"decision": DECISION_DATE}
        if rule.in_force and miss.changed.ref == dates.get(rule.in_force.clock, ACT_DATE):
            return _outside(rule.in_force, miss.to)
        if fact.type is FactType.ORDERED and fact.weight is Weight.AGAINST and isinstance(value, str):
            higher = fact.rank(str(miss.to)) > fact.rank(value)
            return f"{fact.name.zh}{'超出' if higher else '未达'}{fact.value_name(value, 'zh')}"
        return None

    @property
    def _vocabulary(self) -> Vocabulary:
        return self.domains.vocabulary


def _outside(period: LawDateTest, value: FactValue) -> str | None:
    """That a day lies outside the period of the rule, if it does."""
    when = "处理" if period.clock == "decision" else "行为"
    if isinstance(value, PartialDate) and period.start and value.latest < period.start:
        return f"{when}时尚未施行"
    if isinstance(value, PartialDate) and period.end and value.earliest > period.end:
        return f"{when}时已不再适用"
    return None


_NOTHING = Standing(frozenset(), frozenset())


def minimal(bits: BitsEngine, rule: Rule, stated: Stated, order: Sequence[FactPlace]) -> Stated:
    """The facts without those that the rule does not need, tried in that order."""
    kept = dict(stated)
    for place in order:
        fewer = {other: value for other, value in kept.items() if other != place}
        (standing,) = standings(bits, [fewer])
        if rule.id in standing.established:
            kept = fewer
    return kept
