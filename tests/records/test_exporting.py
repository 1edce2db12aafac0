"""The log of a database, exported, is what the offline verifier calls sound; and what was done to it shows."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests.records.recorded import START, record
from tests.records.test_case_files import TRIED
from tests.records.workflow.random_cases import allowed
from zhunsheng.records.exporting import exported_log, first_key
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.log.rotation import rotated
from zhunsheng.records.log.signing import KeySource, Signing
from zhunsheng.records.log.verification import verify
from zhunsheng.records.log.verifier_keys import SigningKey
from zhunsheng.records.storage.content_rows import ContentRows
from zhunsheng.records.storage.database import Database
from zhunsheng.records.storage.tables import contents, entries

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


def test_what_was_erased_is_absent_and_nothing_is_wrong(ledger: Ledger) -> None:
    record(ledger, allowed(TRIED))
    with ledger.database.writing() as connection:
        names = list(connection.execute(select(contents.c.commitment)).scalars())
        assert ContentRows(connection).erase(names[0], START)
    report = verify(_exported(ledger), trusted=[KEY.verifier])
    assert report.sound, report.render()
    assert (report.contents, report.absent) == (len(names) - 1, 1)


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


def test_a_content_that_was_changed_is_not_exported(ledger: Ledger) -> None:
    record(ledger, allowed(TRIED))
    with ledger.database.writing() as connection:
        connection.execute(update(contents).values(data=b"{}"))
    with pytest.raises(LogRefused, match="the entry names"):
        _exported(ledger)


def test_the_first_key_is_the_one_that_handed_over_first(ledger: Ledger) -> None:
    old, new = SigningKey("records.example", b"\2" * 32), KEY
    with ledger.reading() as log:
        assert first_key(log, new.verifier) == new.verifier
    with ledger.appending() as log:
        log.append(rotated(old.verifier, new.verifier, START + timedelta(hours=1), "u-1"), {})
    with ledger.reading() as log:
        assert first_key(log, new.verifier) == old.verifier
