"""Parquet as a cluster reads it: its rows with the numbers of their records, in windows of whole cases.

Many machines read one file, each a piece of it, and in no order. What makes the result that of a single machine:

==========  ==================================================================================================
record      the row's place in its file, which Parquet knows wherever one begins to read; of several files, by
            their names, each goes on where the one before ends
window      from the case ids alone (one column) it is found which records are evaluated together, and every
            row is sent to its window (`case_windows`)
==========  ==================================================================================================

Nothing here is random, so that a task that is done again gets the same rows again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from zhunsheng.engine.batch.case_windows import Run, Window, single_rows, windows_of
from zhunsheng.engine.batch.flat_rows import RECORD, Layout
from zhunsheng.engine.batch.spark_types import ddl
from zhunsheng.engine.batch.spark_worker import (
    CONTINUES,
    ENDLESS,
    ROWS,
    RUNS,
    WINDOW,
    runs_of_ids,
)
from zhunsheng.engine.vocabulary.facts import Vocabulary

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_FILE, _BEFORE = "file", "before"
#: Which windows may have a record; a window of few rows shares its neighbours'.
_SPAN = "span"


def parquet_rows(session: SparkSession, source: str) -> DataFrame:
    """The columns of a Parquet file, or of a folder of them.

    Columns that only some of the files have are columns of all, and not left out.
    """
    return session.read.option("mergeSchema", "true").parquet(source)


def layout_of(rows: DataFrame, vocabulary: Vocabulary) -> Layout:
    """What the columns hold.

    Raises:
        InputError: a column means nothing, or has a type that holds no such fact.
    """
    from pyspark.sql.pandas.types import to_arrow_schema

    layout = Layout.of(rows.columns, vocabulary, text=False)
    schema = to_arrow_schema(rows.schema)
    for fact in layout.facts:
        fact.refuse_type(schema.field(fact.header.place).type)
    return layout


def numbered(rows: DataFrame) -> tuple[DataFrame, int]:
    """The rows with the numbers of their records, the columns called by their places; and how many they are."""
    from pyspark.sql import functions

    files = rows.groupBy(functions.col("_metadata.file_path").alias(_FILE)).count().orderBy(_FILE).collect()
    before = [0]
    for file in files:
        before.append(before[-1] + file["count"])
    columns = [functions.col(_quoted(name)).alias(str(place)) for place, name in enumerate(rows.columns)]
    place = functions.col("_metadata.row_index") + 1
    if len(files) <= 1:
        return rows.select(place.alias(RECORD), *columns), before[-1]
    offsets = rows.sparkSession.createDataFrame(
        pa.table({_FILE: [file[_FILE] for file in files], _BEFORE: pa.array(before[:-1], pa.int64())})
    )
    read = rows.select(functions.col("_metadata.file_path").alias(_FILE), place.alias(RECORD), *columns).join(
        functions.broadcast(offsets), _FILE
    )
    names = [str(number) for number in range(len(columns))]
    return read.select((functions.col(RECORD) + functions.col(_BEFORE)).alias(RECORD), *names), before[-1]


def windows_in(rows: DataFrame, layout: Layout, total: int) -> list[Window]:
    """The windows of numbered rows; where they have case ids, those are read for it."""
    if "case" not in layout.ids:
        return single_rows(total, layout.rows_at_once)
    place, header = layout.ids["case"]

    def runs(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return runs_of_ids(iter(batches), header)

    found = rows.select(RECORD, str(place)).mapInArrow(runs, ddl(RUNS)).collect()
    return windows_of((_run(row.asDict()) for row in found), layout.rows_at_once)


def _run(row: dict[str, Any]) -> Run:
    return Run(**{**row, "begins": bytes(row["begins"])})


def in_windows(rows: DataFrame, windows: list[Window], size: int) -> DataFrame:
    """The rows beside what is to be known of their windows: those of one window in one task, in the order of their records."""
    from pyspark.sql import functions

    spans = [
        (span, window)
        for window in windows
        for span in range((window.first - 1) // size, (window.first + window.rows - 2) // size + 1)
    ]
    table = rows.sparkSession.createDataFrame(
        pa.table(
            {
                _SPAN: pa.array([span for span, _ in spans], pa.int64()),
                WINDOW: pa.array([window.first for _, window in spans], pa.int64()),
                ROWS: pa.array([window.rows for _, window in spans], pa.int64()),
                CONTINUES: pa.array([window.continues for _, window in spans], pa.bool_()),
                ENDLESS: pa.array([window.endless for _, window in spans], pa.bool_()),
            }
        )
    )
    record, first = functions.col(RECORD), functions.col(WINDOW)
    spanned = rows.withColumn(_SPAN, functions.floor((record - 1) / size).cast("long"))
    return (
        spanned.join(functions.broadcast(table), _SPAN)
        .where((record >= first) & (record < first + functions.col(ROWS)))
        .drop(_SPAN)
        .repartition(tasks(len(windows)), WINDOW)
        .sortWithinPartitions(RECORD)
    )


def tasks(windows: int) -> int:
    """How many tasks evaluate so many windows: one each, within what a driver keeps track of easily."""
    return max(1, min(windows, 10_000))


def _quoted(name: str) -> str:
    """A column's name as Spark takes it for one name, whatever is in it."""
    return "`" + name.replace("`", "``") + "`"
