"""Transactions: writers take turns, readers see one moment, and what cannot be said of a database is said as such."""

from __future__ import annotations

import threading
import traceback
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from zhunsheng.engine.problems import InputError
from zhunsheng.records.storage.database import Database, StorageUnavailable, open_database
from zhunsheng.records.storage.tables import entries

WRITERS, EACH = 8, 25


def _append(database: Database, body: bytes) -> None:
    with database.writing() as connection:
        number = connection.execute(select(func.count()).select_from(entries)).scalar_one()
        connection.execute(
            insert(entries).values(number=number, kind="tested", at="2026-01-01T00:00:00.000000Z", body=body)
        )


def test_writers_take_turns_so_that_numbers_have_no_gaps(database: Database) -> None:
    def write(writer: int) -> None:
        for number in range(EACH):
            _append(database, f"{writer}.{number}".encode())

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as connection:
        found = connection.execute(select(entries.c.number, entries.c.body).order_by(entries.c.number)).all()
    assert [number for number, _ in found] == list(range(WRITERS * EACH))
    assert len({bytes(body) for _, body in found}) == WRITERS * EACH


def test_what_fails_half_way_has_not_happened(database: Database) -> None:
    def fails() -> None:
        with database.writing() as connection:
            connection.execute(insert(entries).values(number=0, kind="x", at="", body=b""))
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fails()
    with database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(entries)).scalar_one() == 0


def test_a_reader_sees_one_moment(database: Database) -> None:
    _append(database, b"before")
    count = select(func.count()).select_from(entries)
    with database.reading() as connection:
        assert connection.execute(count).scalar_one() == 1
        _append(database, b"meanwhile")
        assert connection.execute(count).scalar_one() == 1
    with database.reading() as connection:
        assert connection.execute(count).scalar_one() == 2


def test_a_database_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    gone = open_database("postgresql://nobody:secret@127.0.0.1:9/records")
    with pytest.raises(StorageUnavailable), gone.reading():
        pass
    folder = tmp_path / "folder.db"
    folder.mkdir()
    with pytest.raises(StorageUnavailable), open_database(f"sqlite:///{folder}").reading():
        pass


@pytest.mark.parametrize(
    ("url", "says"), [("nonsense", "no address"), ("mysql://user:secret@host/name", "'mysql'")]
)
def test_an_address_of_none_of_the_two_is_refused_without_repeating_it(url: str, says: str) -> None:
    with pytest.raises(InputError) as error:
        open_database(url)
    assert says in str(error.value)
    assert "secret" not in str(error.value)


def test_an_error_does_not_repeat_what_the_statement_was_given(database: Database) -> None:
    _append(database, b"first")
    row = {"number": 0, "kind": "tested", "at": "what a case says", "body": b"a hash of a password"}
    with pytest.raises(IntegrityError) as refused, database.writing() as connection:
        connection.execute(insert(entries).values(row))
    told = "".join(traceback.format_exception(refused.value))
    assert "INSERT INTO entries" in told
    assert "what a case says" not in told
    assert "a hash of a password" not in told
