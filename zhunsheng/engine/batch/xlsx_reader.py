"""A workbook: the first sheet that is shown, one row a record, the headers in its first row.

Cells are made texts first, and are then what a CSV file is: a day is 2021-10-20, a tick is true, and 3.0 is 3.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pyarrow as pa

from zhunsheng.engine.batch.flat_rows import FlatRows, Layout
from zhunsheng.engine.batch.headers import unreadable
from zhunsheng.engine.problems import Chinese, Problem
from zhunsheng.engine.vocabulary.facts import Vocabulary

#: So many rows are made a table at a time.
_ROWS = 4096


@dataclass(frozen=True)
class XlsxTable:
    """A workbook whose headers have been understood."""

    path: Path
    width: int
    layout: Layout

    @staticmethod
    def open(path: Path, vocabulary: Vocabulary) -> XlsxTable:
        """Looks at the headers.

        Raises:
            InputError: it is no workbook, or a header means nothing.
        """
        headers = [_text(cell) or "" for cell in next(_cells(path, 1), ())]
        while headers and not headers[-1].strip():
            headers.pop()
        return XlsxTable(path, len(headers), Layout.of(headers, vocabulary, text=True))

    def rows(self, done: int) -> Iterator[FlatRows]:
        """The rows from record `done` on; from the first where that is 0.

        Raises:
            InputError: it turns out to be broken further down.
        """
        record = max(done, 1)
        rows = map(self._cut, _cells(self.path, record + 1))
        while batch := list(islice(rows, _ROWS)):
            records = np.arange(record, record + len(batch), dtype=np.int64)
            refused = {record + n: _beside() for n, (_, more) in enumerate(batch) if more}
            record += len(batch)
            yield self.layout.read(self._columns([row for row, _ in batch]), records, record - 1, refused)

    def _cut(self, row: Sequence[Any]) -> tuple[Sequence[Any], bool]:
        """A row as far as headers stand above it, and whether there is more of it. A cell at the far right of a sheet makes a row
        of sixteen thousand, and of those no batch can be held."""
        return row[: self.width], any(cell is not None for cell in row[self.width :])

    def _columns(self, batch: Sequence[Sequence[Any]]) -> list[pa.Array]:
        return [
            pa.array([_text(row[place]) if place < len(row) else None for row in batch], pa.string())
            for place in range(self.width)
        ]


def _cells(path: Path, first: int) -> Iterator[tuple[Any, ...]]:
    """The rows of the first sheet that is shown, from a row on."""
    try:
        with warnings.catch_warnings():
            # It warns of looks that it does not know; values are all that is read.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
            # Some programs write the extent of a sheet wrongly; without it every row is read.
            sheet.reset_dimensions()
            yield from sheet.iter_rows(min_row=first, values_only=True)
        finally:
            book.close()
    except OSError as error:
        reason = error.strerror or str(error)
        raise unreadable(path.name, reason, reason) from None
    except Exception as error:  # of a broken archive openpyxl lets through whatever its parsers raise
        raise unreadable(path.name, "不是 XLSX 工作簿", str(error)) from None


def _text(cell: Any) -> str | None:
    """A cell as it would stand in a CSV file."""
    match cell:
        case None | str():
            return cell
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime(hour=0, minute=0, second=0, microsecond=0):
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def _beside() -> Problem:
    return Problem(
        "fields",
        "something stands to the right of the last header",
        mend="Give the column a header, or delete what stands there.",
        zh=Chinese("最后一列标题的右边还有内容", "请给该列写上标题，或删去内容"),
    )
