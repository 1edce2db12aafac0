"""What comes out for each subject of a batch: one row, in the order of the input, bad rows in between with their error."""

from __future__ import annotations

import pyarrow as pa

#: The columns of the output. Lists hold keys and ids; forms are 0 (not held accountable) to 4.
SCHEMA = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),  # the number of the record in the input, from 1
        pa.field("case_id", pa.string()),
        pa.field("subject_id", pa.string()),
        # Where and who, for statistics: keys of the vocabulary, and the month of the decision as 2021-08.
        pa.field("province", pa.string()),
        pa.field("category", pa.string()),
        pa.field("level", pa.string()),
        pa.field("month", pa.string()),
        # The established reading: the suggestion.
        pa.field("recommended", pa.int8()),
        pa.field("at_least", pa.int8()),
        pa.field("at_most", pa.int8()),
        # The possible reading.
        pa.field("lowest", pa.int8()),
        pa.field("highest", pa.int8()),
        pa.field("contingent", pa.bool_()),  # whether something unknown can still change the range of forms
        pa.field("findings", pa.list_(pa.string())),  # categories of the notices that are established
        pa.field("measures", pa.list_(pa.string())),  # recommended
        pa.field(
            "rules", pa.list_(pa.string())
        ),  # established rules that open, spare, move or choose within a range
        pa.field(
            "open_questions", pa.int16()
        ),  # unknown facts that change something by themselves; null: not counted
        pa.field("digest", pa.string()),  # of the ruleset
        pa.field("error", pa.string()),  # why there is no result; then all the rest but row and ids is null
    ]
)
