"""From cases to a block and back: the same facts as trees, and as columns.

Readers of documents make cases first and lay them into a block here. The way back serves whoever wants to look at one subject of
a batch as the interactive engine would: nothing is lost but what a batch does not carry (evidence, and a set that names no
member, which says the same as leaving it out).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

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
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactType, FactValue, Vocabulary

# From cases to a block


def block_of(cases: Sequence[Case], vocabulary: Vocabulary, rows: Sequence[int] | None = None) -> CaseBlock:
    """The cases as a block.

    Args:
        rows: Of each case the number of the record that it came from; by default they are numbered from 1.
    """
    of_cases, of_subjects, of_conducts = _Level(), _Level(), _Level()
    first_subject, first_conduct, records = [0], [0], []
    for case, row in zip(cases, rows or range(1, len(cases) + 1), strict=True):
        of_cases.add(case.id, case.facts)
        for subject in case.subjects:
            of_subjects.add(subject.id, subject.facts)
            records.append(row)
            for conduct in subject.conducts:
                of_conducts.add(conduct.id, conduct.facts)
            first_conduct.append(len(of_conducts.ids))
        first_subject.append(len(of_subjects.ids))
    return CaseBlock(
        case_ids=pa.array(of_cases.ids, pa.string()),
        subject_ids=pa.array(of_subjects.ids, pa.string()),
        conduct_ids=pa.array(of_conducts.ids, pa.string()),
        cases=of_cases.columns(vocabulary),
        subjects=of_subjects.columns(vocabulary),
        conducts=of_conducts.columns(vocabulary),
        first_subject=np.array(first_subject, np.int64),
        first_conduct=np.array(first_conduct, np.int64),
        rows=np.array(records, np.int64),
    )


@dataclass
class _Level:
    """Collects the rows of one table: of each column the rows in which it is known, and the values there."""

    ids: list[str] = field(default_factory=list)
    known: dict[ColumnKey, tuple[list[int], list[Any]]] = field(default_factory=dict)

    def add(self, id: str, facts: Facts) -> None:
        row = len(self.ids)
        self.ids.append(id)
        for ref, value in facts.items():
            if isinstance(value, Mapping):
                for member, inside in value.items():
                    self._put(ColumnKey(ref, member), row, inside)
            else:
                self._put(ColumnKey(ref), row, value)

    def _put(self, key: ColumnKey, row: int, value: FactValue) -> None:
        rows, values = self.known.setdefault(key, ([], []))
        rows.append(row)
        values.append(value)

    def columns(self, vocabulary: Vocabulary) -> Columns:
        size = len(self.ids)
        return {
            key: _column(vocabulary.fact(key.ref), np.array(rows), values, size)
            for key, (rows, values) in self.known.items()
        }


def _column(fact: Fact, rows: Any, values: Sequence[Any], size: int) -> Column:
    def spread(known: Iterable[Any], kind: Any) -> tuple[Any, Any]:
        found, unknown = np.zeros(size, kind), np.ones(size, bool)
        found[rows], unknown[rows] = np.array(list(known), kind), False
        return found, unknown

    match fact.type:
        case FactType.BOOL | FactType.SET:
            found, unknown = spread(values, bool)
            return Flags(pa.array(found, pa.bool_(), mask=unknown))
        case FactType.ENUM | FactType.ORDERED:
            place = {key: n for n, key in enumerate(fact.value_keys())}
            found, unknown = spread((place[key] for key in values), np.int16)
            return Codes(pa.array(found, pa.int16(), mask=unknown))
        case FactType.INT:
            found, unknown = spread(values, np.int64)
            return Numbers(pa.array(found, pa.int64(), mask=unknown))
        case FactType.DATE:
            ends = []
            for days in ((day.earliest for day in values), (day.latest for day in values)):
                found, unknown = spread(days, "datetime64[D]")
                ends.append(pa.array(found, pa.date32(), mask=unknown))
            return Days(*ends)


# From a block to cases


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
