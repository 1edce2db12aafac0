"""What a fact may still be while facts are looked for under which a rule applies.

Every fact has a short list of values worth trying, the most telling first: of a number those around the numbers that the rules
name, of a date some days of well-known epidemics and those around the days on which a law begins or ends. A condition narrows
the list. A set is looked at member by member.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from zhunsheng.engine.atoms import truth_of
from zhunsheng.engine.case import Instance
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.conditions import (
    Condition,
    FactTest,
    LawDateTest,
    Leaf,
    MonthsTest,
    Quantified,
    leaves,
)
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.law_dates import ACT_DATE
from zhunsheng.engine.pair_facts import FactPlace, Stated
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactType, FactValue, Vocabulary

#: Days of epidemics that a reader knows, for an act whose law is of no matter otherwise: COVID-19 and its waves, then later, then
#: earlier ones (H7N9, H1N1), so that laws of other times have one too.
TYPICAL_DAYS = (
    "2020-02-10",
    "2021-11-10",
    "2022-04-10",
    "2024-03-10",
    "2019-11-10",
    "2016-11-10",
    "2013-04-10",
    "2009-11-10",
    "2025-10-10",
    "2025-12-10",
)
#: Values that come before the others of their fact, which follow in the order of the vocabulary.
TYPICAL_VALUES: Mapping[FactRef, tuple[str, ...]] = {
    FactRef("conduct", "type"): ("duty_not_performed", "deployed_carelessly", "concealed_travel")
}


@dataclass(frozen=True)
class Point:
    """A fact of a part of the case, or one member of a set."""

    place: FactPlace
    member: str | None = None


#: The values that are still allowed; a point that is not a key is free.
Allowed: TypeAlias = Mapping[Point, tuple[FactValue, ...]]


@dataclass(frozen=True)
class Domains:
    """The values worth trying of each fact."""

    vocabulary: Vocabulary
    days: tuple[PartialDate, ...]
    numbers: Mapping[FactRef, tuple[int, ...]]

    @staticmethod
    def of(rules: Iterable[Rule], vocabulary: Vocabulary) -> Domains:
        """Those around whatever the rules compare with."""
        days: set[date] = set()
        numbers: dict[FactRef, set[int]] = {}
        for leaf in (leaf for rule in rules for leaf in deep_leaves(rule.premise)):
            match leaf:
                case LawDateTest(_, start, end):
                    days.update(day for day in (start, end) if day)
                case FactTest(ref, _, (str() as text,)) if vocabulary.fact(ref).type is FactType.DATE:
                    days.add(date.fromisoformat(text))
                case FactTest(ref, _, (int() as number,)):
                    numbers.setdefault(ref, set()).update((max(number - 1, 0), number, number + 1))
                case _:
                    pass
        around = {day + timedelta(days=n) for day in days for n in (-1, 0, 1)}
        texts = [*TYPICAL_DAYS, *(day.isoformat() for day in sorted(around, reverse=True))]
        return Domains(
            vocabulary,
            tuple(PartialDate.parse(text) for text in dict.fromkeys(texts)),
            {ref: tuple(sorted(found)) for ref, found in numbers.items()},
        )

    def values(self, ref: FactRef) -> tuple[FactValue, ...]:
        """All values worth trying of a fact (of a member of a set: yes and no)."""
        fact = self.vocabulary.fact(ref)
        match fact.type:
            case FactType.BOOL | FactType.SET:
                return (True, False)
            case FactType.INT:
                return self.numbers.get(ref, (0, 1))
            case FactType.DATE:
                return self.days
            case _:
                first = TYPICAL_VALUES.get(ref, ())
                return (*first, *(key for key in fact.value_keys() if key not in first))

    def narrowed(self, test: FactTest, place: FactPlace, wanted: bool, allowed: Allowed) -> Allowed | None:
        """What is still allowed where a comparison is true (or false); None where nothing is."""
        point = Point(place, str(test.operands[0]) if test.operator == "has" else None)
        values = allowed.get(point) or self.values(test.fact)
        kept = [value for value in values if self._holds(test, value) is wanted]
        # What is just enough tells more than what is more than enough.
        if (test.operator in ("<", "<=")) is wanted and self.vocabulary.fact(
            test.fact
        ).type is FactType.ORDERED:
            kept.sort(key=lambda value: -self.vocabulary.fact(test.fact).rank(str(value)))
        return {**allowed, point: tuple(kept)} if kept else None

    def _holds(self, test: FactTest, value: FactValue) -> bool:
        if test.operator == "has":
            return value is True
        instance = Instance("", "", {test.fact: value}, {})
        return truth_of(test, instance, self.vocabulary) is Truth.TRUE

    def within(
        self, place: FactPlace, start: date | None, end: date | None, allowed: Allowed
    ) -> Allowed | None:
        """What is still allowed where a date lies in a period; None where nothing is."""
        kept = tuple(
            value
            for value in allowed.get(Point(place)) or self.days
            if isinstance(value, PartialDate)
            and (start or date.min) <= value.earliest <= value.latest <= (end or date.max)
        )
        return {**allowed, Point(place): kept} if kept else None


def deep_leaves(condition: Condition) -> Iterator[Leaf]:
    """Every leaf of a condition, and of the conditions on parts inside it."""
    for leaf in leaves(condition):
        yield leaf
        if isinstance(leaf, Quantified):
            yield from deep_leaves(leaf.condition)


def facts_in(condition: Condition) -> Iterator[FactRef]:
    """The facts that a condition compares."""
    for leaf in deep_leaves(condition):
        match leaf:
            case FactTest(ref, _, _):
                yield ref
            case MonthsTest(start, end, _, _):
                yield from (start, end)
            case LawDateTest():
                yield ACT_DATE
            case _:
                pass


def chosen(allowed: Allowed, vocabulary: Vocabulary) -> Stated:
    """The first of what is allowed of each fact; a decision after the act, where there is a choice."""
    found: dict[FactPlace, FactValue] = {}
    acts = [_first_day(values[0]) for point, values in allowed.items() if point.place.ref == ACT_DATE]
    for point, values in allowed.items():
        value = values[0]
        if vocabulary.fact(point.place.ref).type is FactType.DATE and point.place.ref != ACT_DATE:
            value = next((later for later in values if all(_first_day(later) > act for act in acts)), value)
        if point.member is None:
            found[point.place] = value
        else:
            members = found.get(point.place)
            found[point.place] = {
                **(members if isinstance(members, Mapping) else {}),
                point.member: value is True,
            }
    return found


def _first_day(value: FactValue) -> date:
    return value.earliest if isinstance(value, PartialDate) else date.min


def rarity(test: LawDateTest | None) -> int:
    """How far down the list of typical days the first one of a period stands."""
    start, end = (test.start, test.end) if test else (None, None)
    days = [date.fromisoformat(text) for text in TYPICAL_DAYS]
    within = (number for number, day in enumerate(days) if (start or date.min) <= day <= (end or date.max))
    return next(within, len(days))


def written_in_order(stated: Stated, vocabulary: Vocabulary) -> Stated:
    """The facts in the order in which rules mention them: who, what, what speaks for it, what came of it, where."""
    order = {
        key: number for number, key in enumerate(("subject", "conduct", "circumstance", "incident", "case"))
    }
    facts: dict[FactRef, int] = {ref: number for number, (ref, _) in enumerate(vocabulary.all_facts())}
    places = sorted(
        stated, key=lambda place: (order[place.ref.entity], place.subject, place.conduct, facts[place.ref])
    )
    return {place: stated[place] for place in places}


def other_values(fact: Fact, value: FactValue, values: Iterable[FactValue]) -> list[FactValue]:
    """What a fact could be instead, the nearest first; the members of a set one by one known not to be in it."""
    match value:
        case bool():
            return [not value]
        case Mapping():
            return [{**value, member: not yes} for member, yes in value.items()]
        case PartialDate():
            days = [other for other in values if isinstance(other, PartialDate) and other != value]
            return [*sorted(days, key=lambda other: abs(other.earliest - value.earliest))]
        case int():
            numbers = [other for other in values if isinstance(other, int) and other != value]
            return [*sorted(numbers, key=lambda other: abs(other - value))]
        case _:
            keys = [key for key in fact.value_keys() if key != value]
            return [*sorted(keys, key=lambda key: abs(fact.rank(key) - fact.rank(value)))]
