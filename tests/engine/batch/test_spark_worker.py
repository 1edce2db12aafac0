"""What a worker does with the windows that it is given, seen without a cluster."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.engine.batch.flat import write_parquet
from zhunsheng.engine.batch import flat_rows as rows_module
from zhunsheng.engine.batch.case_windows import Run, Window, windows_of
from zhunsheng.engine.batch.evaluator import BatchEvaluator
from zhunsheng.engine.batch.packed_ruleset import PackedRuleset
from zhunsheng.engine.batch.run import Options, run_batch
from zhunsheng.engine.batch.spark_worker import SparkJob, evaluated_windows, runs_of_ids
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.release import Release

SIZE = 10
#: Cases of one to five rows, one that is larger than a window, one that comes again, and a bad value.
ROWS = [
    *({"case.id": f"K{n}", "subject.id": f"S{m}"} for n in range(9) for m in range(n % 5 + 1)),
    *({"case.id": "K-all", "subject.id": f"S{n}"} for n in range(SIZE + 3)),
    {"case.id": "K-bad", "subject.id": "S1", "case.province": "nowhere"},
    {"case.id": "K-all", "subject.id": "S1", "case.province": "jilin"},
]


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("_FEWEST_ROWS", "BLOCK_SUBJECTS"):
        monkeypatch.setattr(rows_module, name, SIZE)
    return write_parquet(tmp_path / "in.parquet", ROWS)


@pytest.fixture
def job(release: Release, source: Path) -> SparkJob:
    headers = tuple(parquet.read_schema(source).names)
    return SparkJob(PackedRuleset.of(release), headers, SIZE, questions=False, language="zh")


def windowed(source: Path) -> pa.Table:
    """The rows as a cluster hands them over."""
    table = parquet.read_table(source)
    records = pa.array(range(1, len(table) + 1), pa.int64())
    ids = pa.table([records, table["case.id"]], names=["record", "0"])
    runs = [
        Run(**row) for batch in runs_of_ids(iter(ids.to_batches(7)), "case.id") for row in batch.to_pylist()
    ]
    windows = windows_of(runs, SIZE)
    of_rows = [window for window in windows for _ in range(window.rows)]
    assert len(of_rows) == len(table)
    return pa.table(
        [
            records,
            pa.array([window.first for window in of_rows], pa.int64()),
            *(pa.array([getattr(window, name) for window in of_rows]) for name in KNOWN),
            *table.columns,
        ],
        names=["record", "window", *KNOWN, *(str(place) for place in range(table.num_columns))],
    )


KNOWN = tuple(name for name in Window.__dataclass_fields__ if name != "first")


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_windows_come_out_as_in_a_run_on_one_machine(
    source: Path, job: SparkJob, release: Release, size: int
) -> None:
    found = pa.Table.from_batches(evaluated_windows(iter(windowed(source).to_batches(size)), job))
    target = source.with_name("out.parquet")
    run_batch(source, target, BatchEvaluator(CompiledRelease.of(release)), release, Options({}))
    wanted = parquet.read_table(target)
    assert found.sort_by("row") == wanted
    assert wanted["error"].null_count < len(wanted)


def test_a_window_that_is_not_whole_is_never_evaluated(source: Path, job: SparkJob) -> None:
    rows = windowed(source)
    lacking = pa.concat_tables([rows.slice(0, 12), rows.slice(13)])
    with pytest.raises(RuntimeError, match="not whole"):
        list(evaluated_windows(iter(lacking.to_batches()), job))
    with pytest.raises(RuntimeError, match="not whole"):
        list(evaluated_windows(iter([*rows.to_batches(), *rows.slice(0, 1).to_batches()]), job))
