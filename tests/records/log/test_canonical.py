"""Canonical JSON, written quickly or slowly, is the same bytes."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from zhunsheng.records.log.canonical import canonical_json
from zhunsheng.records.log.refusals import LogRefused

#: What a reader of JSON can come to; a text may hold half a character, and a number may be too large.
_TEXTS = st.text(st.characters(), max_size=6)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.floats() | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
)


def _slowly(value: Any) -> bytes | None:
    try:
        return rfc8785.dumps(value)
    except ValueError:
        return None


@given(_VALUES)
def test_both_ways_are_the_same(value: Any) -> None:
    expected = _slowly(value)
    if expected is None:
        with pytest.raises(LogRefused):
            canonical_json(value)
    else:
        assert canonical_json(value) == expected


@pytest.mark.parametrize(
    "text",
    [
        '{"b": 1, "a": [true, null, "\\u0000\\u001f\\b\\"\\\\\\u007f\\u2028/é准"]}',
        '{"\\ud83d\\ude00": 1, "\\ufb33": 2}',
        '{"1.5": "2.5", "n": 9007199254740991}',
        '{"n": 1.5}',
        '{"n": 1e21}',
        '{"n": -0.0}',
        "[1E3]",
        '["\\\\", 1.0]',
    ],
)
def test_what_is_written_in_other_ways(text: str) -> None:
    value = json.loads(text)
    assert canonical_json(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**53, "\ud800", {"\ud800": 1}, object()])
def test_what_has_no_canonical_form(value: Any) -> None:
    with pytest.raises(LogRefused, match="canonical"):
        canonical_json([value])
