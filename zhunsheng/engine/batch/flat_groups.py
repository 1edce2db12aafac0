"""Which rows of a flat table are one case, one subject, one conduct; and what they are called where the file does not say.

A case begins where its id is not that of the row before, so that nothing need be remembered of the rows further up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from zhunsheng.engine.batch.flat_columns import where
from zhunsheng.engine.batch.flat_rows import RECORD, Layout
from zhunsheng.engine.batch.headers import Level

Flag = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]


def begins(table: pa.Table, level: Level, layout: Layout) -> Flag:
    """The rows with which a case, or within the case a subject, can begin: the id is not that of the row before."""
    found = np.ones(len(table), bool)
    if level in layout.ids and len(table):
        ids = table[f"{level}.id"].combine_chunks()
        same = pc.fill_null(pc.equal(ids.slice(1), ids.slice(0, len(ids) - 1)), False)
        found[1:] = ~same.to_numpy(zero_copy_only=False)
    return found


@dataclass(frozen=True)
class Grouped:
    """Rows with what begins in each.

    Attributes:
        conducts: The rows that are a conduct; one without an id and without a fact of a conduct is none.
    """

    table: pa.Table
    cases: Flag
    subjects: Flag
    conducts: Flag

    def kept(self, rows: Flag) -> Grouped:
        """Some of the rows, of each case all or none."""
        return Grouped(
            self.table.filter(pa.array(rows)), self.cases[rows], self.subjects[rows], self.conducts[rows]
        )

    def first_rows(self, level: Level) -> Rows:
        """The first row of each case or subject; of conducts the only one."""
        return np.flatnonzero({"case": self.cases, "subject": self.subjects, "conduct": self.conducts}[level])

    def conduct_numbers(self) -> Rows:
        """Of each conduct which one of its subject it is, from 1."""
        so_far = np.cumsum(self.conducts, dtype=np.int64)
        owner = np.cumsum(self.subjects, dtype=np.int64) - 1
        before: Rows = (so_far - self.conducts)[np.flatnonzero(self.subjects)]
        numbers: Rows = so_far - before[owner]
        return numbers[self.conducts]


def grouped(table: pa.Table, layout: Layout) -> Grouped:
    """What begins in which row."""
    cases = begins(table, "case", layout)
    subjects = cases | begins(table, "subject", layout) if "subject" in layout.ids else cases
    conducts = np.ones(len(table), bool)
    if "conduct" in layout.ids:
        nothing = where(pc.is_null(table["conduct.id"]))
        for _, names in layout.names("conduct"):
            for name in names:
                if len(nothing):
                    nothing = nothing[where(pc.is_null(table[name].take(pa.array(nothing))))]
        conducts[nothing] = False
    return Grouped(table, cases, subjects, conducts)


# Ids, those of the file and those that are given where it has none


def case_ids(rows: Grouped, layout: Layout, at: Rows) -> pa.StringArray:
    """The case ids of some rows: those of the file, or row-1, row-2 by the records."""
    if "case" in layout.ids:
        return column_at(rows.table, "case.id", at)
    return pc.binary_join_element_wise("row-", column_at(rows.table, RECORD, at).cast(pa.string()), "")


def subject_ids(rows: Grouped, layout: Layout, at: Rows) -> pa.StringArray:
    """The subject ids of some rows: those of the file, or S1."""
    if "subject" in layout.ids:
        return column_at(rows.table, "subject.id", at)
    return pa.repeat(pa.scalar("S1"), len(at))


def conduct_ids(rows: Grouped, layout: Layout) -> pa.StringArray:
    """The ids of all conducts: those of the file, and C1, C2 by their order where it has none."""
    numbers = rows.conduct_numbers()
    names = pa.array([f"C{n}" for n in range(int(numbers.max(initial=0)) + 1)], pa.string())
    if "conduct" not in layout.ids:
        return names.take(pa.array(numbers))
    written = column_at(rows.table, "conduct.id", rows.first_rows("conduct"))
    return pc.coalesce(written, names.take(pa.array(numbers))) if written.null_count else written


def column_at(table: pa.Table, name: str, rows: Rows) -> pa.Array:
    """A column in some of the rows; in all of them where there are as many."""
    column = table[name].combine_chunks()
    return column if len(rows) == len(column) else column.take(pa.array(rows))
