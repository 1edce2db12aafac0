"""Contents: bound by the entry, and unknown to all when they are erased."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhunsheng.records.log.contents import DIGEST, SALT_BYTES, Content
from zhunsheng.records.log.refusals import LogRefused


def test_the_commitment_is_the_digest_of_salt_and_bytes() -> None:
    content = Content(bytes(range(32)), "理由".encode())
    assert content.commitment == "sha256:" + sha256(bytes(range(32)) + "理由".encode()).hexdigest()
    assert DIGEST.fullmatch(content.commitment)


@given(st.binary(max_size=100))
def test_a_content_is_what_its_commitment_says(data: bytes) -> None:
    content = Content.of(data)
    content.verify(content.commitment)
    assert Content.of(data).commitment != content.commitment, (
        "the same bytes twice cannot be seen to be the same"
    )


@given(st.binary(min_size=1, max_size=100), st.data())
def test_any_change_of_salt_or_bytes_is_noticed(data: bytes, drawn: st.DataObject) -> None:
    content = Content.of(data)
    whole = bytearray(content.salt + content.data)
    whole[drawn.draw(st.integers(0, len(whole) - 1))] ^= drawn.draw(st.integers(1, 255))
    with pytest.raises(LogRefused, match="the entry names"):
        Content(bytes(whole[:SALT_BYTES]), bytes(whole[SALT_BYTES:])).verify(content.commitment)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_salt_of_another_length_is_refused(length: int) -> None:
    """Else bytes could be moved from the salt to the content and back under one commitment."""
    with pytest.raises(LogRefused, match="salt"):
        Content(bytes(length), b"x")


def test_a_content_is_not_shown_when_it_is_printed() -> None:
    assert "secret" not in repr(Content.of(b"secret"))
