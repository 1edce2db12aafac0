"""The windows that are worked out from pieces of a file are those that are met when it is read from its front."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhunsheng.engine.batch import flat_rows as rows_module
from zhunsheng.engine.batch.case_windows import Window, run_of, single_rows, windows_of
from zhunsheng.engine.batch.flat_cases import chunks_of
from zhunsheng.engine.batch.flat_rows import FlatRows, Layout

SIZE = 5
BY_CASE = Layout({"case": (0, "case.id")}, (), text=False)
ALONE = Layout({}, (), text=False)

#: Ids as they lie in files: mostly in runs of the same, some of them missing.
IDS = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c", None]), st.integers(1, 2 * SIZE + 2)), max_size=12
).map(lambda runs: [id for id, times in runs for _ in range(times)])


@pytest.fixture(scope="module", autouse=True)
def small() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("_FEWEST_ROWS", "BLOCK_SUBJECTS"):
            patch.setattr(rows_module, name, SIZE)
        yield


def read(ids: list[str | None], first: int, layout: Layout = BY_CASE) -> FlatRows:
    records = np.arange(first, first + len(ids), dtype=np.int64)
    return layout.read([pa.array(ids, pa.string())], records, first + len(ids) - 1, {})


@given(ids=IDS, cuts=st.lists(st.integers(0, 100)), turned=st.booleans())
def test_they_are_those_of_a_file_read_from_its_front(
    ids: list[str | None], cuts: list[int], turned: bool
) -> None:
    ends = sorted({0, len(ids), *(cut for cut in cuts if cut < len(ids))})
    pieces = [run_of(read(ids[first:end], first + 1).table, BY_CASE) for first, end in pairwise(ends)]
    found = windows_of(reversed(pieces) if turned else pieces, SIZE)
    chunks = list(chunks_of(iter([read(ids, 1)]), BY_CASE, 0))
    assert [window.first + window.rows - 1 for window in found] == [chunk.records for chunk in chunks]

    def same(record: int) -> bool:
        """Whether a record is of the case before it."""
        return 1 < record <= len(ids) and ids[record - 1] is not None and ids[record - 1] == ids[record - 2]

    for window in found:
        assert window.continues == same(window.first)
        within = range(window.first + 1, window.first + SIZE + 1)
        assert window.endless == all(same(record) for record in within)


@pytest.mark.parametrize("rows", [0, 1, SIZE, SIZE + 1, 3 * SIZE])
def test_where_every_row_is_a_case_only_their_number_counts(rows: int) -> None:
    chunks = list(chunks_of(iter([read([None] * rows, 1, ALONE)]), ALONE, 0))
    found = single_rows(rows, SIZE)
    assert [window.first + window.rows - 1 for window in found] == [chunk.records for chunk in chunks]
    assert all(window == Window(window.first, window.rows, False, False) for window in found)
