"""Who must have signed which size, through any number of rotations."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from zhunsheng.records.log.checkpoints import Checkpoint, SealedCheckpoint, seal
from zhunsheng.records.log.entries import entry, parse
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.log.rotation import KeyHistory, Rotation, rotated, rotation_of
from zhunsheng.records.log.verifier_keys import SigningKey

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
FIRST, SECOND, THIRD = (SigningKey("log.example", bytes([number]) * 32) for number in (1, 2, 3))

#: Signed by the first key, from size 12 by the second, from size 13 by the third.
HISTORY = (
    KeyHistory.starting_with(FIRST.verifier)
    .after(Rotation(12, FIRST.verifier, SECOND.verifier))
    .after(Rotation(13, SECOND.verifier, THIRD.verifier))
)


def sealed(size: int, *keys: SigningKey) -> SealedCheckpoint:
    return seal(Checkpoint("log.example", size, bytes(32)), keys)


def code(history: KeyHistory, checkpoint: SealedCheckpoint) -> str:
    with pytest.raises(LogRefused) as caught:
        history.verify(checkpoint)
    return caught.value.problem.code


@pytest.mark.parametrize(
    ("size", "keys"),
    [(0, [FIRST]), (11, [FIRST]), (12, [FIRST, SECOND]), (13, [SECOND, THIRD]), (14, [THIRD])],
)
def test_each_size_is_signed_by_those_who_must(size: int, keys: list[SigningKey]) -> None:
    assert HISTORY.required(size) == tuple(key.verifier for key in keys)
    HISTORY.verify(sealed(size, *keys))
    for key in keys:
        others = [other for other in keys if other is not key]
        assert code(HISTORY, sealed(size, *others)) == "signature_missing"


@pytest.mark.parametrize(
    ("size", "keys"), [(11, [FIRST, SECOND]), (13, [FIRST, SECOND, THIRD]), (20, [THIRD, FIRST])]
)
def test_a_key_outside_of_its_time_is_refused(size: int, keys: list[SigningKey]) -> None:
    assert code(HISTORY, sealed(size, *keys)) == "key_out_of_time"


def test_a_stranger_beside_the_key_is_passed_over_and_alone_is_not_enough() -> None:
    stranger = SigningKey("log.example", b"x" * 32)
    HISTORY.verify(sealed(20, stranger, THIRD))
    assert code(HISTORY, sealed(20, stranger)) == "signature_missing"


def test_a_wrong_signature_is_refused() -> None:
    moved = SealedCheckpoint(Checkpoint("log.example", 20, b"x" * 32), sealed(20, THIRD).signatures)
    assert code(HISTORY, moved) == "signature_wrong"


def test_a_log_that_was_not_signed_gets_a_key() -> None:
    history = KeyHistory.starting_with(None)
    history.verify(sealed(5))
    history = history.after(Rotation(6, None, FIRST.verifier))
    history.verify(sealed(5))
    assert history.required(6) == (FIRST.verifier,)
    assert code(history, sealed(6)) == "signature_missing"
    assert history.current == FIRST.verifier


def test_the_entry_says_the_rotation() -> None:
    written = rotated(FIRST.verifier, SECOND.verifier, NOON, "u-1")
    assert rotation_of(11, parse(written.to_bytes())) == Rotation(12, FIRST.verifier, SECOND.verifier)
    first = rotated(None, FIRST.verifier, NOON, None)
    assert rotation_of(0, parse(first.to_bytes())) == Rotation(1, None, FIRST.verifier)
    assert rotation_of(0, entry("case.opened", NOON, None)) is None


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"new": str(SECOND.verifier)},
        {"old": str(FIRST.verifier), "new": None},
        {"old": 1, "new": str(SECOND.verifier)},
        {"old": None, "new": str(SECOND.verifier), "more": 1},
        {"old": None, "new": str(SECOND.verifier)[:-1]},
        {"old": "x", "new": str(SECOND.verifier)},
    ],
)
def test_an_entry_that_names_no_two_keys_is_refused(facts: dict[str, object]) -> None:
    with pytest.raises(LogRefused) as caught:
        rotation_of(3, entry("key.rotated", NOON, None, facts=facts))
    assert caught.value.problem.code in {"rotation_malformed", "key_malformed"}


@pytest.mark.parametrize(
    ("rotation", "wrong"),
    [
        (Rotation(20, FIRST.verifier, SigningKey("log.example", b"n" * 32).verifier), "rotation_broken"),
        (Rotation(20, None, SigningKey("log.example", b"n" * 32).verifier), "rotation_broken"),
        (Rotation(20, THIRD.verifier, FIRST.verifier), "rotation_back"),
        (Rotation(20, THIRD.verifier, SigningKey("other.example", b"n" * 32).verifier), "rotation_name"),
    ],
)
def test_only_the_key_that_signs_hands_over_to_a_new_one_of_its_name(rotation: Rotation, wrong: str) -> None:
    with pytest.raises(LogRefused) as caught:
        HISTORY.after(rotation)
    assert caught.value.problem.code == wrong
