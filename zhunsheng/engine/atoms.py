"""The value of a comparison on the facts of one instance.

A missing fact makes a comparison unknown, with no exception. A partial date or a set of which not every member is known makes
it unknown where the missing part could change it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date

from zhunsheng.engine.case import Instance
from zhunsheng.engine.kleene import Truth, conjunction, truth
from zhunsheng.engine.language.conditions import FactTest, LawDateTest, MonthsTest
from zhunsheng.engine.vocabulary.dates import PartialDate, months_between
from zhunsheng.engine.vocabulary.facts import FactType, FactValue, Vocabulary

_INTEGER: Mapping[str, Callable[[int, int], bool]] = {
    "==": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def truth_of(test: FactTest | MonthsTest | LawDateTest, instance: Instance, vocabulary: Vocabulary) -> Truth:
    """The Kleene value of a comparison."""
    match test:
        case FactTest():
            return truth_of_fact(test, instance.facts.get(test.fact), vocabulary)
        case MonthsTest():
            return truth_of_months(test, instance.facts.get(test.start), instance.facts.get(test.end))
        case LawDateTest():
            return truth_of_law_date(test, instance.law_date(test.clock))


def truth_of_months(test: MonthsTest, start: FactValue | None, end: FactValue | None) -> Truth:
    """The Kleene value of a comparison of the months between two dates; None is unknown."""
    if not isinstance(start, PartialDate) or not isinstance(end, PartialDate):
        return Truth.UNKNOWN
    return _interval(test.operator, *months_between(start, end), test.months)


def truth_of_law_date(test: LawDateTest, moment: PartialDate | None) -> Truth:
    """Whether the day whose law is asked for lies in a period; None is unknown."""
    if moment is None:
        return Truth.UNKNOWN
    first, last = moment.earliest.toordinal(), moment.latest.toordinal()
    return conjunction(
        (
            _interval(">=", first, last, _ordinal(test.start, date.min)),
            _interval("<=", first, last, _ordinal(test.end, date.max)),
        )
    )


def _ordinal(day: date | None, otherwise: date) -> int:
    return (day or otherwise).toordinal()


def truth_of_fact(test: FactTest, value: FactValue | None, vocabulary: Vocabulary) -> Truth:
    """The Kleene value of a comparison with one fact; None is unknown."""
    if value is None:
        return Truth.UNKNOWN
    match value:
        case bool():
            return truth(value)
        case PartialDate():
            day = date.fromisoformat(str(test.operands[0])).toordinal()
            return _interval(test.operator, value.earliest.toordinal(), value.latest.toordinal(), day)
        case int():
            return truth(_INTEGER[test.operator](value, int(test.operands[0])))
        case str():
            fact = vocabulary.fact(test.fact)
            if test.operator == "in" or fact.type is FactType.ENUM:
                return truth(value in test.operands)
            return truth(_INTEGER[test.operator](fact.rank(value), fact.rank(str(test.operands[0]))))
        case _:
            return truth(value.get(str(test.operands[0])))


def _interval(sign: str, least: int, most: int, number: int) -> Truth:
    """A comparison of a number known to lie between two others (inclusive) with a third."""
    if sign == "==":
        if number < least or number > most:
            return Truth.FALSE
        return Truth.TRUE if least == most else Truth.UNKNOWN
    low, high = _INTEGER[sign](least, number), _INTEGER[sign](most, number)
    return truth(low) if low == high else Truth.UNKNOWN
