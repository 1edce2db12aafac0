"""On which day's law a conduct is judged: plain functions of three dates, each of which may be unknown or known in part.

The three are the day of the act (`date`), the day until which it went on (`continued_until`) and the day of the decision. A rule
is in force or not by one of four clocks:

========  =====================================================================================================
act       the law applied to the act: its own, or that of the decision where that is lighter (`lighter_law`)
policy    the day of the act itself: nobody is measured by a policy that came later
general   the general part (what makes it lighter or heavier): the decision where its day is known, else the act
decision  the decision: procedure
========  =====================================================================================================

An act that went on is judged by the day until which it did, but not beyond the decision: what is decided on is what had been
done by then. A decision does not come before the act. The date of the incident does not stand in for that of the act: a default
that later turns out wrong would be a fact unlearnt.

`stated` is what the facts say; `open_dates` is every day that it can still come to, as an interval. The second always holds the
first, and shrinks with every fact that is learnt; that is what keeps the possible reading sound (docs/decisions/0011).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from zhunsheng.engine.vocabulary.dates import PartialDate, earlier_of, later_of
from zhunsheng.engine.vocabulary.facts import FactRef, FactValue

Clock: TypeAlias = Literal["act", "policy", "general", "decision"]

ACT_DATE = FactRef("conduct", "date")
CONTINUED_UNTIL = FactRef("conduct", "continued_until")
DECISION_DATE = FactRef("case", "decision_date")

#: The facts that a law date may be worked out from.
DATES = (ACT_DATE, CONTINUED_UNTIL, DECISION_DATE)


@dataclass(frozen=True)
class LawDates:
    """The day whose law is asked for, by clock; None where nothing is known of it."""

    act: PartialDate | None
    policy: PartialDate | None
    general: PartialDate | None
    decision: PartialDate | None

    def on(self, clock: Clock) -> PartialDate | None:
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


@dataclass(frozen=True)
class _Known:
    """The three dates as far as they are known."""

    began: PartialDate | None
    continued: PartialDate | None
    decided: PartialDate | None

    @staticmethod
    def of(facts: Mapping[FactRef, FactValue]) -> _Known:
        return _Known(*(_date(facts.get(ref)) for ref in DATES))

    @property
    def ended(self) -> PartialDate | None:
        """Until when it went on, as far as that is decided on."""
        if self.continued is None or self.decided is None:
            return self.continued
        return earlier_of(self.continued, self.decided)


def _date(value: FactValue | None) -> PartialDate | None:
    return value if isinstance(value, PartialDate) else None


def _later(one: PartialDate | None, other: PartialDate | None) -> PartialDate | None:
    """The later of two dates; where one is not known, the other."""
    return later_of(one, other) if one and other else one or other


def stated(facts: Mapping[FactRef, FactValue]) -> LawDates:
    """The days that the facts say, the law of the act applied to the act."""
    known = _Known.of(facts)
    act = _later(known.began, known.ended)
    general = _later(known.began, known.decided) if known.decided else act
    return LawDates(act, act, general, known.decided)


def law_of_decision(facts: Mapping[FactRef, FactValue]) -> PartialDate | None:
    """The day whose law is compared with that of the act; None while the decision's is not known."""
    known = _Known.of(facts)
    return _later(known.began, known.decided) if known.decided else None


def open_dates(facts: Mapping[FactRef, FactValue], chosen: PartialDate | None = None) -> LawDates:
    """Every day that each clock can still come to.

    While it is not known until when an act went on, that may be any day up to the decision; while the decision is not known,
    that may be any day from the act on.

    Args:
        chosen: The law applied to the act, where nothing that is still unknown can change the choice.
    """
    known = _Known.of(facts)
    began, decided = known.began, known.decided
    if began is None:
        start = known.ended.earliest if known.ended and decided else None
        act = PartialDate.between(start, date.max) if start else None
        general = PartialDate.between(decided.earliest, date.max) if decided else None
        return LawDates(act, act, general, decided)
    if decided is None:
        any_day = PartialDate.between(began.earliest, date.max)
        policy = any_day
        if known.continued:
            policy = PartialDate.between(began.earliest, later_of(began, known.continued).latest)
        return LawDates(any_day, policy, any_day, None)
    last = later_of(began, decided)
    first = later_of(began, known.ended) if known.ended else began
    span = PartialDate.between(first.earliest, last.latest)
    if known.ended is None:
        return LawDates(span, span, last, decided)
    return LawDates(chosen or span, first, last, decided)


def settled_by_dates(facts: Mapping[FactRef, FactValue]) -> bool:
    """Whether all three dates are known, so that only the choice between the two laws can be open."""
    return all(_date(facts.get(ref)) for ref in DATES)


def behind(facts: Mapping[FactRef, FactValue], clock: Clock, day: PartialDate | None) -> tuple[FactRef, ...]:
    """The facts that a law date came from, the one to ask for where it is unknown.

    Args:
        day: The law date of that clock.
    """
    known = _Known.of(facts)
    if clock == "decision" or (clock == "general" and known.decided):
        return (DECISION_DATE,)
    if clock == "act" and known.decided and day not in (None, stated(facts).act):
        return (DECISION_DATE,)
    return (ACT_DATE, CONTINUED_UNTIL) if known.continued else (ACT_DATE,)


def unknown_behind(facts: Mapping[FactRef, FactValue], clock: Clock) -> tuple[FactRef, ...]:
    """The dates that are not known, or only in part, and that a law date hangs on. The day of the act comes before all others."""
    if clock == "decision":
        return (DECISION_DATE,)
    if ACT_DATE not in facts:
        return (ACT_DATE,)
    found = {ref: _date(facts.get(ref)) for ref in DATES}
    return tuple(ref for ref, day in found.items() if day is None or not day.exact)
