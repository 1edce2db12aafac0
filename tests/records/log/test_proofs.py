"""Proofs against published vectors, against the definition for every pair of sizes up to 200, and against any change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.records.log.definition import path, proof
from tests.records.log.trees import REFERENCE_LEAVES, numbered, stored
from zhunsheng.records.log.merkle import EMPTY_ROOT, leaf_hash, root
from zhunsheng.records.log.proof_checks import verify_consistency, verify_inclusion
from zhunsheng.records.log.proofs import consistency_proof, inclusion_proof
from zhunsheng.records.log.refusals import LogRefused

LARGEST = 200
ENTRIES = numbered(LARGEST)
NODES = stored(ENTRIES)
ROOTS = [root(size, NODES) for size in range(LARGEST + 1)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]

REFERENCE = stored(REFERENCE_LEAVES)

#: Published with the reference implementation of certificate-transparency: (number from 0, size) → proof.
REFERENCE_INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
REFERENCE_CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


@pytest.mark.parametrize(("number", "size"), REFERENCE_INCLUSION)
def test_inclusion_proofs_are_those_of_the_reference_implementation(number: int, size: int) -> None:
    made = inclusion_proof(number, size, REFERENCE)
    assert [value.hex() for value in made] == REFERENCE_INCLUSION[number, size]
    verify_inclusion(number, size, leaf_hash(REFERENCE_LEAVES[number]), made, root(size, REFERENCE))


@pytest.mark.parametrize(("old", "size"), REFERENCE_CONSISTENCY)
def test_consistency_proofs_are_those_of_the_reference_implementation(old: int, size: int) -> None:
    made = consistency_proof(old, size, REFERENCE)
    assert [value.hex() for value in made] == REFERENCE_CONSISTENCY[old, size]
    verify_consistency(old, size, root(old, REFERENCE), root(size, REFERENCE), made)


def test_every_pair_of_sizes_is_proved_consistent() -> None:
    for size in range(LARGEST + 1):
        for old in range(size + 1):
            verify_consistency(old, size, ROOTS[old], ROOTS[size], consistency_proof(old, size, NODES))


def test_consistency_proofs_are_those_of_the_definition() -> None:
    for size in range(1, 66):
        for old in range(1, size + 1):
            assert list(consistency_proof(old, size, NODES)) == proof(old, ENTRIES[:size])


@pytest.mark.parametrize("size", [*range(1, 34), 63, 64, 65, 127, 128, 129, 199, 200])
def test_every_entry_is_proved_to_be_included(size: int) -> None:
    for number in range(size):
        made = inclusion_proof(number, size, NODES)
        assert list(made) == path(number, ENTRIES[:size])
        verify_inclusion(number, size, LEAVES[number], made, ROOTS[size])


@st.composite
def _changed(draw: st.DrawFn, made: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """A proof in which one byte is another, or a hash is gone, doubled, swapped or added."""
    at = draw(st.integers(0, len(made) - 1))
    way = draw(st.sampled_from(["byte", "removed", "doubled", "added", "swapped"]))
    match way:
        case "byte":
            value = bytearray(made[at])
            value[draw(st.integers(0, 31))] ^= draw(st.integers(1, 255))
            return (*made[:at], bytes(value), *made[at + 1 :])
        case "removed":
            return (*made[:at], *made[at + 1 :])
        case "doubled":
            return (*made[:at], made[at], *made[at:])
        case "added":
            return (*made, draw(st.binary(min_size=32, max_size=32)))
        case _:
            return made[::-1] if len(made) > 1 else ()


@given(st.data())
def test_a_changed_inclusion_proof_is_refused(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, LARGEST))
    number = data.draw(st.integers(0, size - 1))
    made = data.draw(_changed(inclusion_proof(number, size, NODES)))
    with pytest.raises(LogRefused) as refusal:
        verify_inclusion(number, size, LEAVES[number], made, ROOTS[size])
    assert refusal.value.problem.code in {"proof_root", "proof_length"}


@given(st.data())
def test_a_changed_consistency_proof_is_refused(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, LARGEST))
    old = data.draw(st.integers(1, size - 1))
    made = data.draw(_changed(consistency_proof(old, size, NODES)))
    with pytest.raises(LogRefused) as refusal:
        verify_consistency(old, size, ROOTS[old], ROOTS[size], made)
    assert refusal.value.problem.code in {"proof_root", "proof_length"}


@given(st.data())
def test_a_proof_proves_nothing_about_another_entry_or_size(data: st.DataObject) -> None:
    """A leaf whose place is not the one it is claimed for is refused, wherever else it stands."""
    size = data.draw(st.integers(2, LARGEST))
    number, other = data.draw(st.lists(st.integers(0, size - 1), min_size=2, max_size=2, unique=True))
    with pytest.raises(LogRefused):
        verify_inclusion(other, size, LEAVES[number], inclusion_proof(number, size, NODES), ROOTS[size])
    with pytest.raises(LogRefused):
        verify_inclusion(number, size, LEAVES[other], inclusion_proof(number, size, NODES), ROOTS[size])


@given(st.data())
def test_a_log_that_was_changed_in_the_past_cannot_be_proved_consistent(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 60))
    old = data.draw(st.integers(1, size - 1))
    at = data.draw(st.integers(0, old - 1))
    entries = [*ENTRIES[:at], b"another", *ENTRIES[at + 1 : size]]
    nodes = stored(entries)
    with pytest.raises(LogRefused) as refusal:
        verify_consistency(old, size, ROOTS[old], root(size, nodes), consistency_proof(old, size, nodes))
    assert refusal.value.problem.code == "proof_root"


def test_a_proof_for_a_smaller_log_is_too_short_for_a_larger_one() -> None:
    """The root is right, and is that of two entries; claimed is that it is one of four."""
    made = inclusion_proof(0, 2, NODES)
    verify_inclusion(0, 2, LEAVES[0], made, ROOTS[2])
    with pytest.raises(LogRefused) as refusal:
        verify_inclusion(0, 4, LEAVES[0], made, ROOTS[2])
    assert refusal.value.problem.code == "proof_length"
    with pytest.raises(LogRefused) as refusal:
        verify_inclusion(0, 1, LEAVES[0], made, ROOTS[2])
    assert refusal.value.problem.code == "proof_length"


@pytest.mark.parametrize(("number", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_an_entry_that_is_not_there_has_no_proof(number: int, size: int) -> None:
    with pytest.raises(LogRefused, match="count from 0"):
        inclusion_proof(number, size, NODES)
    with pytest.raises(LogRefused, match="count from 0"):
        verify_inclusion(number, size, LEAVES[0], (), ROOTS[1])


@pytest.mark.parametrize(("old", "size"), [(4, 3), (-1, 3)])
def test_sizes_out_of_order_are_refused(old: int, size: int) -> None:
    with pytest.raises(LogRefused, match="cannot have grown"):
        consistency_proof(old, size, NODES)
    with pytest.raises(LogRefused, match="cannot have grown"):
        verify_consistency(old, size, ROOTS[0], ROOTS[3], ())


@pytest.mark.parametrize(
    ("old", "size", "old_root", "new_root", "made", "code"),
    [
        (0, 3, ROOTS[1], ROOTS[3], (), "proof_root"),
        (0, 0, EMPTY_ROOT, ROOTS[1], (), "proof_root"),
        (3, 3, ROOTS[2], ROOTS[3], (), "proof_root"),
        (3, 3, ROOTS[3], ROOTS[3], (ROOTS[1],), "proof_length"),
        (0, 3, ROOTS[0], ROOTS[3], (ROOTS[1],), "proof_length"),
        (3, 5, ROOTS[3], ROOTS[5], (), "proof_length"),
        (2, 5, ROOTS[2], ROOTS[5], (), "proof_length"),
        (3, 5, ROOTS[3], ROOTS[5], (b"short",), "hash_length"),
    ],
)
def test_the_edges_of_consistency_are_refused_for_what_they_are(
    old: int, size: int, old_root: bytes, new_root: bytes, made: tuple[bytes, ...], code: str
) -> None:
    with pytest.raises(LogRefused) as refusal:
        verify_consistency(old, size, old_root, new_root, made)
    assert refusal.value.problem.code == code
    assert refusal.value.problem.zh is not None


def test_a_proof_of_a_large_log_is_short() -> None:
    """Nodes that are made up on the spot: only how many are asked for is counted."""

    class Counted:
        asked = 0

        def get(self, level: int, position: int) -> bytes:
            self.asked += 1
            return bytes(32)

    nodes = Counted()
    made = inclusion_proof(123_456_789, 10**9 + 7, nodes)
    assert len(made) <= 30
    assert nodes.asked <= 60
    nodes = Counted()
    assert len(consistency_proof(123_456_789, 10**9 + 7, nodes)) <= 31
    assert nodes.asked <= 62
