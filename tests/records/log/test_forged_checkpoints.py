"""Checkpoints and keys of a forger, and what only a checkpoint in an auditor's drawer shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.records.log.logs import (
    FIRST,
    FORGER,
    ORIGIN,
    SECOND,
    Log,
    at,
    codes,
    finding,
    log,
    opened,
    resealed,
    verified,
)
from zhunsheng.records.log.checkpoints import Checkpoint, SealedCheckpoint, seal
from zhunsheng.records.log.export import CheckpointLine, ExportedEntry
from zhunsheng.records.log.verifier_keys import SigningKey

WHOLE = log(12, rotation_at=6)
LINES = WHOLE.export()


def test_a_log_cut_off_at_its_end_is_only_seen_by_whoever_holds_a_checkpoint() -> None:
    shorter = log(9, rotation_at=6).export()
    assert verified(shorter).sound
    report = verified(shorter, held=[WHOLE.checkpoint(12)])
    assert codes(report) == {"held_beyond"}
    assert report.held == 0


@pytest.mark.parametrize("size", range(13))
def test_every_checkpoint_of_the_log_is_part_of_it(size: int) -> None:
    report = verified(LINES, held=[WHOLE.checkpoint(size)])
    assert report.sound
    assert report.held == 1


def test_a_past_that_was_written_anew_and_signed_anew_is_found_by_a_held_checkpoint() -> None:
    entries = list(WHOLE.entries)
    entries[2] = ExportedEntry(opened(99).to_bytes())
    anew = Log(tuple(entries), WHOLE.history)
    assert verified(anew.export(), trusted=[FIRST.verifier]).sound, "the organization itself can do this"
    assert codes(verified(anew.export(), held=[WHOLE.checkpoint(8)])) == {"held_wrong"}
    assert verified(anew.export(), held=[WHOLE.checkpoint(2)]).sound, "before it nothing was changed"


def test_a_log_that_was_signed_anew_with_another_key_is_found_by_whoever_knows_the_key() -> None:
    anew = log(12, key=FORGER)
    assert verified(anew.export()).sound
    assert codes(verified(anew.export(), trusted=[FIRST.verifier])) == {"key_untrusted"}
    same_past = log(12, key=FIRST)
    report = verified(anew.export(), held=[same_past.checkpoint(8)])
    assert codes(report) == {"signature_missing", "held_other_key"}
    unsigned = log(12, key=None)
    assert codes(verified(unsigned.export(), held=[same_past.checkpoint(8)])) == {"held_other_key"}


def test_a_held_checkpoint_of_another_log_or_of_nothing_is_found() -> None:
    other = SealedCheckpoint(Checkpoint("other.example", 3, bytes(32)))
    assert codes(verified(LINES, held=[other])) == {"checkpoint_other_log"}
    forged = replace(WHOLE.checkpoint(8), checkpoint=replace(WHOLE.checkpoint(8).checkpoint, root=bytes(32)))
    assert codes(verified(LINES, held=[forged])) == {"signature_wrong", "held_wrong"}


def test_held_checkpoints_cannot_be_compared_behind_a_gap_and_this_is_said() -> None:
    lines = list(LINES)
    del lines[at(lines, 4)]
    report = verified(resealed(lines), held=[WHOLE.checkpoint(3), WHOLE.checkpoint(8)])
    assert report.held == 1
    assert "held_unchecked" in codes(report)
    assert "roots_unchecked" in codes(report)


def test_a_wrong_root_that_was_signed_is_found() -> None:
    lines = list(LINES)
    false = seal(Checkpoint(ORIGIN, 3, bytes(32)), [FIRST])
    place = at(lines, 3) - 1
    lines[place] = CheckpointLine(note=false.to_bytes().decode()).to_bytes()
    report = verified(resealed(lines))
    assert codes(report) == {"root_wrong"}
    assert finding(report, "root_wrong").line == place + 1
    assert "so do" not in finding(report, "root_wrong").problem.what, "the later ones fit"


@pytest.mark.parametrize(
    ("number", "keys", "code"),
    [
        (3, [FORGER], "signature_missing"),
        (3, [], "signature_missing"),
        (3, [SECOND], "signature_missing"),
        (9, [FIRST], "key_out_of_time"),
        (9, [FIRST, SECOND], "key_out_of_time"),
    ],
)
def test_a_checkpoint_signed_by_somebody_else_is_found(
    number: int, keys: list[SigningKey], code: str
) -> None:
    lines = list(LINES)
    place = at(lines, number) - 1
    false = seal(WHOLE.checkpoint(number).checkpoint, keys)
    lines[place] = CheckpointLine(note=false.to_bytes().decode()).to_bytes()
    report = verified(resealed(lines))
    assert codes(report) == {code}
    assert report.checkpoints == 11


def test_a_wrong_signature_is_found_at_its_line() -> None:
    lines = list(LINES)
    place = at(lines, 3) - 1
    sealed = WHOLE.checkpoint(3)
    moved = replace(sealed, signatures=WHOLE.checkpoint(2).signatures)
    lines[place] = CheckpointLine(note=moved.to_bytes().decode()).to_bytes()
    found = finding(verified(resealed(lines)), "signature_wrong")
    assert (found.line, found.entry) == (place + 1, 2)


def test_a_rotation_that_the_old_key_did_not_sign_is_found() -> None:
    lines = list(LINES)
    place = at(lines, 7) - 1
    alone = seal(WHOLE.checkpoint(7).checkpoint, [SECOND])
    lines[place] = CheckpointLine(note=alone.to_bytes().decode()).to_bytes()
    assert codes(verified(resealed(lines))) == {"signature_missing"}
    del lines[place]
    report = verified(resealed(lines))
    assert codes(report) == {"rotation_unconfirmed"}
    assert finding(report, "rotation_unconfirmed").entry == 6


def test_a_log_taken_over_by_an_own_rotation_is_found() -> None:
    """Whoever has the true beginning and no key goes on with a key of his own."""
    true = log(5)
    taken = log(9, rotation_at=5)
    lines = [*true.export()[:-1], *taken.export()[at(taken.export(), 5) :]]
    own = seal(taken.checkpoint(6).checkpoint, [SECOND])
    lines[at(lines, 6) - 1] = CheckpointLine(note=own.to_bytes().decode()).to_bytes()
    report = verified(resealed(lines), trusted=[FIRST.verifier])
    assert codes(report) == {"signature_missing"}
