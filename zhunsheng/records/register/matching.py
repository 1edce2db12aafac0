"""The statement that finds the evaluations which are searched for.

Of all that is asked, the rarest value leads: its index is read in the order of the page, and what it names is asked for the rest,
row by row, until the page is full. Which is the rarest is known from the tallies. A planner without statistics would guess, and
one that guesses wrong sorts a hundred thousand rows to show fifty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from sqlalchemy import Column, ColumnElement, Connection, FromClause, Select, and_, select, tuple_

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import reached
from zhunsheng.records.access.relations import Relation
from zhunsheng.records.register.criteria import Criteria, Cursor, Order
from zhunsheng.records.register.facets import YES, Facet
from zhunsheng.records.register.readable import readable
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.times import written

_Condition: TypeAlias = ColumnElement[bool]
#: Sorts after every character that an id may have.
_LAST = "~"


@dataclass(frozen=True)
class Matching:
    """The evaluations that an account searches for and may read.

    Attributes:
        leading: The rarest of the values that are asked; None where none is.
    """

    account: Account
    criteria: Criteria
    leading: Facet | None

    def numbers(
        self, order: Order = "newest", after: Cursor | None = None, limit: int | None = None
    ) -> Select[Any]:
        """Their numbers and times, in an order.

        Args:
            after: Only those that come after it.
        """
        led = self._led()
        place = (led.c.at, led.c.number)
        chosen = select(led.c.number, led.c.at).where(*self._conditions(led))
        if self.leading is not None and self.leading.place.table is tables.evaluated_subjects:
            # Several subjects of an evaluation may have the value.
            chosen = chosen.distinct()
        if after is not None:
            there = tuple_(*place)
            at = tuple_(after.at, after.number)
            chosen = chosen.where(there < at if order == "newest" else there > at)
        chosen = chosen.order_by(*(column.desc() if order == "newest" else column.asc() for column in place))
        return chosen if limit is None else chosen.limit(limit)

    def _led(self) -> FromClause:
        """The table that leads, or a row of it for each evaluation."""
        table = tables.evaluations if self.leading is None else self.leading.place.table
        return table.alias("led")

    def _conditions(self, led: FromClause) -> Iterator[_Condition]:
        criteria = self.criteria
        if self.leading is not None:
            yield self._has(led, self.leading)
        if criteria.since is not None:
            yield led.c.at >= written(criteria.since)
        if criteria.until is not None:
            yield led.c.at < written(criteria.until)
        if self.leading is None:
            yield from self._of_evaluation(led)
        else:
            evaluation = tables.evaluations.alias("evaluation")
            asked = tuple(self._of_evaluation(evaluation))
            yield select(1).where(evaluation.c.number == led.c.number, *asked).exists()
        for of in criteria.values:
            if not of.of_evaluations and of is not self.leading:
                table = of.place.table.alias(f"has_{of.value}")
                # The time, which follows from the number, so that the index of the value is looked up and not read through.
                same = and_(table.c.at == led.c.at, table.c.number == led.c.number)
                yield select(1).where(self._has(table, of), same).exists()
        if criteria.decided and Facet.OPINION not in criteria.values:
            subject = tables.evaluated_subjects.alias("decided")
            yield select(1).where(subject.c.number == led.c.number, subject.c.decided.is_(True)).exists()

    def _has(self, row: FromClause, of: Facet) -> _Condition:
        """The condition that a row has what is asked; of an opinion, that it was decided with it, where that is asked as well."""
        has = equals(row.c[of.place.column], of, self.criteria.values[of])
        if of is Facet.OPINION and self.criteria.decided:
            return and_(has, row.c.decided.is_(True))
        return has

    def _of_evaluation(self, row: FromClause) -> Iterator[_Condition]:
        """What is asked of the row of an evaluation."""
        for of, value in self.criteria.values.items():
            if of.of_evaluations and of is not self.leading:
                yield equals(row.c[of.place.column], of, value)
        if self.criteria.case:
            yield and_(row.c.case_id >= self.criteria.case, row.c.case_id < self.criteria.case + _LAST)
        if self.criteria.newest:
            yield row.c.newest.is_(True)
        yield readable(self.account, row)


def matching(connection: Connection, account: Account, criteria: Criteria) -> Matching:
    """The evaluations that an account searches for, led by the rarest value.

    What narrows the cases that it may read is a value as well, and often the rarest.
    """
    criteria = replace(criteria, values={**_implied(account), **criteria.values})
    rarest = min(criteria.values, key=lambda of: _known(connection, of, criteria.values[of]), default=None)
    return Matching(account, criteria, rarest)


def _implied(account: Account) -> Mapping[Facet, str]:
    """What every case has that the account may read."""
    reach = reached(account, Operation.READ_CASE)
    if reach == {Relation.OWN}:
        return {Facet.OWNER: account.id}
    return {Facet.FOR_REVIEW: YES} if reach == {Relation.ASSIGNED} else {}


def equals(column: Column[Any] | ColumnElement[Any], facet: Facet, value: str) -> _Condition:
    """The condition that a column of a facet has a value as people ask for it."""
    if value == facet.place.empty:
        return column.is_(None)
    return column == facet.meant(value)


def _known(connection: Connection, facet: Facet, value: str) -> int:
    """How many evaluations have a value, as far as is known without counting."""
    tallies = tables.tallies.c
    found = select(tallies.number).where(
        tallies.topic == facet.topic, tallies.of == value, tallies.within == ""
    )
    return int(connection.execute(found).scalar_one_or_none() or 0)
