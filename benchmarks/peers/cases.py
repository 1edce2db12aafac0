"""The cases that every contestant gets: columns of a million, and single ones, complete or with unknown facts.

As columns a flag is a bool, an enum or ordered value its place among the field's values (int16), a number int64 and a day
int32 since 1970-01-01 (Arrow's date32): the form in which each batch peer compares fastest, and which a reader of files makes
anyway. As a record an enum value is its word and a day a `date`, since nobody keeps single cases by numbers; an ordered value
stays its place, because no peer but ours knows an order of words. What is unknown is null, and in a record None.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from benchmarks.peers.conditions import Field, Kind
from benchmarks.peers.ruleset import EPOCH, RuleSet
from zhunsheng.engine.case import Case
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactRef, FactValue

#: How many facts of a partly known case are unknown.
UNKNOWN = 0.3

Record: TypeAlias = dict[str, Any]
Mask: TypeAlias = npt.NDArray[np.bool_]

_TYPES: Mapping[Kind, Any] = {
    Kind.FLAG: np.bool_,
    Kind.ENUM: np.int16,
    Kind.ORDERED: np.int16,
    Kind.NUMBER: np.int64,
    Kind.DAY: np.int32,
}


@dataclass(frozen=True)
class Cases:
    """Cases as columns.

    Attributes:
        values: By field; where a fact is unknown, some value that must not be looked at.
        known: By field, where it is known; empty for complete cases.
    """

    fields: tuple[Field, ...]
    rows: int
    values: Mapping[str, npt.NDArray[Any]]
    known: Mapping[str, Mask]

    @property
    def complete(self) -> bool:
        """Whether every fact of every case is known."""
        return not self.known

    def head(self, rows: int) -> Cases:
        """The first of the cases."""
        return Cases(
            self.fields,
            min(rows, self.rows),
            {name: values[:rows] for name, values in self.values.items()},
            {name: known[:rows] for name, known in self.known.items()},
        )

    def table(self) -> pa.Table:
        """As an Arrow table."""
        return pa.table({field.name: self._array(field) for field in self.fields})

    def _array(self, field: Field) -> pa.Array:
        mask = None if self.complete else ~self.known[field.name]
        array = pa.array(self.values[field.name], mask=mask)
        return array.cast(pa.date32()) if field.kind is Kind.DAY else array

    def records(self) -> Iterator[Record]:
        """Each case as a record."""
        for row in range(self.rows):
            yield {field.name: self._value(field, row) for field in self.fields}

    def _value(self, field: Field, row: int) -> bool | int | str | date | None:
        if not self.complete and not self.known[field.name][row]:
            return None
        value = self.values[field.name][row]
        match field.kind:
            case Kind.FLAG:
                return bool(value)
            case Kind.ENUM:
                return field.values[value]
            case Kind.DAY:
                return EPOCH + timedelta(days=int(value))
            case _:
                return int(value)


def made_cases(rules: RuleSet, rows: int, unknown: float = 0.0, seed: int = 1) -> Cases:
    """Random cases, the same for the same seed; the values of complete and of partly known cases are the same."""
    random = np.random.default_rng(seed)
    values = {field.name: _values(field, rows, random) for field in rules.fields}
    known = {field.name: random.random(rows) >= unknown for field in rules.fields} if unknown else {}
    return Cases(rules.fields, rows, values, known)


def _values(field: Field, rows: int, random: np.random.Generator) -> npt.NDArray[Any]:
    match field.kind:
        case Kind.FLAG:
            return random.random(rows) < random.uniform(0.4, 0.8)
        case Kind.ENUM | Kind.ORDERED:
            return random.integers(0, len(field.values), rows).astype(_TYPES[field.kind])
        case _:
            return random.integers(field.limits[0], field.limits[1] + 1, rows).astype(_TYPES[field.kind])


def engine_case(rules: RuleSet, record: Record) -> Case:
    """A record as a case of our engine."""
    facts = {
        FactRef("incident", field.name): _fact(field, record[field.name])
        for field in rules.fields
        if record[field.name] is not None
    }
    return Case("peers", facts, (), {})


def _fact(field: Field, value: Any) -> FactValue:
    match field.kind:
        case Kind.ORDERED:
            return field.values[value]
        case Kind.DAY:
            return PartialDate.parse(value.isoformat())
        case _:
            return value
