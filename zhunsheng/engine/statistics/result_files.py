"""Result files of a batch as record batches, or what is wrong with them.

A file is Parquet or CSV by what it begins with, whatever it is called. Only the columns that are counted are read, some tens of
thousands of rows at a time. In a CSV a list is one cell with its keys between semicolons (commas, bars and spaces do as well); an
empty cell is an empty list where there is a result.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from zhunsheng.engine.batch.results import SCHEMA
from zhunsheng.engine.problems import Chinese, InputError, Problem, nearest, refuse
from zhunsheng.engine.statistics.counting import CORE, Counts, empty
from zhunsheng.engine.statistics.groupings import COLUMNS, Grouping

#: So many rows are counted at a time, and so many bytes of a CSV are read at a time.
_ROWS, _BYTES = 65_536, 1 << 22

#: Columns that are read where they are there.
_OPTIONAL = ("row", "digest")

_BETWEEN = r"[\s;|,]+"


def count_files(paths: Sequence[Path], groupings: Sequence[Grouping]) -> Counts:
    """Counts the rows of result files together.

    Raises:
        InputError: a file is not there, is no result file, or is named twice. Every file is looked at before one is counted.
    """
    columns = (*CORE, *(COLUMNS[grouping] for grouping in dict.fromkeys(groupings)))
    refuse((*_twice(paths), *(problem for path in paths for problem in _problems(path, columns))))
    counts = empty(groupings)
    for path in paths:
        try:
            for batch in batches(path, columns):
                counts.add(batch)
        except InputError as error:
            raise InputError(replace(problem, pointer=str(path)) for problem in error.problems) from None
        except (pa.ArrowException, OSError) as error:
            raise InputError([_broken(path, error)]) from None
    return counts


def batches(path: Path, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """The columns of one file, and the optional ones that it has, in the types of `batch.results.SCHEMA`."""
    there = _header(path)
    wanted = [name for name in (*_OPTIONAL, *columns) if name in there]
    read = _parquet if _is_parquet(path) else _csv
    schema = pa.schema([SCHEMA.field(name).with_nullable(True) for name in wanted])
    for batch in read(path, wanted):
        # The order of columns, dictionaries and wide texts are the writer's choice; values must be those of the schema.
        yield pa.RecordBatch.from_arrays(
            [batch.column(name).cast(schema.field(name).type) for name in wanted], schema=schema
        )


def _parquet(path: Path, columns: Sequence[str]) -> Iterable[pa.RecordBatch]:
    with pq.ParquetFile(path) as file:
        yield from file.iter_batches(batch_size=_ROWS, columns=list(columns))


def _csv(path: Path, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    lists = [name for name in columns if pa.types.is_list(SCHEMA.field(name).type)]
    types = {name: pa.string() if name in lists else SCHEMA.field(name).type for name in columns}
    with pyarrow.csv.open_csv(
        path,
        read_options=pyarrow.csv.ReadOptions(block_size=_BYTES),
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=types, include_columns=list(columns), null_values=[""], strings_can_be_null=True
        ),
    ) as reader:
        for batch in reader:
            error = batch.column("error")
            arrays = [
                _as_lists(batch.column(name), error) if name in lists else batch.column(name)
                for name in columns
            ]
            yield pa.RecordBatch.from_arrays(arrays, names=list(columns))


def _as_lists(cells: pa.StringArray, error: pa.StringArray) -> pa.ListArray:
    """Cells as lists; null only where the row has an error."""
    inner = pc.replace_substring_regex(pc.fill_null(cells, ""), r"[\[\]\"']", "")
    plain = pc.replace_substring_regex(inner, r"^[\s;|,]+|[\s;|,]+$", "")
    filled = pc.not_equal(plain, "")
    split = pc.split_pattern_regex(plain, _BETWEEN)
    lengths = np.where(np.asarray(filled), np.asarray(pc.list_value_length(split)), 0)
    offsets = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
    absent = pc.and_(pc.invert(filled), error.is_valid())
    return pa.ListArray.from_arrays(pa.array(offsets), split.filter(filled).flatten(), mask=absent)


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def _header(path: Path) -> tuple[str, ...]:
    """The names of a file's columns; a CSV may begin with a byte order mark."""
    if _is_parquet(path):
        with pq.ParquetFile(path) as file:
            return tuple(file.schema_arrow.names)
    with path.open(encoding="utf-8-sig", newline="") as text:
        return tuple(next(csv.reader([text.readline(1 << 20)]), ()))


def _problems(path: Path, columns: Sequence[str]) -> Iterator[Problem]:
    """What can be seen to be wrong with a file before it is counted."""
    if path.is_dir():
        yield _problem(
            path,
            "folder",
            ("is a folder", "Name the result files in it."),
            ("是目录", "请写明其中的结果文件"),
        )
        return
    try:
        if path.stat().st_size == 0:
            yield _problem(
                path,
                "empty",
                ("is empty", "Run the batch again: even one without cases writes a header."),
                ("是空文件", "请重新运行批量评估：没有案件时也会写出表头"),
            )
            return
        there = _header(path)
    except (OSError, ValueError, csv.Error, pa.ArrowException) as error:
        yield _broken(path, error)
        return
    if not set(there) & set(CORE):
        yield _problem(
            path,
            "not_a_result",
            ("is no result file of a batch", "Name a Parquet or CSV file as a batch writes it."),
            ("不是批量评估的结果文件", "请指定批量评估写出的 Parquet 或 CSV 文件"),
            why=f"It has none of the columns {', '.join(CORE)}.",
        )
        return
    for name in columns:
        if name not in there:
            yield _problem(
                path,
                "missing_column",
                (f"has no column '{name}'", "Use the file as the batch wrote it."),
                (f"没有“{name}”一列", "请使用批量评估原样写出的文件"),
                near=nearest(name, [other for other in there if other not in SCHEMA.names]),
            )
        elif there.count(name) > 1:
            yield _problem(
                path,
                "column_twice",
                (f"has the column '{name}' twice", "Leave one of them out."),
                (f"有两列“{name}”", "请删去一列"),
            )


def _twice(paths: Sequence[Path]) -> Iterator[Problem]:
    """A file that is named twice would be counted twice, whatever names it goes by."""
    seen: dict[tuple[int, int], Path] = {}
    for path in paths:
        if path.is_file():
            status = path.stat()
            first = seen.setdefault((status.st_dev, status.st_ino), path)
            if first is not path:
                yield _problem(
                    path,
                    "named_twice",
                    (f"is the same file as {first}", "Name each file once: its rows would count twice."),
                    (f"与 {first} 是同一个文件", "每个文件只写一次，否则其中的记录会重复计数"),
                )


def _broken(path: Path, error: Exception) -> Problem:
    """A file that cannot be opened, or breaks off while it is read."""
    if isinstance(error, UnicodeDecodeError):
        return _problem(
            path,
            "not_a_result",
            ("is neither Parquet nor CSV in UTF-8", "Name a result file as a batch writes it."),
            ("既不是 Parquet，也不是 UTF-8 的 CSV", "请指定批量评估原样写出的结果文件"),
        )
    reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
    return _problem(
        path,
        "unreadable",
        (
            f"cannot be read: {reason}",
            "Check the path and the permissions, and that the file is whole and as the batch wrote it.",
        ),
        (f"读不出来：{reason}", "请检查路径和权限，以及文件是否完整、是否为批量评估原样写出"),
    )


def _problem(
    path: Path, code: str, en: tuple[str, str], zh: tuple[str, str], why: str = "", near: str | None = None
) -> Problem:
    """A problem of a file; each language says what is wrong and how to mend it."""
    return Problem(
        code, f"the file {en[0]}", why, en[1], str(path), near=near, zh=Chinese(f"文件{zh[0]}", zh[1])
    )
