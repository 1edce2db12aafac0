"""A report as a DOCX file: real headings, tables whose head repeats, links into the annex, numbered A4 pages.

The bytes depend on the report alone: the file's dates are those of the decision, and the entries of the archive have none.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from itertools import count, zip_longest

import docx
from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement

from zhunsheng.engine.report.document import (
    Block,
    Entry,
    Item,
    Line,
    Listing,
    Paragraph,
    Report,
    Section,
    Table,
)
from zhunsheng.engine.report.word_elements import bookmarked, paragraph, run, runs, table
from zhunsheng.engine.report.word_styles import TEXT_WIDTH, point_style, prepare
from zhunsheng.engine.vocabulary.dates import PartialDate

#: What a file is dated where the day of the decision is not known, and the oldest date that an archive can hold.
_NO_DAY = datetime(1980, 1, 1)
_ARCHIVE_DAY = (1980, 1, 1, 0, 0, 0)
_STYLES = {"plain": "Normal", "notice": "Notice", "small": "Small"}


def render_docx(report: Report) -> bytes:
    """The report as the bytes of a DOCX file; the same report gives the same bytes."""
    document = docx.Document()
    prepare(document, report)
    _describe(document, report)
    # The properties of the last section are the last element of a body; everything stands before them.
    end = document.sections[-1]._sectPr
    for made in _Body().report(report):
        end.addprevious(made)
    written = io.BytesIO()
    document.save(written)
    return _undated(written.getvalue())


def _describe(document: Document, report: Report) -> None:
    """What the file says about itself."""
    day = PartialDate.parse(report.dated).earliest if report.dated else None
    moment = datetime(day.year, day.month, day.day) if day else _NO_DAY
    about = document.core_properties
    about.title, about.subject, about.comments, about.keywords = report.title, report.footer, "", ""
    about.author = about.last_modified_by = "准绳 Zhunsheng"
    about.language = {"zh": "zh-CN", "en": "en"}[report.language]
    about.created = about.modified = moment
    about.revision = 1


def _undated(archive: bytes) -> bytes:
    """The archive with entries that bear no date of today."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(written, "w") as new:
        for entry in old.infolist():
            undated = zipfile.ZipInfo(entry.filename, _ARCHIVE_DAY)
            undated.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(undated, old.read(entry))
    return written.getvalue()


class _Body:
    """The elements of a body, in order; bookmarks are numbered as they come."""

    def __init__(self) -> None:
        self._bookmarks = count(1)

    def report(self, report: Report) -> Iterator[BaseOxmlElement]:
        yield paragraph("Title", run(report.title))
        yield from self._blocks(report.opening)
        for section in report.sections:
            yield from self._section(section, 1)

    def _section(self, section: Section, level: int) -> Iterator[BaseOxmlElement]:
        yield paragraph(f"Heading{level}", run(section.heading))
        yield from self._blocks(section.blocks)
        for below in section.sections:
            yield from self._section(below, level + 1)

    def _blocks(self, blocks: tuple[Block, ...]) -> Iterator[BaseOxmlElement]:
        for block, following in zip_longest(blocks, blocks[1:]):
            match block:
                case Paragraph(line, style):
                    keep = isinstance(following, Table)
                    yield paragraph(_STYLES[style], *self._runs(line), keep=keep)
                case Listing(items):
                    yield from self._points(items, 1)
                case Table():
                    yield paragraph("Caption", run(block.caption))
                    yield table(block, TEXT_WIDTH.twips, self._bookmarks)
                    yield paragraph("Gap")
                case Entry():
                    yield from self._entry(block)

    def _entry(self, entry: Entry) -> Iterator[BaseOxmlElement]:
        title = bookmarked(entry.anchor, next(self._bookmarks), run(f"{entry.title} ", strong=True))
        yield paragraph("Entry", *title, run(f"{entry.mark} ", "Node"), *self._runs(entry.line))
        yield from self._points(entry.items, 1, fine=True)

    def _points(self, items: tuple[Item, ...], depth: int, fine: bool = False) -> Iterator[BaseOxmlElement]:
        for item in items:
            yield paragraph(point_style(depth, fine), *self._runs(item.line))
            yield from self._points(item.parts, depth + 1, fine)

    def _runs(self, line: Line) -> Iterator[BaseOxmlElement]:
        return runs(line, self._bookmarks)
