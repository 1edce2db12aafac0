"""Where two columns of results say the same, row by row: numbers, texts, and lists of keys."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Truths = npt.NDArray[np.bool_]


def alike(before: pa.Array, after: pa.Array) -> Truths:
    """Whether each row says the same in both; two nulls do."""
    if pa.types.is_list(before.type):
        return _alike_lists(before, after)
    both_null = pc.and_(before.is_null(), after.is_null())
    same = pc.fill_null(pc.equal(before, after), False)
    found: Truths = np.asarray(pc.or_(same, both_null), bool)
    return found


def _alike_lists(before: pa.ListArray, after: pa.ListArray) -> Truths:
    """Lists are the same where they are as long, and no place in them differs."""
    lengths = [_lengths(of) for of in (before, after)]
    found: Truths = np.equal(lengths[0], lengths[1])
    rows = np.flatnonzero(found & (lengths[0] > 0))
    if not len(rows):
        return found
    one, other = (of.take(pa.array(rows)).flatten() for of in (before, after))
    differs = pc.not_equal(one, other).to_numpy(zero_copy_only=False)
    starts = np.cumsum(lengths[0][rows]) - lengths[0][rows]
    found[rows[np.add.reduceat(differs, starts, dtype=np.int64) > 0]] = False
    return found


def _lengths(of: pa.ListArray) -> npt.NDArray[np.int64]:
    """How long the lists are; where there is none, -1."""
    lengths = pc.fill_null(pc.list_value_length(of), -1).to_numpy(zero_copy_only=False)
    return np.asarray(lengths, np.int64)
