"""One row for each subject whose outcome changed: whose it is, how it changed, and the outcome before and after."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from zhunsheng.engine.batch.results import SCHEMA as RESULTS
from zhunsheng.engine.impact.compared_block import ASPECTS, DIRECTIONS, ComparedBlock

#: Columns of a result that say whose it is; the same on both sides.
WHOSE = ("row", "case_id", "subject_id")
#: Columns that are held beside each other.
COMPARED = tuple(column for columns in ASPECTS.values() for column in columns)

#: The columns of the output. `direction` is one of `DIRECTIONS`; lists hold keys and ids.
SCHEMA = pa.schema(
    [
        pa.field("file", pa.string()),
        *(RESULTS.field(name) for name in WHOSE),
        pa.field("direction", pa.string()),
        *(
            pa.field(f"{side}_{column}", RESULTS.field(column).type)
            for column in COMPARED
            for side in ("before", "after")
        ),
    ]
)


def changed_rows(block: ComparedBlock) -> pa.RecordBatch:
    """The changed subjects of a block, in its order."""
    rows = pa.array(np.flatnonzero(block.changed))
    sides = {
        f"{side}_{column}": batch.column(column).take(rows)
        for side, batch in (("before", block.before), ("after", block.after))
        for column in COMPARED
    }
    columns = {
        "file": pa.repeat(pa.scalar(block.file), len(rows)),
        **{name: block.after.column(name).take(rows) for name in WHOSE},
        "direction": pa.array(DIRECTIONS).take(pa.array(block.directions[block.changed])),
        **sides,
    }
    return pa.record_batch([columns[field.name] for field in SCHEMA], schema=SCHEMA)
