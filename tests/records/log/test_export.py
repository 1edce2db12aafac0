"""The lines of an export: exact, canonical, and read as what they are."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given

from tests.records.log.logs import FIRST, ORIGIN, content, log, opened
from tests.records.log.strategies import entries
from zhunsheng.records.log import export
from zhunsheng.records.log.canonical import canonical_bytes
from zhunsheng.records.log.entries import Entry
from zhunsheng.records.log.export import (
    CheckpointLine,
    ContentLine,
    EndLine,
    EntryLine,
    ExportedEntry,
    HeadLine,
    exported,
    read_line,
    read_lines,
)
from zhunsheng.records.log.refusals import LogRefused


def test_the_lines_stand_in_their_order() -> None:
    lines = [read_line(line.removesuffix(b"\n")) for line in log(2).export()]
    assert [type(line) for line in lines] == [
        HeadLine,
        EntryLine,
        CheckpointLine,
        EntryLine,
        ContentLine,
        CheckpointLine,
        EndLine,
    ]
    assert lines[0] == HeadLine(origin=ORIGIN, key=str(FIRST.verifier), contents=True)


def test_every_line_is_canonical_json_that_any_tool_reads() -> None:
    for line in log(4, rotation_at=2).export():
        assert canonical_bytes(json.loads(line)) + b"\n" == line


def test_without_contents_none_is_exported() -> None:
    text = b"".join(log(4).export(contents=False))
    assert b'"type":"content"' not in text
    assert b'"contents":false' in text


@given(entries())
def test_an_entry_stands_in_its_line_byte_for_byte(made: Entry) -> None:
    line = EntryLine(7, made.to_bytes()).to_bytes()
    assert read_line(line[:-1]) == EntryLine(7, made.to_bytes())


def test_an_entry_that_looks_like_the_end_of_a_line_is_no_way_out() -> None:
    data = b'{"x":1},"number":3,"type":"entry"}'
    assert read_line(EntryLine(7, data).to_bytes()[:-1]) == EntryLine(7, data)


def test_bytes_that_fit_into_no_line_are_refused() -> None:
    with pytest.raises(LogRefused, match="line break"):
        list(exported(ORIGIN, None, [ExportedEntry(b"{\n}")]))


def test_a_content_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "LONGEST_LINE", 1000)
    large = content(0, "x" * 1000)
    with pytest.raises(LogRefused, match="entry 0"):
        list(exported(ORIGIN, None, [ExportedEntry(opened(0, reason=large).to_bytes(), {"reason": large})]))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_json"),
        (b"x", "not_json"),
        (b"[]", "line_unknown"),
        (b"{}", "line_unknown"),
        (b'{"type":"entries"}', "line_unknown"),
        (b'{"type":"entry"}', "line_unknown"),
        (b'{"note":"x","type": "checkpoint"}', "not_canonical"),
        (b'{"note":1,"type":"checkpoint"}', "line_unknown"),
        (b'{"more":1,"note":"x","type":"checkpoint"}', "line_unknown"),
        (b'{"entries":-1,"sha256":"","type":"end"}', "line_unknown"),
        (b'{"note":"\\ud800","type":"checkpoint"}', "not_canonical"),
        (
            b'{"contents":true,"format":"zhunsheng-log","key":null,"origin":"x","type":"log","v":true}',
            "line_unknown",
        ),
        (
            b'{"contents":1,"format":"zhunsheng-log","key":null,"origin":"x","type":"log","v":1}',
            "line_unknown",
        ),
        (b'{"entry":{},"number":01,"type":"entry"}', "not_json"),
    ],
)
def test_what_is_no_line_is_refused_for_what_it_is(data: bytes, code: str) -> None:
    with pytest.raises(LogRefused) as caught:
        read_line(data)
    assert caught.value.problem.code == code


def test_a_line_that_is_too_long_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "LONGEST_LINE", 10)
    file = io.BytesIO(b"1234567\n" + b"x" * 35 + b"\n" + b"123456789\n" + b"y" * 11)
    assert [(number, whole) for number, _, whole in read_lines(file)] == [
        (1, True),
        (2, False),
        (3, True),
        (4, False),
    ]
