"""A day that is not known, as a row of literals: bit k says "on the k-th day of the calendar, or later".

A calendar holds no more days than tell a difference: those on which a law or a comparison changes while some date is still open,
and the first day that each date can be. Any day can then be taken for the last of these that it does not come before: no rule can
tell the two apart, and days stay in their order. The later of two days is an OR, bit by bit; the earlier one is an AND.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from zhunsheng.engine.proof.clauses import Clauses, Literal
from zhunsheng.engine.vocabulary.dates import PartialDate

#: The literals of a day; each implies the one before it, and the first is always true.
DayRow: TypeAlias = tuple[Literal, ...]

#: The days that can be written in a case (`vocabulary.dates`).
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date.max


@dataclass(frozen=True)
class Calendar:
    """The days between which nothing changes."""

    clauses: Clauses
    days: tuple[date, ...]

    @staticmethod
    def of(clauses: Clauses, known: Iterable[PartialDate | None], changes: Iterable[date]) -> Calendar:
        """The calendar of some dates.

        Args:
            known: What is known of each date; None is nothing.
            changes: The days on which something changes.
        """
        spans = {_span(day) for day in known}
        open_spans = [(first, last) for first, last in spans if first < last]
        telling = {day for day in changes if any(first < day <= last for first, last in open_spans)}
        return Calendar(clauses, tuple(sorted({first for first, _ in spans} | telling)))

    def row(self, known: PartialDate | None) -> DayRow:
        """A date as far as it is known: a new literal for each day that it can still come before, or not."""
        first, last = _span(known)
        row: list[Literal] = []
        for day in self.days:
            if first < day <= last:
                row.append(self.clauses.fresh())
                self.clauses.add((-row[-1], row[-2]))
            else:
                row.append(self.clauses.constant(day <= first))
        return tuple(row)

    def later_of(self, one: DayRow, other: DayRow) -> DayRow:
        """The later of two days."""
        return tuple(self.clauses.any_of(pair) for pair in zip(one, other, strict=True))

    def earlier_of(self, one: DayRow, other: DayRow) -> DayRow:
        """The earlier of two days."""
        return tuple(self.clauses.all_of(pair) for pair in zip(one, other, strict=True))

    def put_in_order(self, earlier: DayRow, later: DayRow) -> None:
        """The one day does not come after the other."""
        for one, other in zip(earlier, later, strict=True):
            if one != other and -one != self.clauses.true and other != self.clauses.true:
                self.clauses.add((-one, other))

    def since(self, row: DayRow, day: date) -> Literal:
        """The literal "on that day or later".

        A day that the calendar leaves out lies within no date's span, so the next that it holds says the same.
        """
        number = bisect_left(self.days, day)
        return row[number] if number < len(row) else -self.clauses.true

    def within(self, row: DayRow, first: date | None, last: date | None) -> Literal:
        """The literal "from one day to another, both included"; None is no limit."""
        parts = [self.since(row, first)] if first else []
        if last and last < LAST_DAY:
            parts.append(-self.since(row, last + timedelta(days=1)))
        return self.clauses.all_of(parts)

    def cells(self, row: DayRow) -> Iterator[tuple[date, Literal]]:
        """Each day of the calendar that a date can still be, with the literal "it is that one"."""
        for number, day in enumerate(self.days):
            after = row[number + 1] if number + 1 < len(row) else -self.clauses.true
            literal = self.clauses.all_of((row[number], -after))
            if literal != -self.clauses.true:
                yield day, literal


def _span(known: PartialDate | None) -> tuple[date, date]:
    return (known.earliest, known.latest) if known else (FIRST_DAY, LAST_DAY)
