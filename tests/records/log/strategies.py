"""Arbitrary entries."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from zhunsheng.records.log.entries import Entry, entry

tokens = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=20)
names = st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True)
kinds = st.from_regex(r"[a-z]{1,6}\.[a-z]{1,6}", fullmatch=True)
digests = st.binary(min_size=32, max_size=32).map(lambda value: f"sha256:{value.hex()}")
atoms = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | tokens
facts = st.dictionaries(
    names, atoms | st.lists(atoms, max_size=3) | st.dictionaries(names, atoms, max_size=3), max_size=3
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Any entry."""
    at = draw(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
    return entry(
        draw(kinds),
        at,
        draw(st.none() | tokens),
        subjects=draw(st.dictionaries(names, tokens, max_size=2)),
        contents=draw(st.dictionaries(names, digests, max_size=2)),
        facts=draw(facts),
    )
