"""The record of an evaluation: what was written down, where in the log it is, and that what was changed past the log shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from tests.records.forging import forge_content, forge_entry
from tests.records.recorded import FACTS, evaluated
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.roles import Role
from zhunsheng.records.access_transactions import access_transactions
from zhunsheng.records.erasing import Wanted, erase_contents
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.signing import KeySource, Signing
from zhunsheng.records.log.verifier_keys import SigningKey
from zhunsheng.records.proving import proof_to_take_away
from zhunsheng.records.record_reading import RecordRead, entry_of_evaluation, read_record
from zhunsheng.records.refusals import ContentErased, NotAllowed, NotFound
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.database import Database

KEY = SigningKey("log.example", b"\1" * 32)
AUDITOR = Account("u-1", "auditor", "auditor", frozenset({Role.AUDITOR}))
STRANGER = Account("u-2", "stranger", "stranger", frozenset({Role.HANDLER}))
ADMINISTRATOR = Account("u-3", "administrator", "administrator", frozenset({Role.ADMINISTRATOR}))


@pytest.fixture
def ledger(database: Database, evaluator: Evaluator, tmp_path: Path) -> Ledger:
    made = Ledger(database, signing=Signing(KEY, KeySource.FILE), witness=tmp_path / "witness")
    with access_transactions(made).writing() as stores:
        for account in (AUDITOR, STRANGER, ADMINISTRATOR):
            stores.accounts.add(account)
    evaluated(made, evaluator)
    return made


def _read(ledger: Ledger) -> RecordRead:
    return read_record(ledger, AUDITOR, "case-1", 3)


def test_it_is_all_there_and_proved(ledger: Ledger) -> None:
    read = _read(ledger)
    assert read.found is not None
    assert read.found.facts.document == FACTS
    assert read.changed is None
    assert [(step.event.number, step.event.kind) for step in read.steps] == [
        (1, "case.opened"),
        (2, "facts.recorded"),
        (3, "evaluation.recorded"),
    ]
    assert read.proved.sound
    assert read.facts_proved.sound
    assert read.proved.entry.number == read.steps[2].entry == read.facts_proved.entry.number + 1
    assert read.proved.entry.entry.kind == "evaluation.recorded"
    assert read.proved.head is not None
    # That it was read is an entry of the same transaction, which the witness does not know yet.
    assert read.proved.witnessed == read.proved.head.size - 1
    assert entry_of_evaluation(ledger, AUDITOR, "case-1", 3) == read.proved.entry.number


def test_the_proof_that_is_taken_away_is_of_the_same_entry(ledger: Ledger) -> None:
    read = _read(ledger)
    proof = proof_to_take_away(ledger, read.proved.entry.number)
    assert proof is not None
    assert proof.data == read.proved.entry.data
    assert proof.verify([KEY.verifier]) == (KEY.verifier,)
    assert proof.sealed in ledger.published()


def test_who_may_not_read_it_hears_so(ledger: Ledger) -> None:
    for reading in (read_record, entry_of_evaluation):
        with pytest.raises(NotAllowed):
            reading(ledger, STRANGER, "case-1", 3)
        with pytest.raises(NotFound):
            reading(ledger, AUDITOR, "case-2", 3)
        with pytest.raises(NotFound):
            reading(ledger, AUDITOR, "case-1", 2)


def test_what_was_erased_is_said(ledger: Ledger) -> None:
    erase_contents(ledger, ADMINISTRATOR, "case-1", Wanted(ground="retention_expired", events=(3,)))
    with pytest.raises(ContentErased):
        _read(ledger)


def _another_form(document: dict[str, Any]) -> None:
    document["facts"]["subjects"][0]["form"] = 4


def test_a_changed_entry_is_not_included(ledger: Ledger) -> None:
    forge_entry(ledger, "evaluation.recorded", _another_form)
    read = _read(ledger)
    assert read.proved.not_included is not None
    assert read.proved.not_included.code == "proof_root"
    assert not read.proved.sound
    assert read.facts_proved.not_included is None


def test_a_tree_that_was_made_anew_is_not_the_one_that_the_witness_knows(ledger: Ledger) -> None:
    forge_entry(ledger, "evaluation.recorded", _another_form, with_tree=True)
    read = _read(ledger)
    assert read.proved.not_included is None
    assert read.proved.not_witnessed is not None
    assert read.proved.not_witnessed.code == "witness_changed_past"
    assert not read.proved.sound


def test_a_changed_content_is_not_shown_and_said(ledger: Ledger) -> None:
    forge_content(ledger, "facts.recorded", b'{"document":{}}')
    read = _read(ledger)
    assert read.found is None
    assert read.changed is not None
    assert read.changed.code == "content_changed"
    assert read.proved.sound


def test_a_lost_node_proves_nothing(ledger: Ledger) -> None:
    number = _read(ledger).proved.entry.number
    beside = number ^ 1
    with ledger.database.writing() as connection:
        connection.execute(
            delete(tables.nodes).where(tables.nodes.c.level == 0, tables.nodes.c.number == beside)
        )
    read = _read(ledger)
    assert read.proved.not_included is not None
    assert read.proved.not_included.code == "log_damaged"


def test_without_a_witness_nothing_is_said_of_one(ledger: Ledger) -> None:
    alone = Ledger(ledger.database, signing=ledger.signing)
    read = read_record(alone, AUDITOR, "case-1", 3)
    assert (read.proved.sound, read.proved.witnessed) == (True, None)
