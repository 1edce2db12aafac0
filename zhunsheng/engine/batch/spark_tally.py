"""The figures of a batch on a cluster, counted in what was written.

Counting while it runs would count a task twice that was done twice; what has been committed is counted once.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from zhunsheng.engine.batch.tally import SHOWN, ShownRow, Tally
from zhunsheng.engine.scale import FORMS

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def tally_of(session: SparkSession, target: str, records: int, begun: float) -> Tally:
    """The figures of an output.

    Args:
        records: How many there were in the input.
        begun: When it began, by the monotonic clock.
    """
    from pyspark.sql import functions

    written = session.read.parquet(target)
    bad = functions.col("error").isNotNull()
    # One after another, so that nothing is kept on the machines: an output is read faster than it is made.
    forms = {
        row["recommended"]: row["count"]
        for row in written.where(~bad).groupBy("recommended").count().collect()
    }
    bad_rows = written.where(bad)
    shown = bad_rows.orderBy("row").limit(SHOWN).collect()
    return Tally(
        records,
        sum(forms.values()),
        bad_rows.count(),
        tuple(forms.get(form, 0) for form in range(len(FORMS) + 1)),
        time.monotonic() - begun,
        tuple(ShownRow(row["row"], row["case_id"], row["subject_id"], row["error"]) for row in shown),
    )
