"""A column of a flat table → the columns of a block, without a step of Python for each row.

Where the file has native types (a boolean, a whole number, a day) they are taken as they are. Everything else is made a
dictionary: the few distinct texts of a column are read one by one, and the rows merely point at what came of them. So a row costs
nothing but its look-up, and only a text that is wrong is ever looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from zhunsheng.engine.batch.case_block import ColumnKey
from zhunsheng.engine.batch.flat_values import Known, ReadText, text_reader
from zhunsheng.engine.batch.headers import Header
from zhunsheng.engine.problems import Chinese, InputError, Problem, pointer
from zhunsheng.engine.vocabulary.facts import Fact, FactType, Vocabulary
from zhunsheng.engine.vocabulary.models import MAXIMUM_INTEGER

#: What a column of the file becomes: columns of a block by name (a date's last day beside its first), and the bad rows.
Typed: TypeAlias = "tuple[dict[str, pa.Array], list[tuple[int, Problem]]]"

_FIRST_DAY = date(1900, 1, 1)
#: So many translations of a column are remembered; columns of many distinct texts start anew then.
_REMEMBERED = 100_000


def latest_name(key: ColumnKey) -> str:
    """What the column of a date's last days is called; that of the first days is called as the fact."""
    return f"{key}~"


@dataclass
class FactColumn:
    """Reads one column of facts, batch by batch.

    Attributes:
        header: What stands above it; it holds a fact, or a member of a set.
    """

    header: Header
    key: ColumnKey
    fact: Fact
    known: dict[str, Known | Problem | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.read_text: ReadText = text_reader(self.key, self.fact, self.header.text)
        self.kind = FactType.BOOL if self.key.member else self.fact.type

    def names(self) -> tuple[tuple[str, pa.DataType], ...]:
        """The columns that it becomes, each with its type."""
        name = str(self.key)
        match self.kind:
            case FactType.BOOL:
                return ((name, pa.bool_()),)
            case FactType.ENUM | FactType.ORDERED:
                return ((name, pa.int16()),)
            case FactType.INT:
                return ((name, pa.int64()),)
            case FactType.DATE:
                return ((name, pa.date32()), (latest_name(self.key), pa.date32()))
            case FactType.SET:
                return tuple((str(self.member(key)), pa.bool_()) for key in self.fact.value_keys())

    def member(self, key: str) -> ColumnKey:
        """The column of a member."""
        return ColumnKey(self.key.ref, key)

    def refuse_type(self, kind: pa.DataType) -> None:
        """Refuses a column whose type can hold no such fact.

        Raises:
            InputError: lists where there is no set, or something nested or binary.
        """
        listed = pa.types.is_list(kind) or pa.types.is_large_list(kind)
        if (listed and self.kind is FactType.SET) or pa.types.is_dictionary(kind):
            kind = kind.value_type
        if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
            what = f"column '{self.header.text}' is of type {kind}, which holds no {self.kind.value}"
            mend = "Use a boolean, text, whole number or day; for a set a list of texts."
            zh = Chinese(
                f"“{self.header.text}”一列的类型是 {kind}，不能填“{self.fact.name.zh}”",
                "请用布尔、文字、整数或日期；集合可用文字列表",
            )
            raise InputError(
                [Problem("wrong_type", what, mend=mend, pointer=pointer(self.header.text), zh=zh)]
            )

    def read(self, column: pa.Array) -> Typed:
        """The column of one batch."""
        kind = column.type
        match self.kind:
            case FactType.BOOL if pa.types.is_boolean(kind):
                return {str(self.key): column}, []
            case FactType.INT if pa.types.is_integer(kind):
                return self._numbers(column)
            case FactType.DATE if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
                return self._days(column)
            case FactType.SET if pa.types.is_list(kind) or pa.types.is_large_list(kind):
                return self._lists(column)
        found = as_dictionary(column)
        values, problems = self._distinct(found.dictionary)
        typed = {name: array.take(found.indices) for name, array in values.items()}
        return typed, _at(problems, found.indices)

    def _distinct(self, texts: pa.Array) -> tuple[dict[str, pa.Array], Mapping[int, Problem]]:
        """The distinct texts of a column as columns, and which of them are bad."""
        if len(self.known) > _REMEMBERED:
            self.known.clear()
        found: list[Known | None] = []
        problems: dict[int, Problem] = {}
        for n, text in enumerate(texts.to_pylist()):
            value = None if text is None else self._remembered(text)
            if isinstance(value, Problem):
                problems[n], value = value, None
            found.append(value)
        return self._columns(found), problems

    def _remembered(self, text: str) -> Known | Problem | None:
        if text not in self.known:
            self.known[text] = self.read_text(text)
        return self.known[text]

    def _columns(self, found: Sequence[Any]) -> dict[str, pa.Array]:
        name = str(self.key)
        match self.kind:
            case FactType.DATE:
                return {
                    name: pa.array([day and day.earliest for day in found], pa.date32()),
                    latest_name(self.key): pa.array([day and day.latest for day in found], pa.date32()),
                }
            case FactType.SET:
                return {
                    str(self.member(key)): pa.array(
                        [None if known is None else known.get(key) for known in found], pa.bool_()
                    )
                    for key in self.fact.value_keys()
                }
            case _:
                return {name: pa.array(found, self.names()[0][1])}

    def _numbers(self, column: pa.Array) -> Typed:
        wrong = pc.or_(pc.less(column, 0), pc.greater(column, MAXIMUM_INTEGER))
        good = pc.if_else(wrong, None, column) if pc.any(wrong).as_py() else column
        return {str(self.key): good.cast(pa.int64())}, self._wrong(column, wrong)

    def _days(self, column: pa.Array) -> Typed:
        days = column.cast(pa.date32(), safe=False)
        wrong = pc.less(days, pa.scalar(_FIRST_DAY))
        if pa.types.is_timestamp(column.type):
            # A moment is no day: a time zone away it may be the day before.
            wrong = pc.or_(wrong, pc.not_equal(pc.cast(days, column.type, safe=False), column))
        good = pc.if_else(wrong, None, days) if pc.any(wrong).as_py() else days
        return {str(self.key): good, latest_name(self.key): good}, self._wrong(column, wrong)

    def _wrong(self, column: pa.Array, wrong: pa.BooleanArray) -> list[tuple[int, Problem]]:
        """Why native values are bad: as the same text would be."""
        found = []
        for row in where(wrong):
            value = column[row].as_py()
            problem = self.read_text(str(value))
            if not isinstance(problem, Problem):
                problem = self.read_text(f"={value}")
            if isinstance(problem, Problem):
                found.append((row, problem))
        return found

    def _lists(self, column: pa.Array) -> Typed:
        """Lists of members: each distinct item is read once, and put into its members' columns."""
        size = len(column)
        items = as_dictionary(column.flatten())
        values, problems = self._distinct(items.dictionary)
        rows = np.repeat(np.arange(size), pc.fill_null(pc.list_value_length(column), 0).to_numpy())
        bad = [(int(rows[n]), problem) for n, problem in _at(problems, items.indices)]
        typed = {}
        for name, member in values.items():
            inside, outside = np.zeros(size, bool), np.zeros(size, bool)
            said = member.take(items.indices)
            inside[rows[where(said)]] = True
            outside[rows[where(pc.invert(said))]] = True
            bad.extend((row, self._both(name)) for row in np.flatnonzero(inside & outside).tolist())
            typed[name] = pa.array(inside, pa.bool_(), mask=~(inside | outside))
        return typed, bad

    def _both(self, name: str) -> Problem:
        member = name.rpartition(".")[2]
        problem = self.read_text(f"{member};!{member}")
        if not isinstance(problem, Problem):
            raise TypeError(f"{member} cannot be in a set and not in it")
        return problem


def fact_columns(headers: Sequence[Header], vocabulary: Vocabulary) -> Iterator[FactColumn]:
    """The readers of the columns that hold facts."""
    for header in headers:
        if isinstance(header.meaning, ColumnKey):
            yield FactColumn(header, header.meaning, vocabulary.fact(header.meaning.ref))


def as_dictionary(column: pa.Array) -> pa.DictionaryArray:
    """The column as places among its distinct texts."""
    found = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    values = found.dictionary
    if pa.types.is_floating(values.type):
        values = pa.array([_number_text(value) for value in values.to_pylist()], pa.string())
    elif not pa.types.is_string(values.type):
        values = values.cast(pa.string())
    return pa.DictionaryArray.from_arrays(found.indices, values)


def _number_text(value: float | None) -> str | None:
    """A floating number as one writes it; programs that know no missing whole numbers write 3.0 and NaN."""
    if value is None or value != value:
        return None
    return str(int(value)) if value.is_integer() else str(value)


def _at(problems: Mapping[int, Problem], indices: pa.Array) -> list[tuple[int, Problem]]:
    """The rows that point at a bad text."""
    if not problems:
        return []
    places: npt.NDArray[np.int64] = pc.fill_null(indices.cast(pa.int64()), -1).to_numpy()
    rows = np.flatnonzero(np.isin(places, list(problems)))
    return [(int(row), problems[int(places[row])]) for row in rows]


def where(flags: pa.BooleanArray) -> npt.NDArray[np.int64]:
    """The rows in which a flag is true."""
    return np.flatnonzero(pc.fill_null(flags, False).to_numpy(zero_copy_only=False))
