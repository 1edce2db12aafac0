"""A database that is full, or gone for a while: said as such, nothing half-written, and all is well when it is back."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, event, func, select, text

from zhunsheng.records.checking import findings
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.contents import Content
from zhunsheng.records.log.entries import entry
from zhunsheng.records.storage.database import Database, StorageUnavailable, open_database
from zhunsheng.records.storage.entry_rows import Written
from zhunsheng.records.storage.migrating import migrate, standing
from zhunsheng.records.storage.tables import answered_requests, entries
from zhunsheng.records.storage.trial import writable

START = datetime(2026, 3, 1, 8, tzinfo=UTC)
LARGE = 200_000


def _append(ledger: Ledger) -> None:
    content = Content.of(os.urandom(LARGE))  # which is not packed into less
    with ledger.appending() as log:
        log.append(
            entry("facts.recorded", START, "u-1", contents={"content": content.commitment}),
            {"content": Written(content)},
        )


def _size(ledger: Ledger) -> int:
    with ledger.reading() as log:
        assert list(findings(log)) == []
        counted = log.connection.execute(select(func.count()).select_from(entries)).scalar_one()
        assert counted == log.size()
        return int(counted)


def test_a_full_disk(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'records.db'}")
    migrate(database)
    ledger = Ledger(database, witness=tmp_path / "witness")
    _append(ledger)
    room = {"pages": 150}

    @event.listens_for(database.engine, "begin")
    def _limit(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={room['pages']}")

    def fill() -> None:
        for _ in range(10):
            _append(ledger)

    with pytest.raises(StorageUnavailable, match="full"):
        fill()
    before = _size(ledger)
    room["pages"] = 1_000_000
    _append(ledger)
    assert _size(ledger) == before + 1
    assert ledger.standing().problem is None
    database.close()


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_connections_that_were_ended(postgresql: str, database: Database, tmp_path: Path) -> None:
    ledger = Ledger(database, witness=tmp_path / "witness")
    _append(ledger)
    with psycopg.connect(postgresql, autocommit=True) as other:
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = %s"

        def append_while_it_goes() -> None:
            with ledger.appending() as log:
                log.append(entry("case.read", START, "u-1"), {})
                name = log.connection.execute(text("SELECT current_database()")).scalar_one()
                other.execute(ended, (name,))
                log.append(entry("case.read", START, "u-1"), {})

        with pytest.raises(StorageUnavailable):
            append_while_it_goes()
    assert _size(ledger) == 1
    _append(ledger)
    assert _size(ledger) == 2


def test_a_file_that_was_replaced_is_not_written_to(tmp_path: Path) -> None:
    """Who has it open could still write to it, and nobody would ever find that again."""
    path, aside = tmp_path / "records.db", tmp_path / "aside.db"
    database = open_database(f"sqlite:///{path}")
    migrate(database)
    ledger = Ledger(database)
    _append(ledger)
    path.rename(aside)
    with pytest.raises(StorageUnavailable, match="gone"):
        _append(ledger)
    assert not path.exists()
    other = open_database(f"sqlite:///{path}")
    migrate(other)
    other.close()
    _append(ledger)
    assert _size(ledger) == 1
    database.close()


def test_whether_it_can_be_written_to_is_tried_after_a_write_has_failed(database: Database) -> None:
    assert writable(database, START)

    def fail() -> None:
        with database.writing() as connection:
            connection.execute(text("SELECT 1"))
            raise StorageUnavailable("full")

    with pytest.raises(StorageUnavailable):
        fail()
    with database.writing() as connection:
        connection.execute(text("SELECT 1"))
    assert database.writes.failed  # a write that asks for little says nothing of others
    assert writable(database, START)
    assert not database.writes.failed
    with database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(answered_requests)).scalar_one() == 0


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "records.db").write_bytes(b"this is no database " * 1000)
    database = open_database(f"sqlite:///{tmp_path / 'records.db'}")
    with pytest.raises(StorageUnavailable, match="not a database"):
        standing(database)
    database.close()


def test_a_file_that_was_damaged(tmp_path: Path) -> None:
    file = tmp_path / "records.db"
    database = open_database(f"sqlite:///{file}")
    migrate(database)
    ledger = Ledger(database)
    for _ in range(5):
        _append(ledger)
    database.close()
    data = bytearray(file.read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    file.write_bytes(data)
    with pytest.raises(StorageUnavailable, match="malformed"):
        _append(ledger)
    database.close()


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_server_that_may_only_be_read_from(database: Database) -> None:
    ledger = Ledger(database)
    _append(ledger)
    with database.writing() as connection:
        name = connection.execute(text("SELECT current_database()")).scalar_one()
        connection.execute(text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'))
    database.close()
    with pytest.raises(StorageUnavailable, match="read-only"):
        _append(ledger)
    assert _size(ledger) == 1
