"""A backup restores into either kind of database, where the log verifies as before; a broken one restores nothing."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from tests.records.recorded import START, record
from tests.records.test_case_files import TRIED
from tests.records.workflow.random_cases import allowed
from zhunsheng.engine.problems import InputError
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.roles import Role
from zhunsheng.records.checking import findings
from zhunsheng.records.exporting import exported_log
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.witness import Standing
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.access_rows import AccountRows
from zhunsheng.records.storage.backups import back_up, restore
from zhunsheng.records.storage.database import Database, open_database
from zhunsheng.records.storage.migrating import migrate

ACCOUNT = Account(
    id="u-1",
    login="one",
    name="某甲",
    roles=frozenset({Role.HANDLER}),
    password=None,
    external=None,
    active=True,
    must_change=False,
)


@pytest.fixture
def other(other_url: str) -> Iterator[Database]:
    database = open_database(other_url)
    migrate(database)
    yield database
    database.close()


@pytest.fixture
def ledger(database: Database, tmp_path: Path) -> Ledger:
    made = Ledger(database, witness=tmp_path / "witness", clock=lambda: START)
    record(made, allowed(TRIED))
    with database.writing() as connection:
        AccountRows(connection).add(ACCOUNT)
        session = {"digest": b"\1" * 32, "account": "u-1", "began": "2026", "seen": "2026"}
        connection.execute(insert(tables.sessions).values(session))
        answer = {
            "actor": "u-1",
            "key": "k",
            "fingerprint": "f",
            "expires_at": "2027",
        }
        body = {"status": 200, "headers": {"x": "y"}, "body": b"\xff\x00"}
        connection.execute(insert(tables.answered_requests).values({**answer, **body}))
    made.checkpoint()
    return made


def _backup(database: Database) -> bytes:
    file = io.BytesIO()
    back_up(database, file)
    return file.getvalue()


def _rows(database: Database) -> int:
    with database.reading() as connection:
        return sum(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables.METADATA.sorted_tables
        )


def test_what_was_backed_up_is_there_again_in_the_other_kind(ledger: Ledger, other: Database) -> None:
    saved = _backup(ledger.database)
    done = restore(other, io.BytesIO(saved))
    assert done.rows == _rows(other) == _rows(ledger.database) - 1  # the session is not taken along
    assert _backup(other) == saved
    again = Ledger(other, witness=ledger.witness, clock=ledger.clock)
    assert again.standing().standing is Standing.FINE
    with again.reading() as log:
        assert list(findings(log)) == []
        assert AccountRows(log.connection).by_id("u-1") == ACCOUNT
    assert list(exported_log(again)) == list(exported_log(ledger))
    record(again, allowed(TRIED), "case-2")  # and it goes on from there


def test_a_backup_that_is_older_than_the_witness_is_noticed(ledger: Ledger, other: Database) -> None:
    saved = _backup(ledger.database)
    record(ledger, allowed(TRIED), "case-2")
    restore(other, io.BytesIO(saved))
    assert Ledger(other, witness=ledger.witness).standing().standing is Standing.LOST_TAIL


def test_nothing_is_overwritten(ledger: Ledger) -> None:
    saved = _backup(ledger.database)
    with pytest.raises(InputError, match="there are rows in the database already"):
        restore(ledger.database, io.BytesIO(saved))
    assert _backup(ledger.database) == saved


def test_tables_of_another_version_are_not_backed_up(empty_database: Database) -> None:
    with pytest.raises(InputError, match="not those of this version"):
        back_up(empty_database, io.BytesIO())


def _lines(saved: bytes) -> list[bytes]:
    return gzip.decompress(saved).splitlines(keepends=True)


@pytest.mark.parametrize(
    "broken",
    [
        lambda saved: b"",
        lambda saved: b"no backup at all",
        lambda saved: saved[:-40],
        lambda saved: saved[:200] + b"\0\0\0\0" + saved[204:],
        lambda saved: gzip.compress(b"".join(_lines(saved)[:-1])),
        lambda saved: gzip.compress(b"".join(_lines(saved)[1:])),
        lambda saved: gzip.compress(b"".join([*_lines(saved)[:3], *_lines(saved)[4:]])),
        lambda saved: gzip.compress(gzip.decompress(saved) + b"{}\n"),
        lambda saved: gzip.compress(b"".join([_lines(saved)[0], b'{"table":"nothing","row":{}}\n'])),
        lambda saved: gzip.compress(b'{"backup":"zhunsheng","revision":"0000","v":1}\n'),
        lambda saved: gzip.compress(b"[]\n"),
    ],
)
def test_a_broken_backup_restores_nothing(tmp_path: Path, broken: object) -> None:
    source = open_database(f"sqlite:///{tmp_path / 'source.db'}")
    target = open_database(f"sqlite:///{tmp_path / 'target.db'}")
    for database in (source, target):
        migrate(database)
    record(Ledger(source), allowed(TRIED))
    assert callable(broken)
    with pytest.raises(InputError, match="no whole backup"):
        restore(target, io.BytesIO(broken(_backup(source))))
    assert _rows(target) == 0
    source.close()
    target.close()
