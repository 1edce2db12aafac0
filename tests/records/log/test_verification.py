"""The verifier against every forgery that can be thought of, and against any changed byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.records.log.logs import (
    BEGIN,
    FIRST,
    FORGER,
    ORIGIN,
    SECOND,
    Log,
    at,
    codes,
    content,
    log,
    opened,
    renumbered,
    resealed,
    verified,
)
from zhunsheng.records.log import notes
from zhunsheng.records.log.base64_text import encoded
from zhunsheng.records.log.checkpoints import Checkpoint, SealedCheckpoint, seal
from zhunsheng.records.log.export import CheckpointLine, EntryLine, ExportedEntry, HeadLine
from zhunsheng.records.log.findings import Finding, Report
from zhunsheng.records.log.rotation import rotated
from zhunsheng.records.log.verifier_keys import SigningKey

WHOLE = log(12, rotation_at=6)
LINES = WHOLE.export()
SMALL = log(4, rotation_at=2).export()


def finding(report: Report, code: str) -> Finding:
    return next(found for found in report.errors if found.problem.code == code)


def changed(lines: list[bytes], number: int, old: bytes, new: bytes) -> list[bytes]:
    """The line of an entry with other bytes, and the last line as a careful forger leaves it."""
    place = at(lines, number)
    assert old in lines[place]
    return resealed([*lines[:place], lines[place].replace(old, new), *lines[place + 1 :]])


# What is sound.


def test_a_log_with_contents_and_a_rotation_is_sound() -> None:
    report = verified(LINES, trusted=[FIRST.verifier, SECOND.verifier])
    assert report.findings == ()
    assert report.sound
    assert (report.origin, report.entries, report.checkpoints) == (ORIGIN, 12, 12)
    assert (report.contents, report.absent) == (6, 0)
    assert report.keys == (FIRST.verifier, SECOND.verifier)
    assert report.root == WHOLE.checkpoint(12).checkpoint.root


@pytest.mark.parametrize("size", [0, 1, 2, 3, 8])
def test_logs_of_every_size_are_sound(size: int) -> None:
    assert codes(verified(log(size).export())) == set()
    assert codes(verified(log(size, key=None).export())) == set()


def test_one_checkpoint_at_the_end_is_enough() -> None:
    report = verified(log(12).export([12]))
    assert report.sound
    assert report.checkpoints == 1


def test_contents_that_were_erased_or_left_out_are_counted_and_no_error() -> None:
    erased = [line for line in LINES if b'"number":3' not in line or b'"type":"content"' not in line]
    report = verified(resealed(erased))
    assert (report.sound, report.contents, report.absent) == (True, 5, 1)
    report = verified(WHOLE.export(contents=False))
    assert (report.sound, report.contents, report.absent) == (True, 0, 6)


def test_an_unsigned_log_is_sound_and_said_to_be_unsigned() -> None:
    report = verified(log(4, key=None).export())
    assert report.sound
    assert [found.problem.code for found in report.findings] == ["unsigned"]


def test_a_log_that_gets_a_key_later_is_sound() -> None:
    report = verified(log(6, key=None, rotation_at=3).export(), trusted=[SECOND.verifier])
    assert report.findings == ()


def test_it_is_said_when_nobody_knows_whose_the_keys_are() -> None:
    assert [found.problem.code for found in verified(LINES).findings] == ["keys_from_the_file"]
    assert verified(LINES, held=[WHOLE.checkpoint(4)]).findings == ()
    assert verified(LINES, trusted=[FIRST.verifier]).findings == ()


def test_signatures_of_strangers_are_passed_over() -> None:
    sealed = WHOLE.checkpoint(12)
    witness = SigningKey("witness.example", bytes(32))
    beside = notes.sign(sealed.checkpoint.text, [witness]).signatures
    both = replace(sealed, signatures=(*beside, *sealed.signatures))
    lines = [*LINES[:-2], CheckpointLine(note=both.to_bytes().decode()).to_bytes()]
    assert verified(resealed(lines)).sound


# What is not.


def test_a_changed_entry_is_found_between_two_checkpoints() -> None:
    lines = changed(LINES, 4, b'"actor":"u-1"', b'"actor":"u-2"')
    report = verified(lines)
    assert codes(report) == {"root_wrong"}
    found = finding(report, "root_wrong")
    assert found.entry == 4
    assert "entry 4 or the checkpoint itself was changed" in found.problem.what
    assert "7 checkpoints after it" in found.problem.what
    assert "记录 4" in found.render("zh")


def test_with_few_checkpoints_the_change_is_told_to_be_between_them() -> None:
    lines = changed(log(12).export([3, 9, 12]), 4, b'"actor":"u-1"', b'"actor":"u-2"')
    assert "entries 3 to 8" in finding(verified(lines), "root_wrong").problem.what


def test_a_careless_forger_is_given_away_by_the_last_line_too() -> None:
    lines = list(LINES)
    lines[at(lines, 4)] = lines[at(lines, 4)].replace(b"u-1", b"u-2")
    assert codes(verified(lines)) == {"root_wrong", "end_digest"}


@pytest.mark.parametrize("number", [0, 3, 11])
def test_a_removed_entry_is_named(number: int) -> None:
    lines = list(LINES)
    place = at(lines, number)
    end = next(i for i in range(place + 1, len(lines)) if b'"type":"content"' not in lines[i])
    report = verified([*lines[:place], *lines[end:]])
    found = finding(report, "entries_missing")
    assert found.entry == number
    assert f"entry {number} is missing" in found.problem.what
    assert "end_count" in codes(report)


def test_a_removed_entry_with_everything_numbered_anew_is_found() -> None:
    lines = list(LINES)
    del lines[at(lines, 4) : at(lines, 4) + 2]
    assert not verified(renumbered(lines)).sound


def test_several_missing_entries_are_one_finding() -> None:
    lines = list(LINES)
    del lines[at(lines, 3) : at(lines, 6)]
    found = finding(verified(resealed(lines)), "entries_missing")
    assert "entries 3 to 5 are missing" in found.problem.what
    assert "3 至 5" in found.render("zh")


def test_entries_in_another_order_are_found() -> None:
    lines = list(log(6).export([6]))
    one, other = at(lines, 2), at(lines, 4)
    lines[one], lines[other] = lines[other], lines[one]
    report = verified(resealed(lines))
    assert finding(report, "entry_out_of_order").entry == 4
    assert "entries_missing" not in codes(report)
    assert codes(verified(renumbered(lines))) >= {"root_wrong"}


def test_a_doubled_entry_is_found_and_the_rest_still_checked() -> None:
    lines = list(LINES)
    place = at(lines, 4)
    report = verified(resealed([*lines[: place + 1], lines[place], *lines[place + 1 :]]))
    assert finding(report, "entry_repeated").entry == 4
    assert report.checkpoints == 12
    assert "entry_repeated" in codes(verified(resealed([*lines[:-1], lines[place]])))


def test_two_stories_at_one_number_are_found() -> None:
    lines = list(LINES)
    place = at(lines, 4)
    other = lines[place].replace(b'"step":4', b'"step":5')
    report = verified(resealed([*lines[: place + 1], other, *lines[place + 1 :]]))
    assert codes(report) == {"entry_forked"}, "the true one stands first"
    report = verified(resealed([*lines[:place], other, *lines[place:]]))
    assert codes(report) == {"entry_forked", "root_wrong"}, "the false one stands first"


def test_an_added_entry_is_found() -> None:
    added = EntryLine(12, opened(12).to_bytes()).to_bytes()
    report = verified(resealed([*LINES[:-1], added]))
    assert codes(report) == {"tail_unsealed"}
    assert finding(report, "tail_unsealed").entry == 12


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


@pytest.mark.parametrize("new", ["理由 4", ""])
def test_a_changed_content_is_found_at_its_entry(new: str) -> None:
    old_data, new_data = (encoded(text.encode()).encode() for text in ("理由 3", new))
    lines = [line.replace(b'"data":"%b"' % old_data, b'"data":"%b"' % new_data) for line in LINES]
    assert lines != LINES
    report = verified(resealed(lines))
    assert codes(report) == {"content_changed"}
    assert finding(report, "content_changed").entry == 3
    assert report.contents == 5


def _content_lines(lines: list[bytes]) -> list[int]:
    return [place for place, line in enumerate(lines) if b'"type":"content"' in line]


@pytest.mark.parametrize(
    ("forge", "code"),
    [
        (lambda lines, i: [*lines[: i + 1], lines[i], *lines[i + 1 :]], "content_unknown"),
        (
            lambda lines, i: [*lines[:i], lines[i].replace(b'"reason"', b'"motive"'), *lines[i + 1 :]],
            "content_unknown",
        ),
        (
            lambda lines, i: [*lines[:i], lines[i].replace(b'"number":1', b'"number":3'), *lines[i + 1 :]],
            "content_misplaced",
        ),
        (lambda lines, i: [*lines[:-1], lines[i]], "content_misplaced"),
        (
            lambda lines, i: [*lines[:i], lines[i].replace(b'"salt":"', b'"salt":"A'), *lines[i + 1 :]],
            "base64_wrong",
        ),
        (lambda lines, i: [lines[0].replace(b"true", b"false"), *lines[1:]], "content_unexpected"),
    ],
)
def test_a_content_that_is_not_where_it_belongs_is_found(
    forge: Callable[[list[bytes], int], list[bytes]], code: str
) -> None:
    assert code in codes(verified(resealed(forge(list(LINES), _content_lines(LINES)[0]))))


def test_an_entry_that_is_not_canonical_is_found_with_its_number() -> None:
    lines = changed(LINES, 4, b'"kind":"case.changed"', b'"kind": "case.changed"')
    report = verified(lines)
    assert codes(report) == {"not_canonical", "root_wrong"}
    assert finding(report, "not_canonical").entry == 4


def test_an_entry_that_is_none_is_found_though_it_was_signed() -> None:
    """The database was written past the program; the tree says that it was so, the reader that it may not be."""
    whole = log(3)
    odd = Log((*whole.entries[:2], ExportedEntry(b'{"v":1}')), whole.history)
    report = verified(odd.export())
    assert codes(report) == {"entry_invalid"}
    assert finding(report, "entry_invalid").entry == 2


SHAPES: list[tuple[Callable[[list[bytes]], list[bytes]], set[str]]] = [
    (lambda lines: [], {"head_missing", "checkpoint_missing", "end_missing"}),
    (lambda lines: lines[:-1], {"end_missing"}),
    (lambda lines: [*lines[:-1], lines[-1][:-1]], {"line_unfinished"}),
    (lambda lines: [*lines, lines[-1]], {"line_misplaced", "end_digest"}),
    (lambda lines: [lines[0], *lines], {"line_misplaced", "end_digest"}),
    (lambda lines: [*lines[:3], b"\n", *lines[3:]], {"not_json", "end_digest"}),
    (
        lambda lines: [*lines[:-1], lines[-1].replace(b'"entries":12', b'"entries":13')],
        {"end_count", "entries_missing"},
    ),
    (
        lambda lines: resealed([line for line in lines if b'"type":"checkpoint"' not in line]),
        {"checkpoint_missing", "rotation_unconfirmed"},
    ),
    (lambda lines: resealed([*lines[:2], lines[-2], *lines[2:]]), {"checkpoint_misplaced"}),
    (
        lambda lines: resealed([lines[0].replace(b'"origin":"log', b'"origin":"dog'), *lines[1:]]),
        {"head_key_name", "checkpoint_other_log"},
    ),
]


@pytest.mark.parametrize(("forge", "expected"), SHAPES)
def test_a_file_of_another_shape_is_found(
    forge: Callable[[list[bytes]], list[bytes]], expected: set[str]
) -> None:
    assert codes(verified(forge(list(LINES)))) == expected


def test_a_file_without_its_first_line_is_not_sound() -> None:
    assert "head_missing" in codes(verified(resealed(LINES[1:])))


def test_a_key_in_the_first_line_that_is_none_is_found() -> None:
    head = HeadLine(origin=ORIGIN, key=str(FIRST.verifier)[:-4], contents=True).to_bytes()
    assert "key_malformed" in codes(verified(resealed([head, *LINES[1:]])))


def test_a_key_that_signed_before_cannot_come_back() -> None:
    whole = log(4, rotation_at=1)
    back = rotated(SECOND.verifier, FIRST.verifier, BEGIN, None)
    report = verified(Log((*whole.entries, ExportedEntry(back.to_bytes())), whole.history).export())
    assert codes(report) == {"rotation_back"}
    assert finding(report, "rotation_back").entry == 4


# Any change at all.

KINDS = ["log", "entry", "content", "checkpoint", "end"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_changed_byte_of_every_kind_of_line_is_found(kind: str) -> None:
    place = next(i for i, line in reversed(list(enumerate(SMALL))) if f'"type":"{kind}"'.encode() in line)
    for offset in range(len(SMALL[place])):
        line = bytearray(SMALL[place])
        line[offset] ^= 1
        assert not verified([*SMALL[:place], bytes(line), *SMALL[place + 1 :]]).sound, (kind, offset)


@settings(max_examples=300)
@given(st.data())
def test_any_changed_byte_of_a_file_is_found(data: st.DataObject) -> None:
    whole = bytearray(b"".join(LINES))
    offset = data.draw(st.integers(0, len(whole) - 1))
    whole[offset] ^= data.draw(st.integers(1, 255))
    report = verified([bytes(whole)])
    assert not report.sound
    assert all(found.problem.zh and found.problem.zh.what for found in report.findings)
    assert report.render("zh")
    assert report.render("en")


@settings(max_examples=300)
@given(st.data())
def test_any_changed_byte_is_found_though_the_last_line_was_written_anew(data: st.DataObject) -> None:
    """The last line proves nothing; the tree, the signatures and the salted digests must find it alone."""
    place = data.draw(st.integers(0, len(LINES) - 2))
    line = bytearray(LINES[place])
    line[data.draw(st.integers(0, len(line) - 1))] ^= data.draw(st.integers(1, 255))
    assert not verified(resealed([*LINES[:place], bytes(line), *LINES[place + 1 :]])).sound


@settings(max_examples=200)
@given(
    st.integers(0, len(LINES) - 2),
    st.integers(0, len(LINES) - 2),
    st.sampled_from(["remove", "double", "swap"]),
)
def test_any_removed_doubled_or_swapped_line_is_found_or_harmless(one: int, other: int, way: str) -> None:
    """Harmless is only: a content less (erased), a checkpoint less or twice, where others still vouch for all that is left."""
    lines = list(LINES)
    match way:
        case "remove":
            del lines[one]
        case "double":
            lines.insert(other, lines[one])
        case _:
            lines[one], lines[other] = lines[other], lines[one]
    report = verified(resealed(lines))
    if report.sound:
        assert [line for line in lines if line.startswith(b'{"entry"')] == [
            line for line in LINES if line.startswith(b'{"entry"')
        ]
        assert report.root == WHOLE.checkpoint(12).checkpoint.root


def test_findings_beyond_all_measure_are_counted() -> None:
    report = verified([LINES[0], *[b"x\n"] * 600])
    assert len(report.findings) == 500
    assert report.left_off > 100
    assert not report.sound
    assert "未列出" in report.render("zh")


def test_the_report_says_where_and_what_in_both_languages() -> None:
    report = verified(changed(LINES, 4, b'"actor":"u-1"', b'"actor":"u-2"'))
    assert "核验未通过" in report.render("zh")
    assert "记录 4" in report.render("zh")
    assert "is not sound" in report.render("en")
    assert f"line {at(LINES, 5)}, entry 4" in report.render("en")
    assert str(SECOND.verifier) in report.render("en")
    assert content(1, "x").commitment not in report.render("en")
