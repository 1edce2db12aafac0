"""Dates of which only the year, or the year and the month, may be known.

Notices say "in late January 2020". Taking such a date for the first of the month would invent a fact, and a law that came
into force on the 15th would then apply or not by accident. A partial date is therefore an interval, and a comparison is
known only where both ends of the interval agree.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from zhunsheng.engine.kleene import Truth

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


@dataclass(frozen=True)
class PartialDate:
    """A date known to the year, the month or the day.

    Attributes:
        earliest: The first day it can be.
        latest: The last day it can be.
        text: As written: ``2021``, ``2021-10`` or ``2021-10-20``.
    """

    earliest: date
    latest: date
    text: str

    @staticmethod
    def parse(text: str) -> PartialDate:
        """Reads ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

        Raises:
            ValueError: another form, or a day that no calendar has.
        """
        match = _FORM.match(text)
        if not match:
            raise ValueError(f"'{text}' is not a date: write 2021, 2021-10 or 2021-10-20")
        year, month, day = (int(part) if part else None for part in match.groups())
        if not year or year < 1900:
            raise ValueError(f"'{text}' is not a date of this matter: years start at 1900")
        if month is None:
            return PartialDate(date(year, 1, 1), date(year, 12, 31), text)
        if not 1 <= month <= 12:
            raise ValueError(f"'{text}' is not a date: there is no month {month:02d}")
        last = calendar.monthrange(year, month)[1]
        if day is None:
            return PartialDate(date(year, month, 1), date(year, month, last), text)
        if not 1 <= day <= last:
            raise ValueError(f"'{text}' is not a date: {year}-{month:02d} has {last} days")
        return PartialDate(date(year, month, day), date(year, month, day), text)

    @staticmethod
    def between(earliest: date, latest: date) -> PartialDate:
        """Some day from one to another, both included; written as ``2021-10-20/2024-01-05``, or ``/..`` without an end."""
        end = ".." if latest == date.max else latest.isoformat()
        return PartialDate(earliest, latest, f"{earliest.isoformat()}/{end}")

    def first(self) -> PartialDate:
        """The earliest day it can be."""
        return PartialDate.parse(self.earliest.isoformat())

    def last(self) -> PartialDate:
        """The latest day it can be."""
        return PartialDate.parse(self.latest.isoformat())

    @property
    def exact(self) -> bool:
        """Whether it is known to the day."""
        return self.earliest == self.latest

    def __str__(self) -> str:
        return self.text

    def before(self, other: PartialDate) -> Truth:
        """Whether this date lies before the other one."""
        if self.latest < other.earliest:
            return Truth.TRUE
        return Truth.FALSE if self.earliest >= other.latest else Truth.UNKNOWN

    def equals(self, other: PartialDate) -> Truth:
        """Whether both are the same day."""
        if self.latest < other.earliest or other.latest < self.earliest:
            return Truth.FALSE
        same_day = self.earliest == self.latest == other.earliest == other.latest
        return Truth.TRUE if same_day else Truth.UNKNOWN


def whole_months(start: date, end: date) -> int:
    """Full months from start to end; negative where the end lies before the start, be it by a day.

    The 31st of January to the 28th of February is no full month: the day must come round again.
    """
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def months_between(start: PartialDate, end: PartialDate) -> tuple[int, int]:
    """The least and the greatest number of full months that may lie between two partial dates."""
    return whole_months(start.latest, end.earliest), whole_months(start.earliest, end.latest)


def later_of(one: PartialDate, other: PartialDate) -> PartialDate:
    """The later of two partial dates, as far as they are known."""
    return _either(one, other, max(one.earliest, other.earliest), max(one.latest, other.latest))


def earlier_of(one: PartialDate, other: PartialDate) -> PartialDate:
    """The earlier of two partial dates, as far as they are known."""
    return _either(one, other, min(one.earliest, other.earliest), min(one.latest, other.latest))


def _either(one: PartialDate, other: PartialDate, earliest: date, latest: date) -> PartialDate:
    """The one of two dates that has these ends, or else a date between them."""
    for day in (one, other):
        if (day.earliest, day.latest) == (earliest, latest):
            return day
    return PartialDate.between(earliest, latest)
