"""What a batch counts as it goes: records, subjects, bad rows, and how many subjects there are of each recommended form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zhunsheng.engine.batch.case_block import BadRow
from zhunsheng.engine.batch.result_rows import Language, error_text
from zhunsheng.engine.scale import FORMS

#: So many bad rows are shown; all of them are in the output.
SHOWN = 10


@dataclass(frozen=True)
class ShownRow:
    """A bad row as it is shown at the end."""

    row: int
    case_id: str | None
    subject_id: str | None
    error: str


@dataclass(frozen=True)
class Tally:
    """The figures of a batch so far.

    Attributes:
        forms: How many subjects are recommended form 0 (not held accountable), 1, 2, 3, 4.
        seconds: How long it took, all times it was begun together.
        shown: The first bad rows.
    """

    records: int = 0
    subjects: int = 0
    bad_rows: int = 0
    forms: tuple[int, ...] = (0,) * (len(FORMS) + 1)
    seconds: float = 0.0
    shown: tuple[ShownRow, ...] = field(default=())

    def with_chunk(
        self,
        results: pa.RecordBatch | None,
        bad_rows: Sequence[BadRow],
        records: int,
        seconds: float,
        language: Language,
    ) -> Tally:
        """The figures with those of one more chunk, after which so many records are read."""
        forms = np.array(self.forms)
        subjects = 0
        if results is not None:
            subjects = len(results)
            forms = forms + np.bincount(
                pc.fill_null(results["recommended"], 0).to_numpy(), minlength=len(forms)
            )
        shown = tuple(
            ShownRow(row.row, row.case_id, row.subject_id, error_text(row.problems, language))
            for row in bad_rows[: SHOWN - len(self.shown)]
        )
        return Tally(
            records,
            self.subjects + subjects,
            self.bad_rows + len(bad_rows),
            tuple(forms.tolist()),
            self.seconds + seconds,
            (*self.shown, *shown),
        )

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> Self:
        """A tally that was written as JSON.

        Raises:
            TypeError, KeyError: it is none.
        """
        shown = tuple(ShownRow(**row) for row in written["shown"])
        return cls(**{**written, "forms": tuple(written["forms"]), "shown": shown})
