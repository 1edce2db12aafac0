"""A batch from file to file: rows in the order of the input, errors between them, and nothing that a stop can spoil."""

from __future__ import annotations

import csv
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from benchmarks.random_cases import random_cases
from tests.engine.batch.flat import flat_rows, numbered, without_empty_sets, write_csv, write_parquet
from tests.engine.batch.reference import ReferenceEvaluator
from tests.engine.batch.slow_batch import MadeUp
from zhunsheng.engine.batch import flat_rows as rows_module
from zhunsheng.engine.batch.case_block import CaseBlock
from zhunsheng.engine.batch.parts import folder_of
from zhunsheng.engine.batch.results import SCHEMA
from zhunsheng.engine.batch.run import BlockEvaluator, Options, Progress, run_batch
from zhunsheng.engine.batch.tally import Tally
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.problems import InputError
from zhunsheng.engine.release import default_release


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows of a hundred rows, as in `slow_batch`."""
    monkeypatch.setattr(rows_module, "_FEWEST_ROWS", 100)
    monkeypatch.setattr(rows_module, "BLOCK_SUBJECTS", 100)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A thousand cases of two subjects, some of them bad."""
    path = tmp_path / "in.csv"
    lines = ["case.id,subject.id,case.province"]
    for n in range(1000):
        lines += [f"K{n},S1,{'nowhere' if n % 97 == 5 else '吉林'}", f"K{n},S2,"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def run(source: Path, target: Path, evaluator: BlockEvaluator | None = None, **options: Any) -> Tally:
    named = options.pop("named", {})
    return run_batch(source, target, evaluator or MadeUp(), default_release(), Options(named, **options))


def problem_of(source: Path, target: Path, **options: Any) -> Any:
    with pytest.raises(InputError) as error:
        run(source, target, **options)
    (problem,) = error.value.problems
    return problem


def test_rows_are_in_the_order_of_the_input(tmp_path: Path, source: Path) -> None:
    told: list[Progress] = []
    target = tmp_path / "out.parquet"
    tally = run_batch(source, target, MadeUp(), default_release(), Options({}), told.append)
    table = parquet.read_table(target)
    assert table.schema.equals(SCHEMA)
    assert table["row"].to_pylist() == list(range(1, 2001))
    assert table["subject_id"].to_pylist() == ["S1", "S2"] * 1000
    bad = [row for row in table.to_pylist() if row["error"]]
    assert len(bad) == 2 * len(range(5, 1000, 97))
    assert "nowhere" in bad[0]["error"]
    assert "11" in bad[1]["error"]
    assert all(row["recommended"] is None for row in bad)
    assert (tally.records, tally.subjects, tally.bad_rows) == (2000, 2000 - len(bad), len(bad))
    assert sum(tally.forms) == tally.subjects
    assert [(row.row, row.case_id, row.subject_id) for row in tally.shown[:2]] == [
        (11, "K5", "S1"),
        (12, "K5", "S2"),
    ]
    assert len(tally.shown) == 10
    assert not folder_of(target).exists()
    assert (told[0].done, told[-1].stage) == (0, "assembling")


def test_threads_change_nothing(tmp_path: Path, source: Path) -> None:
    run(source, tmp_path / "one.parquet")
    run(source, tmp_path / "four.parquet", threads=4)
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "four.parquet").read_bytes()


def test_csv_out_says_the_same(tmp_path: Path, source: Path) -> None:
    run(source, tmp_path / "out.parquet")
    run(source, tmp_path / "out.csv")
    text = (tmp_path / "out.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    wanted = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert [row["row"] for row in rows] == [str(row["row"]) for row in wanted]
    assert [row["findings"] for row in rows] == [";".join(row["findings"] or []) for row in wanted]
    assert [row["error"] for row in rows] == [row["error"] or "" for row in wanted]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@pytest.mark.parametrize("kill_after", [1, 7])
def test_a_kill_loses_and_repeats_nothing(tmp_path: Path, source: Path, ending: str, kill_after: int) -> None:
    whole, target = tmp_path / f"whole.{ending}", tmp_path / f"out.{ending}"
    run(source, whole)
    state = folder_of(target) / f"part-{kill_after:06}.arrow"
    command = [sys.executable, "-m", "tests.engine.batch.slow_batch", str(source), str(target), "0.03"]
    for _ in range(2):
        with subprocess.Popen(command) as process:
            deadline = time.monotonic() + 60
            while not state.exists() and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.002)
            os.kill(process.pid, signal.SIGKILL)
        state = folder_of(target) / f"part-{kill_after + 5:06}.arrow"
    assert not target.exists()
    tally = run(source, target)
    assert target.read_bytes() == whole.read_bytes()
    assert tally.records == 2000
    assert not folder_of(target).exists()


class _Stop(Exception):
    pass


@pytest.mark.parametrize("stage", ["evaluating", "assembling"])
def test_whatever_stops_it_the_rest_follows(tmp_path: Path, source: Path, stage: str) -> None:
    whole, target = tmp_path / "whole.parquet", tmp_path / "out.parquet"
    run(source, whole)

    def stop(progress: Progress) -> None:
        if (progress.stage, progress.done > 3) == (stage, True):
            raise _Stop

    with pytest.raises(_Stop):
        run_batch(source, target, MadeUp(), default_release(), Options({}), stop)
    assert not target.exists()
    run(source, target)
    assert target.read_bytes() == whole.read_bytes()


def test_a_stop_between_placing_and_clearing_away_is_gone_on_with(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.parquet"

    def stopped(_: Path) -> None:
        raise _Stop

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", stopped)
        with pytest.raises(_Stop):
            run(source, target)
    assert target.exists()
    assert folder_of(target).exists()
    assert run(source, target).records == 2000
    assert not folder_of(target).exists()


def stopped_after_some(source: Path, target: Path) -> None:
    """A batch that has some parts."""

    class Stops(MadeUp):
        def evaluate(self, block: CaseBlock) -> pa.RecordBatch:
            if block.rows[0] > 600:
                raise _Stop
            return super().evaluate(block)

    with pytest.raises(_Stop):
        run(source, target, Stops())


def test_another_input_ruleset_or_option_is_refused(tmp_path: Path, source: Path) -> None:
    target = tmp_path / "out.parquet"
    stopped_after_some(source, target)
    problem = problem_of(source, target, named={"questions": True})
    assert (problem.code, "options" in problem.what, "--restart" in problem.mend) == ("resume", True, True)
    os.utime(source, (1, 1))
    problem = problem_of(source, target)
    assert (problem.code, "input" in problem.what) == ("resume", True)
    assert run(source, target, restart=True).records == 2000
    run(source, tmp_path / "again.parquet")
    assert target.read_bytes() == (tmp_path / "again.parquet").read_bytes()


def test_a_state_that_is_none_is_refused(tmp_path: Path, source: Path) -> None:
    target = tmp_path / "out.parquet"
    stopped_after_some(source, target)
    (folder_of(target) / "state.json").write_text("{}")
    assert "--restart" in problem_of(source, target).mend


def test_two_at_once_are_refused(tmp_path: Path, source: Path) -> None:
    target = tmp_path / "out.parquet"
    codes: list[str] = []

    class Twice(MadeUp):
        def evaluate(self, block: CaseBlock) -> pa.RecordBatch:
            if not codes:
                codes.append(problem_of(source, target).code)
            return super().evaluate(block)

    run(source, target, Twice())
    assert codes == ["busy"]


def test_what_is_there_is_not_overwritten(tmp_path: Path, source: Path) -> None:
    target = tmp_path / "out.parquet"
    target.write_text("mine")
    assert problem_of(source, target).code == "exists"
    assert target.read_text() == "mine"
    assert not folder_of(target).exists()
    assert run(source, target, overwrite=True).records == 2000
    (tmp_path / "folder.csv").mkdir()
    assert problem_of(source, tmp_path / "folder.csv", overwrite=True).code == "exists"


def test_outputs_that_cannot_be(tmp_path: Path, source: Path) -> None:
    assert problem_of(source, tmp_path / "out.parqet").near == ".parquet"
    assert problem_of(source, source, overwrite=True).code == "same_file"
    assert problem_of(source, tmp_path / "nowhere" / "out.csv").code == "unwritable"


def test_a_file_that_breaks_off_leaves_what_was_done(tmp_path: Path) -> None:
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    rows = list(flat_rows(numbered(random_cases(default_release(), 300, seed=2))))
    write_parquet(source, rows, row_group_size=50)
    content = bytearray(source.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 2000] = bytes(2000)
    source.write_bytes(content)
    assert problem_of(source, target).code == "unreadable"
    assert not target.exists()


def test_nothing_in_gives_nothing_out(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("case.id\n")
    assert run(source, tmp_path / "out.parquet").records == 0
    assert parquet.read_table(tmp_path / "out.parquet").schema.equals(SCHEMA)
    run(source, tmp_path / "out.csv")
    assert len((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()) == 1


def test_the_reference_answers_a_batch(tmp_path: Path) -> None:
    """The interactive path behind the batch: the same rows as for the cases by themselves."""
    cases = numbered(without_empty_sets(case) for case in random_cases(default_release(), 25, seed=4))
    source = write_csv(tmp_path / "in.csv", list(flat_rows(cases)))
    reference = ReferenceEvaluator(CompiledRelease.of(default_release()), questions=False)
    run(source, tmp_path / "out.parquet", reference)
    wanted = [row for case in cases for row in reference.rows(case)]
    rows = parquet.read_table(tmp_path / "out.parquet").drop_columns(["row", "error"]).to_pylist()
    assert rows == wanted
