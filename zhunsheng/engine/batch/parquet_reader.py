"""Parquet, row group by row group. Columns of texts arrive as dictionaries, as they lie in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from zhunsheng.engine.batch.case_block import BLOCK_SUBJECTS
from zhunsheng.engine.batch.flat_rows import FlatRows, Layout
from zhunsheng.engine.batch.headers import unreadable
from zhunsheng.engine.vocabulary.facts import Vocabulary


@dataclass(frozen=True)
class ParquetTable:
    """A Parquet file whose columns have been understood.

    Attributes:
        total: The number of records.
        texts: The columns that are read as dictionaries.
    """

    path: Path
    layout: Layout
    total: int
    texts: tuple[str, ...]

    @staticmethod
    def open(path: Path, vocabulary: Vocabulary) -> ParquetTable:
        """Looks at the columns.

        Raises:
            InputError: it is no Parquet file, a column means nothing, or has a type that holds no such fact.
        """
        try:
            with parquet.ParquetFile(path) as file:
                schema, total = file.schema_arrow, file.metadata.num_rows
        except OSError as error:
            reason = error.strerror or str(error)
            raise unreadable(path.name, reason, reason) from None
        except (pa.ArrowException, UnicodeDecodeError) as error:
            raise unreadable(path.name, "不是 Parquet 文件", str(error)) from None
        layout = Layout.of(schema.names, vocabulary, text=False)
        for fact in layout.facts:
            fact.refuse_type(schema.field(fact.header.place).type)
        places = [fact.header.place for fact in layout.facts]
        texts = [schema.names[place] for place in places if _is_text(schema.field(place).type)]
        return ParquetTable(path, layout, total, tuple(texts))

    def rows(self, done: int) -> Iterator[FlatRows]:
        """The rows from record `done` on; from the first where that is 0.

        Raises:
            InputError: it turns out to be broken further down.
        """
        try:
            yield from self._rows(done)
        except (OSError, pa.ArrowException, UnicodeDecodeError) as error:
            raise unreadable(self.path.name, "文件已损坏", str(error)) from None

    def _rows(self, done: int) -> Iterator[FlatRows]:
        with parquet.ParquetFile(self.path, read_dictionary=list(self.texts)) as file:
            groups, record = _groups_from(file.metadata, done)
            for batch in file.iter_batches(BLOCK_SUBJECTS, row_groups=groups):
                records = np.arange(record, record + len(batch), dtype=np.int64)
                record += len(batch)
                if record > done:
                    yield self.layout.read(batch.columns, records, record - 1, {})


def _groups_from(metadata: parquet.FileMetaData, done: int) -> tuple[list[int], int]:
    """The row groups that have something from record `done` on, and the number of their first record."""
    first = 1
    for group in range(metadata.num_row_groups):
        size = metadata.row_group(group).num_rows
        if first + size > done:
            return list(range(group, metadata.num_row_groups)), first
        first += size
    return [], first


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))
