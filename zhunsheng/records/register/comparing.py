"""Holds the rows that are there against those that follow from the entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Select, Table, select

from zhunsheng.records.register.case_rows import CaseRows
from zhunsheng.records.register.keeping import keyed
from zhunsheng.records.register.tallies import Tally
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.looked_up_tables import LOOKED_UP


def different_rows(connection: Connection, case_id: str, expected: CaseRows) -> Iterable[str]:
    """The tables in which the rows of a case are not those that its entries give."""
    for table in LOOKED_UP:
        if table is not tables.tallies:
            found = connection.execute(_of_case(table, case_id)).mappings()
            there = CaseRows({table: tuple(dict(row) for row in found)}, Counter())
            if keyed(table, there) != keyed(table, expected):
                yield table.name


def different_tallies(connection: Connection, expected: Mapping[Tally, int]) -> tuple[Tally, ...]:
    """The sums that are not those of all cases together; one that came to nothing may stand there or not."""
    found = {
        Tally(row.topic, row.of, row.within): int(row.number)
        for row in connection.execute(select(tables.tallies))
    }
    return tuple(
        tally for tally in sorted({*found, *expected}) if found.get(tally, 0) != expected.get(tally, 0)
    )


def _of_case(table: Table, case_id: str) -> Select[tuple[object, ...]]:
    if table is tables.cases:
        return select(table).where(table.c.id == case_id)
    if "case_id" in table.c:
        return select(table).where(table.c.case_id == case_id)
    evaluations = tables.evaluations.c
    return select(table).where(
        table.c.number.in_(select(evaluations.number).where(evaluations.case_id == case_id))
    )
