"""Fills a database with records in bulk: a log as it would be, its tree, and the rows that are looked up.

What happened is recorded in the order of time, over all cases, as it would have been. No contents are written: nothing that is
timed reads one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, func, insert, select, text

from zhunsheng.records.case_entries import entry_and_content
from zhunsheng.records.log import merkle
from zhunsheng.records.register.case_rows import NumberedEvent, rows_of
from zhunsheng.records.register.keeping import add_rows, add_tallies
from zhunsheng.records.register.tallies import Tally
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.database import Database
from zhunsheng.records.storage.looked_up_tables import LOOKED_UP
from zhunsheng.records.workflow.events import Event

_AT_ONCE = 5000


def fill(database: Database, lives: Iterable[tuple[Event, ...]]) -> int:
    """Writes cases into a database with nothing in it; gives the number of entries."""
    histories = list(lives)
    order = sorted(
        (
            (event.at, case, place)
            for case, events in enumerate(histories)
            for place, event in enumerate(events)
        )
    )
    numbers = {(case, place): number for number, (_, case, place) in enumerate(order)}
    with database.writing() as connection:
        in_order = (histories[case][place] for _, case, place in order)
        for several in _several(_entries(in_order)):
            connection.execute(insert(tables.entries), [row for row, _ in several])
            nodes = [node for _, found in several for node in found]
            connection.execute(insert(tables.nodes), nodes)
        _look_up(connection, histories, numbers)
    _settle(database)
    return len(order)


def _entries(events: Iterable[Event]) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """The row of each entry, with those of the nodes that it completes."""
    tree = merkle.MemoryNodes()
    for number, event in enumerate(events):
        entry, _ = entry_and_content(event)
        data = entry.to_bytes()
        found = merkle.append(number, merkle.leaf_hash(data), tree)
        tree.add(found)
        row = {"number": number, "kind": entry.kind, "at": entry.at, "actor": entry.actor}
        nodes = [{"level": level, "number": place, "hash": value} for (level, place), value in found.items()]
        yield {**row, "case_id": event.case, "body": data}, nodes


def _look_up(
    connection: Connection, histories: list[tuple[Event, ...]], numbers: dict[tuple[int, int], int]
) -> None:
    tallied = Counter[Tally]()
    made = (
        rows_of([NumberedEvent(numbers[case, place], event) for place, event in enumerate(events)])
        for case, events in enumerate(histories)
    )
    for several in _several(made):
        for table in LOOKED_UP:
            add_rows(connection, table, [row for of in several for row in of.rows.get(table, ())])
        for of in several:
            tallied.update(of.tallies)
    add_tallies(connection, tallied)


def _several(items: Iterable[Any]) -> Iterator[list[Any]]:
    found = iter(items)
    while several := list(islice(found, _AT_ONCE)):
        yield several


def _settle(database: Database) -> None:
    """Does at once what PostgreSQL does by itself within minutes, so that no figure hangs on whether it came by in time.

    It gathers statistics, and notes which pages everybody may see, without which no index is read alone. SQLite gathers
    no statistics unless it is told to, and is not.
    """
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM (ANALYZE)"))


def counted(database: Database) -> dict[str, int]:
    """How many records, cases and entries a database holds."""
    with database.reading() as connection:
        return {
            name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
            for name, table in (
                ("records", tables.evaluations),
                ("cases", tables.cases),
                ("entries", tables.entries),
            )
        }
