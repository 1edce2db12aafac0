"""The value of a leaf of a condition, found by asking which numbers it can still be and which the rule
accepts.

Everything that is compared becomes a *span* of whole numbers: a day is its number in the calendar, a
partial date the days it may be, a grade its place on its ladder. What a comparison accepts is a span as
well (``<= 12``: everything up to 12). Then there is one question for all of them:

- the value's span lies within the accepted one: whatever the value turns out to be, the leaf is true;
- the two do not meet: it is false;
- they overlap: the part of the value that is not known decides, so the leaf is unknown.

A missing fact has no span, and is unknown whatever is accepted.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from zhunsheng.engine.case import Facts
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.conditions import FactTest, LawDateTest, MonthsTest, Quantified
from zhunsheng.engine.law_dates import LawDates, stated
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactRef, FactType, Vocabulary

#: A leaf that is answered by the facts of one instance alone.
Test: TypeAlias = "FactTest | MonthsTest | LawDateTest"


@dataclass(frozen=True)
class Span:
    """The numbers from `first` to `last`, both included."""

    first: float
    last: float

    def within(self, accepted: Span) -> Truth:
        """Whether a number of this span is an accepted one."""
        if accepted.first <= self.first and self.last <= accepted.last:
            return Truth.TRUE
        if self.last < accepted.first or accepted.last < self.first:
            return Truth.FALSE
        return Truth.UNKNOWN


def accepted(operator: str, number: int) -> Span:
    """What a comparison with a number accepts."""
    return {
        "==": Span(number, number),
        "<": Span(-math.inf, number - 1),
        "<=": Span(-math.inf, number),
        ">": Span(number + 1, math.inf),
        ">=": Span(number, math.inf),
    }[operator]


def value_of(test: Test, facts: Facts, vocabulary: Vocabulary, law: LawDates | None = None) -> Truth:
    """The value of a leaf on the facts that an instance sees, under the law of given days or of those that the facts state."""
    if isinstance(test, FactTest):
        return _fact(test, facts, vocabulary)
    if isinstance(test, LawDateTest):
        return _law_date(test, law or stated(facts))
    start, end = _days(facts, test.start), _days(facts, test.end)
    if start is None or end is None:
        return Truth.UNKNOWN
    months = Span(_months(start.latest, end.earliest), _months(start.earliest, end.latest))
    return months.within(accepted(test.operator, test.months))


def _fact(test: FactTest, facts: Facts, vocabulary: Vocabulary) -> Truth:
    value = facts.get(test.fact)
    if value is None:
        return Truth.UNKNOWN
    if test.operator == "is":
        return Truth.TRUE if value is True else Truth.FALSE
    if test.operator == "has":
        member = value.get(str(test.operands[0])) if isinstance(value, Mapping) else None
        return {True: Truth.TRUE, False: Truth.FALSE, None: Truth.UNKNOWN}[member]
    if test.operator == "in":
        return Truth.TRUE if value in test.operands else Truth.FALSE
    kind = vocabulary.fact(test.fact)
    operand = test.operands[0]
    if isinstance(value, PartialDate):
        number = date.fromisoformat(str(operand)).toordinal()
        return _span(value).within(accepted(test.operator, number))
    if kind.type is FactType.INT and isinstance(value, int):
        return Span(value, value).within(accepted(test.operator, int(operand)))
    # Of an enum only equality is asked, so its places serve as well as those of a ladder.
    places = {key: place for place, key in enumerate(kind.value_keys())}
    place = places[str(value)]
    return Span(place, place).within(accepted(test.operator, places[str(operand)]))


def _law_date(test: LawDateTest, law: LawDates) -> Truth:
    """Whether the law date lies in a period: known only if known of both ends of it."""
    days = law.on(test.clock)
    if days is None:
        return Truth.UNKNOWN
    begun = _span(days).within(Span(test.start.toordinal() if test.start else -math.inf, math.inf))
    not_over = _span(days).within(Span(-math.inf, test.end.toordinal() if test.end else math.inf))
    if Truth.FALSE in (begun, not_over):
        return Truth.FALSE
    return Truth.UNKNOWN if Truth.UNKNOWN in (begun, not_over) else Truth.TRUE


def of_parts(question: Quantified, answers: Sequence[Truth]) -> Truth:
    """The value of a question about parts from the answers for each: between which numbers "yes" lies."""
    yes = Span(answers.count(Truth.TRUE), len(answers) - answers.count(Truth.FALSE))
    asked = {"any": 1, "all": len(answers), "count": question.number}[question.quantifier]
    return yes.within(accepted(">=", asked))


def _days(facts: Facts, fact: FactRef) -> PartialDate | None:
    value = facts.get(fact)
    return value if isinstance(value, PartialDate) else None


def _span(day: PartialDate) -> Span:
    return Span(day.earliest.toordinal(), day.latest.toordinal())


def _months(start: date, end: date) -> int:
    """Full months from one day to another: a month is full once its day has come round. Below zero where the end is earlier."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if end.day >= start.day else months - 1
