"""The results of both releases for the subjects of a block, side by side, and wherein each subject differs.

Only subjects that both releases can read are compared; how many the others are is kept beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from zhunsheng.engine.batch.case_block import BadRow
from zhunsheng.engine.impact.alike import Truths, alike

#: What an outcome consists of, and in which columns of a result it stands.
ASPECTS: Mapping[Aspect, tuple[str, ...]] = {
    "recommended": ("recommended",),
    "range": ("at_least", "at_most"),
    "possible": ("lowest", "highest"),
    "findings": ("findings",),
    "measures": ("measures",),
    "rules": ("rules",),
}
Aspect: TypeAlias = Literal["recommended", "range", "possible", "findings", "measures", "rules"]

#: How a changed outcome changed, of which exactly one is true: the first that applies.
Direction: TypeAlias = Literal["heavier", "lighter", "measures", "range", "possible", "grounds"]
DIRECTIONS: tuple[Direction, ...] = ("heavier", "lighter", "measures", "range", "possible", "grounds")

Forms = npt.NDArray[np.int8]


@dataclass(frozen=True)
class LeftOut:
    """What could not be compared.

    Attributes:
        unreadable: Records that are no case to either release.
        only_before, only_after: Subjects whose case only this release can read.
        neither: Subjects of whose case each release fails to know something.
        unknown_columns: By ``before`` and ``after``, the columns that this release does not know.
        unknown_values: Likewise the values, and in how many rows each stands.
    """

    unreadable: tuple[BadRow, ...]
    only_before: int
    only_after: int
    neither: int
    unknown_columns: Mapping[str, tuple[str, ...]]
    unknown_values: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class ComparedBlock:
    """The subjects of a block that both releases can read, one row each.

    Attributes:
        file: The name of the file that they stand in.
        cases: How many cases are in the block.
        before, after: The results (`batch.results.SCHEMA`), of the same subjects in the same order.
    """

    file: str
    cases: int
    before: pa.RecordBatch
    after: pa.RecordBatch
    left_out: LeftOut

    @cached_property
    def differs(self) -> Mapping[Aspect, Truths]:
        """By what may change, in which subjects it did."""
        return {aspect: ~self._alike(columns) for aspect, columns in ASPECTS.items()}

    @cached_property
    def changed(self) -> Truths:
        """The subjects in which anything did."""
        found = np.zeros(self.before.num_rows, bool)
        for rows in self.differs.values():
            found |= rows
        return found

    @cached_property
    def directions(self) -> npt.NDArray[np.int8]:
        """Of each subject the place among `DIRECTIONS`, -1 where nothing changed."""
        before, after = self.forms
        conditions = (
            after > before,
            after < before,
            *(self.differs[aspect] for aspect in ("measures", "range", "possible")),
            self.changed,
        )
        return np.select(conditions, range(len(DIRECTIONS)), -1).astype(np.int8)

    @cached_property
    def forms(self) -> tuple[Forms, Forms]:
        """The recommended forms before and after."""
        before, after = (of.column("recommended").to_numpy() for of in (self.before, self.after))
        return before, after

    def _alike(self, columns: tuple[str, ...]) -> Truths:
        found = np.ones(self.before.num_rows, bool)
        for name in columns:
            found &= alike(self.before.column(name), self.after.column(name))
        return found
