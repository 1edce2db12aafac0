"""The rows that are written: what came out for each subject, and between them the bad rows, in the order of the input."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np
import pyarrow as pa

from zhunsheng.engine.batch.case_block import BadRow
from zhunsheng.engine.batch.results import SCHEMA
from zhunsheng.engine.problems import Problem

Language = Literal["zh", "en"]

#: So many problems of one row are told; who mends these will run the command again anyway.
_MOST_PROBLEMS = 10
_WORDS = {
    "zh": {"between": "；", "near": "是否想写 {near}？", "hints": "（{hints}）", "more": "……另有 {left} 处"},
    "en": {"between": "; ", "near": "did you mean {near}? ", "hints": " ({hints})", "more": "{left} more"},
}


def result_rows(results: pa.RecordBatch | None, bad_rows: Sequence[BadRow], language: Language) -> pa.Table:
    """The rows of one chunk.

    Args:
        results: Of the subjects that were evaluated, in the order of the input; None where there was none.
    """
    good = pa.Table.from_batches([results] if results is not None else [], SCHEMA)
    if not bad_rows:
        return good
    found = [
        {
            "row": row.row,
            "case_id": row.case_id,
            "subject_id": row.subject_id,
            "error": error_text(row.problems, language),
        }
        for row in bad_rows
    ]
    both = pa.concat_tables([good, pa.Table.from_pylist(found, SCHEMA)])
    order = np.argsort(both["row"].to_numpy(), kind="stable")
    return both.take(pa.array(order)).combine_chunks()


def error_text(problems: Iterable[Problem], language: Language) -> str:
    """What is wrong with a row, in one line."""
    words = _WORDS[language]
    told = list(problems)
    texts = [_said(problem, language) for problem in told[:_MOST_PROBLEMS]]
    if len(told) > _MOST_PROBLEMS:
        texts.append(words["more"].format(left=len(told) - _MOST_PROBLEMS))
    return " ".join(words["between"].join(texts).split())


def _said(problem: Problem, language: Language) -> str:
    """Where, what, and how to mend it."""
    words = _WORDS[language]
    what, mend = problem.say(language)
    # A column of a flat table reads better without the stroke of a pointer.
    where = problem.pointer.removeprefix("/") if problem.pointer.count("/") == 1 else problem.pointer
    hints = (words["near"].format(near=problem.near) if problem.near else "") + mend
    return (f"{where}: " if where else "") + what + (words["hints"].format(hints=hints) if hints else "")
