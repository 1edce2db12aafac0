"""How many evaluations there are of what is searched for, and of each value of what can be searched by.

Of the whole register the sums are kept (`tallies`), so they are exact; what an account is barred from is taken off them. Where
something is asked, or not every case may be read, what matches is counted, and no further than `COUNTED`: beyond that it is said
that there are at least so many, and values are counted among the newest of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, select

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import allowed, reached
from zhunsheng.records.access.relations import Relation
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.refusals import refuse_operation
from zhunsheng.records.register.criteria import Criteria
from zhunsheng.records.register.facets import FACETS, Facet
from zhunsheng.records.register.matching import matching
from zhunsheng.records.register.numbered import numbered
from zhunsheng.records.register.readable import barred
from zhunsheng.records.register.tallies import of_evaluations
from zhunsheng.records.storage import tables

#: So many of what matches are counted.
COUNTED = 1000
#: The tables that have rows of evaluations.
_TABLES = tuple(dict.fromkeys(facet.place.table for facet in FACETS))


@dataclass(frozen=True)
class Counts:
    """How many there are.

    Attributes:
        total: Of what is searched for.
        at_least: Whether there are more than were counted.
        values: By facet and value. Where ``at_least`` is true, among the newest ``total``.
    """

    total: int
    at_least: bool
    values: Mapping[Facet, Mapping[str, int]]


def count(ledger: Ledger, account: Account, criteria: Criteria) -> Counts:
    """Counts what is searched for.

    Raises:
        NotAllowed: the account may not search.
        StorageUnavailable: the database does not answer.
    """
    refuse_operation(allowed(account, Operation.SEARCH_REGISTER))
    with ledger.reading() as log:
        if not criteria.any and Relation.OTHER in reached(account, Operation.READ_CASE):
            return _of_all(log.connection, account)
        return _of_matching(log.connection, account, criteria)


@dataclass(frozen=True)
class NumberFound:
    """How many evaluations a search finds.

    Attributes:
        at_least: Whether there are more than were counted.
    """

    number: int
    at_least: bool


def number_found(ledger: Ledger, account: Account, criteria: Criteria) -> NumberFound:
    """How many evaluations there are of what is searched for; no values.

    Raises:
        NotAllowed, StorageUnavailable: as above.
    """
    refuse_operation(allowed(account, Operation.SEARCH_REGISTER))
    with ledger.reading() as log:
        counted, more = _numbers(log.connection, account, criteria)
    return NumberFound(len(counted), more)


def _of_all(connection: Connection, account: Account) -> Counts:
    """The sums of the whole register without what the account is barred from."""
    tallies = tables.tallies.c
    topics = {facet.topic: facet for facet in FACETS}
    found: dict[Facet, Counter[str]] = {facet: Counter() for facet in FACETS}
    for row in connection.execute(select(tables.tallies).where(tallies.topic.in_(topics))):
        found[topics[row.topic]][row.of] += int(row.number)
    hidden = _hidden(connection, account)
    for tally, number in of_evaluations(hidden).items():
        if tally.topic in topics:
            found[topics[tally.topic]][tally.of] -= number
    values = {facet: {value: n for value, n in counted.items() if n} for facet, counted in found.items()}
    return Counts(sum(values[Facet.STATE].values()), at_least=False, values=values)


def _hidden(connection: Connection, account: Account) -> Mapping[Table, list[Mapping[str, object]]]:
    """The rows of evaluations in cases that the account is barred from."""
    evaluations = tables.evaluations
    numbers = select(evaluations.c.number).where(
        evaluations.c.case_id.in_(
            select(tables.case_people.c.case_id).where(tables.case_people.c.person == account.id)
        ),
        barred(account, evaluations),
    )
    hidden = list(connection.execute(numbers).scalars())
    return {
        table: [
            dict(row)
            for row in connection.execute(
                select(table).where(numbered(connection, table.c.number, hidden))
            ).mappings()
        ]
        if hidden
        else []
        for table in _TABLES
    }


def _of_matching(connection: Connection, account: Account, criteria: Criteria) -> Counts:
    counted, more = _numbers(connection, account, criteria)
    return Counts(len(counted), at_least=more, values=_values(connection, counted))


def _numbers(connection: Connection, account: Account, criteria: Criteria) -> tuple[Sequence[int], bool]:
    """The numbers of what matches, no further than is counted, and whether there are more."""
    asked = matching(connection, account, criteria)
    numbers = list(connection.execute(asked.numbers(limit=COUNTED + 1)).scalars())
    return numbers[:COUNTED], len(numbers) > COUNTED


def _values(connection: Connection, numbers: Sequence[int]) -> Mapping[Facet, Mapping[str, int]]:
    """The values of evaluations, each with how many have it; every table is read once."""
    return {facet: counted for table in _TABLES for facet, counted in _in_table(connection, table, numbers)}


def _in_table(
    connection: Connection, table: Table, numbers: Sequence[int]
) -> Iterator[tuple[Facet, Mapping[str, int]]]:
    """The values that evaluations have in a table: each once for an evaluation, however often it has it."""
    facets = [facet for facet in FACETS if facet.place.table is table]
    chosen = select(table.c.number, *(facet.column for facet in facets)).where(
        numbered(connection, table.c.number, numbers)
    )
    rows = connection.execute(chosen).all() if numbers else []
    for place, facet in enumerate(facets, 1):
        counted = Counter(value for _, value in {(row[0], row[place]) for row in rows})
        said = {facet.said(value): number for value, number in counted.items()}
        yield facet, {value: number for value, number in said.items() if value is not None}
