"""Runs a batch on a Spark cluster: a Parquet file of cases in, a folder of Parquet files with one row a subject out.

    tally = run_on_spark("cases.parquet", "results", "spark://host:7077", release, SparkOptions())

It is the same evaluation in the same windows, so the rows are those of `run.run_batch`, and only their order among the files is
Spark's. A machine that is lost takes no row with it: its tasks are done again elsewhere, and what a task has written counts only
once the task has been committed, and the folder only once all of it has been (`_SUCCESS` lies in it then).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from zhunsheng.engine.batch.packed_ruleset import PackedRuleset
from zhunsheng.engine.batch.result_rows import Language
from zhunsheng.engine.batch.results import SCHEMA
from zhunsheng.engine.batch.spark_input import in_windows, layout_of, numbered, parquet_rows, windows_in
from zhunsheng.engine.batch.spark_problems import refuse_names, told_of_spark
from zhunsheng.engine.batch.spark_session import spark_session
from zhunsheng.engine.batch.spark_tally import tally_of
from zhunsheng.engine.batch.spark_types import ddl
from zhunsheng.engine.batch.spark_worker import SparkJob, evaluated_windows
from zhunsheng.engine.batch.tally import Tally
from zhunsheng.engine.release import Release

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

#: Whatever a task has written becomes part of the output in one step, when the whole job is done; the other way (2) a driver
#: that is lost leaves half an output that looks like one.
_COMMITTED = ("mapreduce.fileoutputcommitter.algorithm.version", "1")


@dataclass(frozen=True)
class SparkOptions:
    """What a batch on a cluster is told besides input and output.

    Attributes:
        questions: Whether open questions are counted.
        language: Of the errors.
        overwrite: Replace an output that is there.
    """

    questions: bool = False
    language: Language = "zh"
    overwrite: bool = False


def run_on_spark(
    source: str, target: str, master: str | None, release: Release, options: SparkOptions
) -> Tally:
    """Evaluates a Parquet file, or a folder of them, on a cluster.

    Args:
        source, target: Paths as the cluster knows them: of a file system that all of its machines share.
        master: Its address; by default that in Spark's own settings.

    Raises:
        InputError: Spark is missing or not reached, the input is no such table, or the output is there already.
    """
    begun = time.monotonic()
    refuse_names(source, target)
    with spark_session(master) as session, told_of_spark(source, target):
        total = _evaluated(session, source, target, release, options)
        return tally_of(session, target, total, begun)


def _evaluated(
    session: SparkSession, source: str, target: str, release: Release, options: SparkOptions
) -> int:
    """Writes the results; how many records there were."""
    read = parquet_rows(session, source)
    layout = layout_of(read, release.vocabulary)
    rows, total = numbered(read)
    windows = windows_in(rows, layout, total)
    job = SparkJob(
        PackedRuleset.of(release),
        tuple(read.columns),
        layout.rows_at_once,
        options.questions,
        options.language,
    )
    _write(_results(in_windows(rows, windows, layout.rows_at_once), job), target, options)
    return total


def _results(rows: DataFrame, job: SparkJob) -> DataFrame:
    def evaluate(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return evaluated_windows(batches, job)

    return rows.mapInArrow(evaluate, ddl(SCHEMA))


def _write(results: DataFrame, target: str, options: SparkOptions) -> None:
    mode = "overwrite" if options.overwrite else "errorifexists"
    results.write.mode(mode).option(*_COMMITTED).option("compression", "zstd").parquet(target)
