"""Which rules had a part in the changes: counted over the subjects whose outcome changed.

A rule *newly decides* where it stands among the deciding rules after and did not before, *no longer decides* the other way
round, and *still decides* where it stands in both. The last tells something only of a rule that is written differently: with
another range it decides as before, and to something else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from zhunsheng.engine.impact.alike import Truths
from zhunsheng.engine.impact.compared_block import ComparedBlock

Part: TypeAlias = Literal["newly", "no_longer", "still"]
PARTS: tuple[Part, ...] = ("newly", "no_longer", "still")
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Times:
    """In how many changed subjects, and of these in how many the recommended form changed."""

    subjects: int = 0
    form_changed: int = 0


@dataclass
class RuleTally:
    """Counts rules, block by block.

    Attributes:
        rules: The ids of the rules of both releases, in order.
    """

    rules: Sequence[str]
    _counts: Mapping[Part, Counts] = field(init=False)

    def __post_init__(self) -> None:
        self._counts = {part: np.zeros((2, len(self.rules)), np.int64) for part in PARTS}

    def add(self, block: ComparedBlock) -> None:
        """Counts the rules of one block's changed subjects."""
        changed = np.flatnonzero(block.changed)
        if not len(changed):
            return
        of_form = block.differs["recommended"][changed]
        before, after = (self._pairs(batch, changed) for batch in (block.before, block.after))
        found = {
            "newly": np.setdiff1d(after, before, assume_unique=True),
            "no_longer": np.setdiff1d(before, after, assume_unique=True),
            "still": np.intersect1d(before, after, assume_unique=True),
        }
        for part in PARTS:
            self._count(part, found[part], of_form)

    def times(self, rule: str) -> Mapping[Part, Times]:
        """What was counted for a rule."""
        place = self.rules.index(rule)
        return {
            part: Times(*(int(number) for number in counts[:, place]))
            for part, counts in self._counts.items()
        }

    def _pairs(self, batch: pa.RecordBatch, rows: npt.NDArray[np.intp]) -> Counts:
        """Each rule of each row as one number: the row times the number of rules, and the place of the rule."""
        lists = batch.column("rules").take(pa.array(rows))
        places = pc.index_in(lists.flatten(), pa.array(self.rules, pa.string())).to_numpy()
        of_row = pc.list_parent_indices(lists).to_numpy()
        found: Counts = of_row.astype(np.int64) * len(self.rules) + places
        return found

    def _count(self, part: Part, pairs: Counts, of_form: Truths) -> None:
        if not len(self.rules):
            return
        rows, places = np.divmod(pairs, len(self.rules))
        size = len(self.rules)
        self._counts[part][0] += np.bincount(places, minlength=size)
        self._counts[part][1] += np.bincount(places[of_form[rows]], minlength=size)
