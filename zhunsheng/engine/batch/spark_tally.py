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
    is_bad = functions.col("error").isNotNull()
    counted = written.groupBy(is_bad.alias("bad"), "recommended").count().collect()
    forms = {row["recommended"]: row["count"] for row in counted if not row["bad"]}
    bad = sum(row["count"] for row in counted if row["bad"])
    shown = written.where(is_bad).orderBy("row").limit(SHOWN).collect() if bad else []
    return Tally(
        records,
        sum(forms.values()),
        bad,
        tuple(forms.get(form, 0) for form in range(len(FORMS) + 1)),
        time.monotonic() - begun,
        tuple(ShownRow(row["row"], row["case_id"], row["subject_id"], row["error"]) for row in shown),
    )
