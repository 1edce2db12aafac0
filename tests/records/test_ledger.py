"""The log as a service has it: what is acknowledged is on disk and the witness knows; a rolled back database is noticed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, event, update

from zhunsheng.records.ledger import UNNAMED, Ledger
from zhunsheng.records.log.checkpoints import signers
from zhunsheng.records.log.entries import entry
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.log.signing import KeySource, Signing
from zhunsheng.records.log.verifier_keys import SigningKey
from zhunsheng.records.log.witness import Standing, read
from zhunsheng.records.storage.database import Database
from zhunsheng.records.storage.tables import entries, nodes

START = datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.fixture
def key() -> SigningKey:
    return SigningKey.new("records.example")


@pytest.fixture
def ledger(database: Database, key: SigningKey, tmp_path: Path) -> Ledger:
    return Ledger(
        database, signing=Signing(key, KeySource.FILE), witness=tmp_path / "witness", clock=lambda: START
    )


def _append(ledger: Ledger, times: int = 1) -> None:
    for number in range(times):
        with ledger.appending() as log:
            log.append(entry("case.read", START + timedelta(seconds=number), "u-1"), {})


def test_what_is_acknowledged_is_known_to_the_witness(ledger: Ledger, key: SigningKey) -> None:
    for size in range(1, 6):
        _append(ledger)
        assert ledger.witness is not None
        kept = read(ledger.witness)
        assert kept is not None
        assert kept.checkpoint.size == size
        assert kept == ledger.checkpoint()
        assert signers(kept, [key.verifier]) == (key.verifier,)
    assert ledger.standing().standing is Standing.FINE


def test_a_checkpoint_takes_one_connection_at_a_time(ledger: Ledger) -> None:
    _append(ledger)
    taken: list[object] = []
    most: list[int] = []

    @event.listens_for(ledger.database.engine, "checkout")
    def _taken(connection: object, *_: object) -> None:
        taken.append(connection)
        most.append(len(taken))

    @event.listens_for(ledger.database.engine, "checkin")
    def _given_back(connection: object, *_: object) -> None:
        taken.remove(connection)

    made = ledger.checkpoint()
    assert ledger.published() == (made,)
    # Enough who hold one and want another would wait for each other until all give up.
    assert max(most) == 1
    assert taken == []


def test_a_transaction_that_appends_nothing_writes_no_witness(ledger: Ledger) -> None:
    with ledger.appending():
        pass
    assert ledger.witness is not None
    assert not ledger.witness.exists()
    assert ledger.standing().kept is None


def test_what_fails_is_in_neither(ledger: Ledger) -> None:
    _append(ledger)

    def fails() -> None:
        with ledger.appending() as log:
            log.append(entry("case.read", START, "u-1"), {})
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fails()
    assert ledger.checkpoint().checkpoint.size == 1
    assert ledger.standing().size == 1


def _lose_the_tail(ledger: Ledger) -> None:
    with ledger.database.writing() as connection:
        connection.execute(delete(entries).where(entries.c.number >= 3))
        connection.execute(delete(nodes).where((nodes.c.level == 0) & (nodes.c.number >= 3)))


def _change_the_past(ledger: Ledger) -> None:
    with ledger.database.writing() as connection:
        connection.execute(
            update(nodes).where((nodes.c.level == 0) & (nodes.c.number == 4)).values(hash=b"\0" * 32)
        )


def _lose_a_node(ledger: Ledger) -> None:
    with ledger.database.writing() as connection:
        connection.execute(delete(nodes).where(nodes.c.level == 2))


@pytest.mark.parametrize(
    ("damage", "standing"),
    [
        (_lose_the_tail, Standing.LOST_TAIL),
        (_change_the_past, Standing.CHANGED_PAST),
        (_lose_a_node, Standing.CHANGED_PAST),
    ],
)
def test_a_database_that_is_not_what_it_was_is_noticed(
    ledger: Ledger, damage: Callable[[Ledger], None], standing: Standing
) -> None:
    _append(ledger, 5)
    damage(ledger)
    found = ledger.standing()
    assert found.standing is standing
    assert found.problem is not None


def test_a_witness_of_more_than_there_is_acknowledges_nothing(ledger: Ledger) -> None:
    _append(ledger, 5)
    _lose_the_tail(ledger)
    with pytest.raises(LogRefused):
        _append(ledger)


def test_checkpoints_that_were_given_away_are_remembered(ledger: Ledger) -> None:
    first = ledger.checkpoint()
    _append(ledger, 2)
    second = ledger.checkpoint()
    assert ledger.checkpoint() == second
    assert ledger.published() == (first, second)
    assert [sealed.checkpoint.size for sealed in ledger.published()] == [0, 2]


def test_without_a_key_and_a_witness_it_is_a_log_all_the_same(database: Database) -> None:
    ledger = Ledger(database)
    _append(ledger, 2)
    sealed = ledger.checkpoint()
    assert sealed.signatures == ()
    assert sealed.checkpoint.origin == UNNAMED
    assert ledger.standing().standing is Standing.FINE
