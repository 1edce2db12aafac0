"""The rows of a flat table, read: facts in the form of a block, ids in order, and what is wrong with which record.

Whether a file is CSV, a workbook or Parquet ends here. What rows belong together is the matter of `flat_cases`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from zhunsheng.engine.batch.case_block import BLOCK_SUBJECTS
from zhunsheng.engine.batch.flat_columns import FactColumn, as_dictionary, fact_columns, where
from zhunsheng.engine.batch.headers import LEVEL_OF, IdColumn, Level, read_headers
from zhunsheng.engine.language.lookup import normal
from zhunsheng.engine.problems import Chinese, Problem, pointer
from zhunsheng.engine.vocabulary.facts import Vocabulary

#: The form of ids in every document (`vocabulary.models.Identifier`).
_ID = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
#: A row whose case id begins like this is an example that the template came with, and no case.
EXAMPLE = "示例"
#: The column of the records' numbers.
RECORD = "record"
#: No more values than this are in a window at a time, and never fewer rows than that.
_WINDOW_VALUES, _FEWEST_ROWS = 1 << 24, 1 << 14

Records: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True)
class FlatRows:
    """Some rows, one after another.

    Attributes:
        table: The number of the record, the ids that the file has, and every fact (see `Layout.schema`).
        problems: What is wrong with a record, by its number.
        read: The number of the last record that was read, be it a row or not (an empty line is none).
    """

    table: pa.Table
    problems: tuple[tuple[int, Problem], ...]
    read: int


@dataclass(frozen=True)
class Layout:
    """What the columns of one file hold.

    Attributes:
        ids: Level → place of the column of its ids, and what stands above it.
        text: The file was typed by people: a row without anything is none, nor is the template's example.
    """

    ids: Mapping[Level, tuple[int, str]]
    facts: tuple[FactColumn, ...]
    text: bool

    @staticmethod
    def of(headers: Sequence[str], vocabulary: Vocabulary, *, text: bool) -> Layout:
        """The layout of a file with these headers.

        Raises:
            InputError: a header means nothing.
        """
        read = read_headers(headers, vocabulary)
        ids = {
            header.meaning.level: (header.place, header.text)
            for header in read
            if isinstance(header.meaning, IdColumn)
        }
        return Layout(ids, tuple(fact_columns(read, vocabulary)), text)

    @property
    def schema(self) -> pa.Schema:
        """The columns of the rows that are read."""
        ids = [(f"{level}.id", pa.string()) for level in self.ids]
        return pa.schema(
            [(RECORD, pa.int64()), *ids, *(pair for fact in self.facts for pair in fact.names())]
        )

    @property
    def rows_at_once(self) -> int:
        """How many rows make a block: fewer, where they are wide."""
        return max(_FEWEST_ROWS, min(BLOCK_SUBJECTS, _WINDOW_VALUES // len(self.schema)))

    def names(self, level: Level) -> tuple[tuple[FactColumn, tuple[str, ...]], ...]:
        """The facts of a level, each with the columns it became."""
        return tuple(
            (fact, tuple(name for name, _ in fact.names()))
            for fact in self.facts
            if LEVEL_OF[fact.key.ref.entity] == level
        )

    def empty(self) -> pa.Table:
        """No rows at all."""
        return self.schema.empty_table()

    def read(
        self, columns: Sequence[pa.Array], records: Records, last: int, refused: Mapping[int, Problem]
    ) -> FlatRows:
        """Reads rows.

        Args:
            columns: Of the file, by place.
            records: The number of each row.
            last: The number of the last record that was read.
            refused: Why a record is no row of the table, by its number; there is a row for it all the same, with its id if any.
        """
        if self.text and len(records):
            kept = np.flatnonzero(self._counts(columns) | np.isin(records, list(refused)))
            if len(kept) < len(records):
                columns, records = [column.take(pa.array(kept)) for column in columns], records[kept]
        found: dict[str, pa.Array] = {RECORD: pa.array(records)}
        problems: list[tuple[int, Problem]] = []
        for level, (place, header) in self.ids.items():
            found[f"{level}.id"], bad = _ids(columns[place], level, header)
            problems.extend(bad)
        for fact in self.facts:
            typed, bad = fact.read(columns[fact.header.place])
            found.update(typed)
            problems.extend(bad)
        numbered = ((int(records[row]), problem) for row, problem in problems)
        wrong = tuple((record, problem) for record, problem in numbered if record not in refused)
        return FlatRows(pa.table(found, schema=self.schema), (*refused.items(), *wrong), last)

    def _counts(self, columns: Sequence[pa.Array]) -> npt.NDArray[np.bool_]:
        """The rows in which something is written, the template's example apart."""
        size = len(columns[0])
        nothing = np.arange(size)
        for column in columns:
            if not len(nothing):
                break
            texts = pc.fill_null(_texts(column.take(pa.array(nothing))), "")
            nothing = nothing[where(pc.equal(pc.utf8_trim_whitespace(texts), ""))]
        counts = np.ones(size, bool)
        counts[nothing] = False
        if "case" in self.ids:
            ids = _texts(columns[self.ids["case"][0]])
            counts[where(pc.starts_with(ids, EXAMPLE))] = False
        return counts


def _texts(column: pa.Array) -> pa.StringArray:
    """A column as texts."""
    if pa.types.is_string(column.type):
        return column
    if pa.types.is_list(column.type):
        return pc.if_else(pc.is_null(column), pa.scalar(None, pa.string()), "[]")
    found = as_dictionary(column)
    return found.dictionary.take(found.indices)


def _ids(column: pa.Array, level: Level, header: str) -> tuple[pa.StringArray, list[tuple[int, Problem]]]:
    """The ids in a column, null where there is none."""
    ids = _texts(column)
    wrong = where(pc.invert(pc.fill_null(pc.match_substring_regex(ids, _ID), False)))
    if not len(wrong):
        return ids, []
    texts = ids.to_pylist()
    problems = []
    good = pc.match_substring_regex(
        pa.array([normal(texts[row] or "").strip() for row in wrong], pa.string()), _ID
    ).to_pylist()
    for row, fits in zip(wrong.tolist(), good, strict=True):
        written = texts[row]
        texts[row] = normal(written or "").strip() or None
        if texts[row] is None:
            if level != "conduct":
                problems.append((row, _no_id(header)))
        elif not fits:
            texts[row] = None
            problems.append((row, _bad_id(header, str(written))))
    return pa.array(texts, pa.string()), problems


def _no_id(header: str) -> Problem:
    return Problem(
        "no_id",
        "the row has no id",
        why="Which case it belongs to cannot be known.",
        mend="Write it in every row, or leave out the column.",
        pointer=pointer(header),
        zh=Chinese("这一行没有编号", "每一行都要写编号；或者整列不要"),
    )


def _bad_id(header: str, written: str) -> Problem:
    return Problem(
        "bad_id",
        f"'{written[:80]}' is no id",
        why="Ids are opaque, so that no name slips in.",
        mend="Use letters, digits, '.', '_' and '-', at most 64, beginning with a letter or digit.",
        pointer=pointer(header),
        zh=Chinese(
            f"“{written[:80]}”不能作编号", "编号只用字母、数字、.、_、-，以字母或数字开头，不超过 64 个字符"
        ),
    )
