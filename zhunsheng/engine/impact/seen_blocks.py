"""A block of cases as one release sees it: values by its own places, without what it does not know.

A fact that it does not know is left out, which is told (`Seen.unknown_columns`): it is as though nobody had asked. A *value*
that it does not know is another thing: the fact is known, and leaving it out would turn what is known into an unknown. The whole
case is bad under this release, as it would be had it been read with its vocabulary alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from zhunsheng.engine.batch.case_block import (
    CaseBlock,
    Codes,
    Column,
    ColumnKey,
    Columns,
    Days,
    Flags,
    Offsets,
)
from zhunsheng.engine.batch.level_columns import taken
from zhunsheng.engine.vocabulary.facts import Vocabulary

Truths = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Level = Literal["cases", "subjects", "conducts"]
LEVELS: tuple[Level, ...] = ("cases", "subjects", "conducts")


@dataclass(frozen=True)
class Seen:
    """What a release sees of a block.

    Attributes:
        block: The cases that it can read.
        kept: Of each subject of the whole block, whether it is among them.
        unknown_columns: Names of the columns that say something and that it does not know.
        unknown_values: By ``entity.fact=value``, in how many rows a value stands that it does not know.
    """

    block: CaseBlock
    kept: Truths
    unknown_columns: tuple[str, ...] = ()
    unknown_values: Mapping[str, int] | None = None


def as_it_is(block: CaseBlock) -> Seen:
    """What a release sees that knows all that the block was read with."""
    return Seen(block, np.ones(len(block.subject_ids), bool))


def seen(block: CaseBlock, read_with: Vocabulary, vocabulary: Vocabulary) -> Seen:
    """What a release sees of a block.

    Args:
        read_with: The vocabulary that the block's codes are of.
        vocabulary: That of the release.
    """
    sizes = {
        "cases": len(block.case_ids),
        "subjects": len(block.subject_ids),
        "conducts": len(block.conduct_ids),
    }
    levels: dict[Level, Columns] = {}
    bad: dict[Level, Truths] = {}
    columns: list[str] = []
    values: dict[str, int] = {}
    for level in LEVELS:
        translated: dict[ColumnKey, Column] = {}
        bad[level] = np.zeros(sizes[level], bool)
        for key, column in getattr(block, level).items():
            of = _Translation(key, column, read_with, vocabulary)
            if not of.is_known:
                columns += [str(key.ref)] if of.says_something else []
                continue
            for name, rows in of.unknown_rows():
                bad[level] |= rows
                values[name] = values.get(name, 0) + int(rows.sum())
            if of.is_kept:
                translated[key] = of.column()
        levels[level] = translated
    whole = replace(block, cases=levels["cases"], subjects=levels["subjects"], conducts=levels["conducts"])
    bad_cases = _bad_cases(block, bad)
    kept = np.repeat(~bad_cases, np.diff(block.first_subject))
    return Seen(
        of_cases(whole, ~bad_cases) if bad_cases.any() else whole,
        kept,
        tuple(dict.fromkeys(columns)),
        {name: values[name] for name in sorted(values)},
    )


@dataclass(frozen=True)
class _Translation:
    """One column on its way from the vocabulary that it was read with to another."""

    key: ColumnKey
    read: Column
    read_with: Vocabulary
    vocabulary: Vocabulary

    @property
    def is_known(self) -> bool:
        return self.vocabulary.has(self.key.ref)

    @property
    def says_something(self) -> bool:
        values = self.read.earliest if isinstance(self.read, Days) else self.read.values
        return bool(values.null_count < len(values))

    @property
    def is_kept(self) -> bool:
        """Whether there is a place for the column; of a set there is one for each member."""
        return self.key.member is None or self.key.member in self._own

    @property
    def _own(self) -> Mapping[str, int]:
        keys = self.vocabulary.fact(self.key.ref).value_keys()
        return {key: place for place, key in enumerate(keys)}

    def unknown_rows(self) -> Iterator[tuple[str, Truths]]:
        """Where a value stands that is not known, value by value. A member outside its set is a value like any other."""
        if isinstance(self.read, Flags) and self.key.member is not None and not self.is_kept:
            stated = self.read.values.is_valid().to_numpy(zero_copy_only=False)
            if stated.any():
                yield f"{self.key.ref}={self.key.member}", stated
        elif isinstance(self.read, Codes):
            codes = _codes(self.read)
            for place, value in enumerate(self.read_with.fact(self.key.ref).value_keys()):
                rows = codes == place
                if value not in self._own and rows.any():
                    yield f"{self.key.ref}={value}", rows

    def column(self) -> Column:
        if not isinstance(self.read, Codes):
            return self.read
        fact = self.read_with.fact(self.key.ref)
        if fact.value_keys() == self.vocabulary.fact(self.key.ref).value_keys():
            return self.read
        # The last place is for null, and what is not known has become null: its case is bad anyway.
        places = np.array([*(self._own.get(value, -1) for value in fact.value_keys()), -1], np.int16)
        found = places[_codes(self.read)]
        return Codes(pa.array(found, pa.int16(), mask=found < 0))


def _codes(column: Codes) -> npt.NDArray[np.int16]:
    """The places, and -1 where nothing is known."""
    found: npt.NDArray[np.int16] = column.values.fill_null(-1).to_numpy(zero_copy_only=False)
    return found


def _bad_cases(block: CaseBlock, bad: Mapping[Level, Truths]) -> Truths:
    """The cases in which something is bad at any level."""
    of_subjects = bad["subjects"].copy()
    of_subjects[_parents(block.first_conduct)[bad["conducts"]]] = True
    of_cases = bad["cases"].copy()
    of_cases[_parents(block.first_subject)[of_subjects]] = True
    return of_cases


def _parents(first: Offsets) -> Numbers:
    """Of each child the number of its parent."""
    found: Numbers = np.repeat(np.arange(len(first) - 1), np.diff(first))
    return found


def of_cases(block: CaseBlock, wanted: Truths) -> CaseBlock:
    """The block with some of its cases only."""
    subjects = np.repeat(wanted, np.diff(block.first_subject))
    conducts = np.repeat(subjects, np.diff(block.first_conduct))
    rows = [np.flatnonzero(which) for which in (wanted, subjects, conducts)]
    ids = (block.case_ids, block.subject_ids, block.conduct_ids)
    case_ids, subject_ids, conduct_ids = (
        of.take(pa.array(which)) for of, which in zip(ids, rows, strict=True)
    )
    return CaseBlock(
        case_ids,
        subject_ids,
        conduct_ids,
        taken(block.cases, rows[0]),
        taken(block.subjects, rows[1]),
        taken(block.conducts, rows[2]),
        _offsets(np.diff(block.first_subject)[wanted]),
        _offsets(np.diff(block.first_conduct)[subjects]),
        block.rows[subjects],
    )


def _offsets(sizes: Numbers) -> Offsets:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
