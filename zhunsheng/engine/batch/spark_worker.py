"""What each Python process of a cluster does: whole windows of cases in, one row a subject out.

Nothing here is imported from Spark; the functions take and give Arrow batches, as `DataFrame.mapInArrow` wants them. A process
does many tasks, one after another, and compiling the rules takes longer than most of them: it is done once, and kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa

from zhunsheng.engine.batch.case_block import Chunk
from zhunsheng.engine.batch.case_windows import run_of
from zhunsheng.engine.batch.evaluator import BatchEvaluator
from zhunsheng.engine.batch.flat_cases import chunk_of_window, endless_case
from zhunsheng.engine.batch.flat_rows import RECORD, Layout
from zhunsheng.engine.batch.packed_ruleset import PackedRuleset
from zhunsheng.engine.batch.result_rows import Language, result_rows
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.problems import Problem

#: Columns beside those of the file: which window a row is in, by its first record, and what is to be known of that window.
WINDOW, ROWS, CONTINUES, ENDLESS = "window", "rows", "continues", "endless"


@dataclass(frozen=True)
class SparkJob:
    """What is the same for every window.

    Attributes:
        headers: Of the file; its columns arrive by their places, "0", "1", ….
        size: The most rows of a window.
        questions, language: As of any batch.
    """

    ruleset: PackedRuleset
    headers: tuple[str, ...]
    size: int
    questions: bool
    language: Language


def evaluated_windows(batches: Iterator[pa.RecordBatch], job: SparkJob) -> Iterator[pa.RecordBatch]:
    """The results of windows, each of which arrives in the order of its records.

    Raises:
        RuntimeError: a window is not whole, so that a case might not be.
    """
    evaluator = compiled(job.ruleset, job.questions)
    layout = Layout.of(job.headers, evaluator.compiled.release.vocabulary, text=False)
    for window in _windows(batches):
        chunk = _chunk(window, layout, job)
        results = evaluator.evaluate(chunk.block) if len(chunk.block.subject_ids) else None
        yield from result_rows(results, chunk.bad_rows, job.language).to_batches()


def runs_of_ids(batches: Iterator[pa.RecordBatch], header: str) -> Iterator[pa.RecordBatch]:
    """Where cases begin: of each batch with columns of a record number and a case id its runs (`case_windows.Run`)."""
    layout = Layout({"case": (0, header)}, (), text=False)
    for batch in batches:
        if not len(batch):
            continue
        records = batch.column(0).to_numpy()
        rows = layout.read([batch.column(1)], records, int(records[-1]), {})
        ends = [*np.flatnonzero(np.diff(records) != 1) + 1, len(records)]
        runs = [
            run_of(rows.table.slice(first, end - first), layout)
            for first, end in zip([0, *ends], ends, strict=False)
        ]
        yield pa.RecordBatch.from_pylist([vars(run) for run in runs], RUNS)


#: The fields of a run as columns.
RUNS = pa.schema(
    [
        ("first", pa.int64()),
        ("rows", pa.int64()),
        ("begins", pa.binary()),
        ("first_id", pa.string()),
        ("last_id", pa.string()),
    ]
)


@lru_cache(maxsize=2)
def compiled(ruleset: PackedRuleset, questions: bool) -> BatchEvaluator:
    """The evaluator of a ruleset: what this process remembers from one task to the next.

    Raises:
        InputError: the ruleset is not what was sent.
    """
    return BatchEvaluator(CompiledRelease.of(ruleset.release()), questions=questions)


def _windows(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The rows of one window after another."""
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        numbers = batch.column(WINDOW).to_numpy()
        begins = np.flatnonzero(np.diff(numbers)) + 1
        for first, end in zip([0, *begins], [*begins, len(batch)], strict=True):
            part = batch.slice(first, end - first)
            if waiting and len(part) and part[WINDOW][0] != waiting[0][WINDOW][0]:
                yield _whole(waiting)
                waiting = []
            if len(part):
                waiting.append(part)
    if waiting:
        yield _whole(waiting)


def _whole(parts: list[pa.RecordBatch]) -> pa.Table:
    window = pa.Table.from_batches(parts).combine_chunks()
    first, rows = window[WINDOW][0].as_py(), window[ROWS][0].as_py()
    if not np.array_equal(window[RECORD].to_numpy(), np.arange(first, first + rows)):
        raise RuntimeError(f"the window of {rows} records from {first} on is not whole: {len(window)} came")
    return window


def _chunk(window: pa.Table, layout: Layout, job: SparkJob) -> Chunk:
    records = window[RECORD].to_numpy()
    columns = [window[str(place)].chunk(0) for place in range(len(job.headers))]
    rows = layout.read(columns, records, int(records[-1]), {})
    problems: dict[int, list[Problem]] = {}
    for record, problem in rows.problems:
        problems.setdefault(record, []).append(problem)
    if window[ENDLESS][0].as_py():
        problems.setdefault(int(records[0]), []).append(endless_case(job.size))
    before = rows.table["case.id"][0].as_py() if window[CONTINUES][0].as_py() else None
    return chunk_of_window(rows.table.combine_chunks(), problems, layout, before, rows.read)
