"""``zhunsheng database``: tables are made once, a backup restores, and what the witness knows of more is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete, update

from tests.cli.recorded_database import Kept, kept_in
from tests.records.recorded import record
from tests.records.test_case_files import TRIED
from tests.records.workflow.random_cases import allowed
from zhunsheng.cli.records_environment import DATABASE, WITNESS
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.migrating import revisions


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    made = kept_in(tmp_path)
    made.within(lambda ledger: record(ledger, allowed(TRIED)))
    return made


def test_tables_are_made_and_making_them_again_does_nothing(tmp_path: Path) -> None:
    kept_in(tmp_path)
    new = Kept(tmp_path, "new.db")
    assert new.run("log", "check").exit_code == 2
    for arguments in ([], ["--to", revisions()[-1]], []):
        assert new.run("database", "migrate", *arguments).exit_code == 0
    assert new.run("log", "check").exit_code == 0
    done = new.run("database", "migrate", "--to", "9999")
    assert done.exit_code == 2
    assert "没有 9999 这一版" in done.output


def test_rows_that_say_other_than_the_log_are_made_anew(kept: Kept) -> None:
    def change(ledger: Ledger) -> None:
        with ledger.database.writing() as connection:
            connection.execute(update(tables.cases).values(owner="somebody"))
            connection.execute(delete(tables.tallies))

    kept.within(change)
    assert kept.run("log", "check").exit_code == 1
    done = kept.run("database", "rebuild")
    assert (done.exit_code, "1 个案卷" in done.output) == (0, True)
    assert kept.run("log", "check").exit_code == 0
    assert Kept(kept.folder, "new.db").run("database", "rebuild").exit_code == 2


def test_a_backup_restores_into_a_database_that_is_not_there_yet(kept: Kept) -> None:
    file, new = kept.folder / "backup", Kept(kept.folder, "new.db")
    assert kept.run("database", "backup", str(file)).exit_code == 0
    done = new.run("database", "restore", str(file))
    assert done.exit_code == 0, done.output
    assert new.run("log", "check").exit_code == 0
    assert new.run("log", "checkpoint").stdout_bytes == kept.run("log", "checkpoint").stdout_bytes
    again = new.run("database", "restore", str(file))
    assert again.exit_code == 2
    assert "数据库中已有数据" in again.output


def test_a_backup_of_yesterday_says_that_a_day_is_missing(kept: Kept) -> None:
    file, new = kept.folder / "backup", Kept(kept.folder, "new.db")
    assert kept.run("database", "backup", str(file)).exit_code == 0
    kept.within(lambda ledger: record(ledger, allowed(TRIED), "case-2"))
    done = new.run("database", "restore", str(file))
    assert done.exit_code == 1
    assert "已恢复" in done.output
    assert new.run("log", "check").exit_code == 1


def test_a_backup_replaces_no_file(kept: Kept) -> None:
    file = kept.folder / "backup"
    file.write_text("mine")
    done = kept.run("database", "backup", str(file))
    assert done.exit_code == 2
    assert file.read_text() == "mine"


@pytest.mark.parametrize("data", [b"", b"something else", None])
def test_a_file_that_is_no_backup_is_told(kept: Kept, data: bytes | None) -> None:
    file = kept.folder / "broken"
    if data is not None:
        file.write_bytes(data)
    done = Kept(kept.folder, "new.db").run("database", "restore", str(file))
    assert done.exit_code == 2
    assert "内部错误" not in done.output


def test_without_an_address_it_is_the_one_of_the_service(kept: Kept) -> None:
    at_home = {DATABASE: "", WITNESS: "", "XDG_DATA_HOME": str(kept.folder / "data")}
    assert kept.run("database", "migrate", **at_home).exit_code == 0
    assert (kept.folder / "data" / "zhunsheng" / "records.db").exists()
    assert kept.run("log", "check", **at_home).exit_code == 0
