"""How a DOCX report looks: A4, Chinese fonts on every style, points of a list by depth, and the number of the page.

Word picks the font of a Chinese character by the style's East Asian font. Python-docx leaves that to a theme whose fonts are
Latin, so that Chinese would fall to whatever a machine has; here each style names it, and the font table names what stands in.
"""

from __future__ import annotations

import re

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph

from zhunsheng.engine.report.document import Report
from zhunsheng.engine.report.word_elements import element, run

#: The font of Chinese text, and what stands in for it on a machine that lacks it.
FONT, STAND_IN = "Noto Sans CJK SC", "SimSun"
#: The font of Latin text in English reports, whose quotation marks a Chinese font makes as wide as a character.
LATIN_FONT = "Arial"
_MARGIN = Cm(2.2)
_PAGE_WIDTH, _PAGE_HEIGHT = Cm(21), Cm(29.7)
#: What is left for text between the margins.
TEXT_WIDTH = Emu(_PAGE_WIDTH - 2 * _MARGIN)
#: Points are indented so deep; what lies deeper stays there.
_DEEPEST = 8
_BLACK, _GREY, _RED = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x55, 0x55, 0x55), "7A1F1F"
_LATIN_PITCH = 0.88
_SIZES = {"Title": 20, "Heading 1": 15, "Heading 2": 12.5, "Heading 3": 11, "Caption": 10}


def prepare(document: Document, report: Report) -> None:
    """Page, styles, fonts and footer."""
    page = document.sections[0]
    page.page_width, page.page_height = _PAGE_WIDTH, _PAGE_HEIGHT
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = _MARGIN
    _styles(document)
    if report.language == "en":
        _tighten(document)
    _fonts(document, FONT if report.language == "zh" else LATIN_FONT)
    _footer(page.footer.paragraphs[0], report)


def point_style(depth: int, fine: bool = False) -> str:
    """The id (and name) of the style of a point so deep in a list; ``fine``: of the annex, in small type."""
    return f"{'Fine' if fine else ''}Point{min(depth, _DEEPEST)}"


def _styles(document: Document) -> None:
    _existing(document, "Normal").font.size = Pt(10.5)
    for name, size in _SIZES.items():
        style = _existing(document, name)
        style.font.size, style.font.bold, style.font.italic, style.font.color.rgb = (
            Pt(size),
            True,
            False,
            _BLACK,
        )
        style.paragraph_format.keep_with_next = True
        style.paragraph_format.line_spacing = Pt(size * 1.4)
    title = _existing(document, "Title")
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for border in title.element.xpath("w:pPr/w:pBdr"):
        border.getparent().remove(border)
    plain = _existing(document, "Normal").paragraph_format
    plain.space_after, plain.line_spacing = Pt(4), Pt(16)
    _added(document, "Notice", 10.5, 16, 6)
    _boxed(_existing(document, "Notice"))
    _added(document, "Small", 8, 11.5, 4)
    _added(document, "Cell", 9, 12.5, 0)
    _added(document, "FineCell", 8, 11, 0)
    head = _added(document, "Head", 9, 12.5, 0)
    head.font.bold = head.paragraph_format.keep_with_next = True
    _added(document, "Gap", 4, 5, 2)
    _added(document, "Entry", 8, 11.5, 3)
    for depth in range(1, _DEEPEST + 1):
        for fine, size, pitch in ((False, 9.5, 13.5), (True, 8, 11.5)):
            point = _added(document, point_style(depth, fine), size, pitch, 1, "List Bullet")
            point.paragraph_format.left_indent = Cm(0.55 * depth)
            point.paragraph_format.first_line_indent = Cm(-0.45)
    node = document.styles.add_style("Node", WD_STYLE_TYPE.CHARACTER)
    node.font.size, node.font.bold, node.font.color.rgb = Pt(7.5), False, _GREY
    link = document.styles.add_style("Link", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb = RGBColor(0x16, 0x43, 0x7E)


def _tighten(document: Document) -> None:
    """Latin letters leave more room between lines than Chinese characters do."""
    for style in document.styles:
        if isinstance(style, ParagraphStyle) and isinstance(style.paragraph_format.line_spacing, Length):
            style.paragraph_format.line_spacing = Length(
                int(style.paragraph_format.line_spacing * _LATIN_PITCH)
            )


def _existing(document: Document, name: str) -> ParagraphStyle:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"'{name}' is no style of paragraphs")
    return style


def _added(
    document: Document, name: str, size: float, pitch: float, after: float, base: str = "Normal"
) -> ParagraphStyle:
    """A new style of paragraphs.

    Args:
        size: Of the type, in points.
        pitch: From line to line, in points. Chinese fonts differ in the height that they ask for by a third; here they do not.
        after: Below the paragraph, in points.
    """
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"'{name}' is no style of paragraphs")
    style.base_style = document.styles[base]
    style.font.size, style.paragraph_format.space_after = Pt(size), Pt(after)
    style.paragraph_format.line_spacing = Pt(pitch)
    return style


def _boxed(style: ParagraphStyle) -> None:
    """A frame round a paragraph that nobody must overlook."""
    borders = element("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        borders.append(
            element(
                f"w:{side}",
                {
                    "w:val": "single",
                    "w:sz": "24" if side == "left" else "6",
                    "w:space": "6",
                    "w:color": _RED,
                },
            )
        )
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _fonts(document: Document, latin: str) -> None:
    """The same fonts for all styles; the theme's would win over them, so they go.

    Latin letters and digits are English in a Chinese report as well: as Chinese they may be broken anywhere, a date in its year.
    """
    styles = document.styles.element
    for old in styles.xpath(".//w:rFonts"):
        old.getparent().remove(old)
    for style in styles.xpath(
        "w:style[@w:type='paragraph' or @w:type='character'] | w:docDefaults/w:rPrDefault"
    ):
        properties = style.find(qn("w:rPr"))
        if properties is None and style.tag == qn("w:style"):
            properties = style.get_or_add_rPr()
        slots = {"w:ascii": latin, "w:hAnsi": latin, "w:eastAsia": FONT, "w:cs": latin}
        properties.insert(0, element("w:rFonts", slots))
    for tongue in styles.xpath("w:docDefaults//w:lang"):
        tongue.set(qn("w:val"), "en-US")
        tongue.set(qn("w:eastAsia"), "zh-CN")
    _font_table(document)


def _font_table(document: Document) -> None:
    """Says what stands in for the font: a Chinese one, where there is no Noto."""
    part = next(part for part in document.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    entry = (
        f'<w:font w:name="{FONT}"><w:altName w:val="{STAND_IN}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )
    part._blob = part.blob.replace(b"</w:fonts>", entry.encode())


def _footer(paragraph: WordParagraph, report: Report) -> None:
    """What stands on every page, and the number of the page."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for words in re.split(r"(\{page\}|\{pages\})", f"{report.footer}　{report.page}"):
        field = {"{page}": "PAGE", "{pages}": "NUMPAGES"}.get(words)
        made = run(words if field is None else "1", "Node")
        paragraph._p.append(made if field is None else element("w:fldSimple", {"w:instr": field}, made))
