"""Entries that were changed, removed, moved, doubled, added or told in two ways, by a forger who mends the last line."""

from __future__ import annotations

import pytest

from tests.records.log.logs import (
    at,
    changed,
    codes,
    finding,
    log,
    opened,
    renumbered,
    resealed,
    verified,
)
from zhunsheng.records.log.export import EntryLine

WHOLE = log(12, rotation_at=6)
LINES = WHOLE.export()


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
