"""Where the windows of a file end, worked out from the case ids alone.

`flat_cases` reads a file from the front: a window is so many rows, up to the last case that is whole in them. A cluster reads a
file from everywhere at once, and must come to the same windows, since a case that comes again is noticed within its window.
Each piece of the file says in which of its rows a case begins (one bit a row); put together, the bits are walked through just
as the rows are. Ten million records are a megabyte, so one machine does that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from zhunsheng.engine.batch.flat_groups import begins
from zhunsheng.engine.batch.flat_rows import RECORD, Layout


@dataclass(frozen=True)
class Run:
    """Records that follow each other.

    Attributes:
        first: The number of the first one.
        rows: How many they are.
        begins: In which of them a case begins, packed; of the first one it is not known.
        first_id, last_id: The case ids at both ends.
    """

    first: int
    rows: int
    begins: bytes
    first_id: str | None
    last_id: str | None


@dataclass(frozen=True)
class Window:
    """Records that are evaluated together.

    Attributes:
        first: The number of the first one.
        rows: How many they are.
        continues: The case at its beginning has begun in the window before, which it filled.
        endless: It is filled by one case.
    """

    first: int
    rows: int
    continues: bool
    endless: bool


def run_of(table: pa.Table, layout: Layout) -> Run:
    """The run of rows that were read, of records that follow each other."""
    ids = table["case.id"]
    return Run(
        int(table[RECORD][0].as_py()),
        len(table),
        np.packbits(begins(table, "case", layout)).tobytes(),
        ids[0].as_py(),
        ids[-1].as_py(),
    )


def windows_of(runs: Iterable[Run], size: int) -> list[Window]:
    """The windows of a file.

    Args:
        runs: All of it, in whatever order.
        size: The most rows of a window.
    """
    ordered = sorted(runs, key=lambda run: run.first)
    flags = [np.unpackbits(np.frombuffer(run.begins, np.uint8), count=run.rows) for run in ordered]
    last_id: str | None = None
    for run, flag in zip(ordered, flags, strict=True):
        flag[0] = run.first_id is None or run.first_id != last_id
        last_id = run.last_id
    return _walked(np.concatenate(flags) if flags else np.zeros(0, np.uint8), size)


def single_rows(total: int, size: int) -> list[Window]:
    """The windows of a file in which every row is a case."""
    return [Window(first + 1, min(size, total - first), False, False) for first in range(0, total, size)]


def _walked(starts: npt.NDArray[np.uint8], size: int) -> list[Window]:
    found = []
    first = 0
    while first < len(starts):
        left = len(starts) - first
        cut = left if left <= size else int(np.flatnonzero(starts[first : first + size + 1])[-1:].sum())
        # The bit of the row that the window begins with says nothing about where it ends.
        endless = not cut
        rows = cut or size
        found.append(Window(first + 1, rows, not starts[first], endless))
        first += rows
    return found
