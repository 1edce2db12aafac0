"""What is written as a flat table is read as the same cases, whatever the kind of file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.random_cases import random_cases
from tests.engine.batch.flat import (
    flat_rows,
    numbered,
    only_cases,
    read,
    without_empty_sets,
    write_csv,
    write_parquet,
    write_xlsx,
)
from tests.strategies import cases
from zhunsheng.engine.case import Case
from zhunsheng.engine.release import default_release


@pytest.fixture(scope="module")
def written() -> list[Case]:
    return numbered(without_empty_sets(case) for case in random_cases(default_release(), 120, seed=3))


@given(drawn=st.lists(cases(), min_size=1, max_size=4), chinese=st.booleans(), repeat=st.booleans())
@settings(max_examples=40)
def test_csv_comes_back(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[Case], chinese: bool, repeat: bool
) -> None:
    wanted = numbered(without_empty_sets(case) for case in drawn)
    path = tmp_path_factory.mktemp("csv") / "cases.csv"
    assert only_cases(write_csv(path, list(flat_rows(wanted, chinese=chinese, repeat=repeat)))) == wanted


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_of_every_encoding(tmp_path: Path, written: list[Case], encoding: str) -> None:
    rows = list(flat_rows(written, chinese=True))
    assert only_cases(write_csv(tmp_path / "cases.csv", rows, encoding)) == written


@pytest.mark.parametrize("repeat", [False, True])
def test_parquet_with_types_comes_back(tmp_path: Path, written: list[Case], repeat: bool) -> None:
    rows = list(flat_rows(written, repeat=repeat))
    assert only_cases(write_parquet(tmp_path / "cases.parquet", rows, row_group_size=17)) == written


def test_a_workbook_comes_back(tmp_path: Path, written: list[Case]) -> None:
    assert only_cases(write_xlsx(tmp_path / "cases.xlsx", list(flat_rows(written)))) == written


def test_every_kind_counts_records_alike(tmp_path: Path, written: list[Case]) -> None:
    rows = list(flat_rows(written))
    starts = [
        n
        for n, row in enumerate(rows, 1)
        if n == 1 or row["subject.id"] + row["case.id"] != rows[n - 2]["subject.id"] + rows[n - 2]["case.id"]
    ]
    for path in (
        write_csv(tmp_path / "a.csv", rows),
        write_xlsx(tmp_path / "a.xlsx", rows),
        write_parquet(tmp_path / "a.parquet", rows),
    ):
        (chunk,) = read(path)
        assert chunk.records == len(rows)
        assert chunk.block.rows.tolist() == starts
