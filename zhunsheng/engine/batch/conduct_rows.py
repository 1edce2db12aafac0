"""Conducts by their position: the first conducts of all subjects, then the second ones of those that have two, and so on.

The subjects of a block are put in order by how many conducts they have, most first. Then the subjects that have a conduct at
a position are always the *first* so many, and what the k-th conducts say lies bit for bit beside what their subjects say: a
question about the conducts of a subject (any, all, at least so many) is a few operations on words, position by position, and
nothing is ever gathered or scattered. (The layout is known from sparse matrices as jagged diagonals.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from zhunsheng.engine.batch.case_block import CaseBlock

_Value = TypeVar("_Value", bound=np.generic)

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Arrangement:
    """The subjects of a block in the order in which they are evaluated.

    Attributes:
        subjects: Their numbers in the block; None: in the block's own order.
        cases: Of each, the number of its case; None: each subject is the only one of its case, in order.
        number: How many subjects.
    """

    number: int
    subjects: Rows | None
    cases: Rows | None
    _first: Rows
    _counts: Rows

    @staticmethod
    def of(block: CaseBlock) -> Arrangement:
        """The arrangement of a block."""
        counts = np.diff(block.first_conduct)
        number = len(counts)
        order = None if number == 0 or counts.min() == counts.max() else np.argsort(-counts, kind="stable")
        sizes = np.diff(block.first_subject)
        cases = (
            None if len(sizes) == number and (sizes == 1).all() else np.repeat(np.arange(len(sizes)), sizes)
        )
        if order is None:
            return Arrangement(number, None, cases, block.first_conduct[:-1], counts)
        of_cases = order if cases is None else cases[order]
        return Arrangement(number, order, of_cases, block.first_conduct[:-1][order], counts[order])

    @property
    def single(self) -> bool:
        """Whether every subject has one conduct, in the block's own order."""
        return self.subjects is None and self.number > 0 and int(self._counts[0]) == 1

    def positions(self) -> Iterator[Rows | None]:
        """Of each position, the conducts at it, of the first subjects; None: all conducts, in order."""
        if self.single:
            yield None
            return
        most = int(self._counts[0]) if self.number else 0
        for position in range(most):
            having = int((self._counts > position).sum())
            yield self._first[:having] + position

    def sizes(self) -> Iterator[int]:
        """How many conducts there are at each position."""
        return (self.number if rows is None else len(rows) for rows in self.positions())

    def back(self, values: npt.NDArray[_Value]) -> npt.NDArray[_Value]:
        """What was found for each subject, in the block's own order."""
        if self.subjects is None:
            return values
        found = np.empty_like(values)
        found[self.subjects] = values
        return found
