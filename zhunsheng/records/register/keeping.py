"""Writes down the rows of a case: only what differs from those that are there.

Writers take turns, so the rows that a history gives are the rows that stand in the tables; nothing has to be read for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import Connection, Delete, Insert, Table, Update, and_, bindparam, delete, insert, update
from sqlalchemy.dialects import postgresql, sqlite

from zhunsheng.records.register.case_rows import CaseRows, Row
from zhunsheng.records.register.tallies import Tally
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.looked_up_tables import LOOKED_UP

_Key: TypeAlias = tuple[Any, ...]

#: So many rows go to the database at once.
_AT_ONCE = 1000
#: In a statement that changes many rows, a parameter of the row that is meant begins with this.
_MEANT = "meant_"


def keep_difference(connection: Connection, before: CaseRows, after: CaseRows) -> None:
    """Makes the rows of a case what they are after an entry.

    Args:
        before: Those that stand in the tables.
    """
    both = {table: (keyed(table, before), keyed(table, after)) for table in LOOKED_UP}
    for table in reversed(LOOKED_UP):
        old, new = both[table]
        _delete(connection, table, old.keys() - new.keys())
    for table, (old, new) in both.items():
        add_rows(connection, table, [row for key, row in new.items() if key not in old])
        _change(connection, table, {key: row for key, row in new.items() if old.get(key, row) != row})
    changed = Counter(after.tallies)
    changed.subtract(before.tallies)
    add_tallies(connection, changed)


def keyed(table: Table, of: CaseRows) -> Mapping[_Key, Row]:
    """The rows in a table, by their primary keys."""
    names = _names(table)
    return {tuple(row[name] for name in names): row for row in of.rows.get(table, ())}


def add_rows(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Adds rows."""
    for first in range(0, len(rows), _AT_ONCE):
        connection.execute(_inserting(table), [dict(row) for row in rows[first : first + _AT_ONCE]])


def add_tallies(connection: Connection, changed: Mapping[Tally, int]) -> None:
    """Adds to sums, or takes away from them."""
    rows = [
        {"topic": tally.topic, "of": tally.of, "within": tally.within, "number": by}
        for tally, by in sorted(changed.items())
        if by
    ]
    if not rows:
        return
    connection.execute(_adding(connection.dialect.name), rows)


def _delete(connection: Connection, table: Table, keys: Iterable[_Key]) -> None:
    if meant := [_parameters(table, key) for key in sorted(keys)]:
        connection.execute(_deleting(table), meant)


def _change(connection: Connection, table: Table, rows: Mapping[_Key, Row]) -> None:
    if not rows:
        return
    keys = _names(table)
    parameters = [
        {**_parameters(table, key), **{name: value for name, value in row.items() if name not in keys}}
        for key, row in rows.items()
    ]
    connection.execute(_changing(table), parameters)


# Statements are made once: to put one together takes longer than the database takes to carry it out.


@cache
def _inserting(table: Table) -> Insert:
    return insert(table)


@cache
def _deleting(table: Table) -> Delete:
    return delete(table).where(_is_meant(table))


@cache
def _changing(table: Table) -> Update:
    keys = table.primary_key.columns
    changed: dict[str, Any] = {
        column.name: bindparam(column.name) for column in table.columns if column.name not in keys
    }
    return update(table).where(_is_meant(table)).values(changed)


@cache
def _adding(dialect: str) -> Insert:
    into = (sqlite if dialect == "sqlite" else postgresql).insert(tables.tallies)
    summed = {"number": tables.tallies.c.number + into.excluded.number}
    made: Insert = into.on_conflict_do_update(index_elements=["topic", "of", "within"], set_=summed)
    return made


def _is_meant(table: Table) -> Any:
    return and_(*(column == bindparam(f"{_MEANT}{column.name}") for column in table.primary_key.columns))


def _parameters(table: Table, key: _Key) -> dict[str, Any]:
    names = _names(table)
    return {f"{_MEANT}{name}": value for name, value in zip(names, key, strict=True)}


@cache
def _names(table: Table) -> tuple[str, ...]:
    """The names of the columns of the primary key."""
    return tuple(column.name for column in table.primary_key.columns)
