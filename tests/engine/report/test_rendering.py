"""HTML and DOCX show the same report, byte for byte the same each time, in a form that browsers, printers and readers can use."""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from lxml import html

from tests.engine.report.conftest import NAMES, Reports
from zhunsheng.engine.report.document import Paragraph, Report, Table, line
from zhunsheng.engine.report.html import render_html
from zhunsheng.engine.report.word import render_docx

FEW = ("cases/seed_000_complacency", "cases/organization", "cases/nothing_known")


def words(element: Any) -> str:
    return "".join(element.itertext())


def document(report: Report) -> Document:
    return docx.Document(io.BytesIO(render_docx(report)))


def word_headings(opened: Document) -> Iterator[str]:
    for paragraph in opened.paragraphs:
        assert paragraph.style is not None
        assert paragraph.style.name is not None
        if paragraph.style.name == "Title" or paragraph.style.name.startswith("Heading"):
            yield paragraph.text


def table_texts(tables: list[WordTable]) -> list[list[list[str]]]:
    return [
        [
            [
                "".join(WordParagraph(p, table).text for p in cell.findall(qn("w:p")))
                for cell in row.findall(qn("w:tc"))
            ]
            for row in table._tbl.tr_lst
        ]
        for table in tables
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", FEW)
def test_both_files_say_the_same(reports: Reports, name: str, language: Any) -> None:
    report = reports.get(name, language).report
    page, opened = html.fromstring(render_html(report)), document(report)
    assert [words(h) for h in page.xpath("//h1|//h2|//h3|//h4|//h5")] == list(word_headings(opened))
    assert [words(c) for c in page.xpath("//caption")] == [
        p.text for p in opened.paragraphs if p.style is not None and p.style.name == "Caption"
    ]
    assert [
        [["".join(words(cell)) for cell in row.xpath("th|td")] for row in table.xpath(".//tr")]
        for table in page.xpath("//table")
    ] == table_texts(opened.tables)
    points = [words(li).split("\n")[0] for li in page.xpath("//li")]
    assert points == [
        p.text
        for p in opened.paragraphs
        if p.style is not None and re.match("(Fine)?Point", p.style.name or "")
    ]
    assert [words(entry) for entry in page.xpath("//div[@class='entry']/p")] == [
        p.text for p in opened.paragraphs if p.style is not None and p.style.name == "Entry"
    ]
    assert page.xpath("//*[@class='mention']/text()") == [
        run.getnext().findtext(f".//{qn('w:t')}")
        for run in opened.element.body.iter(qn("w:bookmarkStart"))
        if "Small" in run.getparent().xpath("w:pPr/w:pStyle/@w:val")
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_sound(reports: Reports, name: str) -> None:
    text = render_html(reports.get(name).report)
    page = html.fromstring(text)
    assert text.startswith("<!DOCTYPE html>")
    assert page.get("lang") == "zh-CN"
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert all(th.get("scope") in ("row", "col") for th in page.xpath("//th"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in page.xpath("//a/@href")} <= set(ids)
    assert not page.xpath("//script|//link|//img|//@src")
    assert "http" not in text
    assert "url(" not in text


def test_conclusions_lead_to_their_nodes(reports: Reports) -> None:
    page = html.fromstring(render_html(reports.get("cases/seed_000_complacency").report))
    row = page.xpath("//tr[th[starts-with(., '麻痹大意')]]")[0]
    (target,) = row.xpath(".//a/@href")
    entry = page.get_element_by_id(target.removeprefix("#"))
    assert "#shanxi.complacency 认定“麻痹大意”，未知事实不改变这一点。" in words(entry)
    assert entry.xpath("preceding::h3[1]/text()") == ["主体 deputy_head 的行为 C1"]


def test_words_are_escaped(reports: Reports) -> None:
    report = reports.get("cases/nothing_known").report
    evil = replace(report, title="<script>alert(1)</script>", opening=(Paragraph(line("a & <b>")),))
    text = render_html(evil)
    assert "<script>" not in text
    assert "a &amp; &lt;b&gt;" in text
    assert next(word_headings(document(evil))) == "<script>alert(1)</script>"


@pytest.mark.parametrize("name", FEW)
def test_the_same_report_gives_the_same_bytes(reports: Reports, name: str) -> None:
    report = reports.get(name).report
    assert render_docx(report) == render_docx(report)
    assert render_html(report) == render_html(report)


def test_the_file_is_dated_by_the_decision_and_its_entries_by_nothing(reports: Reports) -> None:
    made = render_docx(reports.get("cases/seed_000_complacency").report)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None
    about = docx.Document(io.BytesIO(made)).core_properties
    assert about.created is not None
    assert about.created.date().isoformat() == "2021-11-05"
    assert about.created == about.modified
    undated = replace(reports.get("cases/nothing_known").report, dated=None)
    about = document(undated).core_properties
    assert about.created is not None
    assert about.created.year == 1980


def test_the_document_is_a4_with_chinese_fonts_and_numbered_pages(reports: Reports) -> None:
    opened = document(reports.get("cases/organization").report)
    (page,) = opened.sections
    assert page.page_width is not None
    assert page.page_height is not None
    assert [round(length.mm) for length in (page.page_width, page.page_height)] == [210, 297]
    footer = page.footer._element
    assert [field.get(qn("w:instr")) for field in footer.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    used = {p.style.name for p in opened.paragraphs if p.style is not None}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "Entry", "Point1"} <= used
    for fonts in opened.styles.element.iter(qn("w:rFonts")):
        assert fonts.get(qn("w:eastAsia")) == "Noto Sans CJK SC"
        assert fonts.get(qn("w:eastAsiaTheme")) is None
    for name in used:
        style = opened.styles[name or ""].element
        assert style.find(qn("w:rPr")).find(qn("w:rFonts")) is not None, name
    for name in ("Heading 1", "Heading 2", "Heading 3", "Caption"):
        assert opened.styles[name].paragraph_format.keep_with_next, name
    (tongue,) = opened.styles.element.xpath("w:docDefaults//w:lang")
    assert [tongue.get(qn(f"w:{script}")) for script in ("val", "eastAsia")] == ["en-US", "zh-CN"]
    (table,) = (part.blob for part in opened.part.package.iter_parts() if "fontTable" in part.partname)
    assert b'<w:font w:name="Noto Sans CJK SC"><w:altName w:val="SimSun"/>' in table


def test_links_of_the_document_lead_to_bookmarks(reports: Reports) -> None:
    body = document(reports.get("cases/heavier_and_lighter").report).element.body
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert len(names) == len(set(names))
    assert links
    assert links <= set(names)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_first_page_says_who_decides_and_what_it_rests_on(reports: Reports, language: Any) -> None:
    made = reports.get("cases/seed_003_urgent_matter", language)
    notice, identity, overview = made.report.opening
    assert isinstance(notice, Paragraph)
    assert {"zh": "由有权机关和人员决定", "en": "people decide"}[language] in notice.line.text
    assert isinstance(identity, Table)
    values = {row[1][0].text for row in identity.rows}
    canonical = json.dumps(made.document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert f"sha256:{hashlib.sha256(canonical.encode('utf-8')).hexdigest()}" in values
    assert made.suggestion.release.digest in values
    assert made.case.id in values
    assert isinstance(overview, Table)
    assert [row[0][0].text for row in overview.rows] == [s.subject_id for s in made.suggestion.subjects]


def test_tolerance_is_weighed_both_ways(reports: Reports) -> None:
    text = render_html(reports.get("cases/seed_003_urgent_matter").report)
    for heading in ("支持容错的理由和因素", "不支持容错的排除情形和因素", "尚不明的因素"):
        assert heading in text
    assert "理由：急事急办中的失误和无意过失" in text


def test_english_has_no_chinese_punctuation_between_its_words(reports: Reports) -> None:
    text = re.sub(r"<style>.*?</style>", "", render_html(reports.get(NAMES[0], "en").report), flags=re.DOTALL)
    assert not re.search("[，；：、（）〔〕]", text)
