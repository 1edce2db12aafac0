"""Where chunks end: never within a case, and at the same records for whoever begins again in the middle."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.random_cases import random_cases
from tests.engine.batch.flat import (
    VOCABULARY,
    Row,
    cases_in,
    flat_rows,
    numbered,
    read,
    without_empty_sets,
    write_csv,
    write_parquet,
    write_xlsx,
)
from zhunsheng.engine.batch import csv_reader, ndjson_reader, parquet_reader
from zhunsheng.engine.batch import flat_rows as rows_module
from zhunsheng.engine.batch.block_cases import as_cases
from zhunsheng.engine.batch.case_block import Chunk
from zhunsheng.engine.batch.reading import open_cases
from zhunsheng.engine.case import Case
from zhunsheng.engine.release import default_release

FLAT: dict[str, Callable[[Path, list[Row]], Path]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "parquet": lambda path, rows: write_parquet(path, rows, row_group_size=13),
}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows of seven rows, so that a few cases make several chunks."""
    monkeypatch.setattr(rows_module, "_FEWEST_ROWS", 7)
    monkeypatch.setattr(rows_module, "BLOCK_SUBJECTS", 7)
    monkeypatch.setattr(parquet_reader, "BLOCK_SUBJECTS", 5)
    monkeypatch.setattr(csv_reader, "_BLOCK", 20_000)
    monkeypatch.setattr(ndjson_reader, "_SUBJECTS", 3)


@pytest.fixture(scope="module")
def written() -> list[Case]:
    return numbered(without_empty_sets(case) for case in random_cases(default_release(), 40, seed=5))


def shape(chunks: list[Chunk]) -> list[object]:
    """Everything in some chunks, to be compared."""
    return [
        (list(as_cases(chunk.block, VOCABULARY)), chunk.block.rows.tolist(), chunk.bad_rows, chunk.records)
        for chunk in chunks
    ]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("kind", FLAT)
def test_beginning_again_gives_the_same_chunks(tmp_path: Path, written: list[Case], kind: str) -> None:
    rows = list(flat_rows(written))
    for n in (11, 12, 30):
        rows[n]["incident.date"] = "yesterday" if kind != "parquet" else "2020"
    path = FLAT[kind](tmp_path / f"a.{kind}", rows)
    chunks = read(path)
    assert len(chunks) > 5
    assert chunks[-1].records == len(rows)
    for n in (1, 2, len(chunks) // 2, len(chunks)):
        again = open_cases(path, VOCABULARY).chunks(chunks[n - 1].records)
        assert shape(list(again)) == shape(chunks[n:])
    if kind == "parquet":
        return
    bad = {row.row for chunk in chunks for row in chunk.bad_rows}
    good = [
        case.id
        for case in written
        if not bad & {n for n, row in enumerate(rows, 1) if row["case.id"] == case.id}
    ]
    assert {12, 13, 31} <= bad
    assert [case.id for case in cases_in(chunks)] == good


@pytest.mark.usefixtures("small")
def test_lines_of_json_begin_again(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    good = '{"case": {"id": "K1"}, "incident": {}, "subjects": [{"id": "S1"}, {"id": "S2"}]}\n'
    path.write_text((good * 4 + "\nbad\n") * 3 + "\n\n")
    chunks = read(path)
    assert len(chunks) > 5
    assert sum(len(chunk.block.subject_ids) for chunk in chunks) == 24
    for n, chunk in enumerate(chunks, 1):
        assert shape(list(open_cases(path, VOCABULARY).chunks(chunk.records))) == shape(chunks[n:])


@pytest.mark.usefixtures("small")
def test_a_case_that_never_ends_is_refused_piece_by_piece(tmp_path: Path) -> None:
    """Memory is bounded by the window: what goes on beyond it is no case."""
    path = tmp_path / "a.csv"
    path.write_text("case.id,subject.id\n" + "K1,S1\n" * 30 + "K2,S1\n")
    chunks = read(path)
    assert [case.id for case in cases_in(chunks)] == ["K2"]
    assert chunks[0].bad_rows[0].problems[0].code == "too_many"
    for n, chunk in enumerate(chunks, 1):
        assert shape(list(open_cases(path, VOCABULARY).chunks(chunk.records))) == shape(chunks[n:])
    assert "scattered_case" in {problem.code for row in chunks[1].bad_rows for problem in row.problems}


def test_lines_that_are_all_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("case.id,case.province\nK1\nK2\n")
    (chunk,) = read(path)
    assert [(row.row, row.case_id) for row in chunk.bad_rows] == [(1, "K1"), (2, "K2")]


def test_a_folded_line_of_many_blocks_keeps_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_reader, "_BLOCK", 100)
    path = tmp_path / "a.csv"
    lines = [f"K{n},jilin" if n % 7 else f"K{n}" for n in range(1, 200)]
    path.write_text("case.id,case.province\n" + "\n".join(lines) + "\n")
    chunks = read(path)
    assert [(row.row, row.case_id) for chunk in chunks for row in chunk.bad_rows] == [
        (n, f"K{n}") for n in range(7, 200, 7)
    ]
    assert [case.id for case in cases_in(chunks)] == [f"K{n}" for n in range(1, 200) if n % 7]
