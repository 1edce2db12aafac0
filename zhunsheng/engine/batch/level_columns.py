"""The columns of one level as a program reads them: bits as words, everything else as padded columns of whole numbers.

Each fact becomes two rows of bits (its value, and whether it is known) or a column of numbers and one row of bits. What is known
of a whole column is worth knowing beforehand: a fact that is known in every row, or in none, makes a simpler program. That is
the column's *state*, and the states of all columns together are what a program is compiled for.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from zhunsheng.engine.batch.case_block import Codes, Column, ColumnKey, Columns, Days, Flags, Numbers
from zhunsheng.engine.batch.law_days import DayColumn
from zhunsheng.engine.batch.words import ONES, Words, padded, truths_of, words_for, words_of_bitmap

#: What a row of bits or a column of numbers holds of a fact.
Aspect: TypeAlias = Literal["value", "known", "earliest", "latest"]


class Held(NamedTuple):
    """The name of a row of bits or of a column: which fact, and what of it."""

    key: ColumnKey
    aspect: Aspect


@dataclass(frozen=True)
class State:
    """What is known of a whole column.

    Attributes:
        complete: It is known in every row.
        exact: Of dates: each is known to the day.
    """

    complete: bool = False
    exact: bool = False


@dataclass(frozen=True)
class LevelColumns:
    """The columns of one level, or of several seen from one of them.

    Attributes:
        rows: How many; words and columns are as long as these take, or longer.
        states: Of the facts that are known in some row.
    """

    rows: int
    bits: dict[object, Words] = field(default_factory=dict)
    columns: dict[object, npt.NDArray[np.signedinteger]] = field(default_factory=dict)
    states: dict[ColumnKey, State] = field(default_factory=dict)

    @staticmethod
    def of(rows: int, found: Columns) -> LevelColumns:
        """Lays out columns."""
        made = LevelColumns(rows)
        for key, column in found.items():
            made._add(key, column)
        return made

    def __or__(self, other: LevelColumns) -> LevelColumns:
        """These and others of as many rows."""
        return LevelColumns(
            self.rows, self.bits | other.bits, self.columns | other.columns, self.states | other.states
        )

    def days(self, key: ColumnKey) -> DayColumn:
        """A date, for each row; padded like everything else."""
        padded_rows = words_for(self.rows) * 64
        if key not in self.states:
            return DayColumn.unknown(padded_rows)
        earliest = self._whole(Held(key, "earliest"), padded_rows)
        latest = earliest if self.states[key].exact else self._whole(Held(key, "latest"), padded_rows)
        if self.states[key].complete:
            return DayColumn(earliest, latest, np.ones(padded_rows, dtype=np.bool_))
        return DayColumn(earliest, latest, truths_of(self.bits[Held(key, "known")], padded_rows))

    def _whole(self, name: Held, rows: int) -> npt.NDArray[np.signedinteger]:
        """The days of a column, so many, with zeros at the end where there are no more."""
        found = self.columns[name][:rows].astype(np.int32, copy=False)
        return found if len(found) == rows else padded(found, rows)

    def _add(self, key: ColumnKey, column: Column) -> None:
        values = column.earliest if isinstance(column, Days) else column.values
        if values.null_count == len(values):
            return
        complete = values.null_count == 0
        # Of a column that is known throughout no program for just that asks where it is known; others find it all the same.
        known = _every_row(words_for(self.rows)) if complete else _validity(values, self.rows)
        self.bits[Held(key, "known")] = known
        exact = False
        match column:
            case Flags():
                # What stands where it is null does not matter, so it can be read where it lies.
                self.bits[Held(key, "value")] = words_of_bitmap(values.buffers()[1], values.offset, self.rows)
            case Codes():
                self.columns[Held(key, "value")] = _numbers(values, np.int16)
            case Numbers():
                self.columns[Held(key, "value")] = _numbers(values, np.int64)
            case Days(first, last):
                self.columns[Held(key, "earliest")] = earliest = _numbers(first, np.int32)
                exact = first is last or first.equals(last)
                self.columns[Held(key, "latest")] = earliest if exact else _numbers(last, np.int32)
        self.states[key] = State(complete, exact)


ENDS: tuple[Aspect, Aspect] = ("earliest", "latest")


@functools.lru_cache(maxsize=8)
def _every_row(words: int) -> Words:
    """Every row, and those that are only padding."""
    found = np.full(words, ONES, dtype=np.uint64)
    found.flags.writeable = False
    return found


def _validity(values: pa.Array, rows: int) -> Words:
    return words_of_bitmap(values.buffers()[0], values.offset, rows)


def _numbers(values: pa.Array, stored: type[np.signedinteger]) -> npt.NDArray[np.signedinteger]:
    """The numbers of an Arrow array, where they lie; what stands for null does not matter."""
    found: npt.NDArray[Any] = np.frombuffer(values.buffers()[1], dtype=stored)
    return found[values.offset :][: len(values)]


def taken(columns: Columns, rows: npt.NDArray[np.int64] | None) -> Columns:
    """The columns with these rows, in this order; None: as they are."""
    if rows is None:
        return columns
    places = pa.array(rows)

    def take(values: pa.Array) -> pa.Array:
        return values.take(places)

    return {key: _each(column, take) for key, column in columns.items()}


def _each(column: Column, change: Callable[[pa.Array], pa.Array]) -> Column:
    match column:
        case Days(earliest, latest):
            first = change(earliest)
            return Days(first, first if latest is earliest else change(latest))
        case _:
            return type(column)(change(column.values))
