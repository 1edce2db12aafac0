"""Record batches in, counts out: pure, one batch at a time, and the same whichever way the rows are split.

Every row falls into exactly one of eleven *cells*: a form (0 to 4) that is settled, a form that something unknown can still
change (*still open*), or an error. A batch is counted with one pass a column: the values become small numbers (Arrow's dictionary
encoding), a number and a cell make one number, and these are tallied. What is kept between batches is eleven numbers a group, so
memory does not grow with the rows.

How often a subject is counted in more than one group is counted as well (`repeated`), on another way than the groups themselves,
so that groups can be checked against rows (`tables`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.engine.statistics.groupings import COLUMNS, NONE, SEVERAL, UNKNOWN, Grouping, GroupKey

FORMS = 5
#: Cells: the settled forms, the forms still open, errors.
OPEN, ERROR, CELLS = FORMS, 2 * FORMS, 2 * FORMS + 1

#: A column with more values than this is none of those that people are counted by.
MAXIMUM_GROUPS = 20_000

#: The columns that every count reads, whatever it is by.
CORE = ("recommended", "at_least", "at_most", "contingent", "error")

Numbers: TypeAlias = npt.NDArray[np.int64]


def _none() -> Numbers:
    return np.zeros(CELLS, dtype=np.int64)


@dataclass
class Counts:
    """What has been counted so far; `add` takes in more.

    Attributes:
        rows: How many rows there were.
        cells: Rows by cell.
        ranges: Subjects by recommended form, lightest and heaviest form of the range.
        rulesets: Subjects by the digest of the ruleset that they were evaluated under; "" where it is not said.
        groups: By grouping and group, rows by cell.
        repeated: By grouping, how often rows were counted in a group besides their first, by cell.
    """

    rows: int = 0
    cells: Numbers = field(default_factory=_none)
    ranges: Numbers = field(default_factory=lambda: np.zeros((FORMS, FORMS, FORMS), dtype=np.int64))
    rulesets: dict[str, int] = field(default_factory=dict)
    groups: dict[Grouping, dict[GroupKey, Numbers]] = field(default_factory=dict)
    repeated: dict[Grouping, Numbers] = field(default_factory=dict)

    def add(self, batch: pa.RecordBatch) -> None:
        """Counts one more batch: by the groupings that are there.

        Raises:
            InputError: a row is no result, or a column has more values than any group can be read by.
        """
        cells, counted, forms = _cells(batch)
        self.rows += batch.num_rows
        self.cells += np.bincount(cells, minlength=CELLS)
        triples = np.ravel_multi_index(forms[:, counted], (FORMS, FORMS, FORMS))
        self.ranges += np.bincount(triples, minlength=FORMS**3).reshape(self.ranges.shape)
        self._add_rulesets(batch, counted)
        for grouping, groups in self.groups.items():
            column = batch.column(COLUMNS[grouping])
            found, repeated = (_of_lists if grouping in SEVERAL else _of_values)(column, cells)
            self.repeated[grouping] += repeated
            for key, numbers in found.items():
                groups[key] = groups[key] + numbers if key in groups else numbers
            if len(groups) > MAXIMUM_GROUPS:
                raise InputError([_too_many(COLUMNS[grouping])])

    def _add_rulesets(self, batch: pa.RecordBatch, counted: npt.NDArray[np.bool_]) -> None:
        if "digest" not in batch.schema.names:
            self.rulesets[""] = self.rulesets.get("", 0) + int(counted.sum())
            return
        for item in pc.value_counts(batch.column("digest").filter(pa.array(counted))).to_pylist():
            digest = item["values"] or ""
            self.rulesets[digest] = self.rulesets.get(digest, 0) + item["counts"]


def empty(groupings: Iterable[Grouping]) -> Counts:
    """Counts of no rows, by these groupings."""
    wanted = tuple(dict.fromkeys(groupings))
    return Counts(groups={key: {} for key in wanted}, repeated={key: _none() for key in wanted})


def count(batches: Iterable[pa.RecordBatch], groupings: Sequence[Grouping]) -> Counts:
    """Counts result rows.

    Args:
        batches: With the columns `CORE` and those of the groupings, as in `batch.results.SCHEMA`; `digest` if it is there.

    Raises:
        InputError: a row is no result: it has neither a form nor an error, or forms that are none.
    """
    counts = empty(groupings)
    for batch in batches:
        counts.add(batch)
    return counts


def _cells(batch: pa.RecordBatch) -> tuple[Numbers, npt.NDArray[np.bool_], Numbers]:
    """The cell of each row, whether it has a result, and its three forms (recommended, lightest, heaviest)."""
    counted = np.asarray(batch.column("error").is_null(), dtype=np.bool_)
    forms = np.stack([_small(batch.column(name)) for name in ("recommended", "at_least", "at_most")])
    contingent = _small(batch.column("contingent"))
    recommended, low, high = forms
    sound = (low >= 0) & (low <= recommended) & (recommended <= high) & (high < FORMS) & (contingent >= 0)
    wrong = np.flatnonzero(counted & ~sound)
    if wrong.size:
        raise InputError([_no_result(batch, int(wrong[0]))])
    return np.where(counted, recommended + OPEN * contingent, ERROR), counted, forms


def _small(column: pa.Array) -> Numbers:
    """A column of small numbers or flags; -1 where there is none."""
    return np.asarray(pc.fill_null(column.cast(pa.int64()), -1))


def _of_values(column: pa.Array, cells: Numbers) -> tuple[dict[GroupKey, Numbers], Numbers]:
    """Rows by the one value that each of them has."""
    codes, keys = _encoded(column)
    return _tallied(codes, keys, cells), _none()


def _of_lists(column: pa.Array, cells: Numbers) -> tuple[dict[GroupKey, Numbers], Numbers]:
    """Rows by each of the values that they have, a value that is listed twice counting once."""
    codes, keys = _encoded(column.flatten())
    rows = np.asarray(pc.list_parent_indices(column), dtype=np.int64)
    mentions = np.sort(rows * len(keys) + codes)
    mentions = mentions[np.diff(mentions, prepend=-1) != 0]
    rows, codes = np.divmod(mentions, len(keys))
    found = _tallied(codes, keys, cells[rows])
    each = np.bincount(rows, minlength=len(cells))
    without = np.asarray(column.is_null(), dtype=np.bool_)
    for key, which in ((UNKNOWN, without), (NONE, (each == 0) & ~without)):
        if which.any():
            found[key] = found.get(key, _none()) + np.bincount(cells[which], minlength=CELLS)
    repeated = np.zeros(CELLS, dtype=np.int64)
    np.add.at(repeated, cells, np.maximum(each - 1, 0))
    return found, repeated


def _encoded(column: pa.Array) -> tuple[Numbers, list[GroupKey]]:
    """Each value as the place of its key, the last of which is `UNKNOWN`. An empty text is no value."""
    encoded = column.dictionary_encode()
    values = encoded.dictionary.to_pylist()
    keys = [GroupKey("group", value) if value else UNKNOWN for value in (*values, None)]
    places = np.array([place if key is not UNKNOWN else len(values) for place, key in enumerate(keys)])
    return places[np.asarray(pc.fill_null(encoded.indices, len(values)), dtype=np.int64)], keys


def _tallied(codes: Numbers, keys: Sequence[GroupKey], cells: Numbers) -> dict[GroupKey, Numbers]:
    """Codes by cell, without the keys that do not occur."""
    tallied = np.bincount(codes * CELLS + cells, minlength=len(keys) * CELLS).reshape(len(keys), CELLS)
    return {key: numbers for key, numbers in zip(keys, tallied, strict=True) if numbers.any()}


def _no_result(batch: pa.RecordBatch, position: int) -> Problem:
    row: Mapping[str, object] = batch.slice(position, 1).to_pylist()[0]
    number = row.get("row") or position + 1
    said = ", ".join(f"{name}={row[name]}" for name in CORE[:-1])
    return Problem(
        "no_result",
        f"row {number} is no result: {said}, and no error",
        why="A row has 0 <= at_least <= recommended <= at_most <= 4 and says whether that is contingent, or it has an error.",
        mend="Use the file as the batch wrote it; run the batch again if it was not changed.",
        zh=Chinese(
            f"第 {number} 条记录不是结果：{said}，又没有 error",
            "请使用批量评估原样写出的文件；没有改动过的，请重新运行批量评估",
        ),
    )


def _too_many(column: str) -> Problem:
    return Problem(
        "too_many_groups",
        f"'{column}' has more than {MAXIMUM_GROUPS:,} different values",
        why="Nobody can read a table by such a column; it probably holds something else.",
        mend="Check what the column holds, or leave this grouping out.",
        zh=Chinese(f"“{column}”一列有超过 {MAXIMUM_GROUPS:,} 种取值", "请检查这一列的内容，或者不按它分组"),
    )
