"""A block with another value in one fact, wherever that fact is still open: what an answer to a question would make of it.

The values that are tried are those of `variants.slots`, between which some rule tells a difference; of a date that is known in
part, the days within it; of days in general, those that they can sensibly be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zhunsheng.engine.batch.case_block import (
    CaseBlock,
    Codes,
    Column,
    ColumnKey,
    Columns,
    Days,
    Flags,
    Numbers,
    Offsets,
    cases_of,
)
from zhunsheng.engine.batch.law_days import LAST, DayColumn, DayNumbers, number_of
from zhunsheng.engine.batch.level_columns import taken
from zhunsheng.engine.batch.words import Truths
from zhunsheng.engine.law_dates import ACT_DATE, CONTINUED_UNTIL, DECISION_DATE
from zhunsheng.engine.variants.slots import Slots
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactType

#: Before every day there is.
_NEVER = np.iinfo(np.int32).min


@dataclass(frozen=True)
class Place:
    """Whose fact it is: the case's, the subject's, or that of the conduct at a position."""

    ref: FactRef
    position: int | None = None


@dataclass(frozen=True)
class Hypothesis:
    """A block in which a fact has another value.

    Attributes:
        subjects: In which of them it was open, and has it now.
    """

    block: CaseBlock
    subjects: Truths


def separated(block: CaseBlock) -> CaseBlock:
    """The same with a case for each subject. A question is about one subject, and what days are sensible hangs on its acts."""
    cases = cases_of(block)
    ids = block.case_ids.take(pa.array(cases))
    alone = np.arange(len(cases) + 1)
    return replace(block, case_ids=ids, cases=taken(block.cases, cases), first_subject=alone)


@dataclass(frozen=True)
class Hypotheses:
    """Makes the hypotheses of a block that has a case for each subject."""

    block: CaseBlock
    slots: Slots

    def places(self) -> Iterator[Place]:
        """Every fact that some rule reads, of every conduct."""
        most = int(self._counts.max(initial=0))
        for ref, _ in self.slots.release.vocabulary.all_facts():
            if self.slots.reads(ref):
                positions: Sequence[int | None] = range(most) if ref.entity == "conduct" else (None,)
                yield from (Place(ref, position) for position in positions)

    def of(self, place: Place) -> Iterator[Hypothesis]:
        """The block with each answer to a question."""
        fact = self.slots.release.vocabulary.fact(place.ref)
        if fact.type is FactType.DATE:
            yield from self._on_days(place)
            return
        for key, value in self._answers(fact, place.ref):
            column = self._columns(place).get(key) or _unknown(fact.type, self._number(place))
            values = column.earliest if isinstance(column, Days) else column.values
            still_open = self._rows(place) & values.is_null().to_numpy(zero_copy_only=False)
            if still_open.any():
                filled = pc.if_else(pa.array(still_open), pa.scalar(value, values.type), values)
                yield self._made(place, key, type(column)(filled), still_open)  # type: ignore[call-arg]  # dates went another way above

    def _answers(self, fact: Fact, ref: FactRef) -> Iterator[tuple[ColumnKey, bool | int]]:
        match fact.type:
            case FactType.BOOL:
                yield from ((ColumnKey(ref), value) for value in (True, False))
            case FactType.SET:
                for key in fact.value_keys():
                    yield from ((ColumnKey(ref, key), value) for value in (True, False))
            case FactType.INT:
                yield from ((ColumnKey(ref), number) for number in self.slots.numbers(ref))
            case _:
                yield from ((ColumnKey(ref), rank) for rank in range(len(fact.values)))

    def _made(self, place: Place, key: ColumnKey, column: Column, rows: Truths) -> Hypothesis:
        changed = {**self._columns(place), key: column}
        match place.ref.entity:
            case "conduct":
                subjects = np.zeros(len(self.block.subject_ids), np.bool_)
                subjects[np.repeat(np.arange(len(subjects)), self._counts)[rows]] = True
                return Hypothesis(replace(self.block, conducts=changed), subjects)
            case "case" | "incident":
                return Hypothesis(replace(self.block, cases=changed), rows)
            case _:
                return Hypothesis(replace(self.block, subjects=changed), rows)

    # The rows of the level that a fact belongs to

    @property
    def _counts(self) -> Offsets:
        return np.diff(self.block.first_conduct)

    def _columns(self, place: Place) -> Columns:
        match place.ref.entity:
            case "conduct":
                return self.block.conducts
            case "case" | "incident":
                return self.block.cases
            case _:
                return self.block.subjects

    def _number(self, place: Place) -> int:
        return len(self.block.conduct_ids if place.position is not None else self.block.subject_ids)

    def _rows(self, place: Place) -> Truths:
        """The rows that are asked about: all, but of conducts those at the position."""
        if place.position is None:
            return np.ones(self._number(place), np.bool_)
        found = np.zeros(self._number(place), np.bool_)
        found[self.block.first_conduct[:-1][self._counts > place.position] + place.position] = True
        return found

    # Days

    def _on_days(self, place: Place) -> Iterator[Hypothesis]:
        key, number = ColumnKey(place.ref), self._number(place)
        stated = day_column(self._columns(place).get(key), number)
        still_open = self._rows(place) & ~(stated.known & (stated.earliest == stated.latest))
        if not still_open.any():
            return
        first, last = self._sensible(place)
        days = sorted({number_of(day) for day in self.slots.days(place.ref) if day > date.min})
        # The first sensible day is tried as well, where there is one; it is not the same in each row.
        for day in (first, *(np.full(number, day, np.int32) for day in days)):
            within = ~stated.known | ((stated.earliest <= day) & (day <= stated.latest))
            rows = still_open & within & (first <= day) & (day <= last) & (day != _NEVER)
            if rows.any():
                yield self._made(place, key, _with_day(stated, day, rows), rows)

    def _sensible(self, place: Place) -> tuple[DayNumbers, DayNumbers]:
        """The days that a date can sensibly be, in each row (`slots._sensible`)."""
        number = self._number(place)
        first, last = np.full(number, _NEVER, np.int32), np.full(number, LAST, np.int32)
        if place.ref in (CONTINUED_UNTIL, DECISION_DATE):
            acts = day_column(self.block.conducts.get(ColumnKey(ACT_DATE)), len(self.block.conduct_ids))
            own = np.where(acts.known, acts.latest, _NEVER).astype(np.int32)
            first = own if place.position is not None else self._latest(own)
        if place.ref != DECISION_DATE:
            decided = day_column(self.block.cases.get(ColumnKey(DECISION_DATE)), len(self.block.subject_ids))
            last = np.where(decided.known, decided.latest, LAST).astype(np.int32)
            last = np.repeat(last, self._counts) if place.position is not None else last
        return first, np.maximum(first, last)

    def _latest(self, of_conducts: DayNumbers) -> DayNumbers:
        """The latest day of the conducts of each subject."""
        found = np.full(len(self.block.subject_ids), _NEVER, np.int32)
        np.maximum.at(found, np.repeat(np.arange(len(found)), self._counts), of_conducts)
        return found


def day_column(column: Column | None, rows: int) -> DayColumn:
    """A date in each row."""
    if not isinstance(column, Days):
        return DayColumn.unknown(rows)
    earliest, latest = (
        values.cast(pa.int32()).fill_null(0).to_numpy() for values in (column.earliest, column.latest)
    )
    return DayColumn(earliest, latest, column.earliest.is_valid().to_numpy(zero_copy_only=False))


def _with_day(stated: DayColumn, day: DayNumbers, rows: Truths) -> Days:
    known = stated.known | rows
    ends = (
        pa.array(np.where(rows, day, end), pa.int32(), mask=~known).cast(pa.date32())
        for end in (stated.earliest, stated.latest)
    )
    return Days(*ends)


def _unknown(type: FactType, rows: int) -> Column:
    match type:
        case FactType.BOOL | FactType.SET:
            return Flags(pa.nulls(rows, pa.bool_()))
        case FactType.INT:
            return Numbers(pa.nulls(rows, pa.int64()))
        case _:
            return Codes(pa.nulls(rows, pa.int16()))
