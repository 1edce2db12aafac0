"""A key hands over to the next in the log of a database: both sign, the old one nothing after it, and it verifies offline."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from tests.records.recorded import START
from zhunsheng.records.exporting import exported_log
from zhunsheng.records.key_rotation import rotate
from zhunsheng.records.ledger import UNNAMED, Ledger
from zhunsheng.records.log.checkpoints import signers
from zhunsheng.records.log.entries import entry
from zhunsheng.records.log.findings import Report
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.log.signing import KeySource, Signing
from zhunsheng.records.log.verification import verify
from zhunsheng.records.log.verifier_keys import SigningKey
from zhunsheng.records.log.witness import Standing, read
from zhunsheng.records.signing_history import history_of
from zhunsheng.records.storage.database import Database

FIRST, SECOND, THIRD = (SigningKey("records.example", bytes([number]) * 32) for number in (1, 2, 3))


@pytest.fixture
def unsigned(database: Database, tmp_path: Path) -> Ledger:
    return Ledger(database, witness=tmp_path / "witness", clock=lambda: START)


def _with(ledger: Ledger, key: SigningKey | None) -> Ledger:
    """The same log, in a service with this key."""
    return replace(ledger, signing=Signing() if key is None else Signing(key, KeySource.FILE))


def _append(ledger: Ledger, times: int = 1) -> None:
    for _ in range(times):
        with ledger.appending() as log:
            log.append(entry("case.read", START, "u-1"), {})


def _verified(ledger: Ledger, *held: bytes, trusted: SigningKey) -> Report:
    export = io.BytesIO(b"".join(exported_log(ledger)))
    return verify(export, held=held, trusted=[trusted.verifier])


def _code(ledger: Ledger, key: SigningKey) -> str:
    with pytest.raises(LogRefused) as refused:
        rotate(ledger, key)
    return refused.value.problem.code


def test_both_sign_where_one_hands_over_and_it_verifies(unsigned: Ledger) -> None:
    first = _with(unsigned, FIRST)
    _append(first, 3)
    held = first.checkpoint().to_bytes()
    both = rotate(first, SECOND, "u-admin")
    assert both.checkpoint.size == 4
    assert signers(both, [FIRST.verifier, SECOND.verifier]) == (FIRST.verifier, SECOND.verifier)
    assert unsigned.witness is not None
    assert read(unsigned.witness) == both
    second = _with(unsigned, SECOND)
    assert second.checkpoint() == both
    assert second.standing().standing is Standing.FINE
    _append(second, 2)
    later = second.checkpoint()
    assert signers(later, [FIRST.verifier, SECOND.verifier]) == (SECOND.verifier,)
    report = _verified(second, held, both.to_bytes(), later.to_bytes(), trusted=FIRST)
    assert report.sound, report.render()
    assert report.findings == ()
    assert report.keys == (FIRST.verifier, SECOND.verifier)
    assert (report.entries, report.held) == (6, 3)


def test_keys_change_again_and_never_back(unsigned: Ledger) -> None:
    _append(_with(unsigned, FIRST))
    rotate(_with(unsigned, FIRST), SECOND)
    second = _with(unsigned, SECOND)
    assert _code(second, FIRST) == "rotation_back"
    rotate(second, THIRD)
    third = _with(unsigned, THIRD)
    assert _code(third, SECOND) == "rotation_back"
    with third.reading() as log:
        history = history_of(log.connection, THIRD.verifier)
    assert [(period.first, period.last) for period in history.periods] == [(0, 2), (2, 3), (3, None)]
    assert _verified(third, trusted=THIRD).findings == ()


def test_a_service_with_the_old_key_writes_nothing_more(unsigned: Ledger) -> None:
    first = _with(unsigned, FIRST)
    _append(first)
    rotate(first, SECOND)
    for stale in (first, unsigned, _with(unsigned, THIRD)):
        with pytest.raises(LogRefused, match="has handed over"):
            _append(stale)
        with pytest.raises(LogRefused, match="has handed over"):
            stale.checkpoint()
        with pytest.raises(LogRefused, match="has handed over"):
            stale.refuse_key()
        with pytest.raises(LogRefused, match="has handed over"):
            list(exported_log(stale))
    assert _code(first, THIRD) == "key_not_current"
    second = _with(unsigned, SECOND)
    second.refuse_key()
    assert second.standing().size == 2


def test_a_log_that_was_not_signed_gets_its_first_key(unsigned: Ledger) -> None:
    _append(unsigned, 2)
    held = unsigned.checkpoint().to_bytes()
    key = SigningKey(UNNAMED, b"k" * 32)
    signed = _with(unsigned, key)
    # Not by naming it alone: nobody could tell it from somebody else's.
    with pytest.raises(LogRefused, match="no entry says that keys were changed"):
        _append(signed)
    with pytest.raises(LogRefused, match="no entry says that keys were changed"):
        signed.refuse_key()
    assert _code(unsigned, FIRST) == "rotation_name"
    both = rotate(unsigned, key)
    assert signers(both, [key.verifier]) == (key.verifier,)
    _append(signed)
    later = signed.checkpoint().to_bytes()
    report = _verified(signed, held, later, trusted=key)
    assert report.sound, report.render()
    assert (report.keys, report.held) == ((key.verifier,), 2)


def test_a_signed_log_does_not_go_on_unsigned_or_with_another_key(unsigned: Ledger) -> None:
    _append(_with(unsigned, FIRST))
    for other in (unsigned, _with(unsigned, SECOND)):
        with pytest.raises(LogRefused, match="no entry says that keys were changed"):
            _append(other)
    _append(_with(unsigned, FIRST))
    assert unsigned.standing().size == 2


def test_what_is_refused_has_not_happened(unsigned: Ledger) -> None:
    first = _with(unsigned, FIRST)
    _append(first)
    assert _code(first, FIRST) == "rotation_back"
    assert _code(first, SigningKey("other.example", b"o" * 32)) == "rotation_name"
    assert first.standing().size == 1
    assert first.published() == ()
