"""Results of a batch, made up: rows as plain values, and random ones that are sound."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from zhunsheng.engine.batch.results import SCHEMA
from zhunsheng.engine.release import default_release
from zhunsheng.engine.statistics.groupings import GROUPINGS
from zhunsheng.engine.statistics.tables import known_keys

Row = Mapping[str, Any]

DIGEST = "sha256:" + "0" * 64

#: A few values of each grouping: some that the vocabulary has, and one that it has not.
VALUES = {
    grouping: [*known_keys(grouping, default_release())[:4], f"no_{grouping}"] for grouping in GROUPINGS
} | {"month": ["2020-12", "2021-01", "2021-08", "0021-08", "2021-13"]}


def result(form: int = 1, low: int | None = None, high: int | None = None, **more: Any) -> Row:
    """A row with a result; without a range the form is the only one."""
    sound = {
        "row": 1,
        "recommended": form,
        "at_least": form if low is None else low,
        "at_most": form if high is None else high,
        "contingent": False,
        "findings": [],
        "rules": [],
        "digest": DIGEST,
    }
    return sound | more


def failed(**more: Any) -> Row:
    """A row with an error: everything else is null."""
    return {"row": 1, "error": "no such province"} | more


def table(rows: Iterable[Row]) -> pa.Table:
    """Rows as a batch writes them; what a row does not name is null."""
    return pa.Table.from_pylist([{name: row.get(name) for name in SCHEMA.names} for row in rows], SCHEMA)


def batches(rows: Iterable[Row], size: int = 1000) -> list[pa.RecordBatch]:
    return list(table(rows).to_batches(max_chunksize=size))


def write_parquet(path: Path, rows: Iterable[Row]) -> Path:
    pq.write_table(table(rows), path)
    return path


def write_csv(path: Path, rows: Iterable[Row], separator: str = ";") -> Path:
    """Lists as one cell, nulls as empty ones."""
    flat = [
        {
            name: separator.join(row.get(name) or ())
            if pa.types.is_list(SCHEMA.field(name).type)
            else row.get(name)
            for name in SCHEMA.names
        }
        for row in rows
    ]
    schema = pa.schema(
        pa.field(field.name, pa.string() if pa.types.is_list(field.type) else field.type) for field in SCHEMA
    )
    pyarrow.csv.write_csv(pa.Table.from_pylist(flat, schema), path)
    return path


@st.composite
def rows(draw: DrawFn) -> Row:
    """A sound row: a result with any range and any values or none, or an error."""
    if draw(st.integers(0, 9)) == 0:
        return failed()
    low, form, high = sorted(draw(st.tuples(*[st.integers(0, 4)] * 3)))
    scalars = {
        name: draw(st.none() | st.sampled_from(VALUES[name]))
        for name in ("category", "province", "level", "month")
    }
    lists = {
        column: draw(st.lists(st.sampled_from(VALUES[grouping]), max_size=4))
        for grouping, column in (("finding", "findings"), ("rule", "rules"))
    }
    digest = draw(st.sampled_from([DIGEST, "sha256:" + "1" * 64]))
    return result(form, low, high, contingent=draw(st.booleans()), **scalars, **lists, digest=digest)


#: The rows that are kept as golden text and pictures: every kind of group, with what is open and what failed.
GOLDEN = (
    [
        result(form, 0, 4, contingent=form % 2 == 0, category="functional_department", province="jilin",
               level="county", month=f"2021-{month:02d}", findings=["complacency", "dereliction"])
        for month in (8, 9, 11)
        for form in (0, *[1] * (month % 5 + 4), *[2] * 4, 3)
    ]
    + [result(4, category="party_or_government", month="2021-11", rules=["scope.duty_act"])]
    + [failed(), failed()]
)  # fmt: skip
