"""The file of changed subjects, written block by block: Parquet, or CSV that spreadsheets open as it is.

It takes its name only when it is whole; whatever was there before stays until then.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv, parquet

from zhunsheng.engine.batch.durable_files import told_if_unwritable, written_whole
from zhunsheng.engine.impact.changed_rows import SCHEMA
from zhunsheng.engine.problems import Chinese, InputError, Problem, nearest

KINDS = (".parquet", ".csv")


def refuse_target(target: Path, inputs: Iterable[Path], *, overwrite: bool) -> None:
    """Refuses a file that cannot be written as asked, before anything is evaluated.

    Raises:
        InputError: another ending, a file that is there, or one of the inputs.
    """
    if target.suffix.lower() not in KINDS:
        raise InputError([_ending(target)])
    if not target.exists():
        return
    if any(path.exists() and target.samefile(path) for path in inputs):
        raise InputError([_an_input(target)])
    if target.is_dir() or not overwrite:
        raise InputError([_exists(target)])


@contextmanager
def row_file(target: Path) -> Iterator[Callable[[pa.RecordBatch], None]]:
    """What to call with the rows, in their order.

    Raises:
        InputError: it cannot be written.
    """
    with told_if_unwritable(target), written_whole(target) as file, _writer(target, file) as writer:
        if target.suffix.lower() == ".parquet":
            yield writer.write_batch
        else:
            yield lambda rows: writer.write_batch(_flat(rows))


def _writer(target: Path, file: Any) -> Any:
    if target.suffix.lower() == ".parquet":
        return parquet.ParquetWriter(file, SCHEMA, compression="zstd")
    # Without the mark, spreadsheets take the Chinese for another encoding.
    file.write(codecs.BOM_UTF8)
    return csv.CSVWriter(file, _flat(pa.RecordBatch.from_pylist([], SCHEMA)).schema)


def _flat(rows: pa.RecordBatch) -> pa.RecordBatch:
    """The rows with lists as texts: ``a;b``."""
    columns = [
        pc.binary_join(column, ";") if pa.types.is_list(column.type) else column for column in rows.columns
    ]
    return pa.record_batch(columns, names=rows.schema.names)


def _ending(target: Path) -> Problem:
    what = f"changed subjects are written as .parquet or .csv, and {target.name} is neither"
    zh = Chinese(f"有变的主体只写成 .parquet 或 .csv，{target.name} 不是", "请改文件名的结尾")
    near = nearest(target.suffix.lower(), KINDS)
    return Problem("ending", what, mend="Use .parquet or .csv.", near=near, zh=zh)


def _an_input(target: Path) -> Problem:
    what = f"{target} is one of the inputs"
    zh = Chinese(f"{target} 就是输入文件", "请换一个文件名")
    return Problem("same_file", what, why="The cases would be lost.", mend="Choose another name.", zh=zh)


def _exists(target: Path) -> Problem:
    if target.is_dir():
        zh = Chinese(f"{target} 是目录", "请换一个文件名")
        return Problem("exists", f"{target} is a folder", mend="Choose another name.", zh=zh)
    zh = Chinese(f"{target} 已经存在", "请换一个文件名，或者用 --overwrite 覆盖")
    mend = "Choose another name, or say --overwrite to replace it."
    return Problem(
        "exists", f"{target} is there already", why="What it holds would be lost.", mend=mend, zh=zh
    )
