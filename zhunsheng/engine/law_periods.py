"""The days on which the law changes, as far as the rules of a release know.

Between two such days every rule is in force or not throughout, so all days between them are one law. That is what saves needless
evaluations: two dates in the same period need one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta

from zhunsheng.engine.language.conditions import Condition, LawDateTest, Quantified, leaves
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.law_dates import Clock, LawDates
from zhunsheng.engine.vocabulary.dates import PartialDate


@dataclass(frozen=True)
class Periods:
    """The first days of the periods, in order, by clock."""

    first_days: Mapping[str, tuple[date, ...]]

    @staticmethod
    def of(rules: Iterable[Rule]) -> Periods:
        """The periods that these rules tell apart."""
        found: dict[str, set[date]] = {field.name: set() for field in fields(LawDates)}
        for rule in rules:
            for test in _law_dates(rule.premise):
                if test.start:
                    found[test.clock].add(test.start)
                if test.end and test.end < date.max:
                    found[test.clock].add(test.end + timedelta(days=1))
        return Periods({clock: tuple(sorted(days)) for clock, days in found.items()})

    def certain(self, clock: Clock, day: PartialDate) -> bool:
        """Whether a partial date lies in one period altogether."""
        first, last = self._place(clock, day)
        return first == last

    def same(self, clock: Clock, one: PartialDate | None, other: PartialDate | None) -> bool:
        """Whether no rule can tell two dates apart."""
        if one is None or other is None:
            return one is other
        return self._place(clock, one) == self._place(clock, other)

    def alike(self, one: LawDates, other: LawDates) -> bool:
        """Whether no rule can tell them apart by any clock."""
        clocks: tuple[Clock, ...] = ("act", "policy", "general", "decision")
        return all(self.same(clock, one.on(clock), other.on(clock)) for clock in clocks)

    def _place(self, clock: Clock, day: PartialDate) -> tuple[int, int]:
        days = self.first_days[clock]
        return bisect_right(days, day.earliest), bisect_right(days, day.latest)


def _law_dates(condition: Condition) -> Iterator[LawDateTest]:
    for leaf in leaves(condition):
        if isinstance(leaf, LawDateTest):
            yield leaf
        elif isinstance(leaf, Quantified):
            yield from _law_dates(leaf.condition)
