"""What the pictures of statistics share: frame, words around the drawing, fills, and the legend.

The forms are in an order, so they are shades of one blue from light to dark: told apart without colour vision and in print,
and each segment has an outline besides. What is still open has slanting stripes on it, never only another colour. A picture
brings its own white paper and ink, so that it reads the same on a light and on a dark page, and nothing from outside: no
fonts, styles or scripts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from zhunsheng.engine.explain.graph import style
from zhunsheng.engine.explain.graph.elements import add, clean, put_text, shown
from zhunsheng.engine.explain.graph.measuring import BOLD, lines_within, text_width

MARGIN, HEAD_SIZE, TEXT_SIZE, SMALL_SIZE = 24.0, 17.0, 13.0, 12.0
_LINE = 18.0

#: Fills of the forms 0 to 4, and the stripes on each of them where it is still open: thin, so that a shade stays what it is.
FILLS = ("#ffffff", "#d3e4f4", "#8ab6dd", "#3f7cb8", "#143a63")
_STRIPES = ("#a5adb5", "#8fb0cf", "#ffffff", "#ffffff", "#ffffff")
OUTLINE = "#33404d"


@dataclass(frozen=True)
class Frame:
    """A picture without its drawing.

    Attributes:
        key: Begins the ids in it, so that several pictures can stand in one page.
        description: The text alternative: what the picture shows, in words and numbers.
        notes: Below the title.
        width: Of the drawing, without margins.
        has_links: Whether parts of it lead somewhere. An image is one thing to a screen reader, and nothing in it can be reached.
    """

    key: str
    language: str
    title: str
    description: str
    notes: tuple[str, ...]
    width: float
    has_links: bool = False


def framed(frame: Frame, drawing: Iterable[Xml.Element], height: float) -> str:
    """The picture as SVG: title and notes above a drawing that begins at 0, 0."""
    head = list(_head(frame))
    top = MARGIN + len(head) * _LINE + 26
    width = frame.width + 2 * MARGIN
    root = Xml.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {shown(width)} {shown(top + height + MARGIN)}",
            "width": shown(width),
            "height": shown(top + height + MARGIN),
            "role": "group" if frame.has_links else "img",
            "aria-labelledby": f"{frame.key}-title {frame.key}-desc",
            "lang": {"zh": "zh-CN", "en": "en"}[frame.language],
            "font-family": style.FONT,
        },
    )
    add(root, "title", frame.title, id=f"{frame.key}-title")
    add(root, "desc", frame.description, id=f"{frame.key}-desc")
    root.append(_hatching(frame.key))
    add(root, "rect", width="100%", height="100%", fill=style.PAPER)
    for number, (line, bold) in enumerate(head, 1):
        size, ink = (HEAD_SIZE, style.INK) if bold else (SMALL_SIZE, style.MUTED)
        baseline = MARGIN + number * _LINE - (6 if bold else 2)
        put_text(root, line, MARGIN, baseline, size, ink, "bold" if bold else None)
    group = add(root, "g", transform=f"translate({shown(MARGIN)} {shown(top)})")
    group.extend(drawing)
    Xml.indent(root, " ")
    return Xml.tostring(root, encoding="unicode") + "\n"


def _head(frame: Frame) -> Iterator[tuple[str, bool]]:
    for line in lines_within(frame.title, frame.width, HEAD_SIZE * BOLD):
        yield line, True
    for note in frame.notes:
        for line in lines_within(note, frame.width, SMALL_SIZE):
            yield line, False


def _hatching(key: str) -> Xml.Element:
    """For each form a pattern of slanting stripes on its fill."""
    defs = Xml.Element("defs")
    for form, colour in enumerate(_STRIPES):
        pattern = add(
            defs,
            "pattern",
            id=f"{key}-open-{form}",
            width="6",
            height="6",
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)",
        )
        add(pattern, "rect", width="6", height="6", fill=FILLS[form])
        add(pattern, "rect", width="1.4", height="6", fill=colour)
    return defs


def fill_of(key: str, form: int, still_open: bool) -> str:
    """The fill of a form in the picture of that key."""
    return f"url(#{key}-open-{form})" if still_open else FILLS[form]


def segment(x: float, y: float, width: float, height: float, fill: str, hint: str) -> Xml.Element:
    """A part of a bar; the hint shows where a pointer rests on it."""
    box = Xml.Element(
        "rect",
        {
            "x": shown(x),
            "y": shown(y),
            "width": shown(width),
            "height": shown(height),
            "fill": fill,
            "stroke": OUTLINE,
            "stroke-width": "0.8",
        },
    )
    add(box, "title", hint)
    return box


def text_at(x: float, y: float, text: str, anchor: str, size: float = SMALL_SIZE, **more: str) -> Xml.Element:
    """A line of text that begins, is centred or ends at a place."""
    element = Xml.Element(
        "text",
        {"x": shown(x), "y": shown(y), "font-size": shown(size), "text-anchor": anchor, "fill": style.INK}
        | {key.replace("_", "-"): value for key, value in more.items()},
    )
    element.text = clean(text)
    return element


def legend(entries: Sequence[tuple[str, str]], top: float, width: float) -> tuple[list[Xml.Element], float]:
    """Samples of fills with their names, in rows no wider than the picture; and how high they are."""
    found: list[Xml.Element] = []
    x, row = 0.0, 0
    for fill, name in entries:
        room = 26 + text_width(name, SMALL_SIZE) + 20
        if x and x + room > width:
            x, row = 0.0, row + 1
        y = top + row * 24
        found.append(segment(x, y, 18, 14, fill, name))
        found.append(text_at(x + 26, y + 11.5, name, "start"))
        x += room
    return found, (row + 1) * 24.0
