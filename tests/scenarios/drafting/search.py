"""Looks for facts under which a rule applies, by walking its condition backwards.

To make *all* true, make each part true; to make *any* true, choose one; to make a conclusion true, choose a rule that concludes
it and go on with its premise. Each comparison narrows what a fact may be (`domains`); where nothing is left, the walk goes back
to its last choice. It is Prolog's way, written as generators.

The walk knows nothing of overrides, and takes "not concluded" for true: with so few facts it nearly always is. The engine has
the last word on whatever is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tests.scenarios.drafting.domains import Allowed, Domains, Point, rarity
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
from zhunsheng.engine.law_dates import ACT_DATE, DECISION_DATE
from zhunsheng.engine.pair_facts import FactPlace, place_at
from zhunsheng.engine.vocabulary.dates import PartialDate, months_between
from zhunsheng.engine.vocabulary.facts import FactRef, Vocabulary


@dataclass(frozen=True)
class Where:
    """The subject and the conduct that a condition is asked of."""

    subject: int = 1
    conduct: int = 1

    def place(self, ref: FactRef) -> FactPlace:
        """Where a fact stands that is seen from here."""
        return place_at(ref, self.subject, self.conduct)

    def part(self, entity: str, number: int) -> Where:
        """A part of the subject or of the case."""
        return Where(self.subject, number) if entity == "conduct" else Where(number)


@dataclass(frozen=True)
class Search:
    """Looks for facts under a set of rules."""

    domains: Domains
    concluding: Mapping[str, Sequence[Rule]]

    @staticmethod
    def of(rules: Sequence[Rule], vocabulary: Vocabulary) -> Search:
        """A search under these rules."""
        implied = {item.key: item.implies for item in vocabulary.conclusions}
        concluding: dict[str, list[Rule]] = {}
        for rule in sorted(rules, key=lambda rule: rarity(rule.in_force)):
            key: str | None = rule.conclusion
            while key is not None:
                concluding.setdefault(key, []).append(rule)
                key = implied[key]
        return Search(Domains.of(rules, vocabulary), concluding)

    def facts_for(self, rule: Rule) -> Iterator[Allowed]:
        """What facts may be where a rule applies, way after way."""
        yield from self._ways(rule.premise, True, Where(), {})

    def _ways(self, condition: Condition, wanted: bool, where: Where, allowed: Allowed) -> Iterator[Allowed]:
        match condition:
            case FactTest():
                kept = self.domains.narrowed(condition, where.place(condition.fact), wanted, allowed)
                yield from [] if kept is None else [kept]
            case LawDateTest():
                yield from self._law_dates(condition, where, allowed) if wanted else [allowed]
            case MonthsTest():
                yield from self._months(condition, wanted, where, allowed)
            case ConclusionTest(key):
                if not wanted:
                    yield allowed
                for rule in self.concluding.get(key, ()) if wanted else ():
                    yield from self._ways(rule.premise, True, where, allowed)
            case Quantified():
                yield from self._parts(condition, wanted, where, allowed)
            case Not(part):
                yield from self._ways(part, not wanted, where, allowed)
            case AtLeast(number, parts):
                enough = number if wanted else len(parts) - number + 1
                for some in combinations(parts, enough):
                    yield from self._each(some, wanted, where, allowed)
            case AllOf(parts) | AnyOf(parts):
                if isinstance(condition, AllOf) is wanted:
                    yield from self._each(parts, wanted, where, allowed)
                else:
                    for part in parts:
                        yield from self._ways(part, wanted, where, allowed)

    def _each(
        self, parts: Sequence[Condition], wanted: bool, where: Where, allowed: Allowed
    ) -> Iterator[Allowed]:
        """All of the parts; those that leave no choice first, so that a choice that cannot be is seen early."""
        if not parts:
            yield allowed
            return
        first, *others = sorted(parts, key=_choices)
        for kept in self._ways(first, wanted, where, allowed):
            yield from self._each(others, wanted, where, kept)

    def _parts(self, asked: Quantified, wanted: bool, where: Where, allowed: Allowed) -> Iterator[Allowed]:
        if not wanted or asked.quantifier == "all":
            yield from self._ways(asked.condition, wanted, where.part(asked.entity, 1), allowed)
            return
        several = [where.part(asked.entity, number) for number in range(1, asked.number + 2)]
        for some in combinations(several, asked.number):
            found = [allowed]
            for part in some[:-1]:
                found = [kept for one in found for kept in self._ways(asked.condition, True, part, one)]
            for one in found:
                yield from self._ways(asked.condition, True, some[-1], one)

    def _law_dates(self, test: LawDateTest, where: Where, allowed: Allowed) -> Iterator[Allowed]:
        """The date whose law is asked for; where the clock is neither of these, one of them or both will do."""
        clocks = {"act": ((ACT_DATE,),), "decision": ((DECISION_DATE,),)}
        either = ((ACT_DATE,), (DECISION_DATE,), (ACT_DATE, DECISION_DATE))
        for refs in clocks.get(str(test.clock), either):
            kept: Allowed | None = allowed
            for place in map(where.place, refs):
                kept = self.domains.within(place, test.start, test.end, kept) if kept is not None else None
            if kept is not None:
                yield kept

    def _months(self, test: MonthsTest, wanted: bool, where: Where, allowed: Allowed) -> Iterator[Allowed]:
        """Two days so far apart: of each start the days worth trying, and those just before and after the limit."""
        start, end = Point(where.place(test.start)), Point(where.place(test.end))
        for first in allowed.get(start) or self.domains.days:
            if not isinstance(first, PartialDate):
                continue
            fit = [
                last
                for last in allowed.get(end) or (*_months_after(first, test.months), *self.domains.days)
                if isinstance(last, PartialDate) and _apart(test, first, last) is wanted
            ]
            if fit:
                yield {**allowed, start: (first,), end: tuple(fit)}


def _apart(test: MonthsTest, first: PartialDate, last: PartialDate) -> bool:
    months, _ = months_between(first, last)
    return {
        "==": months == test.months,
        "<": months < test.months,
        "<=": months <= test.months,
        ">": months > test.months,
        ">=": months >= test.months,
    }[test.operator]


def _months_after(start: PartialDate, months: int) -> tuple[PartialDate, ...]:
    """The days a month less, as many, and a month more after a day (of a day that every month has)."""
    found = []
    for number in (months, months - 1, months + 1):
        year, month = divmod(start.earliest.year * 12 + start.earliest.month - 1 + number, 12)
        found.append(PartialDate.parse(f"{year}-{month + 1:02d}-{min(start.earliest.day, 28):02d}"))
    return tuple(found)


def _choices(condition: Condition) -> int:
    """How far a condition branches: nothing to choose, a choice of facts, of dates, of rules."""
    match condition:
        case FactTest() | LawDateTest():
            return 0
        case MonthsTest():
            return 2
        case ConclusionTest() | Quantified():
            return 3
        case _:
            return max([1, *(_choices(part) for part in children(condition))])
