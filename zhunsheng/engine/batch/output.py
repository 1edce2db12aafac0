"""Puts the parts of a batch together: Parquet, or CSV that spreadsheets open as it is."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv, parquet

from zhunsheng.engine.batch.results import SCHEMA
from zhunsheng.engine.problems import Chinese, InputError, Problem, nearest

#: Writes tables, one after another, into a file.
Write: TypeAlias = "Callable[[Iterator[pa.Table], Any], None]"


def writer_of(target: Path) -> Write:
    """How a file of this name is written.

    Raises:
        InputError: its ending is neither of the two.
    """
    write = _WRITERS.get(target.suffix.lower())
    if write is None:
        kinds = " or ".join(_WRITERS)
        what = f"a batch is written as {kinds}, and {target.name} ends in '{target.suffix}'"
        zh = Chinese(f"批量输出只写成 .parquet 或 .csv，{target.name} 不是", "请改文件名的结尾")
        near = nearest(target.suffix.lower(), _WRITERS)
        raise InputError([Problem("ending", what, mend=f"Use {kinds}.", near=near, zh=zh)])
    return write


def _write_parquet(tables: Iterator[pa.Table], file: Any) -> None:
    with parquet.ParquetWriter(file, SCHEMA, compression="zstd") as writer:
        for table in tables:
            writer.write_table(table)


def _write_csv(tables: Iterator[pa.Table], file: Any) -> None:
    # Without the mark, spreadsheets take the Chinese for another encoding.
    file.write(codecs.BOM_UTF8)
    with csv.CSVWriter(file, _flat(SCHEMA.empty_table()).schema) as writer:
        for table in tables:
            writer.write_table(_flat(table))


def _flat(table: pa.Table) -> pa.Table:
    """The table with lists as texts: ``a;b``."""
    columns = [
        pc.binary_join(column, ";") if pa.types.is_list(column.type) else column for column in table.columns
    ]
    return pa.table(columns, names=table.column_names)


_WRITERS: Mapping[str, Write] = {".parquet": _write_parquet, ".csv": _write_csv}
