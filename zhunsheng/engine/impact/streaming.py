"""Files in, compared blocks out: each block is read once and evaluated under both releases, several blocks at a time.

Blocks come out in the order of the files whatever the number of threads, and no more of them are held than are worked on: what a
million cases take is time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import pyarrow as pa

from zhunsheng.engine.batch.case_block import CaseBlock, Chunk, ColumnKey
from zhunsheng.engine.batch.evaluator import BatchEvaluator
from zhunsheng.engine.batch.reading import open_cases
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.impact.common_vocabulary import CommonVocabulary
from zhunsheng.engine.impact.compared_block import ComparedBlock, LeftOut
from zhunsheng.engine.impact.seen_blocks import LEVELS, Seen, as_it_is, seen
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.engine.release import Release

_Item = TypeVar("_Item")
_Found = TypeVar("_Found")


@dataclass(frozen=True)
class FileChunk:
    """A chunk and the name of the file that it was read from."""

    file: str
    chunk: Chunk


@dataclass(frozen=True)
class Comparer:
    """Compares blocks under two releases. Safe to use from several threads."""

    before: BatchEvaluator
    after: BatchEvaluator
    common: CommonVocabulary

    @staticmethod
    def of(before: Release, after: Release) -> Comparer:
        """For two releases."""
        return Comparer(
            BatchEvaluator(CompiledRelease.of(before)),
            BatchEvaluator(CompiledRelease.of(after)),
            CommonVocabulary(before.vocabulary, after.vocabulary),
        )

    def compare(self, read: FileChunk) -> ComparedBlock:
        """The results of both releases for what was read.

        Raises:
            InputError: a column means something else in each release.
        """
        block = read.chunk.block
        self._refuse_conflicts(block)
        views = [self.view(block, evaluator) for evaluator in (self.before, self.after)]
        both = views[0].kept & views[1].kept
        before, after = (
            _of_both(evaluator.evaluate(view.block), both[view.kept])
            for evaluator, view in zip((self.before, self.after), views, strict=True)
        )
        sides = dict(zip(("before", "after"), views, strict=True))
        left_out = LeftOut(
            read.chunk.bad_rows,
            int((views[0].kept & ~views[1].kept).sum()),
            int((views[1].kept & ~views[0].kept).sum()),
            int((~views[0].kept & ~views[1].kept).sum()),
            {side: view.unknown_columns for side, view in sides.items()},
            {side: view.unknown_values or {} for side, view in sides.items()},
        )
        return ComparedBlock(read.file, len(block.case_ids), before, after, left_out)

    def view(self, block: CaseBlock, evaluator: BatchEvaluator) -> Seen:
        """A block as one of the releases sees it."""
        if self.common.same:
            return as_it_is(block)
        return seen(block, self.common.reads, evaluator.compiled.release.vocabulary)

    def _refuse_conflicts(self, block: CaseBlock) -> None:
        columns: set[ColumnKey] = {key for level in LEVELS for key in getattr(block, level)}
        problems = [
            _conflict(str(ref), before.type.value, after.type.value)
            for ref, (before, after) in self.common.conflicts.items()
            if any(key.ref == ref for key in columns)
        ]
        if problems:
            raise InputError(problems)


def read_chunks(files: Sequence[Path], common: CommonVocabulary) -> Iterator[FileChunk]:
    """The chunks of the files, one after another. All files are opened before anything is read.

    Raises:
        InputError: one of them cannot be read.
    """
    opened = [(path.name, open_cases(path, common.reads)) for path in files]
    return (FileChunk(name, chunk) for name, file in opened for chunk in file.chunks(0))


def in_order(work: Callable[[_Item], _Found], items: Iterable[_Item], threads: int) -> Iterator[_Found]:
    """What comes of each item, in the order of the items; as many are worked on at once as there are threads."""
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[_Found]] = deque()
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) > threads:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _of_both(batch: pa.RecordBatch, wanted: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> pa.RecordBatch:
    """The rows of the subjects that the other release can read, too."""
    return batch if wanted.all() else batch.filter(pa.array(wanted))


def _conflict(fact: str, before: str, after: str) -> Problem:
    return Problem(
        "another_type",
        f"the fact {fact} is of type {before} in the one release and {after} in the other",
        why="No value of it means the same in both.",
        mend="Leave the column out, or give the fact another key in the later release.",
        pointer=f"/{fact}",
        zh=Chinese(
            f"事实 {fact} 在两个规则集中类型不同（{before}、{after}）",
            "请去掉该列，或者在新规则集中给它另一个键",
        ),
    )
