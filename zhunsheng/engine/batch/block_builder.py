"""Builds a block case by case, from whatever is a tree of facts: of each column only the rows in which it is known are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

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
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactType, Vocabulary

#: Arrow counts days from here.
_EPOCH = date(1970, 1, 1).toordinal()

#: A known fact, or whether a member is in a set, by the name of its column (`str(ColumnKey)`, since texts are quick to look up);
#: of an enum or ordered fact the place of its value.
Cell: TypeAlias = "tuple[str, bool | int | PartialDate]"
#: An id with the facts that belong to it.
Part: TypeAlias = "tuple[str, list[Cell]]"
#: A case, and its subjects with their conducts.
Tree: TypeAlias = "tuple[Part, list[tuple[Part, list[Part]]]]"


@dataclass
class BlockBuilder:
    """Takes cases, and gives the block of them."""

    vocabulary: Vocabulary

    def __post_init__(self) -> None:
        self._cases, self._subjects, self._conducts = _Level(), _Level(), _Level()
        self._first_subject, self._first_conduct = [0], [0]
        self._rows: list[int] = []

    @property
    def subjects(self) -> int:
        """How many subjects there are so far."""
        return len(self._subjects.ids)

    def add(self, case: Tree, row: int) -> None:
        """Adds a case that came from a record."""
        of_case, subjects = case
        self._cases.add(of_case)
        for of_subject, conducts in subjects:
            self._subjects.add(of_subject)
            self._rows.append(row)
            for conduct in conducts:
                self._conducts.add(conduct)
            self._first_conduct.append(len(self._conducts.ids))
        self._first_subject.append(len(self._subjects.ids))

    def block(self) -> CaseBlock:
        """The cases that were added."""
        return CaseBlock(
            case_ids=pa.array(self._cases.ids, pa.string()),
            subject_ids=pa.array(self._subjects.ids, pa.string()),
            conduct_ids=pa.array(self._conducts.ids, pa.string()),
            cases=self._cases.columns(self.vocabulary),
            subjects=self._subjects.columns(self.vocabulary),
            conducts=self._conducts.columns(self.vocabulary),
            first_subject=np.array(self._first_subject, np.int64),
            first_conduct=np.array(self._first_conduct, np.int64),
            rows=np.array(self._rows, np.int64),
        )


@dataclass
class _Level:
    """The rows of one table: of each column the rows in which it is known, and the values there."""

    ids: list[str] = field(default_factory=list)
    known: defaultdict[str, tuple[list[int], list[Any]]] = field(
        default_factory=lambda: defaultdict(lambda: ([], []))
    )

    def add(self, part: Part) -> None:
        id, cells = part
        row = len(self.ids)
        self.ids.append(id)
        known = self.known
        for name, value in cells:
            rows, values = known[name]
            rows.append(row)
            values.append(value)

    def columns(self, vocabulary: Vocabulary) -> Columns:
        size = len(self.ids)
        keys = ((_key(name), found) for name, found in self.known.items())
        return {
            key: _column(vocabulary.fact(key.ref), np.array(rows), values, size)
            for key, (rows, values) in keys
        }


def _key(name: str) -> ColumnKey:
    entity, fact, *member = name.split(".")
    return ColumnKey(FactRef(entity, fact), *member)


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
            found, unknown = spread(values, np.int16)
            return Codes(pa.array(found, pa.int16(), mask=unknown))
        case FactType.INT:
            found, unknown = spread(values, np.int64)
            return Numbers(pa.array(found, pa.int64(), mask=unknown))
        case FactType.DATE:
            ends = []
            for days in ((day.earliest for day in values), (day.latest for day in values)):
                found, unknown = spread((day.toordinal() - _EPOCH for day in days), np.int32)
                ends.append(pa.array(found, pa.int32(), mask=unknown).cast(pa.date32()))
            return Days(*ends)
