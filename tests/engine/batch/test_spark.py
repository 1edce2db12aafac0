"""A batch on a cluster is the batch on one machine, row by row, also when a machine is lost while it runs.

One test, since a cluster takes its time to come up; it does all that can only be seen on one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from benchmarks.random_cases import random_cases
from tests.engine.batch.cluster import WHAT_IS_MISSING, Killer, cluster, lost_executors
from tests.engine.batch.flat import Row, flat_rows, numbered, without_empty_sets, write_parquet
from zhunsheng.engine.batch import flat_rows as rows_module
from zhunsheng.engine.batch.evaluator import BatchEvaluator
from zhunsheng.engine.batch.results import SCHEMA
from zhunsheng.engine.batch.run import Options, run_batch
from zhunsheng.engine.batch.spark_run import SparkOptions, run_on_spark
from zhunsheng.engine.batch.spark_session import refuse_without_spark
from zhunsheng.engine.batch.tally import Tally
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.problems import InputError
from zhunsheng.engine.release import Release

#: Rows of a window, so that a little input makes many tasks.
SIZE = 90


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The cluster; without Spark the test can say nothing, and fails with what is to be installed."""
    for name in ("_FEWEST_ROWS", "BLOCK_SUBJECTS"):
        monkeypatch.setattr(rows_module, name, SIZE)
    try:
        refuse_without_spark()
    except InputError as missing:
        pytest.fail(f"{WHAT_IS_MISSING}\n{missing}", pytrace=False)
    with cluster() as made:
        yield made


def awkward_rows(release: Release) -> list[Row]:
    """Cases of several rows, and among them all that can be wrong with a row or a case."""
    cases = numbered(without_empty_sets(case) for case in random_cases(release, 300, seed=5))
    rows = list(flat_rows(cases))
    for row in rows[5::97]:
        row["case.province"] = "nowhere"
    rows[40]["case.id"] = ""
    rows[60]["case.id"] = "no id"
    # One case that fills a window and more, and one that comes again.
    rows += [{"case.id": "K-all", "subject.id": "S1", "conduct.id": f"C{n}"} for n in range(SIZE + 30)]
    rows += [{**rows[0]}, {"case.id": "K-all", "subject.id": "S1"}, {**rows[0]}]
    return rows


def native_tables() -> list[pa.Table]:
    """Two files without ids whose columns have types, some of the values being wrong; the second has a column more."""
    days = [date(2021, 8, 1), None, date(1800, 1, 1), date(2020, 2, 3)] * 30
    moments = [datetime(2021, 8, 1), datetime(2021, 8, 1, 12), None, datetime(2020, 1, 2)] * 30
    first = pa.table(
        {
            "案件.处理日期": pa.array(days, pa.date32()),
            "incident.date": pa.array(moments, pa.timestamp("us")),
            "incident.infected": pa.array([1, -1, None, 4] * 30, pa.int32()),
            "incident.deaths": pa.array([1.0, 1.5, float("nan"), None] * 30),
            "conduct.manner": pa.array([["falsification"], [], None, ["!弄虚作假", "弄虚作假"]] * 30),
            "case.province": pa.array(["吉林", "jilin", "nowhere", None] * 30).dictionary_encode(),
        }
    )
    second = first.slice(0, 75).append_column(
        "subject.party_member", pa.array([True, None, False] * 25, pa.bool_())
    )
    return [first, second]


def on_one_machine(source: Path, release: Release) -> tuple[pa.Table, Tally]:
    target = source.with_suffix(".embedded.parquet")
    evaluator = BatchEvaluator(CompiledRelease.of(release))
    tally = run_batch(source, target, evaluator, release, Options({}))
    return parquet.read_table(target), replace(tally, seconds=0)


def on_the_cluster(source: Path, target: Path, release: Release) -> tuple[pa.Table, Tally]:
    tally = run_on_spark(str(source), str(target), None, release, SparkOptions())
    return parquet.read_table(target).cast(SCHEMA).sort_by("row"), replace(tally, seconds=0)


def test_a_cluster_that_loses_a_machine_says_what_one_machine_says(
    session: Any, release: Release, tmp_path: Path
) -> None:
    source, target = tmp_path / "in.parquet", tmp_path / "out"
    rows = awkward_rows(release)
    write_parquet(source, rows, row_group_size=170)
    with Killer(target) as killer:
        result = on_the_cluster(source, target, release)

    windows = len(rows) // SIZE
    assert windows > 8
    assert 0 < killer.committed < windows / 2, "the executor was killed while there was work left"
    assert killer.executor in lost_executors(session)
    wanted, tally = on_one_machine(source, release)
    assert result == (wanted, tally)
    assert {"scattered_case", "too_many"} <= set(_codes(wanted))
    assert tally.bad_rows > 10

    # The same cluster, with a machine that has come up in the place of the one that was lost: a folder of files.
    folder = tmp_path / "several"
    folder.mkdir()
    tables = native_tables()
    for name, table in zip("ab", tables, strict=True):
        parquet.write_table(table, folder / f"{name}.parquet")
    both = tmp_path / "both.parquet"
    parquet.write_table(pa.concat_tables(tables, promote_options="default"), both)
    assert on_the_cluster(folder, tmp_path / "of-several", release) == on_one_machine(both, release)

    nanoseconds = tmp_path / "nanoseconds.parquet"
    parquet.write_table(pa.table({"incident.date": pa.array([0], pa.timestamp("ns"))}), nanoseconds)

    # What is wrong with the order is said in a sentence.
    for wrong, output, code in (
        (tmp_path / "nothing.parquet", tmp_path / "new", "path_not_found"),
        (source, target, "path_already_exists"),
        (tmp_path / "of-several", tmp_path / "new", "unknown_header"),
        (nanoseconds, tmp_path / "new", "wrong_type"),
    ):
        with pytest.raises(InputError) as error:
            run_on_spark(str(wrong), str(output), None, release, SparkOptions())
        assert error.value.problems[0].code == code
        assert not (tmp_path / "new").exists()


def _codes(table: pa.Table) -> Iterator[str]:
    """Which of the complaints that only show across windows are there."""
    for error in table["error"].drop_null().to_pylist():
        if "前面已经出现过" in error:
            yield "scattered_case"
        if f"超过 {SIZE} 行" in error:
            yield "too_many"
