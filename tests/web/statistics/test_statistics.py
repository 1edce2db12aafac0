"""The pages of figures: what a picture says in words is what its table says, and what its sheet says; every total is one."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import Any

import pytest
from fastapi import FastAPI

from tests.api.client import Client
from tests.web.site import Site, text_of
from tests.web.statistics.known import agreement, with_agreement
from zhunsheng.api.app import create_app
from zhunsheng.engine.evaluation import Evaluator

ADDRESSES = (
    "/statistics",
    "/statistics/by/category",
    "/statistics/by/province",
    "/statistics/by/level",
    "/statistics/by/month",
)
ASKED = ("", "?level=county", "?category=grassroots&since=2020-02&until=2021-12", "?province=tibet")
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


def figure_of(site: Site, address: str, language: str) -> dict[str, Any]:
    path, _, query = address.partition("?")
    answer = site.as_("maintainer", language).get(f"{path}.json?{query}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def rows_of(sheet: bytes) -> list[list[str]]:
    text = sheet.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


@LANGUAGES
@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_sheet_is_the_table_and_the_table_comes_to_its_total(
    site: Site, address: str, asked: str, language: str
) -> None:
    shown = figure_of(site, address + asked, language)
    figure = shown["figure"]
    answer = site.as_("maintainer", language).get(shown["csv"])
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    head, *rows = rows_of(answer.content)
    assert head[1 : 2 + len(figure["columns"])] == [figure["of_rows"], *figure["columns"]]
    expected = [*figure["rows"], figure["total"]]
    assert len(rows) == len(expected)
    for row, told in zip(rows, expected, strict=True):
        assert row[:2] == [told["key"], told["name"]]
        numbers = [int(cell) for cell in row[2 : 2 + len(told["numbers"])]]
        assert numbers == told["numbers"]
        if figure["shares"] and told["share"]:
            kept = [told["share"][name] for name in ("share", "low", "high")]
            assert [float(cell) for cell in row[-3:]] == pytest.approx(kept, abs=5e-5)
            assert kept[1] <= kept[0] <= kept[2]
    columns = zip(*(row["numbers"] for row in figure["rows"]), strict=True)
    sums = [sum(column) for column in columns] or [0] * len(figure["columns"])
    assert sums == figure["total"]["numbers"]


@LANGUAGES
@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_picture_says_in_words_what_the_table_says(
    site: Site, address: str, asked: str, language: str
) -> None:
    """Bars name every group with all of its numbers; the pyramid every form; months their sums and the highest."""
    figure = figure_of(site, address + asked, language)["figure"]
    numbers = Counter(re.findall(r"(?<![\d.,-])\d{1,3}(?:,\d{3})*(?![\d%-])", figure["words"]))
    if address.endswith("/by/month"):
        dated = [row for row in figure["rows"] if row["key"] != "unknown"]
        for form in range(5):
            if dated:
                assert str(sum(row["numbers"][form] for row in dated)) in numbers
        return
    for row in figure["rows"]:
        if address == "/statistics" and row["key"] == "0":
            continue  # outside of the pyramid, and said below its title
        for number in row["numbers"]:
            assert f"{number:,}" in numbers, (row, figure["words"])
        if row["share"]:
            assert f"{row['share']['share']:.1%}" in figure["words"]
        if address != "/statistics":
            assert row["name"] in figure["words"]
    picture = figure["picture"]
    assert f">{figure['words']}</desc>" in picture


@LANGUAGES
def test_a_page_shows_every_number_of_its_twin(site: Site, language: str) -> None:
    figure = figure_of(site, "/statistics/by/level", language)["figure"]
    page = site.as_("maintainer", language).get("/statistics/by/level").text
    table = re.search(r"(?s)<table>.*?</table>", page)
    assert table
    cells = re.findall(r'<td class="number">([\d,]+)</td>', table[0])
    told = [n for row in [*figure["rows"], figure["total"]] for n in row["numbers"]]
    assert [int(cell.replace(",", "")) for cell in cells] == told
    assert page.count("<svg") == 1
    assert figure["picture"].strip() in page


def test_what_is_wrong_with_the_question_is_said_at_its_field_and_nothing_is_counted(site: Site) -> None:
    somebody = site.as_("handler")
    answer = somebody.get("/statistics?category=grassrots&since=2020")
    assert answer.status_code == 422
    assert 'id="f-category-error"' in answer.text
    assert 'id="f-since-error"' in answer.text
    assert 'value="2020"' in answer.text
    assert "<svg" not in answer.text
    assert somebody.get("/statistics/forms.csv?since=2020").status_code == 422
    assert somebody.get("/statistics/by/name").status_code == 422
    assert "没有符合条件的对象" in somebody.get("/statistics?province=tibet").text


def test_statistics_of_notices_are_for_everybody_who_may_read_the_rules(site: Site) -> None:
    for role in site.people:
        assert site.as_(role).get("/statistics").status_code == 200
    assert site.as_(None).get("/statistics/forms.csv").status_code == 303


def test_agreement_is_worked_out_in_the_background_and_kept(own_site: Site) -> None:
    somebody = own_site.as_("maintainer")
    first = somebody.get("/statistics/agreement")
    assert "正在用现行规则评估" in first.text
    assert own_site.service.app.state.agreement.wait() == agreement()
    assert somebody.get("/statistics/agreement/form.csv").status_code == 200
    assert somebody.get("/statistics/agreement.json").json()["state"] == "ready"


@LANGUAGES
def test_agreement_shows_the_figures_of_practice(site: Site, language: str) -> None:
    found = agreement()
    shown = site.as_("handler", language).get(f"{with_agreement(site)}.json").json()
    short = shown["headline"]
    assert (short["notices"], short["subjects"]) == (found.notices, found.subjects)
    for part, share in (("inside", found.inside), ("equal", found.recommended_equals)):
        assert round(short[part]["subjects"] / found.subjects, 4) == share
    by_form, against, by_category = (item["figure"] for item in shown["figures"])
    # Three ways to count the same: rows of the first and the second come to all subjects.
    assert by_form["total"]["numbers"][-1] == against["total"]["numbers"][-1] == found.subjects
    assert by_form["total"]["numbers"][0] == short["equal"]["subjects"]
    assert by_form["total"]["numbers"][2] == found.subjects - short["inside"]["subjects"]
    assert [row["numbers"][row_number] for row_number, row in enumerate(against["rows"])] == [
        row["numbers"][0] for row in by_form["rows"]
    ]
    assert {row["key"]: row["numbers"][-1] for row in by_category["rows"]} == {
        key: group.subjects for key, group in found.by_category.items()
    }
    assert by_category["total"] is None
    for item in shown["figures"]:
        figure = item["figure"]
        _, *rows = rows_of(site.as_("handler", language).get(item["csv"]).content)
        told = [*figure["rows"], *([figure["total"]] if figure["total"] else [])]
        assert [[int(cell) for cell in row[2:]] for row in rows] == [row["numbers"] for row in told]
        for row in figure["rows"]:
            assert f"{row['name']}{'：' if language == 'zh' else ': '}" in figure["words"]
    assert len(shown["differing"]) == len(found.disagreements)
    page = text_of(site.as_("handler", language).get("/statistics/agreement").text)
    assert f"{found.inside:.1%}" in page


def test_a_service_without_records_shows_the_same(evaluator: Evaluator) -> None:
    app: FastAPI = create_app(evaluator)
    client = Client(app)
    for address in ADDRESSES:
        assert client.get(address).status_code == 200
    assert client.get("/statistics/forms.csv").status_code == 200
    app.state.agreement.keep(agreement())
    assert client.get("/statistics/agreement.json").json()["state"] == "ready"
