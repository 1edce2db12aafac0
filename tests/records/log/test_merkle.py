"""The tree against the vectors of certificate-transparency and against the definition, at every size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.records.log.definition import tree_hash
from tests.records.log.trees import REFERENCE_LEAVES, numbered, stored
from zhunsheng.records.log.merkle import (
    EMPTY_ROOT,
    Frontier,
    MemoryNodes,
    Node,
    append,
    leaf_hash,
    peaks,
    root,
    root_of,
)

#: The roots of the first 0 to 8 reference leaves, as the reference implementation publishes them.
REFERENCE_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_the_reference_implementation(size: int) -> None:
    assert root_of(REFERENCE_LEAVES[:size]).hex() == REFERENCE_ROOTS[size]
    assert root(size, stored(REFERENCE_LEAVES)).hex() == REFERENCE_ROOTS[size]


def test_the_root_at_every_earlier_size_is_told_from_what_is_stored_now() -> None:
    entries = numbered(260)
    nodes = stored(entries)
    for size in range(len(entries) + 1):
        assert root(size, nodes) == tree_hash(entries[:size])


def test_a_frontier_gives_the_root_at_every_size_on_its_way() -> None:
    frontier = Frontier()
    entries = numbered(130)
    for size, entry in enumerate(entries):
        assert frontier.root() == tree_hash(entries[:size])
        frontier.add(leaf_hash(entry))
        assert len(frontier._peaks) == (size + 1).bit_count()


def test_an_append_makes_the_nodes_that_become_complete_and_no_other() -> None:
    nodes = stored(numbered(7))
    assert set(append(7, leaf_hash(b"x"), nodes)) == {Node(0, 7), Node(1, 3), Node(2, 1), Node(3, 0)}
    assert set(append(6, leaf_hash(b"x"), nodes)) == {Node(0, 6)}


def test_no_stored_node_is_ever_made_again_with_another_hash() -> None:
    nodes, made = MemoryNodes(), {}
    for size, entry in enumerate(numbered(64)):
        new = append(size, leaf_hash(entry), nodes)
        assert not new.keys() & made.keys()
        made |= new
        nodes.add(new)
    assert len(made) == 127


@given(st.integers(0, 2**70))
def test_peaks_cover_a_tree_without_gap_or_overlap(size: int) -> None:
    end = 0
    for level, position in peaks(0, size):
        assert position << level == end
        end += 1 << level
    assert end == size


@given(st.lists(st.binary(max_size=40), max_size=40))
def test_any_list_has_the_root_that_the_definition_gives(entries: list[bytes]) -> None:
    assert root_of(entries) == tree_hash(entries)


def test_a_node_cannot_be_passed_off_as_an_entry() -> None:
    two = numbered(2)
    forged = leaf_hash(two[0]) + leaf_hash(two[1])
    assert root_of([forged]) != root_of(two)


def test_a_lost_node_is_a_key_error_and_no_wrong_root() -> None:
    assert root(0, MemoryNodes()) == EMPTY_ROOT
    with pytest.raises(KeyError):
        root(3, stored(numbered(2)))
    with pytest.raises(KeyError):
        append(1, leaf_hash(b"x"), MemoryNodes())
