"""Parquet and CSV give the same counts, and a file that is no result is refused with what is wrong with it."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.statistics.made_results import (
    GOLDEN,
    Row,
    failed,
    result,
    rows,
    table,
    write_csv,
    write_parquet,
)
from zhunsheng.engine.problems import InputError, Problem
from zhunsheng.engine.release import Release, default_release
from zhunsheng.engine.statistics.groupings import GROUPINGS
from zhunsheng.engine.statistics.result_files import count_files
from zhunsheng.engine.statistics.tables import Statistics, statistics


def read(*paths: Path) -> Statistics:
    return statistics(count_files(paths, GROUPINGS), default_release())


@given(st.lists(rows(), max_size=20), st.integers(0, 20), st.sampled_from([";", "|", ", ", " "]))
def test_csv_and_parquet_and_both_together_say_the_same(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[Row], at: int, separator: str
) -> None:
    folder = tmp_path_factory.mktemp("results")
    whole = read(write_parquet(folder / "all.parquet", drawn))
    assert read(write_csv(folder / "all.csv", drawn, separator)) == whole
    halves = (
        write_parquet(folder / "a.parquet", drawn[:at]),
        write_csv(folder / "b.csv", drawn[at:], separator),
    )
    assert read(*halves) == whole == read(*reversed(halves))


def test_what_else_a_parquet_file_may_look_like(tmp_path: Path) -> None:
    plain = table(GOLDEN)
    reordered = plain.select(list(reversed(plain.schema.names))).append_column("more", pa.nulls(len(plain)))
    for name in ("province", "category"):
        place = reordered.schema.get_field_index(name)
        reordered = reordered.set_column(place, name, reordered[name].dictionary_encode())
    pq.write_table(reordered, tmp_path / "a", row_group_size=3)
    assert read(tmp_path / "a") == read(write_parquet(tmp_path / "b", GOLDEN))


def test_what_else_a_csv_may_look_like(tmp_path: Path) -> None:
    path = tmp_path / "marked.csv"
    path.write_text(
        "\ufeffat_least,at_most,recommended,contingent,error,rules,category,province,level,month,findings\r\n"
        '1,2,1,TRUE,,"[""a"", ""b""]",grassroots,,,2021-01,\r\n'
        ',,,,"two\nlines",,,,,,\r\n',
        encoding="utf-8",
    )
    found = read(path)
    assert (found.total.still_open[1], found.total.errors, found.rulesets) == (1, 1, {"": 1})
    assert [group.key.value for group in found.tables[5].groups] == ["a", "b", ""]


def problems(*paths: Path) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as raised:
        read(*paths)
    return raised.value.problems


HEADER = ",".join(table([]).schema.names)


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"", "empty", "is empty"),
        (b'{"a": 1}', "not_a_result", "is no result file"),
        (b"\x00\xff\xfe\x81", "not_a_result", "neither Parquet nor CSV"),
        (b"PAR1 and nothing more", "unreadable", "cannot be read"),
        ("recommended,错误".encode("gbk"), "not_a_result", "neither Parquet nor CSV"),
        (HEADER.replace("at_most", "at_mots").encode(), "missing_column", "has no column 'at_most'"),
        (HEADER.replace("digest", "level").encode(), "column_twice", "has the column 'level' twice"),
        (f"{HEADER}\n1,2\n".encode(), "unreadable", "Expected 19 columns"),
        (f"{HEADER}\n1,a,S,,,,,x,1,1,,,,,,,,,\n".encode(), "unreadable", "invalid value 'x'"),
        (f"{HEADER}\n9,a,S,,,,,1,2,1,,,,,,,,,\n".encode(), "no_result", "row 9 is no result"),
    ],
)
def test_a_file_that_is_no_result_is_refused(tmp_path: Path, content: bytes, code: str, said: str) -> None:
    path = tmp_path / "结果.csv"
    path.write_bytes(content)
    problem = problems(path)[0]
    assert (problem.code, problem.pointer) == (code, str(path))
    assert said in problem.what
    assert problem.zh is not None
    assert problem.mend


def test_a_misspelt_column_is_recognized(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEADER.replace("at_most", "at_mots"), encoding="utf-8")
    assert problems(path)[0].near == "at_mots"


def test_a_column_of_another_type_is_refused(tmp_path: Path) -> None:
    wrong = table([result()]).drop_columns(["recommended"]).append_column("recommended", pa.array(["first"]))
    pq.write_table(wrong, tmp_path / "a")
    assert problems(tmp_path / "a")[0].code == "unreadable"


def test_every_file_is_looked_at_before_one_is_counted(tmp_path: Path) -> None:
    sound = write_parquet(tmp_path / "sound", [result(), failed()])
    os.link(sound, tmp_path / "link")
    found = problems(sound, tmp_path / "nowhere", tmp_path, tmp_path / "link")
    assert [problem.code for problem in found] == ["named_twice", "unreadable", "folder"]


def test_no_rows_are_no_fault(tmp_path: Path, release: Release) -> None:
    (tmp_path / "a.csv").write_text(HEADER + "\n", encoding="utf-8")
    found = read(tmp_path / "a.csv", write_parquet(tmp_path / "b", []))
    assert found.total.total == 0
    assert all(not part.groups for part in found.tables)
