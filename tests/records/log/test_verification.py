"""What is sound, and files of another shape: lines and contents that are not where they belong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.records.log.logs import (
    BEGIN,
    FIRST,
    ORIGIN,
    SECOND,
    Log,
    changed,
    codes,
    finding,
    log,
    opened,
    resealed,
    verified,
)
from zhunsheng.records.log import notes
from zhunsheng.records.log.base64_text import encoded
from zhunsheng.records.log.contents import Content
from zhunsheng.records.log.erasures import erasure
from zhunsheng.records.log.export import CheckpointLine, ExportedEntry, HeadLine
from zhunsheng.records.log.rotation import KeyHistory, rotated
from zhunsheng.records.log.verifier_keys import SigningKey

WHOLE = log(12, rotation_at=6)
LINES = WHOLE.export()


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


def test_contents_that_were_left_out_are_counted_and_no_error() -> None:
    report = verified(WHOLE.export(contents=False))
    assert (report.sound, report.contents, report.absent) == (True, 0, 6)


def test_contents_that_are_gone_without_a_word_are_found() -> None:
    gone = [line for line in LINES if b'"number":3' not in line or b'"type":"content"' not in line]
    report = verified(resealed(gone))
    assert codes(report) == {"content_gone"}
    assert [found.entry for found in report.errors] == [3]
    assert (report.contents, report.absent) == (5, 1)


def test_contents_that_an_entry_says_were_erased_are_no_error() -> None:
    content = Content.of(b"facts")
    said = erasure("c-0", BEGIN, "u-1", "ordered", [1], [content.commitment])
    entries = (ExportedEntry(opened(0, facts=content).to_bytes()), ExportedEntry(said.to_bytes()))
    report = verified(Log(entries, KeyHistory.starting_with(FIRST.verifier)).export())
    assert (report.sound, report.contents, report.absent) == (True, 0, 1)


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
