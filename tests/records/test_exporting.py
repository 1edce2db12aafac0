"""The log of a database, exported, is what the offline verifier calls sound; and what was done to it shows."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import delete, select, update

from tests.records.recorded import START, record
from tests.records.test_case_files import TRIED
from tests.records.workflow.random_cases import allowed
from zhunsheng.records.checking import Finding
from zhunsheng.records.exporting import exported_log, first_key
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.erasures import erasure
from zhunsheng.records.log.rotation import rotated
from zhunsheng.records.log.signing import KeySource, Signing
from zhunsheng.records.log.verification import verify
from zhunsheng.records.log.verifier_keys import SigningKey
from zhunsheng.records.storage.content_rows import ContentRows
from zhunsheng.records.storage.database import Database
from zhunsheng.records.storage.sealing import Seals
from zhunsheng.records.storage.tables import cases, contents, entries, entry_contents, nodes

KEY = SigningKey("records.example", b"\1" * 32)


@pytest.fixture
def ledger(database: Database, tmp_path: Path) -> Ledger:
    return Ledger(
        database, signing=Signing(KEY, KeySource.FILE), witness=tmp_path / "witness", clock=lambda: START
    )


def _exported(ledger: Ledger, *, with_contents: bool = True) -> io.BytesIO:
    return io.BytesIO(b"".join(exported_log(ledger, contents=with_contents)))


def test_an_empty_log_is_sound(ledger: Ledger) -> None:
    report = verify(_exported(ledger), trusted=[KEY.verifier])
    assert report.sound, report.render()
    assert report.entries == 0


@pytest.mark.parametrize("with_contents", [True, False])
def test_an_export_is_sound_and_has_what_was_given_away(ledger: Ledger, with_contents: bool) -> None:
    held = ledger.checkpoint().to_bytes()
    record(ledger, allowed(TRIED))
    later = ledger.checkpoint().to_bytes()
    record(ledger, allowed(TRIED), "case-2")
    report = verify(
        _exported(ledger, with_contents=with_contents), held=[held, later], trusted=[KEY.verifier]
    )
    assert report.sound, report.render()
    assert report.entries == 2 * len(allowed(TRIED))
    assert (report.checkpoints, report.held) == (3, 2)
    assert bool(report.contents) is with_contents
    assert bool(report.absent) is not with_contents


def _erase(ledger: Ledger, digest: str) -> None:
    with ledger.database.writing() as connection:
        assert ContentRows(connection).erase(digest, START)


def _digests(ledger: Ledger) -> list[str]:
    with ledger.reading() as log:
        return list(log.connection.execute(select(contents.c.commitment)).scalars())


def test_what_was_erased_is_absent_and_nothing_is_wrong(ledger: Ledger) -> None:
    record(ledger, allowed(TRIED))
    digests = _digests(ledger)
    _erase(ledger, digests[0])
    with ledger.appending() as log:
        log.append(erasure("case-1", START, "u-1", "ordered", [2], digests[:1]), {})
    report = verify(_exported(ledger), trusted=[KEY.verifier])
    assert report.sound, report.render()
    assert (report.contents, report.absent) == (len(digests) - 1, 1)


def test_what_is_gone_without_a_word_is_exported_as_it_is_and_found(ledger: Ledger) -> None:
    record(ledger, allowed(TRIED))
    digests = _digests(ledger)
    _erase(ledger, digests[0])
    report = verify(_exported(ledger), trusted=[KEY.verifier])
    assert [found.problem.code for found in report.errors] == ["content_gone"]
    assert verify(_exported(ledger, with_contents=False), trusted=[KEY.verifier]).sound


def test_an_entry_that_was_changed_shows(ledger: Ledger) -> None:
    record(ledger, allowed(TRIED))
    held = ledger.checkpoint().to_bytes()
    with ledger.database.writing() as connection:
        body = bytes(connection.execute(select(entries.c.body).where(entries.c.number == 1)).scalar_one())
        changed = body.replace(b'"actor":"', b'"actor":"x')
        connection.execute(update(entries).where(entries.c.number == 1).values(body=changed))
    report = verify(_exported(ledger), held=[held], trusted=[KEY.verifier])
    assert not report.sound
    assert {"root_wrong", "held_wrong"} <= {found.problem.code for found in report.errors}


def test_a_content_that_was_changed_is_told_exported_and_found(ledger: Ledger) -> None:
    record(ledger, allowed(TRIED))
    with ledger.database.writing() as connection:
        connection.execute(update(contents).values(data=b"{}"))
    heard: list[Finding] = []
    lines = b"".join(exported_log(ledger, told=heard.append))
    changed = len(_digests(ledger))
    assert [found.code for found in heard] == ["content_changed"] * changed
    report = verify(io.BytesIO(lines), trusted=[KEY.verifier])
    assert [found.problem.code for found in report.errors] == ["content_changed"] * changed
    assert [str(found.entry) for found in report.errors] == [found.where for found in heard]


def test_sealed_bytes_that_were_changed_are_exported_too(ledger: Ledger) -> None:
    sealing = replace(ledger, seals=Seals.of([Fernet.generate_key().decode()]))
    record(sealing, allowed(TRIED))
    assert verify(_exported(sealing), trusted=[KEY.verifier]).sound
    with ledger.database.writing() as connection:
        connection.execute(update(contents).values(data=b"no token"))
    heard: list[Finding] = []
    report = verify(io.BytesIO(b"".join(exported_log(sealing, told=heard.append))), trusted=[KEY.verifier])
    assert {found.code for found in heard} == {"content_changed"}
    assert {found.problem.code for found in report.errors} == {"content_changed"}


def _remove_an_entry(ledger: Ledger) -> None:
    with ledger.database.writing() as connection:
        connection.execute(delete(entry_contents).where(entry_contents.c.number == 1))
        connection.execute(update(cases).values(last_entry=0))
        connection.execute(delete(entries).where(entries.c.number == 1))


def _break_an_entry(ledger: Ledger) -> None:
    with ledger.database.writing() as connection:
        connection.execute(update(entries).where(entries.c.number == 1).values(body=b"{\n}"))


def _lose_a_node(ledger: Ledger) -> None:
    with ledger.database.writing() as connection:
        connection.execute(delete(nodes))


@pytest.mark.parametrize(
    ("damage", "told", "found"),
    [
        (_remove_an_entry, "entry_missing", "entries_missing"),
        (_break_an_entry, "entry_unexportable", "entries_missing"),
        (_lose_a_node, "node_missing", "checkpoint_missing"),
    ],
)
def test_the_rest_is_exported_whatever_was_done(
    ledger: Ledger, damage: Callable[[Ledger], None], told: str, found: str
) -> None:
    record(ledger, allowed(TRIED))
    damage(ledger)
    heard: list[Finding] = []
    lines = b"".join(exported_log(ledger, told=heard.append))
    assert told in [one.code for one in heard]
    report = verify(io.BytesIO(lines), trusted=[KEY.verifier])
    assert found in [one.problem.code for one in report.errors]
    assert report.entries >= len(allowed(TRIED)) - 1


def test_the_first_key_is_the_one_that_handed_over_first(ledger: Ledger) -> None:
    old, new = SigningKey("records.example", b"\2" * 32), KEY
    with ledger.reading() as log:
        assert first_key(log, new.verifier) == new.verifier
    with ledger.appending() as log:
        log.append(rotated(old.verifier, new.verifier, START + timedelta(hours=1), "u-1"), {})
    with ledger.reading() as log:
        assert first_key(log, new.verifier) == old.verifier
