"""How the law counts days, months and years, and what a date known only in part does to the count.

A period to act in ("within one month of receipt") leaves out the day it runs from and ends on the corresponding day; a month that
has no such day ends it on its last. A period that something lasts ("a warning: six months") begins on the day of the decision and
ends on the day before the corresponding one.

A start of which only the year or month is known is counted from the first day it can be: a deadline told too late is a right
lost, one told too early costs nothing.

Working days are Monday to Friday. Neither public holidays nor the weekend days that are worked instead of them are known here, so
whoever shows such a date says so.

The calendar ends with the year 9999: its last day stands for every later one.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from zhunsheng.engine.vocabulary.dates import PartialDate

Unit: TypeAlias = Literal["days", "working_days", "months", "years"]

_SATURDAY = 5


@dataclass(frozen=True)
class Length:
    """So many days, working days, months or years."""

    number: int
    unit: Unit


def last_day_to_act(start: PartialDate, length: Length) -> date:
    """The last day of a period to act in that runs from a day, which is not counted itself."""
    match length.unit:
        case "days":
            return _days_later(start.earliest, length.number)
        case "working_days":
            return _working_days_later(start.earliest, length.number)
        case "months":
            return _months_later(start.earliest, length.number)
        case "years":
            return _months_later(start.earliest, 12 * length.number)


def last_day_of_effect(start: date, months: int) -> date:
    """The last day of a period of months whose first day is the start.

    From the 15th to the 14th. From the 31st to the last day of a shorter month, which has no corresponding day.
    """
    corresponding = _months_later(start, months)
    return corresponding - timedelta(days=1) if corresponding.day == start.day else corresponding


def _months_later(start: date, months: int) -> date:
    """The corresponding day so many months later, or the last day of a month that has none."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _days_later(start: date, number: int) -> date:
    return start + timedelta(days=min(number, (date.max - start).days))


def _working_days_later(start: date, number: int) -> date:
    day = start
    while number and day < date.max:
        day += timedelta(days=1)
        number -= day.weekday() < _SATURDAY
    return day
