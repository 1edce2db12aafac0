"""Rows are found by their numbers, however many numbers there are, on either database."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import insert, select

from zhunsheng.records.register.numbered import numbered
from zhunsheng.records.storage.database import Database
from zhunsheng.records.storage.tables import nodes

#: More than either database takes as parameters of one statement.
MANY = range(70_000)
#: More than fits in 32 bits.
LARGE = 2**40


@pytest.fixture
def with_rows(database: Database) -> Database:
    rows = [{"level": 0, "number": number, "hash": bytes(32)} for number in (1, 2, 3, LARGE)]
    with database.writing() as connection:
        connection.execute(insert(nodes), rows)
    return database


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [([], []), ([2], [2]), ([3, 1, 3, 9], [1, 3]), ([LARGE], [LARGE]), (MANY, [1, 2, 3])],
    ids=["none", "one", "some", "large", "many"],
)
def test_rows_are_those_of_the_numbers(
    with_rows: Database, numbers: Sequence[int], expected: list[int]
) -> None:
    with with_rows.reading() as connection:
        asked = select(nodes.c.number).where(numbered(connection, nodes.c.number, numbers))
        assert sorted(connection.execute(asked).scalars()) == expected


def test_two_in_a_statement_are_kept_apart(with_rows: Database) -> None:
    with with_rows.reading() as connection:
        some = numbered(connection, nodes.c.number, [1, 2]), numbered(connection, nodes.c.number, [2, 3])
        assert connection.execute(select(nodes.c.number).where(*some)).scalars().all() == [2]
