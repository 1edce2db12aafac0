"""Text, JSON, CSV and pictures say the same numbers; each says that what is counted are suggestions."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.statistics.made_results import GOLDEN, Row, batches, result, rows
from tests.golden.statistics_files import FOLDER, statistics_files
from zhunsheng.engine.release import Release, default_release
from zhunsheng.engine.statistics.axis import ticks
from zhunsheng.engine.statistics.counted import COUNTED_WORDS
from zhunsheng.engine.statistics.counting import count
from zhunsheng.engine.statistics.groupings import GROUPINGS, NONE, GroupKey
from zhunsheng.engine.statistics.months import timeline
from zhunsheng.engine.statistics.names import group_name
from zhunsheng.engine.statistics.plain_data import render_json
from zhunsheng.engine.statistics.pyramid import pyramid_sheet, render_pyramid
from zhunsheng.engine.statistics.sheets import render_csv, sheet
from zhunsheng.engine.statistics.tables import Statistics, Table, statistics
from zhunsheng.engine.statistics.text import render_text
from zhunsheng.engine.statistics.trend import render_trend, trend_sheet
from zhunsheng.engine.statistics.words import WORDS

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


def counted(made: list[Row]) -> Statistics:
    return statistics(count(batches(made), GROUPINGS), default_release())


def months(*labels: str | None) -> Table:
    found = counted([result(month=label) for label in labels]).table("month")
    assert found is not None
    return found


def lines(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_golden_files_are_what_is_rendered() -> None:
    made = dict(statistics_files())
    for path, text in made.items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run `make golden` and read the diff"
    assert set(FOLDER.iterdir()) == set(made)


@given(st.lists(rows(), max_size=30), st.sampled_from(["zh", "en"]))
def test_csv_says_what_json_says(drawn: list[Row], language: str) -> None:
    found, release = counted(drawn), default_release()
    plain = json.loads(render_json(found, release))
    header, *body = lines(render_csv(found, release, language))
    assert len(header) == len(set(header)) == 16
    expected = []
    for grouping, part in plain["tables"].items():
        groups = [(item["kind"], item["key"], item["name"][language], item) for item in part["groups"]]
        ends = [(kind, "", WORDS[language][kind], part[kind]) for kind in ("repeated", "total")]
        for kind, key, name, numbers in (*groups, *ends):
            cells = [*numbers["settled"], *numbers["still_open"], numbers["errors"], numbers["total"]]
            expected.append([grouping, kind, key, name, *map(str, cells)])
    assert body == expected


@given(st.lists(rows(), min_size=1, max_size=30))
def test_pictures_have_their_numbers_beside_them(drawn: list[Row]) -> None:
    found = counted(drawn)
    table = found.table("month")
    assert table is not None
    _, *body = lines(pyramid_sheet(found, "zh"))
    assert [int(line[4]) for line in body] == [found.total.forms[form] for form in (4, 3, 2, 1, 0)]
    _, *body = lines(trend_sheet(table, "en"))
    assert sum(int(line[-1]) for line in body) == len(drawn)
    for picture in (render_pyramid(found, "zh"), render_trend(table, "zh")):
        Xml.fromstring(picture)


@LANGUAGES
def test_pictures_are_accessible_and_ask_for_nothing_from_outside(language: str) -> None:
    found = counted(GOLDEN)
    table = found.table("month")
    assert table is not None
    for picture in (render_pyramid(found, language), render_trend(table, language)):
        root = Xml.fromstring(picture)
        labels = root.attrib["aria-labelledby"].split()
        named = {child.get("id"): child for child in root}
        assert root.attrib["role"] == "img"
        assert [named[label].tag for label in labels] == [f"{SVG}title", f"{SVG}desc"]
        assert all(len(named[label].text or "") > 8 for label in labels)
        assert COUNTED_WORDS["batch"].note.get(language)[:12] in "".join(root.itertext())
        assert not any(word in picture for word in ("href", "style", "script", "@font", "<image"))
        assert picture.count("http") == 1  # the name of SVG itself
        ids = {element.get("id") for element in root.iter()}
        assert all(f"{label.split('-')[0]}-open-0" in ids for label in labels)


def test_the_description_of_the_pyramid_has_every_number() -> None:
    root = Xml.fromstring(render_pyramid(counted(GOLDEN), "zh"))
    description = root.findtext(f"{SVG}desc") or ""
    for form in ("第一种形态", "第二种形态", "第三种形态", "第四种形态"):
        assert form in description
    assert description.index("第一种形态") < description.index("第四种形态")


@LANGUAGES
def test_a_pyramid_on_its_head_is_said_to_be_none(language: str) -> None:
    upright, headlong = counted([result(1), result(1), result(2)]), counted([result(1), result(2), result(2)])
    assert WORDS[language]["pyramid_no_base"] not in render_pyramid(upright, language)
    assert WORDS[language]["pyramid_no_base"] in render_pyramid(headlong, language)


def test_text_says_what_it_is_and_what_it_is_not(release: Release) -> None:
    text = render_text(counted(GOLDEN), release, "zh")
    assert "不是处理结果，也不是决定" in text
    assert "规则集 sha256:000000000000…" in text
    two = render_text(counted([result(), result(digest="sha256:1")]), release, "zh")
    assert WORDS["zh"]["rulesets_differ"] in two
    assert WORDS["en"]["nothing"] in render_text(counted([]), release, "en")


def test_a_cell_that_a_spreadsheet_would_compute_is_disarmed() -> None:
    text = sheet(["name"], [["=1+1"], ["@x"], ["a=1"], [-1]])
    assert lines(text) == [["name"], ["'=1+1"], ["'@x"], ["a=1"], ["-1"]]


def test_months_leave_no_gap_and_become_years_where_they_are_many() -> None:
    few = timeline(months("2020-11", "2021-02", None, "2021-13", "0021-08"))
    assert [period.label for period in few.periods] == ["2020-11", "2020-12", "2021-01", "2021-02"]
    assert [period.count.total for period in few.periods] == [1, 0, 0, 1]
    assert (few.yearly, few.outside.total) == (False, 3)
    many = timeline(months("2010-01", "2010-12", "2021-02"))
    assert many.yearly
    assert [period.label for period in many.periods] == [str(year) for year in range(2010, 2022)]
    assert [period.count.total for period in many.periods][:2] == [2, 0]
    assert timeline(months(None)).periods == ()


@given(st.integers(0, 10**12))
def test_an_axis_ends_in_a_round_number_just_over_the_largest(largest: int) -> None:
    marks = ticks(largest)
    assert marks[0] == 0
    assert 2 <= len(marks) <= 6
    assert marks[-2] < max(largest, 1) <= marks[-1]
    assert str(marks[1]).rstrip("0") in ("1", "2", "5")


def test_names_come_from_the_vocabulary_and_unknown_values_stand_as_they_are(release: Release) -> None:
    def name(grouping: str, value: str, language: str = "zh") -> str:
        (chosen,) = (known for known in GROUPINGS if known == grouping)
        return group_name(chosen, GroupKey("group", value), release, language)

    assert name("province", "jilin") == "吉林"
    assert name("level", "county", "en") == "County or district"
    assert name("finding", "complacency") == "麻痹大意"
    assert name("rule", "shanxi.complacency", "en") == release.rules["shanxi.complacency"].title.en
    assert (name("category", "moon"), name("month", "2021-08")) == ("moon", "2021-08")
    assert group_name("rule", NONE, release, "zh") == "（无起作用的规则）"
