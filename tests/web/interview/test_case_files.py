"""A case is taken from JSON, YAML and the spreadsheet; everything that is wrong with a file is told by its place in it."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import openpyxl
import pytest

from tests.records.recorded import FACTS
from zhunsheng.api.web.interview.case_files import FileReader
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.release import default_release
from zhunsheng.engine.template.workbook import render_template
from zhunsheng.engine.vocabulary.models import case_model, read_case

VOCABULARY = default_release().vocabulary
MODEL = case_model(VOCABULARY)


def read(document: Document) -> Any:
    return read_case(document, MODEL, VOCABULARY)


def reader(language: Language = "zh") -> FileReader:
    return FileReader(VOCABULARY, read, language)


def sheet(rows: list[dict[str, Any]], language: Language = "zh") -> bytes:
    """The template with these rows in the place of its example."""
    book = openpyxl.load_workbook(io.BytesIO(render_template(VOCABULARY, language)))
    form = book.worksheets[0]
    headers = [cell.value for cell in form[1]]
    form.delete_rows(2)
    for number, row in enumerate(rows, 2):
        for header, value in row.items():
            place = headers.index(header) + 1 if header in headers else len(headers) + 1
            form.cell(1, place).value = header
            form.cell(number, place).value = value
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_a_document_is_read_as_json_and_as_yaml() -> None:
    document = {**FACTS, "incident": {**FACTS["incident"], "deaths": None}}
    for name in ("case.json", "case.yaml", "案卷.YML"):
        found = reader().case_in(name, json.dumps(document).encode())
        assert found.document == FACTS  # what is null is unknown, and so is what is not there


def test_a_scenario_is_read_for_its_case() -> None:
    path = default_release().folder / "scenarios" / "cases" / "seed_003_urgent_matter.yaml"
    found = reader().case_in("scenario.yaml", path.read_bytes())
    assert found.document is not None
    assert [subject["id"] for subject in found.document["subjects"]] == ["procurer", "colleague"]


def test_the_example_of_the_template_is_no_case() -> None:
    for language in ("zh", "en"):
        found = reader().case_in("form.xlsx", render_template(VOCABULARY, language))
        assert ["没有案件" in item.what for item in found.misread] == [True]


def test_rows_in_chinese_are_a_case_with_several_conducts() -> None:
    rows = [
        {
            "案件.编号": "K1",
            "主体.编号": "S1",
            "主体.党员": "是",
            "行为.日期": "2021-10",
            "行为.主观": "过失",
        },
        {"案件.编号": "K1", "主体.编号": "S1", "行为.日期": "2021-10-20", "行为.隐瞒": "否"},
        {"案件.编号": "K1", "主体.编号": "S2", "事件.死亡人数": 1},
    ]
    found = reader().case_in("填写表.xlsx", sheet(rows[:2]))
    assert found.document is not None
    (subject,) = found.document["subjects"]
    assert (subject["id"], subject["party_member"]) == ("S1", True)
    assert [{**conduct, "id": ""} for conduct in subject["conducts"]] == [
        {"id": "", "date": "2021-10", "intent": "negligence"},
        {"id": "", "date": "2021-10-20", "concealed": False},
    ]
    (misread,) = reader().case_in("填写表.xlsx", sheet(rows)).misread
    assert misread.where == "第 4 行，“事件.死亡人数”列"
    assert "第一行不一致" in misread.what


def test_what_is_wrong_in_a_cell_is_told_by_row_and_column() -> None:
    rows = [
        {"案件.编号": "K1", "主体.编号": "S1", "行为.日期": "2021-13", "行为.主观": "过失了"},
    ]
    found = reader().case_in("填写表.xlsx", sheet(rows))
    assert found.document is None
    assert [(item.where, item.near) for item in found.misread] == [
        ("第 2 行，“行为.日期”列", ""),
        ("第 2 行，“行为.主观”列", "过失"),
    ]
    (english, _) = reader("en").case_in("form.xlsx", sheet(rows)).misread
    assert english.where == "row 2, column “行为.日期”"


def test_a_header_that_means_nothing_is_told() -> None:
    (misread,) = reader().case_in("填写表.xlsx", sheet([{"案件.编号": "K1", "行为.主观态": "过失"}])).misread
    assert (misread.where, misread.near) == ("第 1 行，“行为.主观态”", "行为.主观")


def test_what_is_wrong_in_a_text_is_told_by_line_and_column() -> None:
    text = 'case: {id: x}\nincident: {}\nsubjects:\n  - id: S1\n    conducts:\n      - {id: C1, intent: 过失, dat: "2021"}\n'
    found = reader().case_in("case.yaml", text.encode())
    assert [(item.where, item.place, item.near) for item in found.misread] == [
        ("第 6 行第 18 列", "/subjects/0/conducts/0/intent", "negligence"),
        ("第 6 行第 30 列", "/subjects/0/conducts/0/dat", "date"),
    ]


def test_of_several_cases_one_is_chosen() -> None:
    raw = sheet([{"案件.编号": "K1", "主体.编号": "S1"}, {"案件.编号": "K2", "主体.编号": "S9"}])
    assert reader().case_in("填写表.xlsx", raw).cases == ("K1", "K2")
    assert reader().case_in("填写表.xlsx", raw, "K3").cases == ("K1", "K2")
    chosen = reader().case_in("填写表.xlsx", raw, "K2").document
    assert chosen is not None
    assert [subject["id"] for subject in chosen["subjects"]] == ["S9"]


def _bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("case.json", b"", "文件是空的"),
        ("case.json", b"\xff\xfe", "UTF-8"),
        ("case.json", b"{", ""),
        ("case.yaml", b"- 1\n", "案卷应是"),
        ("case.txt", b"{}", ""),
        ("form.xlsx", b"no workbook", "XLSX"),
        ("form.xlsx", _bomb(), "过大"),
        ("form.csv", b"", ""),
        ("form.csv", "案件.编号,主体.编号\n".encode(), "没有案件"),
    ],
    ids=[
        "empty",
        "not utf-8",
        "broken",
        "a list",
        "of another kind",
        "no workbook",
        "bomb",
        "empty csv",
        "no rows",
    ],
)
def test_a_file_that_is_no_case_says_why(name: str, raw: bytes, said: str) -> None:
    found = reader().case_in(name, raw)
    assert found.document is None
    assert found.misread
    assert said in found.misread[0].what


def test_an_archive_whose_names_are_no_text_is_told_and_no_failure() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("é.xml", "")
    found = reader().case_in("case.xlsx", written.getvalue().replace("é".encode(), b"\xff\xff"))
    assert found.document is None
    assert "不是 XLSX 工作簿" in found.misread[0].what
