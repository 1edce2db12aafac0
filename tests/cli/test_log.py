"""``zhunsheng log``: exports that verify, files that do not, checks of the database, checkpoints and keys."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from tests.cli.recorded_database import KEY, Kept, kept_in
from tests.records.recorded import record
from tests.records.test_case_files import TRIED
from tests.records.workflow.random_cases import allowed
from zhunsheng.cli.records_environment import CONTENT_KEYS, DATABASE, WITNESS
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.checkpoints import parse, signers
from zhunsheng.records.log.signing import FILE_VARIABLE, from_file
from zhunsheng.records.storage.database import open_database
from zhunsheng.records.storage.sealing import Seals
from zhunsheng.records.storage.tables import cases, contents, entries, entry_contents


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    made = kept_in(tmp_path)
    made.within(lambda ledger: record(ledger, allowed(TRIED)))
    return made


@pytest.fixture
def exported(kept: Kept) -> Path:
    out = kept.folder / "log.ndjson"
    done = kept.run("log", "export", str(out))
    assert done.exit_code == 0, done.output
    return out


def test_an_export_verifies_without_a_database(kept: Kept, exported: Path) -> None:
    offline = {DATABASE: "no address", WITNESS: "", FILE_VARIABLE: ""}
    done = kept.run("log", "verify", str(exported), "--key", str(KEY.verifier), **offline)
    assert done.exit_code == 0, done.output
    assert "核验通过" in done.output
    done = kept.run("log", "verify", str(exported), "--lang", "en", **offline)
    assert done.exit_code == 0
    assert "who signed it is not verified" in done.output


def test_an_export_without_contents_holds_none(kept: Kept, exported: Path) -> None:
    bare = kept.folder / "bare.ndjson"
    assert kept.run("log", "export", str(bare), "--without-contents").exit_code == 0
    assert b'"type":"content"' in exported.read_bytes()
    assert b'"type":"content"' not in bare.read_bytes()
    assert kept.run("log", "verify", str(bare)).exit_code == 0


def test_an_export_replaces_nothing(kept: Kept, exported: Path) -> None:
    before = exported.read_bytes()
    done = kept.run("log", "export", str(exported))
    assert done.exit_code == 2
    assert exported.read_bytes() == before


def test_a_checkpoint_that_was_taken_home_is_held_against_later_exports(kept: Kept) -> None:
    home = kept.folder / "checkpoint"
    done = kept.run("log", "checkpoint")
    home.write_bytes(done.stdout_bytes)
    sealed = parse(home.read_bytes())
    assert sealed.checkpoint.size == len(allowed(TRIED))
    assert signers(sealed, [KEY.verifier]) == (KEY.verifier,)
    kept.within(lambda ledger: record(ledger, allowed(TRIED), "case-2"))
    later = kept.folder / "later"
    kept.run("log", "export", str(later))
    assert kept.run("log", "verify", str(later), "--since", str(home)).exit_code == 0

    other = kept_in_other_folder(kept)
    other.within(lambda ledger: record(ledger, allowed(TRIED)[:4]))
    assert other.run("log", "export", str(other.folder / "out")).exit_code == 0
    done = kept.run("log", "verify", str(other.folder / "out"), "--since", str(home), "--lang", "en")
    assert done.exit_code == 1
    assert "was brought along" in done.output


def kept_in_other_folder(kept: Kept) -> Kept:
    folder = kept.folder / "other"
    folder.mkdir()
    return kept_in(folder)


@pytest.mark.parametrize(
    "broken",
    [
        lambda data: b"",
        lambda data: b"\x00\xff nothing of the kind\n",
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b'"actor":"', b'"actor":"x', 1),
        lambda data: b"".join(data.splitlines(keepends=True)[:-1]),
        lambda data: data + data,
    ],
)
def test_a_broken_file_is_found_to_be_so(
    kept: Kept, exported: Path, broken: Callable[[bytes], bytes]
) -> None:
    exported.write_bytes(broken(exported.read_bytes()))
    done = kept.run("log", "verify", str(exported))
    assert done.exit_code == 1
    assert "核验未通过" in done.output
    assert "内部错误" not in done.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["verify", "{folder}/nothing"],
        ["verify", "{folder}"],
        ["verify", "{folder}/log.ndjson", "--since", "{folder}/nothing"],
        ["verify", "{folder}/log.ndjson", "--key", "no key"],
        ["export", "{folder}/no/folder"],
        ["key", "new", "a name", "{folder}/new"],
        ["key", "new", "records.example", "{folder}/key"],
        ["key", "content", "{folder}/key"],
    ],
)
def test_bad_usage_is_told(kept: Kept, exported: Path, arguments: list[str]) -> None:
    done = kept.run("log", *(word.format(folder=kept.folder) for word in arguments))
    assert done.exit_code == 2
    assert "内部错误" not in done.output
    assert exported.exists()


def test_a_database_that_is_as_it_must_be(kept: Kept) -> None:
    done = kept.run("log", "check")
    assert done.exit_code == 0, done.output
    assert "与日志一致" in done.output
    (kept.folder / "witness").unlink()
    assert "the witness has no checkpoint yet" in kept.run("log", "check", "--lang", "en").output


def _change_a_case(ledger: Ledger) -> None:
    with ledger.database.writing() as connection:
        connection.execute(update(cases).values(owner="somebody"))


def _lose_the_tail(ledger: Ledger) -> None:
    with ledger.database.writing() as connection:
        connection.execute(update(cases).values(last_entry=0))
        connection.execute(delete(entry_contents).where(entry_contents.c.number > 0))
        connection.execute(delete(entries).where(entries.c.number > 0))


@pytest.mark.parametrize(
    ("damage", "code"), [(_change_a_case, "case_row"), (_lose_the_tail, "node_too_many")]
)
def test_a_database_that_is_not_says_what(kept: Kept, damage: Callable[[Ledger], None], code: str) -> None:
    kept.within(damage)
    done = kept.run("log", "check")
    assert done.exit_code == 1
    assert code in done.output


def test_a_lost_tail_is_known_from_the_witness(kept: Kept) -> None:
    kept.within(_lose_the_tail)
    first = kept.run("log", "check", "--lang", "en").output.splitlines()[0]
    assert first.startswith("witness_")


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({DATABASE: "oracle://somewhere"}, "数据库地址不可用"),
        ({DATABASE: "sqlite:////proc/nothing.db"}, "数据库不可用"),
        ({DATABASE: "sqlite://"}, "表结构不是本版本的"),
        ({CONTENT_KEYS: "no key"}, "内容密钥不可用"),
        ({FILE_VARIABLE: "/nothing/here"}, "无法从 /nothing/here 读取签名密钥"),
    ],
)
def test_what_cannot_be_opened_is_told(kept: Kept, environment: dict[str, str], code: str) -> None:
    done = kept.run("log", "check", **environment)
    assert done.exit_code == 2
    assert code in done.output


def test_keys_are_their_owners_alone(kept: Kept) -> None:
    signing, sealing = kept.folder / "new", kept.folder / "content"
    done = kept.run("log", "key", "new", "log.example/records", str(signing))
    assert done.exit_code == 0
    key = from_file(signing).key
    assert key is not None
    assert done.output == f"{key.verifier}\n"
    assert key.secret_text() not in done.output
    assert kept.run("log", "key", "content", str(sealing)).exit_code == 0
    assert [stat.S_IMODE(path.stat().st_mode) for path in (signing, sealing)] == [0o600, 0o600]


def test_a_key_hands_over_to_the_next(kept: Kept) -> None:
    new = kept.folder / "next"
    verifier = kept.run("log", "key", "new", KEY.name, str(new)).output.strip()
    done = kept.run("log", "key", "rotate", str(new), "--lang", "en")
    assert done.exit_code == 0, done.output
    assert verifier in done.output
    assert "start the service again" in done.output
    done = kept.run("log", "export", str(kept.folder / "stale"))
    assert done.exit_code == 2
    assert "重新启动" in done.output
    done = kept.run("log", "check")
    assert done.exit_code == 1
    assert done.output.startswith("key_not_current")
    out = kept.folder / "out"
    with_the_new = {FILE_VARIABLE: str(new)}
    assert kept.run("log", "export", str(out), **with_the_new).exit_code == 0
    for key in (verifier, str(KEY.verifier)):
        assert kept.run("log", "verify", str(out), "--key", key).exit_code == 0
    assert kept.run("log", "check", **with_the_new).exit_code == 0
    done = kept.run("log", "key", "rotate", str(kept.folder / "key"), **with_the_new)
    assert done.exit_code == 2
    assert "已经用过" in done.output


def test_an_export_of_what_was_changed_is_written_and_says_so(kept: Kept) -> None:
    def change(ledger: Ledger) -> None:
        with ledger.database.writing() as connection:
            connection.execute(update(contents).values(data=b"{}"))

    kept.within(change)
    out = kept.folder / "out"
    done = kept.run("log", "export", str(out), "--lang", "en")
    assert done.exit_code == 1
    assert "content_changed" in done.output
    assert kept.run("log", "verify", str(out)).exit_code == 1
    assert kept.run("log", "export", str(kept.folder / "bare"), "--without-contents").exit_code == 0


def test_sealed_contents_need_their_key(kept: Kept) -> None:
    file = kept.folder / "content"
    kept.run("log", "key", "content", str(file))
    sealed = Kept(kept.folder, "sealed.db")
    key = file.read_text().strip()
    assert sealed.run("database", "migrate").exit_code == 0
    database = open_database(sealed.environment[DATABASE])
    record(Ledger(database, Seals.of([key])), allowed(TRIED))
    database.close()
    unwitnessed = {WITNESS: str(kept.folder / "other witness")}
    assert sealed.run("log", "check", **unwitnessed, **{CONTENT_KEYS: key}).exit_code == 0
    done = sealed.run("log", "export", str(kept.folder / "out"), **unwitnessed)
    assert done.exit_code == 2
    assert "请把它加入 ZHUNSHENG_CONTENT_KEYS" in done.output
