"""On which days' law each row stands: `law_dates` and `compared_laws`, line by line, over columns of days.

Each function here has its twin there, under the same name, for one case; a property test holds the two together. A day is
a first and a last day that it can be, and whether anything is known of it. Days are numbers in the order of days: those since
1970, as Arrow counts them, or their places in a calendar (`law_calendar`), which are smaller.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from zhunsheng.engine.batch.words import Truths
from zhunsheng.engine.law_dates import Clock

DayNumbers = npt.NDArray[np.signedinteger]

CLOCKS: tuple[Clock, ...] = ("act", "policy", "general", "decision")

_EPOCH = date(1970, 1, 1).toordinal()


def number_of(day: date) -> int:
    """A day as Arrow counts days."""
    return day.toordinal() - _EPOCH


LAST = number_of(date.max)


@dataclass(frozen=True)
class DayColumn:
    """A day for each row, as far as it is known. What stands in a row of which nothing is known does not matter."""

    earliest: DayNumbers
    latest: DayNumbers
    known: Truths

    @staticmethod
    def unknown(rows: int) -> DayColumn:
        """Nothing is known of any."""
        none = np.zeros(rows, dtype=np.int32)
        return DayColumn(none, none, np.zeros(rows, dtype=np.bool_))

    def __getitem__(self, rows: slice) -> DayColumn:
        """Some rows."""
        return DayColumn(self.earliest[rows], self.latest[rows], self.known[rows])

    def __add__(self, other: DayColumn) -> DayColumn:
        """These rows, and others after them."""
        return DayColumn(
            np.concatenate((self.earliest, other.earliest)),
            np.concatenate((self.latest, other.latest)),
            np.concatenate((self.known, other.known)),
        )

    def exact(self, rows: int) -> bool:
        """Whether each of the first so many is known to the day, as far as it is known."""
        if self.earliest is self.latest:
            return True
        return bool((self.known[:rows] <= (self.earliest[:rows] == self.latest[:rows])).all())

    def first(self) -> DayColumn:
        """The earliest day each can be."""
        return DayColumn(self.earliest, self.earliest, self.known)

    def last(self) -> DayColumn:
        """The latest day each can be."""
        return DayColumn(self.latest, self.latest, self.known)

    def until(self, latest: int) -> DayColumn:
        """Some day from the first that it can be to another one."""
        return DayColumn(self.earliest, np.full_like(self.earliest, latest), self.known)


def either(where: Truths, one: DayColumn, other: DayColumn) -> DayColumn:
    """The one in some rows, the other in the rest."""
    if one is other or where.all():
        return one
    if not where.any():
        return other
    return DayColumn(
        _either(where, one.earliest, other.earliest),
        _either(where, one.latest, other.latest),
        (where & one.known) | (~where & other.known),
    )


def _either(where: Truths, one: DayNumbers, other: DayNumbers) -> DayNumbers:
    """As `np.where`; on octets by a mask, which is several times faster."""
    if one.dtype != np.int8 or other.dtype != np.int8:
        return np.where(where, one, other)
    return other ^ ((one ^ other) & -where.view(np.int8))


def later(one: DayColumn, other: DayColumn) -> DayColumn:
    """The later of two days; where one is not known, the other."""
    both = DayColumn(
        np.maximum(one.earliest, other.earliest),
        np.maximum(one.latest, other.latest),
        one.known & other.known,
    )
    return either(both.known, both, either(one.known, one, other))


@dataclass(frozen=True)
class LawDayColumns:
    """The day whose law is asked for, by clock."""

    act: DayColumn
    policy: DayColumn
    general: DayColumn
    decision: DayColumn

    def on(self, clock: Clock) -> DayColumn:
        """The days of a clock."""
        return {
            "act": self.act,
            "policy": self.policy,
            "general": self.general,
            "decision": self.decision,
        }[clock]


@dataclass(frozen=True)
class Dates:
    """The three dates that law days are worked out from."""

    began: DayColumn
    continued: DayColumn
    decided: DayColumn

    @property
    def ended(self) -> DayColumn:
        """Until when it went on, as far as that is decided on."""
        both = self.continued.known & self.decided.known
        earlier = DayColumn(
            np.minimum(self.continued.earliest, self.decided.earliest),
            np.minimum(self.continued.latest, self.decided.latest),
            both,
        )
        return either(both, earlier, self.continued)

    @property
    def all_known(self) -> Truths:
        """Whether all three are known, be it in part."""
        return self.began.known & self.continued.known & self.decided.known


def stated(dates: Dates) -> LawDayColumns:
    """The days that the facts say."""
    act = later(dates.began, dates.ended)
    general = either(dates.decided.known, later(dates.began, dates.decided), act)
    return LawDayColumns(act, act, general, dates.decided)


def law_of_decision(dates: Dates) -> DayColumn:
    """The day whose law is compared with that of the act."""
    day = later(dates.began, dates.decided)
    return DayColumn(day.earliest, day.latest, dates.decided.known)


def open_dates(dates: Dates, last_day: int) -> LawDayColumns:
    """Every day that each clock can still come to, no choice between two laws being settled.

    Args:
        last_day: The number of the last day there is.
    """
    began, continued, decided = dates.began, dates.continued, dates.decided
    ended = dates.ended
    unknown = DayColumn(began.earliest, began.latest, np.zeros_like(began.known))

    from_end = either(ended.known & decided.known, ended.until(last_day), unknown)
    from_decision = decided.until(last_day)

    from_act = began.until(last_day)
    while_it_went_on = DayColumn(began.earliest, np.maximum(began.latest, continued.latest), began.known)
    policy_undecided = either(continued.known, while_it_went_on, from_act)

    last = later(began, decided)
    first = later(began, ended)
    span = DayColumn(first.earliest, last.latest, last.known)

    def of(no_act: DayColumn, undecided: DayColumn, dated: DayColumn) -> DayColumn:
        return either(began.known, either(decided.known, dated, undecided), no_act)

    return LawDayColumns(
        act=of(from_end, from_act, span),
        policy=of(from_end, policy_undecided, either(ended.known, first, span)),
        general=of(from_decision, from_act, last),
        decision=decided,
    )


@dataclass(frozen=True)
class QuestionColumns:
    """Which two laws are to be compared in each row (`compared_laws.Question`).

    Attributes:
        act: The law of the act, or the earliest that it can have had.
        decision: The day whose law it is compared with.
        compares: Whether there are two laws to compare.
        act_unknown: Whether nothing is known of the act's law.
        uncertain: Whether the law changed within what is known of a day.
    """

    act: DayColumn
    decision: DayColumn
    compares: Truths
    act_unknown: Truths
    uncertain: Truths


def question(dates: Dates, periods: DayNumbers) -> QuestionColumns:
    """What is to be compared.

    Args:
        dates: By their places in a calendar.
        periods: The number of the period of the law of the act, by place (`law_periods.Periods`).
    """
    act, decision = stated(dates).act, law_of_decision(dates)
    act_first, act_last = periods[act.earliest], periods[act.latest]
    decision_first, decision_last = periods[decision.earliest], periods[decision.latest]
    act_open = act.known & (act_first != act_last)
    decision_open = decision.known & (decision_first != decision_last)
    decision = either(decision_open, decision.first(), decision)
    decision_last = np.where(decision_open, decision_first, decision_last)
    same = (act_first == decision_first) & (act_last == decision_last)
    compares = np.where(act.known, act_open | (decision.known & ~same), decision.known)
    other = either(decision.known, decision, act.last())
    of_act = either(act_open, act.first(), act)
    return QuestionColumns(
        of_act, either(compares, other, of_act), compares, compares & ~act.known, act_open | decision_open
    )
