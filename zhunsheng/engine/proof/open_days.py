"""The three dates of `law_dates` in a completion, and on which day's law each clock then goes: `stated` as gates over rows.

In a completion all three dates are known. An act that is not said to have gone on may have ended on any day up to the decision;
that it did not go on at all is the completion in which it ended on the day on which it began. Dates stay in the order in which
things happen (an act does not end, nor is it decided on, before it was done), unless the case states them in another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from zhunsheng.engine.atoms import truth_of_fact
from zhunsheng.engine.case import Instance
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.conditions import FactTest
from zhunsheng.engine.law_dates import ACT_DATE, CONTINUED_UNTIL, DATES, DECISION_DATE, Clock
from zhunsheng.engine.proof.calendar import Calendar, DayRow
from zhunsheng.engine.proof.clauses import Clauses, Literal
from zhunsheng.engine.variants.columns import Change
from zhunsheng.engine.variants.slots import Slot
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactRef, Vocabulary


@dataclass(frozen=True)
class Clocks:
    """The day whose law is asked for, by clock. A subject has no act of its own, so two of its clocks say nothing.

    Attributes:
        compared: Of a conduct: the day whose law is compared with that of the act.
    """

    act: DayRow | None
    policy: DayRow | None
    general: DayRow
    decision: DayRow
    compared: DayRow | None = None

    def on(self, clock: Clock) -> DayRow | None:
        """The day of a clock."""
        match clock:
            case "act":
                return self.act
            case "policy":
                return self.policy
            case "general":
                return self.general
            case "decision":
                return self.decision


class OpenDays:
    """The dates of one subject and its conducts, each a row of one calendar."""

    def __init__(
        self, clauses: Clauses, vocabulary: Vocabulary, subject: Instance, changes: Iterable[date]
    ) -> None:
        """Makes a row for each date.

        Args:
            changes: Every day on which a law, or a comparison with one of the dates, changes.
        """
        self._vocabulary = vocabulary
        self._known = {
            Slot(place.pointer(ref), ref): _known(place, ref)
            for place in (subject, *subject.parts)
            for ref in DATES
            if ref.entity in place.pointers
        }
        self.calendar = Calendar.of(clauses, self._known.values(), changes)
        self._rows = {slot: self.calendar.row(known) for slot, known in self._known.items()}
        for conduct in subject.parts:
            for earlier, later in _orders(conduct):
                self.calendar.put_in_order(self._row(conduct, earlier), self._row(conduct, later))

    def _row(self, place: Instance, ref: FactRef) -> DayRow:
        return self._rows[Slot(place.pointer(ref), ref)]

    def clocks(self, place: Instance) -> Clocks:
        """The days of law of a subject, or of a conduct: `law_dates.stated` and `law_of_decision`."""
        decided = self._row(place, DECISION_DATE)
        if place.level != "conduct":
            return Clocks(None, None, decided, decided)
        began, continued = self._row(place, ACT_DATE), self._row(place, CONTINUED_UNTIL)
        later, earlier = self.calendar.later_of, self.calendar.earlier_of
        act, compared = later(began, earlier(continued, decided)), later(began, decided)
        return Clocks(act, act, compared, decided, compared)

    def fact(self, test: FactTest, place: Instance) -> Literal:
        """A comparison with one of the dates."""
        return self.calendar.clauses.any_of(
            literal
            for day, literal in self.calendar.cells(self._row(place, test.fact))
            if truth_of_fact(test, _exactly(day), self._vocabulary) is Truth.TRUE
        )

    def changes(self, holds: frozenset[Literal]) -> Iterator[Change]:
        """What an assignment says of the dates that are not known to the day.

        Args:
            holds: The literals that are true in it.
        """
        for slot, known in self._known.items():
            if known is None or not known.exact:
                day = max(
                    day for day, bit in zip(self.calendar.days, self._rows[slot], strict=True) if bit in holds
                )
                yield Change(slot, _exactly(day))


def _known(place: Instance, ref: FactRef) -> PartialDate | None:
    value = place.facts.get(ref)
    return value if isinstance(value, PartialDate) else None


def _exactly(day: date) -> PartialDate:
    return PartialDate.parse(day.isoformat())


def _orders(conduct: Instance) -> Iterator[tuple[FactRef, FactRef]]:
    """Which date of a conduct does not come after which other one, as far as what is known of them lets it."""
    began, continued, decided = (_known(conduct, ref) for ref in (ACT_DATE, CONTINUED_UNTIL, DECISION_DATE))
    if _can_be_in_order(began, continued):
        yield ACT_DATE, CONTINUED_UNTIL
    if _can_be_in_order(began, decided):
        yield ACT_DATE, DECISION_DATE
        if _can_be_in_order(continued, decided):
            yield CONTINUED_UNTIL, DECISION_DATE


def _can_be_in_order(earlier: PartialDate | None, later: PartialDate | None) -> bool:
    return earlier is None or later is None or earlier.earliest <= later.latest
