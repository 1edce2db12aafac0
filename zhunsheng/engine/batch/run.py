"""Runs a batch: a file of cases in, a file with one row a subject out, in memory that does not grow with it.

    summary = run_batch(Path("cases.parquet"), Path("out.parquet"), evaluator, release)

Chunks are read one after another, evaluated (several at once, if that is wanted) and kept in their order. Whatever stops it, the
same call goes on after the last chunk that was kept, and the output is, byte for byte, what it would have been without the stop.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import pyarrow as pa

from zhunsheng.engine.batch.case_block import CaseBlock, Chunk
from zhunsheng.engine.batch.durable_files import told_if_unwritable
from zhunsheng.engine.batch.fingerprint import fingerprint
from zhunsheng.engine.batch.output import writer_of
from zhunsheng.engine.batch.parts import Parts, opened
from zhunsheng.engine.batch.reading import CaseFile, open_cases
from zhunsheng.engine.batch.result_rows import Language, result_rows
from zhunsheng.engine.batch.tally import Tally
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.engine.release import Release

#: Counts up whenever the same input would come out otherwise, or in other chunks.
_LAYOUT = 1


class BlockEvaluator(Protocol):
    """Evaluates blocks; safe to use from several threads."""

    def evaluate(self, block: CaseBlock) -> pa.RecordBatch:
        """One row a subject, in the order of the block (`results.SCHEMA`)."""


@dataclass(frozen=True)
class Progress:
    """How far a batch has come.

    Attributes:
        stage: Evaluating, or putting the parts together.
        done, total: Records in the first stage, parts in the second; the total is None where it is not known.
    """

    stage: Literal["evaluating", "assembling"]
    done: int
    total: int | None
    tally: Tally


@dataclass(frozen=True)
class Options:
    """What a batch is told besides input and output.

    Attributes:
        named: Options of the evaluator that change what comes out, by name; with others a batch is not gone on with.
        language: Of the errors.
        program: The version of the program; another one does not go on with a batch.
        threads: So many blocks are evaluated at a time.
        restart, overwrite: See `parts.opened`.
    """

    named: Mapping[str, str | bool | int]
    language: Language = "zh"
    program: str = ""
    threads: int = 1
    restart: bool = False
    overwrite: bool = False


def run_batch(
    source: Path,
    target: Path,
    evaluator: BlockEvaluator,
    release: Release,
    options: Options,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Tally:
    """Evaluates a file of cases.

    Raises:
        InputError: the input cannot be read, the output not written, or what was done before is of another batch.
    """
    write = writer_of(target)
    cases = open_cases(source, release.vocabulary)
    if target.exists() and target.samefile(source):
        raise _same_file(target)
    with (
        told_if_unwritable(target),
        opened(
            target, _job(source, release, options), restart=options.restart, overwrite=options.overwrite
        ) as parts,
    ):
        if not parts.state.whole:
            _evaluate(cases, parts, evaluator, options, progress)
            with parts.whole() as file:
                write(_told(parts, progress), file)
        parts.finish()
        return parts.state.tally


def _job(source: Path, release: Release, options: Options) -> Mapping[str, str]:
    """What is the same when a batch is gone on with."""
    named = ", ".join(f"{name}={value}" for name, value in sorted(options.named.items()))
    return {
        "input": fingerprint(source),
        "ruleset": release.digest,
        "options": f"language={options.language}, {named}",
        "program": f"{options.program}, layout {_LAYOUT}, pyarrow {pa.__version__}",
    }


def _evaluate(
    cases: CaseFile,
    parts: Parts,
    evaluator: BlockEvaluator,
    options: Options,
    progress: Callable[[Progress], None],
) -> None:
    tally, before = parts.state.tally, time.monotonic()
    progress(Progress("evaluating", parts.state.records, cases.total, tally))
    for chunk, results in _evaluated(cases.chunks(parts.state.records), evaluator, options.threads):
        now = time.monotonic()
        tally = tally.with_chunk(results, chunk.bad_rows, chunk.records, now - before, options.language)
        before = now
        parts.add(result_rows(results, chunk.bad_rows, options.language), chunk.records, tally)
        progress(Progress("evaluating", chunk.records, cases.total, tally))


def _evaluated(
    chunks: Iterator[Chunk], evaluator: BlockEvaluator, threads: int
) -> Iterator[tuple[Chunk, pa.RecordBatch | None]]:
    """Each chunk with its results, in order; at most one more than there are threads is on its way."""

    def evaluate(block: CaseBlock) -> pa.RecordBatch | None:
        return evaluator.evaluate(block) if len(block.subject_ids) else None

    if threads <= 1:
        for chunk in chunks:
            yield chunk, evaluate(chunk.block)
        return
    pool = ThreadPoolExecutor(threads)
    waiting: deque[tuple[Chunk, Future[pa.RecordBatch | None]]] = deque()
    try:
        for chunk in chunks:
            waiting.append((chunk, pool.submit(evaluate, chunk.block)))
            if len(waiting) > threads:
                first, results = waiting.popleft()
                yield first, results.result()
        while waiting:
            first, results = waiting.popleft()
            yield first, results.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _told(parts: Parts, progress: Callable[[Progress], None]) -> Iterator[pa.Table]:
    state = parts.state
    for number, table in enumerate(parts.tables()):
        progress(Progress("assembling", number, state.parts, state.tally))
        yield table
    progress(Progress("assembling", state.parts, state.parts, state.tally))


def _same_file(target: Path) -> InputError:
    zh = Chinese(f"输入和输出是同一个文件 {target}", "请换一个输出文件名")
    what = f"input and output are one file: {target}"
    return InputError([Problem("same_file", what, mend="Choose another output.", zh=zh)])
