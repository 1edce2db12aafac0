"""The days on which anything changes in the law, and on which side of them a day lies.

All that is ever asked of a law day is whether it comes before one of a few dozen days. So a day is as good as its *place*: how
many of these days it does not come before. Places keep the order of days, so the later of two days has the larger place, and an
interval of days is an interval of places; and they are small numbers, of which a vector register holds eight times as many.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import numpy.typing as npt

from zhunsheng.engine.batch.law_days import Dates, DayColumn, number_of
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.proof.law_record import LawRecord
from zhunsheng.engine.sources import Source

Places = npt.NDArray[np.int8 | np.int16]


@dataclass(frozen=True)
class LawCalendar:
    """The days on which something changes, in order."""

    days: tuple[date, ...]

    @staticmethod
    def of(compiled: CompiledRelease, record: LawRecord) -> LawCalendar:
        """Those of a release: of its rules by every clock, of what is on record, and of what asks measures to match."""
        release = compiled.release
        found = {day for days in compiled.laws.compared.periods.first_days.values() for day in days}
        found |= record.days
        cited = {cite.source for matching in release.scale.matching for cite in matching.cites}
        found |= set(_changes(release.sources[source] for source in cited))
        return LawCalendar(tuple(sorted(found)))

    def place_of(self, day: date) -> int:
        """The place of the days from one of these days on.

        Raises:
            ValueError: nothing is on record as changing on that day.
        """
        place = bisect_left(self.days, day)
        if place == len(self.days) or self.days[place] != day:
            raise ValueError(f"{day} is not in the calendar")
        return place + 1

    @property
    def last(self) -> int:
        """The place of the last day there is."""
        return len(self.days)

    def places(self, dates: Dates) -> Dates:
        """Dates by their places."""
        return Dates(*(self.placed(day) for day in (dates.began, dates.continued, dates.decided)))

    def placed(self, day: DayColumn) -> DayColumn:
        """A day by its place."""
        first = self._place(day.earliest)
        return DayColumn(first, first if day.latest is day.earliest else self._place(day.latest), day.known)

    def narrowed(self, some: Iterable[date]) -> Places:
        """For each place, the place among only some of these days."""
        chosen = sorted(some)
        return np.searchsorted(
            np.array([self.place_of(day) for day in chosen], np.int64),
            np.arange(len(self.days) + 1),
            side="right",
        ).astype(self._stored)

    def _place(self, days: npt.NDArray[np.signedinteger]) -> Places:
        table, first = self._table
        found: Places = table[np.clip(days, first, first + len(table) - 1) - first]
        return found

    @property
    def _stored(self) -> type[np.int8 | np.int16]:
        return np.int8 if len(self.days) < 127 else np.int16

    @cached_property
    def _table(self) -> tuple[Places, int]:
        """The place of every day from the day before the first of these to the last, and the number of that day."""
        starts = np.array([number_of(day) for day in self.days] or [0], dtype=np.int32)
        every = np.arange(starts[0] - 1, starts[-1] + 1)
        places = np.searchsorted(starts, every, side="right") if self.days else np.zeros(len(every))
        return places.astype(self._stored), int(every[0])


def _changes(sources: Iterable[Source]) -> Iterator[date]:
    """The first days from which sources are in force for sure, and no longer."""
    for source in sources:
        if source.effective:
            yield source.effective.latest
        if source.ended:
            yield source.ended.earliest + timedelta(days=1)
