"""Cases as columns: a table of cases, one of subjects, one of conducts, and which row of the one belongs to which of the other.

Interactive evaluation sees one case as a tree of facts. A batch sees the same tree for thousands of cases at once, laid on its
side: each fact is one column over all rows of its level, and a tree is nothing but the numbers of the first child:

    cases      0                1
    subjects   0       1        2            first_subject  = [0, 2, 3]
    conducts   0   1   2        3   4   5    first_conduct  = [0, 2, 3, 6]

What is null is unknown; a column that is not there is unknown throughout. Values are in the form in which they are compared: an
enum or ordered value is its place among the fact's values, a date the first and the last day it can be, a set one column for
each member (a member may be unknown by itself).

Every reader (CSV, NDJSON, XLSX, Parquet) makes blocks; the evaluator takes nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from zhunsheng.engine.problems import Problem
from zhunsheng.engine.vocabulary.facts import FactRef, FactType, Vocabulary

#: So many subjects are in a block, more or less: enough for wide words, few enough to stay small. A case is never split.
BLOCK_SUBJECTS = 65_536

Offsets: TypeAlias = npt.NDArray[np.int64]


class ColumnKey(NamedTuple):
    """Which fact a column holds; of a set, which member."""

    ref: FactRef
    member: str | None = None

    def __str__(self) -> str:
        return f"{self.ref}.{self.member}" if self.member else str(self.ref)


def column_keys(vocabulary: Vocabulary) -> Iterator[ColumnKey]:
    """The columns that there can be, in the order of the vocabulary."""
    for ref, fact in vocabulary.all_facts():
        members = fact.value_keys() if fact.type is FactType.SET else (None,)
        yield from (ColumnKey(ref, member) for member in members)


@dataclass(frozen=True)
class Flags:
    """A yes-or-no fact, or whether a member is in a set: a boolean array, null where it is unknown."""

    values: pa.BooleanArray


@dataclass(frozen=True)
class Codes:
    """An enum or ordered fact: places among the fact's values (`Fact.value_keys`), int16, null where it is unknown."""

    values: pa.Int16Array


@dataclass(frozen=True)
class Numbers:
    """A whole number: int64, null where it is unknown."""

    values: pa.Int64Array


@dataclass(frozen=True)
class Days:
    """A date: date32, the first and the last day that it can be; null in both where it is unknown."""

    earliest: pa.Date32Array
    latest: pa.Date32Array


Column: TypeAlias = "Flags | Codes | Numbers | Days"
Columns: TypeAlias = Mapping[ColumnKey, Column]


@dataclass(frozen=True)
class CaseBlock:
    """Some cases, whole, in the order of the file.

    Attributes:
        cases: Facts of the case and of the incident; one row a case.
        subjects: Facts of the subject and of its circumstances; one row a subject.
        conducts: Facts of the conduct; one row a conduct.
        first_subject: Of each case its first subject, and at the end the number of subjects.
        first_conduct: Of each subject its first conduct, and at the end the number of conducts.
        rows: Of each subject, the number of the record in the file at which it begins, from 1.
    """

    case_ids: pa.StringArray
    subject_ids: pa.StringArray
    conduct_ids: pa.StringArray
    cases: Columns
    subjects: Columns
    conducts: Columns
    first_subject: Offsets
    first_conduct: Offsets
    rows: npt.NDArray[np.int64]


def cases_of(block: CaseBlock) -> Offsets:
    """The number of the case of each subject."""
    sizes = np.diff(block.first_subject)
    return np.repeat(np.arange(len(sizes)), sizes)


@dataclass(frozen=True)
class BadRow:
    """A record that is no case: it is reported and stops nothing.

    Attributes:
        row: The number of the record in the file, from 1 (a header is not counted).
        case_id, subject_id: As far as they could be read.
    """

    row: int
    case_id: str | None
    subject_id: str | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Chunk:
    """What a reader hands over at a time: cases, and the bad rows between them.

    Attributes:
        records: The number of records that have been read when this chunk is through, from the beginning of the file.
    """

    block: CaseBlock
    bad_rows: tuple[BadRow, ...]
    records: int
