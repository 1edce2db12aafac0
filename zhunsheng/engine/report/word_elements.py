"""The elements that a DOCX body is made of. Python-docx looks a style up anew for each paragraph, which takes a minute for a long
annex; here a style is named by its id.
"""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

from zhunsheng.engine.report.document import Line, Mention, Reference, Table, Words

#: The share of the whole in fiftieths of a percent, the unit in which Word writes percentages.
_FIFTIETHS = 50


def element(
    tag: str, attributes: dict[str, str] | None = None, *children: BaseOxmlElement
) -> BaseOxmlElement:
    """An element with attributes and children."""
    made = OxmlElement(tag)
    for key, value in (attributes or {}).items():
        made.set(qn(key), value)
    for child in children:
        made.append(child)
    return made


def paragraph(style: str, *children: BaseOxmlElement, keep: bool = False) -> BaseOxmlElement:
    """A paragraph of a style, by the style's id; ``keep``: on one page with what comes next."""
    kept = (element("w:keepNext"),) if keep else ()
    properties = element("w:pPr", {}, element("w:pStyle", {"w:val": style}), *kept)
    return element("w:p", {}, properties, *children)


def run(text: str, style: str | None = None, strong: bool = False) -> BaseOxmlElement:
    """Some words, of a character style or none."""
    words = element("w:t", {"xml:space": "preserve"})
    words.text = text
    marks = []
    if style:
        marks.append(element("w:rStyle", {"w:val": style}))
    if strong:
        marks.append(element("w:b"))
    properties = [element("w:rPr", {}, *marks)] if marks else []
    return element("w:r", {}, *properties, words)


def runs(line: Line, numbers: Iterator[int]) -> Iterator[BaseOxmlElement]:
    """A line as runs; what refers to an anchor becomes a link.

    Args:
        numbers: Those of the bookmarks of a file, none twice.
    """
    for part in line.parts:
        match part:
            case Reference(text, anchor):
                yield element("w:hyperlink", {"w:anchor": anchor, "w:history": "1"}, run(text, "Link"))
            case Mention(text, anchor):
                yield from bookmarked(anchor, next(numbers), run(text, strong=True))
            case Words(text, strong):
                yield run(text, strong=strong)


def bookmarked(name: str, number: int, *children: BaseOxmlElement) -> tuple[BaseOxmlElement, ...]:
    """Elements between the ends of a bookmark that links lead to."""
    start = element("w:bookmarkStart", {"w:id": str(number), "w:name": name})
    return (start, *children, element("w:bookmarkEnd", {"w:id": str(number)}))


def table(content: Table, width: int, numbers: Iterator[int]) -> BaseOxmlElement:
    """A table over the full width of the text. Its head repeats on every page; rows grow with what is in them and stay whole.

    Args:
        width: Of the text, in twentieths of a point.
        numbers: Those of the bookmarks of a file, none twice.
    """
    properties = element(
        "w:tblPr",
        {},
        element("w:tblStyle", {"w:val": "TableGrid"}),
        element("w:tblW", {"w:type": "pct", "w:w": str(100 * _FIFTIETHS)}),
        element("w:tblLayout", {"w:type": "fixed"}),
        element(
            "w:tblLook",
            {"w:val": "04A0", "w:firstRow": "1", "w:lastRow": "0", "w:firstColumn": "1", "w:lastColumn": "0"},
        ),
        element("w:tblCaption", {"w:val": content.caption}),
    )
    columns = (element("w:gridCol", {"w:w": str(width * share // 100)}) for share in content.widths)
    made = element("w:tbl", {}, properties, element("w:tblGrid", {}, *columns))
    if content.head:
        titles = tuple((paragraph("Head", run(title)),) for title in content.head)
        made.append(_row(titles, content.widths, head=True))
    style = "FineCell" if content.fine else "Cell"
    for row in content.rows:
        cells = tuple(tuple(paragraph(style, *runs(line, numbers)) for line in lines) for lines in row)
        made.append(_row(cells, content.widths, head=False))
    return made


def _row(
    cells: tuple[tuple[BaseOxmlElement, ...], ...], widths: tuple[int, ...], *, head: bool
) -> BaseOxmlElement:
    marks = [element("w:cantSplit"), *([element("w:tblHeader")] if head else [])]
    made = element("w:tr", {}, element("w:trPr", {}, *marks))
    for lines, share in zip(cells, widths, strict=True):
        properties = element(
            "w:tcPr", {}, element("w:tcW", {"w:type": "pct", "w:w": str(share * _FIFTIETHS)})
        )
        if head:
            shade = {"w:val": "clear", "w:color": "auto", "w:fill": "ECECEC"}
            properties.append(element("w:shd", shade))
        made.append(element("w:tc", {}, properties, *(lines or (paragraph("Cell"),))))
    return made
