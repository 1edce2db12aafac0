"""Entries: one spelling each, and nothing in them that would have to be erased one day."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.records.log.strategies import entries
from zhunsheng.records.log.entries import LARGEST, Entry, entry, moment, parse
from zhunsheng.records.log.refusals import LogRefused

NOON = datetime(2026, 3, 1, 12, 0, 0, 7, tzinfo=UTC)
DIGEST = "sha256:" + "0f" * 32

WHOLE = entry(
    "decision.recorded",
    NOON,
    "u-7",
    subjects={"case": "c-12"},
    contents={"reason": DIGEST},
    facts={"release": DIGEST, "steps": [1, -2, None, True], "of": {"number": 2**53 - 1}},
)


def changed(**fields: object) -> bytes:
    """The whole entry with other fields, canonical all the same where it can be."""
    document = json.loads(WHOLE.to_bytes()) | fields
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def refusal(data: bytes) -> LogRefused:
    with pytest.raises(LogRefused) as caught:
        parse(data)
    return caught.value


def test_an_entry_is_written_in_one_way() -> None:
    assert WHOLE.to_bytes() == (
        b'{"actor":"u-7","at":"2026-03-01T12:00:00.000007Z","contents":{"reason":"' + DIGEST.encode() + b'"},'
        b'"facts":{"of":{"number":9007199254740991},"release":"'
        + DIGEST.encode()
        + b'","steps":[1,-2,null,true]},'
        b'"kind":"decision.recorded","subjects":{"case":"c-12"},"v":1}'
    )
    assert parse(WHOLE.to_bytes()) == WHOLE
    assert WHOLE.time == NOON


@given(entries())
def test_what_is_written_is_read_again(made: Entry) -> None:
    assert parse(made.to_bytes()) == made
    assert parse(made.to_bytes()).to_bytes() == made.to_bytes()


@given(entries(), st.data())
def test_no_other_bytes_are_read_as_the_same_entry(made: Entry, data: st.DataObject) -> None:
    written = made.to_bytes()
    at = data.draw(st.integers(0, len(written) - 1))
    other = bytearray(written)
    other[at] ^= data.draw(st.integers(1, 255))
    with suppress(LogRefused):
        again = parse(bytes(other))
        assert again != made
        assert again.to_bytes() == other


@pytest.mark.parametrize(
    "data",
    [
        WHOLE.to_bytes() + b"\n",
        b" " + WHOLE.to_bytes(),
        WHOLE.to_bytes().replace(b",", b", ", 1),
        WHOLE.to_bytes().replace(b'"v":1', b'"v":1,"v":1'),
        WHOLE.to_bytes().replace(b'"v":1', b'"v":1.0'),
        WHOLE.to_bytes().replace(b"u-7", rb"\u0075-7"),
        b'{"v":1,' + WHOLE.to_bytes()[1:].replace(b',"v":1', b""),
    ],
)
def test_another_spelling_of_the_same_is_not_canonical(data: bytes) -> None:
    assert refusal(data).problem.code == "not_canonical"


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 5000, b'{"v":' + b"9" * 5000 + b"}"])
def test_what_is_not_json_is_said_to_be_none(data: bytes) -> None:
    assert refusal(data).problem.code in {"not_json", "not_canonical"}


def test_a_number_that_is_none_is_refused() -> None:
    assert refusal(b'{"v":NaN}').problem.code == "not_canonical"


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"v": 2}, "/v"),
        ({"v": True}, "/v"),
        ({"kind": "opened"}, "/kind"),
        ({"kind": "Case.opened"}, "/kind"),
        ({"at": "2026-03-01T12:00:00Z"}, "/at"),
        ({"at": "2026-03-01T12:00:00.000000+00:00"}, "/at"),
        ({"at": "2026-02-30T12:00:00.000000Z"}, "/at"),
        ({"actor": "某人"}, "/actor"),
        ({"actor": "two words"}, "/actor"),
        ({"actor": ""}, "/actor"),
        ({"subjects": {"case": 12}}, "/subjects/case"),
        ({"subjects": {"The case": "c"}}, "/subjects/The case"),
        ({"contents": {"reason": "sha256:00"}}, "/contents/reason"),
        ({"contents": {"reason": DIGEST.upper()}}, "/contents/reason"),
        ({"facts": {"why": "he was careless"}}, "/facts"),
        ({"facts": {"why": "失职"}}, "/facts"),
        ({"facts": {"share": 0.5}}, "/facts"),
        ({"facts": {"Name": 1}}, "/facts"),
        ({"facts": {"a": {"b": {"c": {"d": {"e": {"f": 1}}}}}}}, "/facts"),
        ({"note": "x"}, "/note"),
    ],
)
def test_what_does_not_fit_into_an_entry_is_refused_with_its_place(
    fields: dict[str, object], where: str
) -> None:
    problems = refusal(changed(**fields)).problems
    assert {problem.code for problem in problems} == {"entry_invalid"}
    assert any(problem.pointer.startswith(where) for problem in problems)


def test_a_number_that_not_every_reader_reads_is_refused() -> None:
    with pytest.raises(LogRefused, match=r"2\^53"):
        entry("case.opened", NOON, None, facts={"n": 2**53})


def test_everything_that_is_missing_is_said_at_once() -> None:
    assert {problem.pointer for problem in refusal(b"{}").problems} == {"/kind", "/at", "/actor"}


def test_an_entry_that_is_too_large_is_refused_on_both_ways() -> None:
    large = entry("case.opened", NOON, None, facts={"ids": ["x" * 256] * 300})
    with pytest.raises(LogRefused, match="belongs into a content"):
        large.to_bytes()
    assert refusal(b"x" * (LARGEST + 1)).problem.code == "entry_too_large"


def test_one_moment_is_written_in_one_way() -> None:
    east = timezone(timedelta(hours=8))
    assert moment(datetime(2026, 3, 1, 20, tzinfo=east)) == "2026-03-01T12:00:00.000000Z"
    with pytest.raises(ValueError, match="time zone"):
        moment(datetime(2026, 3, 1))


def test_lists_in_facts_cannot_be_changed_afterwards() -> None:
    assert WHOLE.facts["steps"] == (1, -2, None, True)
