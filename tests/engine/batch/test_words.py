"""Words of bits: what Arrow holds, and back."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from zhunsheng.engine.batch.words import STRIDE, ones, truths_of, words_for, words_of, words_of_bitmap


@given(st.lists(st.booleans(), max_size=3000))
def test_there_and_back(truths: list[bool]) -> None:
    words = words_of(np.array(truths, np.bool_))
    assert len(words) == words_for(len(truths))
    assert len(words) % STRIDE == 0
    assert truths_of(words, len(truths)).tolist() == truths
    assert not truths_of(words, len(words) * 64)[len(truths) :].any()


@given(st.lists(st.one_of(st.none(), st.booleans()), max_size=2500), st.integers(0, 70))
def test_an_arrow_array_that_begins_anywhere(values: list[bool | None], start: int) -> None:
    array = pa.array(values, pa.bool_())[start:]
    known = words_of_bitmap(array.buffers()[0], array.offset, len(array)) if len(array) else ones(0)
    assert truths_of(known, len(array)).tolist() == [value is not None for value in array.to_pylist()]
    data = words_of_bitmap(array.buffers()[1], array.offset, len(array)) if len(array) else ones(0)
    expected = [value for value in array.to_pylist() if value is not None]
    found = truths_of(data, len(array))[truths_of(known, len(array))].tolist()
    assert found == expected
