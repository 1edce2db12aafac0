"""From cases to a block and back: the same facts as trees, and as columns.

Readers of documents make cases first and lay them into a block here. The way back serves whoever wants to look at one subject of
a batch as the interactive engine would: nothing is lost but what a batch does not carry (evidence, and a set that names no
member, which says the same as leaving it out).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from zhunsheng.engine.batch.block_builder import BlockBuilder, Cell, Tree
from zhunsheng.engine.batch.case_block import (
    CaseBlock,
    Codes,
    Column,
    ColumnKey,
    Columns,
    Days,
    Flags,
    Numbers,
)
from zhunsheng.engine.case import Case, Conduct, Facts, Subject
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactValue, Vocabulary


def block_of(cases: Sequence[Case], vocabulary: Vocabulary, rows: Sequence[int] | None = None) -> CaseBlock:
    """The cases as a block.

    Args:
        rows: Of each case the number of the record that it came from; by default they are numbered from 1.
    """
    builder = BlockBuilder(vocabulary)
    for case, row in zip(cases, rows or range(1, len(cases) + 1), strict=True):
        builder.add(as_tree(case, vocabulary), row)
    return builder.block()


def as_tree(case: Case, vocabulary: Vocabulary) -> Tree:
    """The case as the builder of blocks takes it."""
    return (
        (case.id, _cells(case.facts, vocabulary)),
        [
            (
                (subject.id, _cells(subject.facts, vocabulary)),
                [(conduct.id, _cells(conduct.facts, vocabulary)) for conduct in subject.conducts],
            )
            for subject in case.subjects
        ],
    )


def _cells(facts: Facts, vocabulary: Vocabulary) -> list[Cell]:
    found: list[Cell] = []
    for ref, value in facts.items():
        if isinstance(value, Mapping):
            found.extend((str(ColumnKey(ref, member)), inside) for member, inside in value.items())
        elif isinstance(value, str):
            found.append((str(ref), vocabulary.fact(ref).rank(value)))
        else:
            found.append((str(ref), value))
    return found


def as_cases(block: CaseBlock, vocabulary: Vocabulary) -> Iterator[Case]:
    """The cases of a block, in its order."""
    of_cases = _facts(block.cases, len(block.case_ids), vocabulary)
    of_subjects = _facts(block.subjects, len(block.subject_ids), vocabulary)
    of_conducts = _facts(block.conducts, len(block.conduct_ids), vocabulary)
    case_ids, subject_ids, conduct_ids = (
        ids.to_pylist() for ids in (block.case_ids, block.subject_ids, block.conduct_ids)
    )
    subject_at, conduct_at = block.first_subject.tolist(), block.first_conduct.tolist()

    def subject(n: int) -> Subject:
        rows = range(conduct_at[n], conduct_at[n + 1])
        return Subject(
            subject_ids[n], of_subjects[n], tuple(Conduct(conduct_ids[row], of_conducts[row]) for row in rows)
        )

    for n, id in enumerate(case_ids):
        rows = range(subject_at[n], subject_at[n + 1])
        yield Case(id, of_cases[n], tuple(subject(row) for row in rows), {})


def _facts(columns: Columns, size: int, vocabulary: Vocabulary) -> list[dict[FactRef, FactValue]]:
    """Of each row of a table the facts that are known."""
    found: list[dict[FactRef, Any]] = [{} for _ in range(size)]
    for key, column in columns.items():
        for facts, value in zip(found, _values(column, vocabulary.fact(key.ref)), strict=True):
            if value is None:
                continue
            if key.member is None:
                facts[key.ref] = value
            else:
                facts.setdefault(key.ref, {})[key.member] = value
    return found


def _values(column: Column, fact: Fact) -> Iterator[FactValue | None]:
    match column:
        case Flags(values) | Numbers(values):
            yield from values.to_pylist()
        case Codes(values):
            keys = fact.value_keys()
            yield from (None if code is None else keys[code] for code in values.to_pylist())
        case Days(earliest, latest):
            for first, last in zip(earliest.to_pylist(), latest.to_pylist(), strict=True):
                yield None if first is None else written_date(first, last)


def written_date(earliest: date, latest: date) -> PartialDate:
    """The date that can be any day from one to another: a day, a month or a year where it is just that."""
    for length in (10, 7, 4):
        whole = earliest.isoformat()[:length]
        if earliest.day == 1 or length == 10:
            known = PartialDate.parse(whole)
            if (known.earliest, known.latest) == (earliest, latest):
                return known
    return PartialDate.between(earliest, latest)
