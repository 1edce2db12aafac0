"""The decision graph as SVG: one file that needs nothing else, that a screen reader can name, and in which every rule is a link.

The text of a picture may come from a case, so it is written through an XML library and never pasted together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from zhunsheng.engine.explain.graph import style
from zhunsheng.engine.explain.graph.decision_graph import DecisionGraph
from zhunsheng.engine.explain.graph.description import description_of, title_of
from zhunsheng.engine.explain.graph.elements import add, clean, put_text, shown
from zhunsheng.engine.explain.graph.layout import (
    DETAIL_HEIGHT,
    DETAIL_SIZE,
    IN_BOLD,
    LINE_HEIGHT,
    PADDING,
    SIGN_WIDTH,
    STATE_SIGNS,
    TITLE_SIZE,
    Box,
    Layout,
    Line,
    lay_out,
)
from zhunsheng.engine.explain.graph.legend import Sample, in_rows, samples_of
from zhunsheng.engine.explain.graph.links import Links, into_the_page
from zhunsheng.engine.explain.graph.measuring import BOLD, lines_within, text_width
from zhunsheng.engine.explain.graph.shapes import outline, path_through, pen
from zhunsheng.engine.explain.graph.words import WORDS

_MARGIN, _NARROWEST, _HEAD_SIZE = 24.0, 560.0, 17.0
_BAND_HEAD = 34.0


def render_svg(graph: DecisionGraph, links: Links = into_the_page) -> str:
    """The graph as an SVG document. The same graph gives the same text.

    Args:
        links: Where nodes lead to.
    """
    root = _Drawing(graph, lay_out(graph), links).root()
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode") + "\n"


@dataclass(frozen=True)
class _Drawing:
    graph: DecisionGraph
    layout: Layout
    links: Links

    @property
    def _key(self) -> str:
        """Keeps the ids of several pictures in one page apart."""
        return re.sub("[^A-Za-z0-9._-]", "-", f"graph-{self.graph.subject_id or 'case'}")

    @property
    def _width(self) -> float:
        return max(self.layout.width, _NARROWEST)

    def root(self) -> Xml.Element:
        """Title and notes, headings, bands, lines below boxes, and the legend."""
        note = WORDS[self.graph.language]["complete" if self.graph.complete else "essential"]
        notes = list(lines_within(note, self._width, DETAIL_SIZE))
        titles = list(lines_within(title_of(self.graph), self._width, _HEAD_SIZE * BOLD))
        below = _MARGIN + len(titles) * (_HEAD_SIZE + 6)
        top = below + len(notes) * DETAIL_HEIGHT + 18
        headings, heading_height = self._headings(top)
        body = top + heading_height + (_BAND_HEAD if len(self.layout.bands) > 1 else 12)
        end = body + self.layout.height + 34
        legend, legend_height = self._legend(end)
        width, height = self._width + 2 * _MARGIN, end + legend_height + _MARGIN

        root = Xml.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {shown(width)} {shown(height)}",
                "width": shown(width),
                "height": shown(height),
                "role": "img",
                "aria-labelledby": f"{self._key}-title {self._key}-desc",
                "lang": {"zh": "zh-CN", "en": "en"}[self.graph.language],
                "font-family": style.FONT,
            },
        )
        add(root, "title", title_of(self.graph), id=f"{self._key}-title")
        add(root, "desc", description_of(self.graph), id=f"{self._key}-desc")
        root.append(self._marks())
        add(root, "rect", width=shown(width), height=shown(height), fill=style.PAPER)
        for number, line in enumerate(titles, 1):
            put_text(root, line, _MARGIN, _MARGIN + number * (_HEAD_SIZE + 6) - 6, _HEAD_SIZE, weight="bold")
        for number, line in enumerate(notes, 1):
            put_text(root, line, _MARGIN, below + number * DETAIL_HEIGHT, DETAIL_SIZE, style.MUTED)
        root.extend(headings)
        drawing = add(root, "g", transform=f"translate({shown(_MARGIN)} {shown(body)})")
        edges = add(drawing, "g", fill="none")
        edges.extend(self._line(line) for line in self.layout.lines)
        drawing.extend(self._bands())
        nodes = add(drawing, "g")
        nodes.extend(self._box(box) for box in self.layout.boxes)
        root.extend(legend)
        return root

    def _marks(self) -> Xml.Element:
        """The ends of lines, one for each colour in which they are used."""
        defs = Xml.Element("defs")
        for kind in sorted({edge.kind for edge in self.graph.edges}):
            line = style.LINES[kind]
            path, filled = style.MARKS[line.mark]
            marker = add(
                defs,
                "marker",
                id=f"{self._key}-{kind}",
                viewBox="0 0 10 10",
                refX="10",
                refY="5",
                markerWidth="9",
                markerHeight="9",
                markerUnits="userSpaceOnUse",
                orient="auto",
            )
            fill = line.colour if filled else style.PAPER
            add(marker, "path", d=path, fill=fill, stroke=line.colour, stroke_width="1")
        return defs

    def _headings(self, top: float) -> tuple[list[Xml.Element], float]:
        """The names of layers over their columns, and how high they are."""
        wrapped = [
            (item, list(lines_within(item.name, item.width, TITLE_SIZE * BOLD)))
            for item in self.layout.headings
        ]
        height = max(len(lines) for _, lines in wrapped) * LINE_HEIGHT
        found = []
        for item, lines in wrapped:
            group = Xml.Element("g")
            for number, line in enumerate(lines):
                baseline = top + number * LINE_HEIGHT + TITLE_SIZE
                put_text(group, line, _MARGIN + item.x, baseline, TITLE_SIZE, weight="bold")
            y = shown(top + height)
            x1, x2 = shown(_MARGIN + item.x), shown(_MARGIN + item.x + item.width)
            add(group, "line", x1=x1, y1=y, x2=x2, y2=y, stroke=style.RULE_OFF, stroke_width="2")
            found.append(group)
        return found, height

    def _bands(self) -> Iterator[Xml.Element]:
        """Where there are several subjects, a line and a name over the room of each."""
        if len(self.layout.bands) < 2:
            return
        for band in self.layout.bands:
            group = Xml.Element("g")
            y = band.y - _BAND_HEAD + 8
            add(group, "line", x1="0", y1=shown(y), x2=shown(self._width), y2=shown(y), stroke=style.RULE_OFF)
            say = WORDS[self.graph.language]
            name = say["subject"].format(subject=band.subject) if band.subject else say["whole"]
            width = text_width(name, TITLE_SIZE)
            add(group, "rect", y=shown(y + 2), width=shown(width), height="18", fill=style.PAPER)
            put_text(group, name, 0, y + 15, TITLE_SIZE, style.MUTED)
            yield group

    def _line(self, line: Line) -> Xml.Element:
        """One edge: curves between columns, straight through lanes."""
        look = style.LINES[line.edge.kind]
        attributes = {
            "d": path_through(line.points),
            "stroke": look.colour,
            "stroke-width": shown(look.thickness),
            "marker-end": f"url(#{self._key}-{line.edge.kind})",
            "data-from": line.edge.source,
            "data-to": line.edge.target,
            "data-kind": line.edge.kind,
        }
        if line.open:
            attributes["stroke-dasharray"] = style.OPEN_LINE
        return Xml.Element("path", {key: clean(value) for key, value in attributes.items()})

    def _box(self, box: Box) -> Xml.Element:
        """A node, inside a link where it leads somewhere."""
        href = self.links(box.node)
        group = Xml.Element("a", {"href": clean(href)}) if href else Xml.Element("g")
        for key, value in (("node", box.node.id), ("kind", box.node.kind), ("state", box.node.state)):
            group.set(f"data-{key}", clean(value))
        if box.node.hint:
            add(group, "title", box.node.hint)
        group.extend(outline(box))
        baseline = box.y + PADDING + TITLE_SIZE
        left = box.x + PADDING
        put_text(group, STATE_SIGNS[box.node.state], left, baseline, TITLE_SIZE)
        weight = "bold" if box.node.kind in IN_BOLD else None
        for line in box.title:
            put_text(group, line, left + SIGN_WIDTH, baseline, TITLE_SIZE, weight=weight)
            baseline += LINE_HEIGHT
        baseline = box.y + PADDING + len(box.title) * LINE_HEIGHT + DETAIL_SIZE
        for line in box.details:
            put_text(group, line, left, baseline, DETAIL_SIZE, style.MUTED)
            baseline += DETAIL_HEIGHT
        return group

    def _legend(self, top: float) -> tuple[list[Xml.Element], float]:
        """Every state and every kind of line that the picture has, in rows."""
        heading = Xml.Element("g")
        put_text(
            heading,
            WORDS[self.graph.language]["legend"],
            _MARGIN,
            top + TITLE_SIZE,
            TITLE_SIZE,
            weight="bold",
        )
        found = [heading]
        rows = in_rows(samples_of(self.graph), self._width)
        for number, row in enumerate(rows):
            middle = top + 40 + number * 26
            found.extend(self._sample(sample, _MARGIN + x, middle) for x, sample in row)
        return found, 40.0 + 26 * len(rows)

    def _sample(self, sample: Sample, x: float, middle: float) -> Xml.Element:
        group = Xml.Element("g")
        if sample.state:
            add(
                group,
                "rect",
                x=shown(x),
                y=shown(middle - 9),
                width="34",
                height="18",
                **pen(sample.state, 1.2),
            )
            put_text(group, STATE_SIGNS[sample.state], x + 10.5, middle + 4.5, TITLE_SIZE)
        elif sample.kind:
            look = style.LINES[sample.kind]
            attributes = {"stroke_dasharray": style.OPEN_LINE} if sample.kind == "could_change" else {}
            add(
                group,
                "path",
                d=f"M {shown(x)} {shown(middle)} L {shown(x + 34)} {shown(middle)}",
                stroke=look.colour,
                stroke_width=shown(look.thickness),
                marker_end=f"url(#{self._key}-{sample.kind})",
                **attributes,
            )
        put_text(group, sample.text, x + 42, middle + 4.5, DETAIL_SIZE)
        return group
