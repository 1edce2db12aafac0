"""What is wrong with a flat table is said, with its row; and it stops nothing else."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from random import Random

import pyarrow as pa
import pytest
from pyarrow import parquet

from benchmarks.random_cases import random_cases
from tests.engine.batch.flat import (
    VOCABULARY,
    Row,
    cases_in,
    flat_rows,
    numbered,
    read,
    write_csv,
    write_parquet,
    write_xlsx,
)
from zhunsheng.engine.batch.case_block import BadRow, Chunk
from zhunsheng.engine.batch.reading import open_cases
from zhunsheng.engine.problems import InputError, Problem
from zhunsheng.engine.release import default_release
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactRef


def chunk_of(path: Path, text: str | bytes) -> Chunk:
    """The only chunk of a CSV file."""
    path = path / "cases.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    chunks = read(path)
    assert len(chunks) == 1
    return chunks[0]


def refused(path: Path, text: str | bytes, name: str = "cases.csv") -> tuple[Problem, ...]:
    """The problems for which a file is refused."""
    path = path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(InputError) as error:
        list(open_cases(path, VOCABULARY).chunks(0))
    return error.value.problems


def codes(rows: tuple[BadRow, ...]) -> list[tuple[int, str | None, str | None, list[str]]]:
    return [
        (row.row, row.case_id, row.subject_id, [problem.code for problem in row.problems]) for row in rows
    ]


# Headers


def test_an_unknown_header_refuses_the_file(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, "案件.编号,事件.后国\nK1,严重后果\n")
    assert (problem.code, problem.near) == ("unknown_header", "事件.后果")
    assert "事件.后国" in problem.render("zh")


@pytest.mark.parametrize(
    ("header", "near"),
    [
        ("主体.姓名", None),  # like 主体.编号 in nothing but where it is
        ("案件.备注", None),
        ("备注", None),
        ("subject.name", None),
        ("日期", "事件.日期"),
        ("行为.主观态", "行为.主观"),
        ("案件.死亡人数", "事件.死亡人数"),
        ("incidnet.consequence", "incident.consequence"),
        ("conduct.intnet", "conduct.intent"),
    ],
)
def test_only_a_header_that_is_near_is_proposed(tmp_path: Path, header: str, near: str | None) -> None:
    (problem,) = refused(tmp_path, f"案件.编号,{header}\nK1,x\n")
    assert problem.near == near


@pytest.mark.parametrize(
    "headers",
    [
        "case.province,案件.省份",
        "conduct.manner,conduct.manner.falsification",
        "行为.方式.弄虚作假,conduct.manner",
    ],
)
def test_two_headers_of_one_fact_refuse_the_file(tmp_path: Path, headers: str) -> None:
    (problem,) = refused(tmp_path, f"{headers}\n,\n")
    assert problem.code == "duplicate_header"


def test_a_file_without_headers_is_refused(tmp_path: Path) -> None:
    assert [problem.code for problem in refused(tmp_path, "")] == ["no_header"]
    assert [problem.code for problem in refused(tmp_path, "\n\n")] == ["no_header"]


def test_a_blank_header_is_no_fact(tmp_path: Path) -> None:
    assert [problem.code for problem in refused(tmp_path, "case.id,\nK1,1\n")] == ["unknown_header"]


# Files


def test_other_endings_are_refused_with_what_was_meant(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, "x", "cases.parquett")
    assert problem.near == ".parquet"
    (problem,) = refused(tmp_path, "x", "case.yaml")
    assert "zhunsheng evaluate" in problem.mend
    (tmp_path / "there.csv").write_text("case.id\n")
    with pytest.raises(InputError) as error:
        open_cases(tmp_path / "their.csv", VOCABULARY)
    assert error.value.problems[0].near == "there.csv"


@pytest.mark.parametrize("ending", ["xlsx", "parquet"])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"case.id\nK1\n"])
def test_broken_files_are_refused(tmp_path: Path, ending: str, content: bytes) -> None:
    assert [problem.code for problem in refused(tmp_path, content, f"a.{ending}")] == ["unreadable"]


@pytest.mark.parametrize("write", [write_csv, write_xlsx, write_parquet])
def test_files_with_wrong_bytes_never_end_in_an_internal_error(
    tmp_path: Path, write: Callable[[Path, list[Row]], Path]
) -> None:
    """Whatever has become of the bytes: cases, bad rows, or a refusal."""
    ending = write.__name__.removeprefix("write_")
    cases = numbered(random_cases(default_release(), 4, seed=1))
    content = write(tmp_path / f"a.{ending}", list(flat_rows(cases))).read_bytes()
    random = Random(7)
    path = tmp_path / f"b.{ending}"
    for _ in range(60):
        changed = bytearray(content)
        place = random.randrange(len(changed))
        changed[place : place + random.choice((0, 1, 1, 30))] = random.choice(
            (b"", b"\xff", b",", b'"', b"\n", random.randbytes(20))
        )
        path.write_bytes(changed)
        with contextlib.suppress(InputError):
            cases_in(read(path))


def test_an_encoding_that_is_none_is_refused(tmp_path: Path) -> None:
    assert [problem.code for problem in refused(tmp_path, b"case.id\n\xff\xff\xff\n")] == ["encoding"]
    assert [problem.code for problem in refused(tmp_path, "case.id\nK1\n".encode("utf-16"))] == ["encoding"]


def test_a_table_without_rows_has_no_chunks(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for text in ("case.id", "case.id\n", "case.id,case.province\n\n,\n"):
        path.write_text(text)
        assert sum(len(chunk.block.case_ids) + len(chunk.bad_rows) for chunk in read(path)) == 0


# Values


def test_a_bad_value_is_a_bad_row_and_stops_nothing(tmp_path: Path) -> None:
    chunk = chunk_of(
        tmp_path,
        "case.id,incident.consequence,incident.infected,case.decision_date,conduct.manner\n"
        "K1,严重后国,3,2021,弄虚作假;!perfunctory\n"
        "K2,serious,-1,2021-02-30,弄虚作假;非弄虚作假\n"
        "K3,严重后果,unknown,2021/3/5,不明\n",
    )
    assert codes(chunk.bad_rows) == [(1, "K1", "S1", ["value"]), (2, "K2", "S1", ["value"] * 3)]
    first = chunk.bad_rows[0].problems[0]
    assert (first.near, first.pointer) == ("严重后果", "/incident.consequence")
    (case,) = cases_in([chunk])
    assert dict(case.facts) == {
        FactRef("incident", "consequence"): "serious",
        FactRef("case", "decision_date"): PartialDate.parse("2021-03-05"),
    }
    assert case.subjects[0].conducts[0].id == "C1"


def test_ids_are_given_where_there_are_none(tmp_path: Path) -> None:
    chunk = chunk_of(tmp_path, "conduct.date\n2021\n\n2022\n")
    assert [(case.id, case.subjects[0].id) for case in cases_in([chunk])] == [
        ("row-1", "S1"),
        ("row-2", "S1"),
    ]


def test_numbers_and_blanks_around_ids(tmp_path: Path) -> None:
    chunk = chunk_of(tmp_path, "case.id,incident.deaths\n 2021 ,1\nＫ２,\n张某,1\n,1\n示例,1\n")
    assert [case.id for case in cases_in([chunk])] == ["2021", "K2"]
    assert codes(chunk.bad_rows) == [(3, None, "S1", ["bad_id"]), (4, None, "S1", ["no_id"])]


# Rows that belong together


def test_a_row_that_contradicts_its_case_makes_it_bad(tmp_path: Path) -> None:
    chunk = chunk_of(
        tmp_path,
        "case.id,subject.id,incident.consequence,subject.party_member,conduct.type\n"
        "K1,S1,serious,是,other\n"
        "K1,S1,serious,否,other\n"
        "K1,S2,,,other\n"
        "K2,S1,,,other\n"
        "K2,S1,serious,,other\n"
        "K3,S1,serious,,other\n"
        "K3,S2,不明,是,other\n",
    )
    assert codes(chunk.bad_rows) == [
        (2, "K1", "S1", ["contradiction"]),
        (3, "K1", "S2", ["case_refused"]),
        (5, "K2", "S1", ["contradiction"]),
    ]
    assert [case.id for case in cases_in([chunk])] == ["K3"]
    assert chunk.block.rows.tolist() == [6, 7]


def test_ids_that_come_again_are_bad(tmp_path: Path) -> None:
    chunk = chunk_of(
        tmp_path,
        "case.id,subject.id,conduct.id\nK1,S1,C1\nK2,S1,C1\nK2,S2,C1\nK2,S1,C2\nK1,S1,C1\nK3,S1,C1\nK3,S1,C1\n",
    )
    assert codes(chunk.bad_rows) == [
        (2, "K2", "S1", ["case_refused"]),
        (3, "K2", "S2", ["case_refused"]),
        (4, "K2", "S1", ["duplicate_id"]),
        (5, "K1", "S1", ["scattered_case"]),
        (7, "K3", "S1", ["duplicate_id"]),
    ]
    assert [case.id for case in cases_in([chunk])] == ["K1"]


def test_a_row_without_conduct_facts_is_a_subject_without_conducts(tmp_path: Path) -> None:
    chunk = chunk_of(
        tmp_path,
        "case.id,subject.id,conduct.id,subject.kind,conduct.type\n"
        "K1,S1,,person,\nK1,S2,,person,other\nK1,S3,C7,,\nK1,S4,,organization,\nK1,S4,,,other\n",
    )
    (case,) = cases_in([chunk])
    assert [[conduct.id for conduct in subject.conducts] for subject in case.subjects] == [
        [],
        ["C1"],
        ["C7"],
        ["C1"],
    ]


def test_too_many_parts_are_bad(tmp_path: Path) -> None:
    lines = [
        *(f"K1,S1,C{n}" for n in range(51)),
        *(f"K2,S{n},C1" for n in range(201)),
        *(f"K3,S{n // 50},C{n}" for n in range(301)),
        "K4,S1,C1",
    ]
    chunk = chunk_of(tmp_path, "case.id,subject.id,conduct.id\n" + "\n".join(lines) + "\n")
    of_first_rows = [row for row in codes(chunk.bad_rows) if row[3] != ["case_refused"]]
    assert of_first_rows == [
        (1, "K1", "S1", ["too_many"]),
        (52, "K2", "S0", ["too_many"]),
        (253, "K3", "S0", ["too_many"]),
    ]
    assert [case.id for case in cases_in([chunk])] == ["K4"]


def test_a_line_with_other_fields_makes_its_case_bad(tmp_path: Path) -> None:
    chunk = chunk_of(
        tmp_path,
        'case.id,subject.id,conduct.type\nK1,S1,other\nK1,S1\nK2,S1,other\nK3,S1,other,more\n\nK4,S1,"a\nb"\nK5,S1\n',
    )
    assert codes(chunk.bad_rows) == [
        (2, "K1", "S1", ["fields"]),
        (4, "K3", "S1", ["fields"]),
        (5, "K4", "S1", ["value"]),
        (6, "K5", "S1", ["fields"]),
    ]
    assert [case.id for case in cases_in([chunk])] == ["K2"]
    assert chunk.records == 6


# Types of Parquet


def test_types_that_hold_no_fact_refuse_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.table({"case.province": pa.array([["jilin"]])}), path)
    with pytest.raises(InputError) as error:
        open_cases(path, VOCABULARY)
    assert error.value.problems[0].code == "wrong_type"


def test_native_values_that_are_wrong_are_bad_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    table = {
        "incident.infected": pa.array([-1, 2, None, None, 4], pa.int8()),
        "incident.deaths": pa.array([1.0, 1.5, float("nan"), None, 3.0]),
        "incident.date": pa.array([0, 0, 86_400_000, 86_400_001, -(10**13)], pa.timestamp("ms")),
        "conduct.manner": pa.array(
            [["falsification"], [], None, ["falsification", "!弄虚作假"], ["nothing"]]
        ),
        "incident.epidemic": pa.array([0, 1, 1, 2, None], pa.int32()),
    }
    parquet.write_table(pa.table(table), path)
    (chunk,) = read(path)
    assert [(row.row, sorted(problem.pointer for problem in row.problems)) for row in chunk.bad_rows] == [
        (1, ["/incident.infected"]),
        (2, ["/incident.deaths"]),
        (4, ["/conduct.manner", "/incident.date", "/incident.epidemic"]),
        (5, ["/conduct.manner", "/incident.date"]),
    ]
    (case,) = cases_in([chunk])
    assert (case.id, case.facts[FactRef("incident", "epidemic")]) == ("row-3", True)
    assert case.facts[FactRef("incident", "date")] == PartialDate.parse("1970-01-02")
