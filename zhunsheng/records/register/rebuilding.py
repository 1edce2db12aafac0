"""Makes every row that can be looked up anew from the log: after a migration, or where `log check` says that rows are not what
their entries say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection, Table, delete, insert, select, update

from zhunsheng.records.case_entries import READ, event_of
from zhunsheng.records.log.entries import parse
from zhunsheng.records.register.case_rows import CaseRows, NumberedEvent, Row, rows_of
from zhunsheng.records.register.keeping import add_rows, add_tallies
from zhunsheng.records.register.tallies import Tally
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.looked_up_tables import LOOKED_UP

#: So many cases are read and written at a time.
_AT_ONCE = 200


def rebuild(connection: Connection) -> int:
    """Makes all rows anew; gives the number of cases.

    The rows of `cases` are changed and not removed, since others refer to them; one of which nothing is in the log stays, for
    `log check` to find.

    Args:
        connection: Of a transaction that writes; all of it happens in that one.

    Raises:
        StorageUnavailable: the database does not answer or cannot write.
        LogRefused, pydantic.ValidationError: an entry is none of this version.
    """
    for table in reversed(LOOKED_UP):
        if table is not tables.cases:
            connection.execute(delete(table))
    known = set(connection.execute(select(tables.cases.c.id)).scalars())
    number, tallied = 0, Counter[Tally]()
    for several in _histories(connection):
        made = [rows_of(history) for history in several]
        _keep(connection, made, known)
        for of in made:
            tallied.update(of.tallies)
        number += len(made)
    add_tallies(connection, tallied)
    return number


def _keep(connection: Connection, made: list[CaseRows], known: set[str]) -> None:
    for table in LOOKED_UP:
        rows = [row for of in made for row in of.rows.get(table, ())]
        if table is tables.cases:
            _keep_cases(connection, table, rows, known)
        else:
            add_rows(connection, table, rows)


def _keep_cases(connection: Connection, table: Table, rows: list[Row], known: set[str]) -> None:
    for row in rows:
        if row["id"] in known:
            connection.execute(update(table).where(table.c.id == row["id"]).values(dict(row)))
        else:
            connection.execute(insert(table).values(dict(row)))


def _histories(connection: Connection) -> Iterator[list[list[NumberedEvent]]]:
    """The histories of all cases, several at a time, by the ids of the cases."""
    last = ""
    while True:
        found = connection.execute(
            select(tables.entries.c.case_id)
            .where(tables.entries.c.case_id > last, tables.entries.c.case_id.is_not(None))
            .distinct()
            .order_by(tables.entries.c.case_id)
            .limit(_AT_ONCE)
        ).scalars()
        ids = list(found)
        if not ids:
            return
        yield [history for case_id in ids if (history := _history(connection, case_id))]
        last = ids[-1]


def _history(connection: Connection, case_id: str) -> list[NumberedEvent]:
    entries = tables.entries.c
    rows = connection.execute(
        select(entries.number, entries.body)
        .where(entries.case_id == case_id, entries.kind != READ)
        .order_by(entries.number)
    )
    parsed = ((row.number, parse(bytes(row.body))) for row in rows)
    return [NumberedEvent(number, event_of(entry)) for number, entry in parsed if "number" in entry.facts]
