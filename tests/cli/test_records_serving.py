"""What a service that keeps records finds at its start, and what it refuses to start on."""

from __future__ import annotations

import io
import json
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.cli.conftest import Run, command
from zhunsheng.cli.records_environment import data_folder
from zhunsheng.cli.records_serving import ServedRecords, served_records
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.problems import InputError
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.first_run import make_first_administrator
from zhunsheng.records.access.roles import Role
from zhunsheng.records.casework import open_case
from zhunsheng.records.key_rotation import rotate
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.log.signing import write_key
from zhunsheng.records.log.verification import verify
from zhunsheng.records.log.verifier_keys import SigningKey
from zhunsheng.records.storage.migrating import migrate_back, standing

ORIGIN = "https://zhunsheng.example"
HANDLER = Account("u-1", "handler", "handler", frozenset({Role.HANDLER}))


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"XDG_DATA_HOME": str(tmp_path)}


@pytest.fixture
def first(evaluator: Evaluator, environment: dict[str, str]) -> Iterator[ServedRecords]:
    made = served_records(evaluator, environment, ORIGIN, migrating=False)
    yield made
    made.close()


def _again(evaluator: Evaluator, environment: dict[str, str], *, migrating: bool = False) -> ServedRecords:
    made = served_records(evaluator, environment, ORIGIN, migrating=migrating)
    made.close()
    return made


def _opened(served: ServedRecords) -> None:
    """Opens a case, and makes its handler first."""
    with served.security.sign_ins.transactions.writing() as stores:
        if stores.accounts.by_id(HANDLER.id) is None:
            stores.accounts.add(HANDLER)
    open_case(served.records.ledger, HANDLER)


def test_an_empty_database_is_made_in_the_data_folder(first: ServedRecords, tmp_path: Path) -> None:
    assert standing(first.records.ledger.database) == "current"
    assert (tmp_path / "zhunsheng" / "records.db").exists()
    assert first.records.ledger.witness == tmp_path / "zhunsheng" / "records.db.witness"
    assert first.security.cookies.secure
    assert first.code is not None
    # A log that is not signed is served, and said not to be.
    assert _states(first) == {"database": "ok", "witness": "ok", "tree": "ok", "signing_key": "degraded"}


def _states(served: ServedRecords) -> dict[str, str]:
    return {check.name: check.look().state for check in served.checks}


def test_the_signing_key_is_looked_at(
    evaluator: Evaluator, environment: dict[str, str], tmp_path: Path
) -> None:
    first, second = SigningKey.new("records.example"), SigningKey.new("records.example")
    write_key(first, tmp_path / "key")
    said = {**environment, "ZHUNSHENG_SIGNING_KEY_FILE": str(tmp_path / "key")}
    served = served_records(evaluator, said, ORIGIN, migrating=False)
    _opened(served)
    assert _states(served)["signing_key"] == "ok"
    (tmp_path / "key").rename(tmp_path / "old")
    assert _states(served)["signing_key"] == "degraded"
    rotate(served.records.ledger, second)
    assert _states(served)["signing_key"] == "failed"
    with pytest.raises(LogRefused, match="has handed over"):
        _opened(served)
    served.close()
    with pytest.raises(LogRefused, match="has handed over"):
        _again(evaluator, {**said, "ZHUNSHENG_SIGNING_KEY_FILE": str(tmp_path / "old")})
    write_key(second, tmp_path / "key")
    renewed = served_records(evaluator, said, ORIGIN, migrating=False)
    assert _states(renewed)["signing_key"] == "ok"
    renewed.close()


def test_a_log_that_was_not_signed_is_not_signed_by_naming_a_key(
    evaluator: Evaluator, first: ServedRecords, environment: dict[str, str]
) -> None:
    _opened(first)
    for name in ("zhunsheng", "records.example"):
        said = {**environment, "ZHUNSHENG_SIGNING_KEY": SigningKey.new(name).secret_text()}
        with pytest.raises(LogRefused, match="no entry says that keys were changed"):
            _again(evaluator, said)


def test_entries_are_counted(evaluator: Evaluator, environment: dict[str, str]) -> None:
    counted: list[int] = []
    served = served_records(evaluator, environment, ORIGIN, migrating=False, appended=counted.append)
    _opened(served)
    with served.records.ledger.appending():
        pass
    assert counted == [1]
    assert served.records.ledger.standing().size == sum(counted)
    served.close()


def test_the_data_folder_is_the_users(tmp_path: Path) -> None:
    assert data_folder({"XDG_DATA_HOME": str(tmp_path)}) == tmp_path / "zhunsheng"
    assert data_folder({"XDG_DATA_HOME": "relative"}) == data_folder({})


def test_there_is_no_code_where_there_is_an_administrator(
    evaluator: Evaluator, first: ServedRecords, environment: dict[str, str]
) -> None:
    desk = first.security.sign_ins
    password = first.code
    assert password is not None
    make_first_administrator(desk.transactions, desk.clock, desk.passwords, "root", password)
    assert _again(evaluator, environment).code is None


def test_an_older_database_is_migrated_only_if_that_was_asked_for(
    evaluator: Evaluator, first: ServedRecords, environment: dict[str, str], tmp_path: Path
) -> None:
    migrate_back(first.records.ledger.database, "base")
    with pytest.raises(InputError, match="older version") as refused:
        _again(evaluator, environment)
    assert "--migrate" in refused.value.problems[0].mend
    assert first.checks[0].look().state == "failed"
    assert _again(evaluator, environment, migrating=True).code is not None


def test_a_database_of_a_later_version_is_left_alone(
    evaluator: Evaluator, first: ServedRecords, environment: dict[str, str], tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "zhunsheng" / "records.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(InputError, match="later version"):
        _again(evaluator, environment, migrating=True)


def test_a_database_that_was_rolled_back_is_not_served(
    evaluator: Evaluator, first: ServedRecords, environment: dict[str, str], tmp_path: Path
) -> None:
    _opened(first)
    assert _again(evaluator, environment).code is not None
    other = {**environment, "ZHUNSHENG_DATABASE_URL": f"sqlite:///{tmp_path / 'older.db'}"}
    other["ZHUNSHENG_WITNESS_FILE"] = str(first.records.ledger.witness)
    with pytest.raises(LogRefused, match="lost"):
        _again(evaluator, other)


def test_keys_come_from_the_environment(evaluator: Evaluator, environment: dict[str, str]) -> None:
    key = SigningKey.new("records.example")
    content = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
    said = {**environment, "ZHUNSHENG_SIGNING_KEY": key.secret_text(), "ZHUNSHENG_CONTENT_KEYS": content}
    ledger = _again(evaluator, said).records.ledger
    assert ledger.origin == "records.example"
    assert len(ledger.seals.keys) == 1
    with pytest.raises(InputError, match="content key"):
        _again(evaluator, {**said, "ZHUNSHENG_CONTENT_KEYS": "short"})


def test_a_database_that_cannot_be_reached_is_said(evaluator: Evaluator, tmp_path: Path) -> None:
    said = {
        "XDG_DATA_HOME": str(tmp_path),
        "ZHUNSHENG_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    }
    with pytest.raises(InputError, match="does not answer") as refused:
        _again(evaluator, said)
    assert "--stateless" in refused.value.problems[0].mend


def test_serve_tells_the_code_once_and_lets_nobody_in_without(tmp_path: Path) -> None:
    with subprocess.Popen(
        command("serve", "--port", "0"),
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={"PYTHONUTF8": "1", "XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path)},
    ) as process:
        assert process.stderr is not None
        watchdog = threading.Timer(60, process.kill)
        watchdog.start()
        told = []
        address = code = ""
        for line in process.stderr:
            told.append(line)
            if "setup code" in line:
                code = line.rpartition(": ")[2].strip()
            if "running on" in line:
                address = json.loads(line)["message"].split()[3]
                break
        assert address, told
        assert code, told
        with httpx.Client(trust_env=False, timeout=30, base_url=address) as http:
            assert http.get("/v1/rules").status_code == 401
            states = {check["name"]: check["state"] for check in http.get("/readyz").json()["checks"]}
            assert (states["database"], states["witness"]) == ("ok", "ok")
            made = http.post(
                "/v1/setup",
                json={"code": code, "login": "root", "password": "a long and quiet evening"},
            )
            assert made.status_code == 204, made.text
            said = {"login": "root", "password": "a long and quiet evening"}
            assert http.post("/v1/session", json=said).status_code == 201
            # Over a real server the log comes as a stream, and that it was taken is its first entry.
            report = verify(io.BytesIO(http.get("/v1/log/export").content))
            assert (report.sound, report.entries) == (True, 3), report.render()
            assert "zhunsheng_records_appended_total 3.0" in http.get("/metrics").text
        process.terminate()
        rest = process.stderr.read()
        assert process.wait(30) == 0
        watchdog.cancel()
        assert code not in rest


def test_serve_refuses_an_address_that_is_none(run: Run) -> None:
    done = run("serve", "--port", "0", env={"ZHUNSHENG_DATABASE_URL": "mysql://x/y"})
    assert done.returncode == 2
    assert "ZHUNSHENG_DATABASE_URL" in done.stderr
