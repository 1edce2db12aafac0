"""What is counted over all blocks. Everything is counted in one way only, and what has to add up is checked to add up.

Nothing here grows with the number of cases: a million of them leave the same few tables as a hundred.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from zhunsheng.engine.batch.case_block import BadRow
from zhunsheng.engine.impact.compared_block import ASPECTS, DIRECTIONS, ComparedBlock
from zhunsheng.engine.impact.rule_tally import RuleTally
from zhunsheng.engine.scale import FORMS

#: Forms 0 (not held accountable) to 4.
ENDS = len(FORMS) + 1
#: So many unreadable records are kept, to show what is wrong with them.
SHOWN_PROBLEMS = 5

Cell = tuple[int, int]


@dataclass(frozen=True)
class Example:
    """A subject whose outcome changed, and where it stands."""

    file: str
    row: int
    case_id: str
    subject_id: str


class TotalsDiffer(AssertionError):
    """What was counted in two ways is not the same number: a mistake in this program."""


@dataclass
class Tally:
    """Counts compared blocks, in their order.

    Attributes:
        limit: So many examples are kept of each cell of the matrix.
        matrix: Subjects by recommended form before and after.
        changed_matrix: Likewise, of those whose outcome changed: on the diagonal something else than the form.
        bad_rows: The first unreadable records, each with its file.
    """

    rules: RuleTally
    limit: int
    cases: int = 0
    compared: int = 0
    only_before: int = 0
    only_after: int = 0
    neither: int = 0
    unreadable: int = 0
    matrix: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros((ENDS, ENDS), np.int64))
    changed_matrix: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros((ENDS, ENDS), np.int64))
    aspects: Counter[str] = field(default_factory=Counter)
    directions: Counter[str] = field(default_factory=Counter)
    examples: dict[Cell, list[Example]] = field(default_factory=dict)
    bad_rows: list[tuple[str, BadRow]] = field(default_factory=list)
    unknown_columns: dict[str, dict[str, None]] = field(default_factory=dict)
    unknown_values: dict[str, Counter[str]] = field(default_factory=dict)

    @property
    def changed(self) -> int:
        """Subjects whose outcome changed."""
        return int(self.changed_matrix.sum())

    def add(self, block: ComparedBlock) -> None:
        """Counts a block."""
        self.cases += block.cases
        self.compared += block.before.num_rows
        before, after = (forms.astype(np.int64) for forms in block.forms)
        cells = before * ENDS + after
        self.matrix += _matrix(cells)
        self.changed_matrix += _matrix(cells[block.changed])
        for aspect, rows in block.differs.items():
            self.aspects[aspect] += int(rows.sum())
        for number, direction in enumerate(DIRECTIONS):
            self.directions[direction] += int((block.directions == number).sum())
        self.rules.add(block)
        self._keep_examples(block, cells)
        self._leave_out(block)

    def check(self) -> None:
        """Holds the totals against each other.

        Raises:
            TotalsDiffer: two of them do not agree.
        """
        off_diagonal = int(self.matrix.sum() - np.trace(self.matrix))
        sums = (
            ("matrix and subjects compared", int(self.matrix.sum()), self.compared),
            ("directions and changed subjects", self.directions.total(), self.changed),
            ("heavier, lighter and changed forms", self._moved(), off_diagonal),
            ("changed forms and cells off the diagonal", self.aspects["recommended"], off_diagonal),
            ("a changed form is a change", int(np.triu(self.changed_matrix, 1).sum()), self._heavier()),
        )
        for name, one, other in sums:
            if one != other:
                raise TotalsDiffer(f"{name}: {one} and {other}")
        if any(self.aspects[aspect] > self.changed for aspect in ASPECTS):
            raise TotalsDiffer("an aspect changed in more subjects than changed at all")

    def _moved(self) -> int:
        return self.directions["heavier"] + self.directions["lighter"]

    def _heavier(self) -> int:
        return self.directions["heavier"]

    def _keep_examples(self, block: ComparedBlock, cells: npt.NDArray[np.int64]) -> None:
        changed = np.flatnonzero(block.changed)
        for cell in np.unique(cells[changed]).tolist():
            kept = self.examples.setdefault(divmod(cell, ENDS), [])
            wanted = changed[cells[changed] == cell][: max(0, self.limit - len(kept))]
            kept.extend(_example(block, int(row)) for row in wanted)

    def _leave_out(self, block: ComparedBlock) -> None:
        left = block.left_out
        self.only_before += left.only_before
        self.only_after += left.only_after
        self.neither += left.neither
        self.unreadable += len(left.unreadable)
        room = max(0, SHOWN_PROBLEMS - len(self.bad_rows))
        self.bad_rows.extend((block.file, bad) for bad in left.unreadable[:room])
        for side, columns in left.unknown_columns.items():
            self.unknown_columns.setdefault(side, {}).update(dict.fromkeys(columns))
        for side, values in left.unknown_values.items():
            self.unknown_values.setdefault(side, Counter()).update(values)


def _matrix(cells: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.bincount(cells, minlength=ENDS * ENDS).reshape(ENDS, ENDS)


def _example(block: ComparedBlock, row: int) -> Example:
    number, case, subject = (
        block.after.column(name)[row].as_py() for name in ("row", "case_id", "subject_id")
    )
    return Example(block.file, number, case, subject)
