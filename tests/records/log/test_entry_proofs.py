"""The proof of an entry as a text: it is read again as it was written, and any change of it is noticed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.records.log.trees import stored
from zhunsheng.records.log.checkpoints import Checkpoint, seal
from zhunsheng.records.log.entries import entry
from zhunsheng.records.log.entry_proofs import EntryProof, parse
from zhunsheng.records.log.merkle import root
from zhunsheng.records.log.proofs import inclusion_proof
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.log.verifier_keys import SigningKey

KEY = SigningKey("log.example/records", b"\1" * 32)
OTHER = SigningKey("log.example/records", b"\2" * 32)
ENTRIES = [
    entry("case.read", datetime(2026, 3, 1, 8, 0, number, tzinfo=UTC), f"u-{number}").to_bytes()
    for number in range(11)
]
NODES = stored(ENTRIES)


def made(number: int, size: int = 11, *keys: SigningKey) -> EntryProof:
    sealed = seal(Checkpoint("log.example/records", size, root(size, NODES)), keys)
    return EntryProof(number, ENTRIES[number], inclusion_proof(number, size, NODES), sealed)


@pytest.mark.parametrize("size", range(1, 12))
def test_every_entry_of_every_size_is_read_as_it_was_written(size: int) -> None:
    for number in range(size):
        for keys in ((), (KEY,)):
            proof = made(number, size, *keys)
            again = parse(proof.to_bytes())
            assert again == proof
            assert again.verify() == ()
            assert again.verify([key.verifier for key in keys]) == tuple(key.verifier for key in keys)


def test_it_has_the_form_of_the_specification() -> None:
    first, extra, index, *hashes = made(4, 11, KEY).to_bytes().decode().split("\n\n")[0].split("\n")
    assert first == "c2sp.org/tlog-proof@v1"
    assert extra.startswith("extra ")
    assert index == "index 4"
    assert [len(line) for line in hashes] == [44, 44, 44, 44]


def test_a_key_that_did_not_sign_is_not_believed() -> None:
    with pytest.raises(LogRefused) as refused:
        made(4, 11, KEY).verify([OTHER.verifier])
    assert refused.value.problem.code == "key_untrusted"
    with pytest.raises(LogRefused):
        made(4, 11).verify([KEY.verifier])


@given(st.integers(0, 10), st.data())
def test_no_changed_byte_proves_anything(number: int, data: st.DataObject) -> None:
    text = made(number, 11, KEY).to_bytes()
    place = data.draw(st.integers(0, len(text) - 1))
    changed = data.draw(st.integers(0, 255).filter(lambda value: value != text[place]))
    with pytest.raises(LogRefused):
        parse(text[:place] + bytes([changed]) + text[place + 1 :]).verify([KEY.verifier])


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"c2sp.org/tlog-proof@v1\n",
        b"c2sp.org/tlog-proof@v2\nextra AA==\nindex 0\n\nlog\n1\n",
        b"c2sp.org/tlog-proof@v1\nindex 0\nextra AA==\n\nlog\n1\n",
        b"c2sp.org/tlog-proof@v1\nextra AA==\nindex 01\n\nlog\n1\n",
        b"c2sp.org/tlog-proof@v1\nextra AA==\nindex 0\nAA==\n\nlog\n1\n",
        b"x" * 200_001,
        "c2sp.org/tlog-proof@v1\nextra 是\nindex 0\n\nlog\n1\n".encode(),
    ],
)
def test_what_is_no_proof_is_refused(text: bytes) -> None:
    with pytest.raises(LogRefused) as refused:
        parse(text)
    assert refused.value.problem.code == "proof_malformed"
