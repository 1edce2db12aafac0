"""A file of cases, of whatever kind, as chunks.

=====================  ==========================================================================
.csv                   one row a conduct (`csv_reader`)
.xlsx                  the same in a workbook, such as `zhunsheng template` writes (`xlsx_reader`)
.parquet               the same in columns with types (`parquet_reader`)
.ndjson, .jsonl        one case document a line (`ndjson_reader`)
=====================  ==========================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from zhunsheng.engine.batch.case_block import Chunk
from zhunsheng.engine.batch.csv_reader import CsvTable
from zhunsheng.engine.batch.flat_cases import chunks_of
from zhunsheng.engine.batch.flat_rows import FlatRows, Layout
from zhunsheng.engine.batch.ndjson_reader import NdjsonLines
from zhunsheng.engine.batch.parquet_reader import ParquetTable
from zhunsheng.engine.batch.xlsx_reader import XlsxTable
from zhunsheng.engine.problems import Chinese, InputError, Problem, nearest
from zhunsheng.engine.vocabulary.facts import Vocabulary
from zhunsheng.engine.vocabulary.models import case_model


class CaseFile(Protocol):
    """A file of cases that has been opened.

    Attributes:
        total: How many records it has, where that is known before it is read.
    """

    @property
    def total(self) -> int | None:
        """See above."""

    def chunks(self, done: int) -> Iterator[Chunk]:
        """The cases after so many records, which is the end of a chunk or 0. The same file gives the same chunks.

        Raises:
            InputError: the file turns out to be unreadable further down.
        """


class _Table(Protocol):
    @property
    def layout(self) -> Layout: ...

    def rows(self, done: int) -> Iterator[FlatRows]: ...


@dataclass(frozen=True)
class FlatFile:
    """A flat table as a file of cases."""

    table: _Table
    total: int | None = None

    def chunks(self, done: int) -> Iterator[Chunk]:
        """See `CaseFile`."""
        return chunks_of(self.table.rows(done), self.table.layout, done)


def open_cases(path: Path, vocabulary: Vocabulary) -> CaseFile:
    """Opens a file by its ending.

    Raises:
        InputError: it cannot be read, has another ending, or a header that means nothing.
    """
    opener = _OPENERS.get(path.suffix.lower())
    if opener is None:
        raise _other_ending(path)
    if not path.is_file():
        raise _no_file(path)
    return opener(path, vocabulary)


def _csv(path: Path, vocabulary: Vocabulary) -> CaseFile:
    return FlatFile(CsvTable.open(path, vocabulary))


def _xlsx(path: Path, vocabulary: Vocabulary) -> CaseFile:
    return FlatFile(XlsxTable.open(path, vocabulary))


def _parquet(path: Path, vocabulary: Vocabulary) -> CaseFile:
    table = ParquetTable.open(path, vocabulary)
    return FlatFile(table, table.total)


def _ndjson(path: Path, vocabulary: Vocabulary) -> CaseFile:
    return NdjsonLines(path, vocabulary, case_model(vocabulary))


_OPENERS: Mapping[str, Callable[[Path, Vocabulary], CaseFile]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
    ".ndjson": _ndjson,
    ".jsonl": _ndjson,
}


def _other_ending(path: Path) -> InputError:
    kinds = ", ".join(_OPENERS)
    shown = f"ends in '{path.suffix}'" if path.suffix else "has no ending"
    single = path.suffix.lower() in (".yaml", ".yml", ".json")
    mend = "A single case is evaluated by `zhunsheng evaluate`." if single else f"Use one of {kinds}."
    mend_zh = "单个案件请用 zhunsheng evaluate" if single else f"请用 {kinds} 之一"
    what = f"a batch is read from {kinds}, and {path.name} {shown}"
    zh = Chinese(f"批量输入的文件以 {kinds} 结尾，{path.name} 不是", mend_zh)
    near = None if single else nearest(path.suffix.lower(), _OPENERS)
    return InputError([Problem("ending", what, mend=mend, near=near, zh=zh)])


def _no_file(path: Path) -> InputError:
    beside = [other.name for other in path.parent.iterdir()] if path.parent.is_dir() else []
    what = f"{path} is no file"
    zh = Chinese(f"找不到文件 {path}", "请检查路径")
    near = nearest(path.name, beside)
    return InputError([Problem("unreadable", what, mend="Check the path.", near=near, zh=zh)])
