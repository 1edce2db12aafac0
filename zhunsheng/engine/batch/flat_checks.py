"""What can be wrong with rows that belong together, each of them in itself being fine.

Ids come again, rows contradict each other, a case has too many parts. All of it is looked for over whole columns; a problem is
made only where there is one. One bad row makes its whole case bad, since half a case is another case; every subject of it is
told, so that none goes missing without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zhunsheng.engine.batch.case_block import BadRow
from zhunsheng.engine.batch.flat_columns import where
from zhunsheng.engine.batch.flat_groups import Flag, Grouped, Rows, case_ids, conduct_ids, subject_ids
from zhunsheng.engine.batch.flat_rows import RECORD, Layout
from zhunsheng.engine.batch.headers import Level
from zhunsheng.engine.problems import Chinese, Problem, pointer
from zhunsheng.engine.vocabulary.models import MAXIMUM_CONDUCTS, MAXIMUM_SUBJECTS, MAXIMUM_TOTAL


@dataclass(frozen=True)
class Checked:
    """What was found.

    Attributes:
        bad: The rows of cases that are bad.
        problems: What is wrong, by the place of the row.
    """

    bad: Flag
    problems: Mapping[int, Sequence[Problem]]


def checked(
    rows: Grouped, known: Mapping[int, Sequence[Problem]], layout: Layout, before: str | None
) -> Checked:
    """Checks rows that are whole cases.

    Args:
        known: What is wrong with the values of a record, by its number.
        before: The id of the case before the first one.
    """
    found: dict[int, list[Problem]] = {}
    records = rows.table[RECORD].to_numpy()
    for record, problems in known.items():
        found.setdefault(int(np.searchsorted(records, record)), []).extend(problems)
    for row, problem in (
        *_cases_again(rows, layout, before),
        *_parts_again(rows, layout),
        *_contradictions(rows, layout, "case"),
        *_contradictions(rows, layout, "subject"),
        *_too_many(rows),
    ):
        found.setdefault(row, []).append(problem)
    if not found:
        return Checked(np.zeros(len(records), bool), {})
    numbers = _numbers(rows.cases)
    return Checked(np.isin(numbers, numbers[list(found)]), found)


def _cases_again(rows: Grouped, layout: Layout, before: str | None) -> Iterator[tuple[int, Problem]]:
    if "case" not in layout.ids:
        return
    at = rows.first_rows("case")
    ids = case_ids(rows, layout, at)
    repeated = set(_repeated(np.zeros(len(at), np.int64), ids))
    if len(ids) and before is not None and ids[0].as_py() == before:
        repeated.add(0)
    for n in sorted(repeated):
        id = ids[n].as_py()
        what = f"case '{id}' has begun before, with other cases between"
        mend = "Sort the file by case.id, so that the rows of a case stand together."
        zh = Chinese(
            f"案件“{id}”前面已经出现过，中间隔着别的案件", "请按案件编号排序，同一案件的各行排在一起"
        )
        yield int(at[n]), Problem("scattered_case", what, mend=mend, pointer="/case.id", zh=zh)


def _parts_again(rows: Grouped, layout: Layout) -> Iterator[tuple[int, Problem]]:
    """Subjects that come twice in a case, conducts that come twice in a subject."""
    subjects, conducts = rows.first_rows("subject"), rows.first_rows("conduct")
    if "subject" in layout.ids and len(subjects) > rows.cases.sum():
        ids = subject_ids(rows, layout, subjects)
        for n in _repeated(_numbers(rows.cases)[subjects], ids):
            yield int(subjects[n]), _taken("subject", ids[n].as_py())
    if "conduct" in layout.ids and len(conducts) > len(subjects):
        ids = conduct_ids(rows, layout)
        for n in _repeated(_numbers(rows.subjects)[conducts], ids):
            yield int(conducts[n]), _taken("conduct", ids[n].as_py())


def _numbers(begins: Flag) -> Rows:
    """Of each row the number of the case or subject that it belongs to."""
    return np.cumsum(begins, dtype=np.int64)


def _repeated(owners: Rows, ids: pa.StringArray) -> list[int]:
    """The places of ids that the same owner had before."""
    if not len(ids):
        return []
    found = ids.dictionary_encode()
    if len(found.dictionary) == len(ids) - ids.null_count:
        return []
    codes = pc.fill_null(found.indices.cast(pa.int64()), -1).to_numpy()
    keys = owners * (len(found.dictionary) + 1) + codes
    _, first = np.unique(keys, return_index=True)
    if len(first) == len(keys):
        return []
    again = np.ones(len(keys), bool)
    again[first] = False
    return np.flatnonzero(again & (codes >= 0)).tolist()


def _taken(level: Level, id: str) -> Problem:
    whose = {
        "subject": ("case", "同一案件的各行要排在一起，先主体后行为"),
        "conduct": ("subject", "请换一个编号"),
    }
    owner, mend = whose[level]
    return Problem(
        "duplicate_id",
        f"the id '{id}' is taken in this {owner}",
        why="Answers refer to ids; two of the same could not be told apart.",
        mend="Choose another id; the rows of a subject stand together.",
        pointer=pointer(f"{level}.id"),
        zh=Chinese(f"编号“{id}”已被使用", mend),
    )


def _contradictions(rows: Grouped, layout: Layout, level: Level) -> Iterator[tuple[int, Problem]]:
    """Rows that say of their case or subject what its first row does not."""
    begins = rows.cases if level == "case" else rows.subjects
    later = np.flatnonzero(~begins)
    if not len(later):
        return
    firsts = np.flatnonzero(begins)[np.cumsum(begins)[later] - 1]
    for fact, names in layout.names(level):
        told: set[int] = set()
        for name in names:
            column = rows.table[name].combine_chunks()
            first, said = column.take(pa.array(firsts)), column.take(pa.array(later))
            other = pc.fill_null(pc.not_equal(first, said), True)
            told.update(later[where(pc.and_(pc.is_valid(said), other))].tolist())
        for row in sorted(told):
            header = fact.header.text
            yield (
                row,
                Problem(
                    "contradiction",
                    f"'{header}' is not what the first row of the {level} says",
                    why="Which of the two is meant cannot be known.",
                    mend=f"Write it in the first row of the {level}; later rows repeat it or leave it empty.",
                    pointer=pointer(header),
                    zh=Chinese(
                        f"“{header}”与{'该案件' if level == 'case' else '该主体'}第一行不一致",
                        "请写在第一行，后面各行相同或者留空",
                    ),
                ),
            )


def _too_many(rows: Grouped) -> Iterator[tuple[int, Problem]]:
    """Cases that have more parts than one has."""
    cases, subjects = rows.first_rows("case"), rows.first_rows("subject")
    conducts = rows.conducts.astype(np.int64)
    of_subject = np.add.reduceat(conducts, subjects) if len(subjects) else conducts
    limits = [
        (subjects, of_subject, MAXIMUM_CONDUCTS, "conducts of one subject", "一名主体的行为"),
        (cases, np.add.reduceat(rows.subjects, cases, dtype=np.int64), MAXIMUM_SUBJECTS, "subjects", "主体"),
        (cases, np.add.reduceat(conducts, cases), MAXIMUM_TOTAL, "conducts", "行为"),
    ]
    for at, numbers, most, english, chinese in limits:
        for n in np.flatnonzero(numbers > most):
            what = f"the case has {numbers[n]} {english}, more than {most}"
            zh = Chinese(f"{chinese}有 {numbers[n]} 个，超过 {most} 个", "请按事件分案")
            mend = "Split the case by incident."
            yield int(at[n]), Problem("too_many", what, mend=mend, zh=zh)


def bad_rows(rows: Grouped, found: Checked, layout: Layout) -> tuple[BadRow, ...]:
    """The bad rows, and beside them every other subject of their cases."""
    if not found.problems:
        return ()
    told = dict(found.problems)
    subject_of, case_of = _numbers(rows.subjects), _numbers(rows.cases)
    records = rows.table[RECORD].to_numpy()
    has_told = set(subject_of[list(told)].tolist())
    first_bad = {int(case_of[row]): int(records[row]) for row in sorted(told, reverse=True)}
    for row in np.flatnonzero(found.bad & rows.subjects).tolist():
        if int(subject_of[row]) not in has_told:
            told[row] = (_refused_with(first_bad[int(case_of[row])]),)
    at = np.array(sorted(told), np.int64)
    cases, subjects = (ids(rows, layout, at).to_pylist() for ids in (case_ids, subject_ids))
    return tuple(
        BadRow(int(records[row]), case, subject, tuple(told[row]))
        for row, case, subject in zip(at.tolist(), cases, subjects, strict=True)
    )


def _refused_with(record: int) -> Problem:
    return Problem(
        "case_refused",
        f"another row of the case is bad: {record}",
        why="Half a case is another case.",
        mend="Correct that row.",
        zh=Chinese(f"同一案件的第 {record} 条有误，全案未评", "请改正那一条"),
    )
