"""The comparisons that rules make, as literals over columns: `atoms`, line by line, for all rows at once.

Each comparison has two rails. A column says little: whether a number *is* another one, or is at least that; the rest is
negation. Where a column holds a first and a last day (or a least and a greatest number), a comparison is known where both agree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal as Literally
from typing import TypeAlias

from zhunsheng.engine.batch.case_block import ColumnKey
from zhunsheng.engine.batch.law_days import number_of
from zhunsheng.engine.batch.level_columns import Held, State
from zhunsheng.engine.batch.rail_graph import Bits, Compared, Literal, RailGraph
from zhunsheng.engine.language.conditions import FactTest, MonthsTest
from zhunsheng.engine.law_dates import Clock
from zhunsheng.engine.vocabulary.facts import Fact, FactType, Vocabulary

#: The literals "known true" and "known false".
TwoRails: TypeAlias = tuple[Literal, Literal]


@dataclass(frozen=True)
class Span:
    """A number that lies between two others in each row.

    Attributes:
        least, most: The names of two columns; the same where they are one.
        known: The name of the bits that say where anything is known of it; None is everywhere.
    """

    least: object
    most: object
    known: object


@dataclass(frozen=True)
class LawDay:
    """The name of the day of a clock under a law: that of the act, of the decision, or all that can still apply."""

    law: str
    clock: Clock
    aspect: str


@dataclass(frozen=True)
class Months:
    """The name of the months between two dates: the least or the greatest number of them, or whether they are known."""

    test: tuple[ColumnKey, ColumnKey]
    aspect: str


@dataclass(frozen=True)
class Comparisons:
    """Makes the literals of comparisons.

    Attributes:
        states: Of the columns that are there; a fact without is unknown in every row.
        law_states: Of the days of clocks under laws; one without is unknown in every row.
        place_of: The place of a day on which the law changes (`law_calendar`); law days are kept by place.
    """

    graph: RailGraph
    vocabulary: Vocabulary
    states: Mapping[ColumnKey, State]
    law_states: Mapping[tuple[str, Clock], State]
    place_of: Callable[[date], int]

    def fact(self, test: FactTest) -> TwoRails:
        """A comparison of a fact with constants (`atoms.truth_of_fact`)."""
        fact = self.vocabulary.fact(test.fact)
        key = ColumnKey(test.fact, str(test.operands[0]) if test.operator == "has" else None)
        if key not in self.states:
            return -self.graph.true, -self.graph.true
        if fact.type is FactType.DATE:
            day = number_of(date.fromisoformat(str(test.operands[0])))
            return self.within_span(self._days(key), test.operator, day)
        return self._value(test, fact, key)

    def months(self, test: MonthsTest) -> TwoRails:
        """A comparison of the full months between two dates with a number."""
        keys = (ColumnKey(test.start), ColumnKey(test.end))
        if not all(key in self.states for key in keys):
            return -self.graph.true, -self.graph.true
        complete = all(self.states[key].complete for key in keys)
        span = Span(Months(keys, "least"), Months(keys, "most"), None if complete else Months(keys, "known"))
        return self.within_span(span, test.operator, test.months)

    def law(self, law: str, clock: Clock, start: date | None, end: date | None) -> TwoRails:
        """Whether the day whose law is asked for lies in a period."""
        if (law, clock) not in self.law_states:
            return -self.graph.true, -self.graph.true
        state = self.law_states[law, clock]
        first = LawDay(law, clock, "earliest")
        last = first if state.exact else LawDay(law, clock, "latest")
        known = None if state.complete else LawDay(law, clock, "known")
        span = Span(first, last, known)
        parts = [
            self.within_span(span, ">=", self.place_of(start)) if start else None,
            self.within_span(span, "<", self.place_of(end + timedelta(days=1)))
            if end and end < date.max
            else None,
        ]
        found = [part for part in parts if part is not None] or [(self._where(known), -self.graph.true)]
        return self.graph.all_of(true for true, _ in found), self.graph.any_of(false for _, false in found)

    def within_span(self, span: Span, sign: str, number: int) -> TwoRails:
        """A comparison of a number known to lie between two others with a constant (`atoms._interval`)."""
        graph, known = self.graph, self._where(span.known)

        def compared(name: object, sign: Literally["==", ">="], limit: int) -> Literal:
            return graph.input(Compared(name, sign, limit, span.known))

        if sign == "==":
            true = graph.all_of(compared(name, "==", number) for name in (span.least, span.most))
            below, above = -compared(span.most, ">=", number), compared(span.least, ">=", number + 1)
            return true, graph.both(known, graph.any_of((below, above)))
        # "At least" is true where the least is, and false where the most is not; "less" is its negation.
        limit = number + 1 if sign in (">", "<=") else number
        rails = compared(span.least, ">=", limit), graph.both(known, -compared(span.most, ">=", limit))
        return rails if sign in (">=", ">") else rails[::-1]

    def _where(self, known: object) -> Literal:
        """Where something is known."""
        return self.graph.true if known is None else self.graph.input(Bits(known))

    def _known(self, key: ColumnKey) -> object:
        """The name of the bits that say where a fact is known; None is everywhere."""
        return None if self.states[key].complete else Held(key, "known")

    def _days(self, key: ColumnKey) -> Span:
        ends = (Held(key, "earliest"), Held(key, "earliest" if self.states[key].exact else "latest"))
        return Span(*ends, self._known(key))

    def _value(self, test: FactTest, fact: Fact, key: ColumnKey) -> TwoRails:
        """A comparison of a fact that is known altogether or not at all."""
        name, known = Held(key, "value"), self._known(key)
        match fact.type:
            case FactType.BOOL | FactType.SET:
                holds, where = self.graph.input(Bits(name)), self._where(known)
                return self.graph.both(where, holds), self.graph.both(where, -holds)
            case FactType.INT:
                return self.within_span(Span(name, name, known), test.operator, int(test.operands[0]))
            case _ if test.operator == "in" or fact.type is FactType.ENUM:
                ranks = [fact.rank(str(operand)) for operand in test.operands]
                true = self.graph.any_of(
                    self.graph.input(Compared(name, "==", rank, known)) for rank in ranks
                )
            case _:
                rank = fact.rank(str(test.operands[0]))
                return self.within_span(Span(name, name, known), test.operator, rank)
        return true, self.graph.both(self._where(known), -true)
