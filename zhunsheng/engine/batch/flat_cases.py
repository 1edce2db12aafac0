"""Which rows of a flat table belong together: one row a conduct, the rows of a subject and of a case one after another.

    case.id  subject.id  incident.consequence  conduct.type
    K1       S1          serious               concealed_report
    K1       S1                                late_report         the same subject's second conduct
    K1       S2          serious               commanded_recklessly
    K2       S1          …

Facts of the case and of the subject stand in its first row; later rows repeat them or leave them empty. A row that says otherwise
is bad, and so is its whole case: half a case is another case.

Rows are looked at in windows that end where a case ends. A window depends on nothing but the row that it begins with, so that
whoever begins again in the middle gets the same windows.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from zhunsheng.engine.batch.case_block import (
    CaseBlock,
    Chunk,
    Codes,
    Column,
    ColumnKey,
    Columns,
    Days,
    Flags,
    Numbers,
)
from zhunsheng.engine.batch.flat_checks import bad_rows, checked
from zhunsheng.engine.batch.flat_columns import FactColumn
from zhunsheng.engine.batch.flat_groups import (
    Grouped,
    Rows,
    begins,
    case_ids,
    column_at,
    conduct_ids,
    grouped,
    subject_ids,
)
from zhunsheng.engine.batch.flat_rows import RECORD, FlatRows, Layout
from zhunsheng.engine.batch.headers import Level
from zhunsheng.engine.problems import Chinese, Problem
from zhunsheng.engine.vocabulary.facts import FactType


def chunks_of(rows: Iterator[FlatRows], layout: Layout, done: int) -> Iterator[Chunk]:
    """The rows as chunks.

    Args:
        rows: From record `done` on, which is only looked at for its case id; from the first where nothing is done.
        done: So many records need not be read again.
    """
    size = layout.rows_at_once
    waiting, problems, read = layout.empty(), dict[int, list[Problem]](), 0
    before: str | None = None
    more = True
    while more or len(waiting):
        while more and len(waiting) <= size:
            found = next(rows, None)
            if found is None:
                more = False
                break
            read = found.read
            for record, problem in found.problems:
                problems.setdefault(record, []).append(problem)
            waiting = pa.concat_tables([waiting, found.table])
            if done and len(waiting):
                before, waiting = _after(waiting, done, layout)
                problems = {record: of for record, of in problems.items() if record > done}
                done = 0
        window = waiting.slice(0, size + 1).combine_chunks()
        if not len(window):
            return
        cut = _cut(window, size, layout)
        if not cut:
            cut = size
            problems.setdefault(int(window[RECORD][0].as_py()), []).append(endless_case(size))
        waiting = waiting.slice(cut)
        window = window.slice(0, cut)
        last = read if not more and not len(waiting) else int(window[RECORD][-1].as_py())
        of_window = {record: problems.pop(record) for record in sorted(problems) if record <= last}
        yield chunk_of_window(window, of_window, layout, before, last)
        before = _case_id(window, cut - 1, layout)


def _after(table: pa.Table, done: int, layout: Layout) -> tuple[str | None, pa.Table]:
    """The case id of the record that was done last, and the rows after it."""
    first = int(np.searchsorted(table[RECORD].to_numpy(), done, side="right"))
    return (_case_id(table, first - 1, layout) if first else None), table.slice(first)


def _case_id(table: pa.Table, row: int, layout: Layout) -> str | None:
    return table["case.id"][row].as_py() if "case" in layout.ids else None


def _cut(window: pa.Table, size: int, layout: Layout) -> int:
    """Where the last whole case of a window ends; 0 where one case fills it, and so is larger than any."""
    if len(window) <= size:
        return len(window)
    return int(np.flatnonzero(begins(window, "case", layout))[-1])


def endless_case(size: int) -> Problem:
    """The complaint about a case that fills a window."""
    return Problem(
        "too_many",
        f"the case has more than {size} rows",
        mend="Give each case an id of its own.",
        pointer="/case.id",
        zh=Chinese(f"这一案件超过 {size} 行", "请给每个案件各自的编号"),
    )


def chunk_of_window(
    window: pa.Table, problems: dict[int, list[Problem]], layout: Layout, before: str | None, last: int
) -> Chunk:
    """Whole cases as a chunk.

    Args:
        problems: What is wrong with the values of a record, by its number.
        before: The id of the case before the first one.
        last: The number of the last record that has been read.
    """
    rows = grouped(window, layout)
    found = checked(rows, problems, layout, before)
    good = rows.kept(~found.bad) if found.bad.any() else rows
    return Chunk(block_of_rows(good, layout), bad_rows(rows, found, layout), last)


def block_of_rows(rows: Grouped, layout: Layout) -> CaseBlock:
    """Rows with nothing wrong in them as a block."""
    firsts = {level: rows.first_rows(level) for level in ("case", "subject", "conduct")}
    subject_number: Rows = np.cumsum(rows.subjects) - 1
    conducts_before: Rows = np.cumsum(rows.conducts) - rows.conducts

    def columns(level: Level) -> Columns:
        def at(name: str) -> pa.Array:
            return column_at(rows.table, name, firsts[level])

        found: dict[ColumnKey, Column] = {}
        for fact, names in layout.names(level):
            found.update(_columns(fact, [at(name) for name in names]))
        return found

    return CaseBlock(
        case_ids=case_ids(rows, layout, firsts["case"]),
        subject_ids=subject_ids(rows, layout, firsts["subject"]),
        conduct_ids=conduct_ids(rows, layout),
        cases=columns("case"),
        subjects=columns("subject"),
        conducts=columns("conduct"),
        first_subject=np.append(subject_number[firsts["case"]], len(firsts["subject"])).astype(np.int64),
        first_conduct=np.append(conducts_before[firsts["subject"]], len(firsts["conduct"])).astype(np.int64),
        rows=rows.table[RECORD].to_numpy()[firsts["subject"]],
    )


def _columns(fact: FactColumn, arrays: list[pa.Array]) -> Iterator[tuple[ColumnKey, Column]]:
    match fact.kind:
        case FactType.BOOL:
            yield fact.key, Flags(arrays[0])
        case FactType.ENUM | FactType.ORDERED:
            yield fact.key, Codes(arrays[0])
        case FactType.INT:
            yield fact.key, Numbers(arrays[0])
        case FactType.DATE:
            yield fact.key, Days(*arrays)
        case FactType.SET:
            keys = fact.fact.value_keys()
            yield from ((fact.member(key), Flags(array)) for key, array in zip(keys, arrays, strict=True))
