"""The smallest things that can be known of a case, and the values between which some rule tells a difference.

A slot is a fact of one subject or conduct; of a set, each member is a slot of its own, because each is known or not by itself. A
whole number or a date has endless values, and the rules tell only a few apart: those around the limits that they compare with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TypeAlias

from zhunsheng.engine.case import Instance
from zhunsheng.engine.language.conditions import (
    Condition,
    FactTest,
    LawDateTest,
    MonthsTest,
    Quantified,
    leaves,
)
from zhunsheng.engine.law_dates import ACT_DATE, CONTINUED_UNTIL, DATES, DECISION_DATE
from zhunsheng.engine.release import Release
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactRef, FactType, FactValue

#: What a slot can hold. Of a member of a set: whether it is in it.
SlotValue: TypeAlias = bool | int | str | PartialDate


@dataclass(frozen=True)
class Slot:
    """A fact of one subject or conduct, or one member of a set.

    Attributes:
        pointer: Of the fact, into the case document.
        member: Of a set: the key of the member.
    """

    pointer: str
    ref: FactRef
    member: str | None = None

    def known(self, instance: Instance) -> SlotValue | None:
        """What an instance that sees the slot knows of it; None is unknown."""
        value = instance.facts.get(self.ref)
        if isinstance(value, Mapping):
            return value.get(self.member or "")
        return value

    def given(self, instance: Instance, value: SlotValue | None) -> Instance:
        """The instance with another value in the slot (None: unknown), and everything below it that sees it."""
        parts = tuple(self.given(part, value) if self.seen_by(part) else part for part in instance.parts)
        if not self.seen_by(instance):
            return replace(instance, parts=parts)
        facts = dict(instance.facts)
        known = facts.pop(self.ref, None)
        whole: FactValue | None = value
        if self.member is not None:
            members = (
                {key: yes for key, yes in known.items() if key != self.member}
                if isinstance(known, Mapping)
                else {}
            )
            whole = {**members, self.member: bool(value)} if value is not None else members or None
        if whole is not None:
            facts[self.ref] = whole
        return replace(instance, facts=facts, parts=parts)

    def seen_by(self, instance: Instance) -> bool:
        """Whether the fact is one that an instance sees."""
        return self.ref.entity in instance.pointers and instance.pointer(self.ref) == self.pointer

    def holder(self, subject: Instance) -> Instance:
        """An instance that sees the slot: the subject, or one of its conducts."""
        return next(place for place in (subject, *subject.parts) if self.seen_by(place))


@dataclass(frozen=True)
class Slots:
    """The slots that the rules of a release read."""

    release: Release

    @cached_property
    def _tests(self) -> Mapping[FactRef, tuple[Condition, ...]]:
        """The comparisons by the fact that they read; those of the law under each date that it is worked out from."""
        found: dict[FactRef, dict[Condition, None]] = {}
        for rule in self.release.rules.values():
            for test in _inside(rule.premise):
                match test:
                    case FactTest(ref, _, _):
                        refs: tuple[FactRef, ...] = (ref,)
                    case MonthsTest(start, end, _, _):
                        refs = (start, end)
                    case LawDateTest():
                        refs = tuple(date_ref for date_ref in DATES if self.release.vocabulary.has(date_ref))
                    case _:
                        refs = ()
                for ref in refs:
                    found.setdefault(ref, {})[test] = None
        return {ref: tuple(tests) for ref, tests in found.items()}

    def of(self, subject: Instance) -> tuple[Slot, ...]:
        """Every slot of a subject and its conducts that some rule reads, in the order of the vocabulary."""
        found: dict[Slot, None] = {}
        for place in (subject, *subject.parts):
            for ref, fact in self.release.vocabulary.all_facts():
                if ref in self._tests and ref.entity in place.pointers:
                    members = fact.value_keys() if fact.type is FactType.SET else (None,)
                    found.update(dict.fromkeys(Slot(place.pointer(ref), ref, member) for member in members))
        return tuple(found)

    def values(self, slot: Slot, holder: Instance) -> tuple[SlotValue, ...]:
        """The values to try: those between which some rule tells a difference, within what is known of the slot in part.

        Args:
            holder: An instance that sees the slot.
        """
        return tuple(dict.fromkeys(self._values(slot, holder)))

    def _values(self, slot: Slot, holder: Instance) -> Iterator[SlotValue]:
        fact = self.release.vocabulary.fact(slot.ref)
        match fact.type:
            case FactType.BOOL | FactType.SET:
                yield from (True, False)
            case FactType.ENUM | FactType.ORDERED:
                yield from fact.value_keys()
            case FactType.INT:
                yield from self.numbers(slot.ref)
            case FactType.DATE:
                known = slot.known(holder)
                first, last = _sensible(slot.ref, holder)
                for day in sorted({first, *self.days(slot.ref)} - {date.min}):
                    within = (
                        not isinstance(known, PartialDate)
                        or known.exact
                        or known.earliest <= day <= known.latest
                    )
                    if within and first <= day <= last:
                        yield PartialDate.parse(day.isoformat())

    def first_days(self, ref: FactRef) -> frozenset[date]:
        """The first days of every period that rules tell apart by comparing with this date."""
        compared = {
            date.fromisoformat(str(test.operands[0]))
            for test in self._tests.get(ref, ())
            if isinstance(test, FactTest)
        }
        return frozenset(compared | {day + timedelta(days=1) for day in compared if day < date.max})

    def reads(self, ref: FactRef) -> bool:
        """Whether some rule reads a fact."""
        return ref in self._tests

    def numbers(self, ref: FactRef) -> tuple[int, ...]:
        """The numbers to try: those at the limits that rules compare with, and beside them."""
        limits = {int(test.operands[0]) for test in self._tests.get(ref, ()) if isinstance(test, FactTest)}
        return tuple(sorted({n for limit in limits for n in (limit - 1, limit, limit + 1) if n >= 0}))

    def days(self, ref: FactRef) -> Iterator[date]:
        """The first days of every period that rules tell apart."""
        for test in self._tests.get(ref, ()):
            if isinstance(test, FactTest):
                yield date.fromisoformat(str(test.operands[0]))
            elif isinstance(test, LawDateTest):
                if test.start:
                    yield test.start
                if test.end:
                    yield test.end + timedelta(days=1)


def _inside(condition: Condition) -> Iterator[Condition]:
    for leaf in leaves(condition):
        yield leaf
        if isinstance(leaf, Quantified):
            yield from _inside(leaf.condition)


def _sensible(ref: FactRef, holder: Instance) -> tuple[date, date]:
    """The days that a date can sensibly be: an act does not end, nor is it decided on, before it was done."""
    places = holder.parts or (holder,)
    acts = [day for place in places if isinstance(day := place.facts.get(ACT_DATE), PartialDate)]
    decided = holder.facts.get(DECISION_DATE)
    after = (CONTINUED_UNTIL, DECISION_DATE)
    first = max((day.latest for day in acts), default=date.min) if ref in after else date.min
    last = decided.latest if isinstance(decided, PartialDate) and ref != DECISION_DATE else date.max
    return first, max(first, last)
