"""CSV, as a stream: UTF-8 with or without a mark at its beginning, or GB18030 as spreadsheets in China write it.

Arrow splits the lines and makes a dictionary of each column. A line with too few or too many fields is handed out by it, and
takes its place among the rows as one that is refused, so that its case is not evaluated without it.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from zhunsheng.engine.batch.flat_rows import FlatRows, Layout, Records
from zhunsheng.engine.batch.headers import unreadable
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.engine.vocabulary.facts import Vocabulary

#: So many bytes are parsed at a time.
_BLOCK = 8 << 20
_NO_ROWS = ("Empty CSV file", "Could not skip initial")
_SCAN = 4 << 20
_DICTIONARY = pa.dictionary(pa.int32(), pa.string())


@dataclass(frozen=True)
class CsvTable:
    """A CSV file whose headers have been understood."""

    path: Path
    encoding: str
    headers: tuple[str, ...]
    layout: Layout

    @staticmethod
    def open(path: Path, vocabulary: Vocabulary) -> CsvTable:
        """Looks at the encoding and the headers.

        Raises:
            InputError: it cannot be read, or a header means nothing.
        """
        encoding = _encoding(path)
        with path.open(encoding=encoding, newline="") as file:
            try:
                headers = next(csv.reader(file), [])
            except csv.Error as error:
                raise unreadable(path.name, "不是 CSV", str(error)) from None
        return CsvTable(path, encoding, tuple(headers), Layout.of(headers, vocabulary, text=True))

    def rows(self, done: int) -> Iterator[FlatRows]:
        """The rows from record `done` on; from the first where that is 0.

        Raises:
            InputError: it turns out to be no CSV further down.
        """
        lines = _Refused([place for place, _ in self.layout.ids.values()])
        next_record = 1
        for batch in self._batches(lines):
            columns, records, refused = lines.put_in(batch.columns, next_record)
            next_record += len(records)
            if next_record > done:
                yield self.layout.read(columns, records, next_record - 1, refused)
        # Refused lines after the last good one come with no rows.
        nothing = [pa.array([], self._type(place)) for place in range(len(self.headers))]
        columns, records, refused = lines.put_in(nothing, next_record)
        if len(records):
            yield self.layout.read(columns, records, int(records[-1]), refused)

    def _type(self, place: int) -> pa.DataType:
        return pa.string() if place in {at for at, _ in self.layout.ids.values()} else _DICTIONARY

    def _batches(self, lines: _Refused) -> Iterator[pa.RecordBatch]:
        try:
            yield from self._stream(lines)
        except pa.ArrowException as error:
            # A table without rows is no failure; Arrow has no other name for it.
            if not str(error).startswith(_NO_ROWS):
                raise unreadable(self.path.name, "不是 CSV", str(error)) from None

    def _stream(self, lines: _Refused) -> Iterator[pa.RecordBatch]:
        names = [str(place) for place in range(len(self.headers))]
        with arrow_csv.open_csv(
            self.path,
            # One thread: only then does Arrow say which line was refused.
            read_options=arrow_csv.ReadOptions(
                use_threads=False,
                block_size=_BLOCK,
                skip_rows=1,
                column_names=names,
                encoding="utf8" if self.encoding == "utf-8-sig" else self.encoding,
            ),
            parse_options=arrow_csv.ParseOptions(invalid_row_handler=lines.refuse, newlines_in_values=True),
            convert_options=arrow_csv.ConvertOptions(
                column_types={name: self._type(place) for place, name in enumerate(names)}
            ),
        ) as stream:
            yield from stream


@dataclass
class _Refused:
    """Lines with a wrong number of fields, until their place among the rows comes.

    Attributes:
        id_places: The columns that hold ids.
    """

    id_places: Sequence[int]
    waiting: list[tuple[int, str, Problem]] = field(default_factory=list)

    def refuse(self, row: arrow_csv.InvalidRow) -> str:
        """Keeps a line that Arrow refuses; it counts the header as the first one."""
        expected, found = row.expected_columns, row.actual_columns
        problem = Problem(
            "fields",
            f"the line has {found} fields, and the header {expected}",
            mend="Quote fields that contain a comma; write every comma, also after the last value.",
            zh=Chinese(
                f"这一行有 {found} 列，标题有 {expected} 列", "含逗号的内容要加引号；空着的列也要留逗号"
            ),
        )
        self.waiting.append((row.number - 1, row.text, problem))
        return "skip"

    def put_in(
        self, columns: Sequence[pa.Array], next_record: int
    ) -> tuple[list[pa.Array], Records, dict[int, Problem]]:
        """The columns with a row for every refused line between or right after their rows, and the records' numbers."""
        end = next_record + len(columns[0])
        due = []
        while self.waiting and self.waiting[0][0] <= end:
            due.append(self.waiting.pop(0))
            end += 1
        records = np.arange(next_record, end, dtype=np.int64)
        if not due:
            return list(columns), records, {}
        refused = {record: problem for record, _, problem in due}
        good = ~np.isin(records, list(refused))
        place = pa.array(np.cumsum(good) - 1, mask=~good)
        ids = {record - next_record: _fields(text) for record, text, _ in due}
        found = []
        for n, column in enumerate(columns):
            wide = column.take(place)
            if n in self.id_places:
                texts = wide.to_pylist()
                for row, fields in ids.items():
                    texts[row] = fields[n] if n < len(fields) else None
                wide = pa.array(texts, pa.string())
            found.append(wide)
        return found, records, refused


def _fields(line: str) -> list[str]:
    try:
        return next(csv.reader([line]), [])
    except csv.Error:
        return []


def _encoding(path: Path) -> str:
    """UTF-8, or GB18030 where it is not that.

    Raises:
        InputError: it is neither, or cannot be read.
    """
    try:
        with path.open("rb") as file:
            if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                raise _neither(path)
        for encoding in ("utf-8-sig", "gb18030"):
            if _decodes(path, encoding):
                return encoding
    except OSError as error:
        reason = error.strerror or str(error)
        raise unreadable(path.name, reason, reason) from None
    raise _neither(path)


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while block := file.read(_SCAN):
                # Nearly everything is ASCII, which needs no decoding where no character is half read.
                if not block.isascii() or decoder.getstate()[0]:
                    decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _neither(path: Path) -> InputError:
    return InputError(
        [
            Problem(
                "encoding",
                f"{path.name} is neither UTF-8 nor GB18030",
                mend="Save it as 'CSV UTF-8'.",
                zh=Chinese(f"{path.name} 既不是 UTF-8 也不是 GB18030", "请另存为“CSV UTF-8”"),
            )
        ]
    )
