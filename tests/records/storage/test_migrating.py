"""Every step can be taken and taken back, on both databases, and leads to the tables that the code knows."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, inspect, select, text
from sqlalchemy.dialects import postgresql

from zhunsheng.records.storage.database import Database
from zhunsheng.records.storage.migrating import migrate, migrate_back, revisions, standing
from zhunsheng.records.storage.tables import METADATA, answered_requests, attempts, case_people, evaluations


def test_all_steps_lead_to_the_tables_that_the_code_knows(database: Database) -> None:
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_columns_are_sorted_as_the_code_says(database: Database) -> None:
    """Comparing the tables does not compare this, and an index that is sorted otherwise is not read."""
    with database.reading() as connection:
        for table in METADATA.sorted_tables:
            there = {column["name"]: column["type"] for column in inspect(connection).get_columns(table.name)}
            for column in table.columns:
                said = column.type.dialect_impl(connection.dialect)
                sorted_by = getattr(there[column.name], "collation", None)
                assert sorted_by == getattr(said, "collation", None), column


def test_ids_of_cases_that_searches_compare_are_sorted_alike() -> None:
    sorted_by = {
        getattr(table.c.case_id.type.dialect_impl(postgresql.dialect()), "collation", None)
        for table in (evaluations, case_people)
    }
    assert sorted_by == {"C"}


def test_each_step_can_be_taken_back_and_taken_again(empty_database: Database) -> None:
    assert standing(empty_database) == "empty"
    steps = ("base", *revisions())
    for before, after in itertools.pairwise(steps):
        migrate(empty_database, after)
        migrate_back(empty_database, before)
        migrate(empty_database, after)
    assert standing(empty_database) == "current"
    migrate_back(empty_database, "base")
    with empty_database.reading() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}


def test_an_older_and_a_newer_database_are_told_apart(database: Database) -> None:
    assert standing(database) == "current"
    for revision, expected in (("9999", "newer"), (None, "older")):
        with database.writing() as connection:
            connection.execute(text("DELETE FROM alembic_version"))
            if revision:
                connection.execute(
                    text("INSERT INTO alembic_version (version_num) VALUES (:revision)"),
                    {"revision": revision},
                )
        assert standing(database) == expected


def test_those_who_migrate_at_once_take_turns(empty_database: Database) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: migrate(empty_database), range(4))) == [None] * 4
    assert standing(empty_database) == "current"


def test_an_older_database_keeps_its_rows_but_for_keys_of_requests(empty_database: Database) -> None:
    """Nobody could erase their answers, and those that are claimed are nobody's by now."""
    migrate(empty_database, "0001")
    columns = "actor, key, fingerprint, holder, claimed_at, expires_at, status"
    with empty_database.writing() as connection:
        for key, status in (("under way", "NULL"), ("answered", "201")):
            row = f"'u', '{key}', 'f', 'h', '2026', '2027', {status}"
            connection.execute(text(f"INSERT INTO answered_requests ({columns}) VALUES ({row})"))
        connection.execute(insert(attempts).values(key="k", until="2027"))
    migrate(empty_database)
    with empty_database.reading() as connection:
        assert connection.execute(select(answered_requests.c.key)).all() == []
        assert connection.execute(select(attempts.c.key)).scalars().all() == ["k"]
