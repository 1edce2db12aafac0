"""What is on record of the law, as gates over days: `ComparedLaws._before_the_record` and `_unrecorded`.

An instrument that had a version on a day, of which no rules are on record, says nothing here, and its silence is no acquittal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from zhunsheng.engine.gates import Day, GatesOverDays, Literal
from zhunsheng.engine.sources import Source

#: Of each instrument, whether a provision of it opens a range.
Opening = Mapping[str, Literal]


@dataclass(frozen=True)
class LawRecord:
    """The versions of the instruments that provisions come from.

    Attributes:
        sources: Every version that is on record, be it by its dates alone.
        with_rules: The ids of those that are on record with rules.
    """

    sources: Mapping[str, Source]
    with_rules: Set[str]

    @cached_property
    def _versions(self) -> Mapping[str, Sequence[Source]]:
        """By instrument, its versions with rules."""
        found: dict[str, list[Source]] = {}
        for key in sorted(self.with_rules):
            found.setdefault(self.sources[key].instrument, []).append(self.sources[key])
        return found

    @cached_property
    def _first_days(self) -> Mapping[str, Sequence[date]]:
        """By instrument with rules, the day from which each of its versions was in force for sure."""
        return {
            instrument: [
                source.effective.latest
                for source in self.sources.values()
                if source.instrument == instrument and source.effective
            ]
            for instrument in self._versions
        }

    @cached_property
    def days(self) -> frozenset[date]:
        """The days on which what is on record changes."""
        ended = (source.ended for versions in self._versions.values() for source in versions)
        return frozenset(day for days in self._first_days.values() for day in days) | {
            day.earliest + timedelta(days=1) for day in ended if day
        }

    def silent_before(self, calendar: GatesOverDays[Day], opening: Opening, day: Day) -> Literal:
        """Whether none of the instruments that open something has rules on record for a day, though one had a version by then."""
        clauses = calendar.clauses
        on_record = clauses.any_of(
            clauses.all_of((opens, self._on_record(calendar, key, day))) for key, opens in opening.items()
        )
        had_version = clauses.any_of(
            clauses.all_of((opens, calendar.within(day, first, None)))
            for key, opens in opening.items()
            for first in self._first_days[key]
        )
        return clauses.all_of((-on_record, had_version))

    def missing(self, calendar: GatesOverDays[Day], opening: Opening, day: Day) -> Literal:
        """Whether something follows from an instrument of which no version with rules is on record for a day."""
        clauses = calendar.clauses
        return clauses.any_of(
            clauses.all_of((opens, -self._on_record(calendar, key, day))) for key, opens in opening.items()
        )

    def _on_record(self, calendar: GatesOverDays[Day], instrument: str, day: Day) -> Literal:
        """Whether a version with rules was in force for sure (`Source.in_force_on`)."""
        return calendar.clauses.any_of(
            calendar.within(day, source.effective.latest, source.ended.earliest if source.ended else None)
            for source in self._versions[instrument]
            if source.effective
        )
