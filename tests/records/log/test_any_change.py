"""Any changed byte at all, of any line, also by a forger who mends the last line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.records.log.logs import (
    SECOND,
    at,
    changed,
    content,
    log,
    resealed,
    verified,
)
from tests.samples import examples

WHOLE = log(12, rotation_at=6)
LINES = WHOLE.export()
SMALL = log(4, rotation_at=2).export()


KINDS = ["log", "entry", "content", "checkpoint", "end"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_changed_byte_of_every_kind_of_line_is_found(kind: str) -> None:
    place = next(i for i, line in reversed(list(enumerate(SMALL))) if f'"type":"{kind}"'.encode() in line)
    for offset in range(len(SMALL[place])):
        line = bytearray(SMALL[place])
        line[offset] ^= 1
        assert not verified([*SMALL[:place], bytes(line), *SMALL[place + 1 :]]).sound, (kind, offset)


@settings(max_examples=examples(300))
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


@settings(max_examples=examples(300))
@given(st.data())
def test_any_changed_byte_is_found_though_the_last_line_was_written_anew(data: st.DataObject) -> None:
    """The last line proves nothing; the tree, the signatures and the salted digests must find it alone."""
    place = data.draw(st.integers(0, len(LINES) - 2))
    line = bytearray(LINES[place])
    line[data.draw(st.integers(0, len(line) - 1))] ^= data.draw(st.integers(1, 255))
    assert not verified(resealed([*LINES[:place], bytes(line), *LINES[place + 1 :]])).sound


@settings(max_examples=examples(200))
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
