"""The tree of a rule as SVG: what it concludes on the left, what is asked on the right, and what joins it in between.

Like every picture here it brings its own paper, needs nothing from outside, and says what a node is by shape and stroke before
colour: facts are round, groups are dashed, other rules are sharp, and exceptions have a thick edge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from zhunsheng.engine.explain.graph import style
from zhunsheng.engine.explain.graph.elements import add, clean, put_text, shown
from zhunsheng.engine.explain.graph.measuring import lines_within, text_width
from zhunsheng.engine.rulebook.premise_tree import NodeKind, TreeNode, size
from zhunsheng.engine.statistics.picture import Frame, framed

#: Where a node leads; None: nowhere.
TreeLinks = Callable[[TreeNode], str | None]

_WIDEST, _GAP, _BETWEEN = 230.0, 46.0, 8.0
_TEXT, _LINE, _PADDING = 13.0, 18.0, 9.0

_SAY: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "title": "规则“{rule}”的结构图",
        "description": "从左到右：结论“{name}”；条件和例外共 {n} 项，与下面的条件逐项相同。",
        "note": "左边是结论，右边是所问。圆角为事实和认定，虚线框把右边各项合起来，粗线框为使本规则不适用的规则。",
    },
    "en": {
        "title": "The structure of the rule “{rule}”",
        "description": "From the left: the conclusion “{name}”; {n} conditions and exceptions, the same as in the list below.",
        "note": "The conclusion is on the left, what is asked on the right. Round: facts and findings; "
        "dashed: joins what is to its right; thick: rules that set this one aside.",
    },
}


@dataclass(frozen=True)
class _Look:
    """How a kind of node is drawn."""

    fill: str
    stroke: str
    radius: float
    thickness: float
    pattern: str = ""


_LOOKS: Mapping[NodeKind, _Look] = {
    "rule": _Look("#f2f7fd", "#1f5f99", 2, 2.4),
    "group": _Look(style.PAPER, "#57606a", 2, 1.0, "5 3"),
    "fact": _Look(style.PAPER, "#1f5f99", 12, 1.2),
    "conclusion": _Look("#f2f7fd", "#1f5f99", 12, 1.2),
    "law": _Look("#f6f6f6", "#57606a", 2, 1.0),
    "exceptions": _Look(style.PAPER, "#b3261e", 2, 1.0, "5 3"),
    "exception": _Look("#fdf3f2", "#b3261e", 2, 2.4),
}

_EXCEPTIONS: tuple[NodeKind, ...] = ("exceptions", "exception")


@dataclass(frozen=True)
class _Placed:
    """A node with its place, and the nodes to its right."""

    node: TreeNode
    lines: tuple[str, ...]
    x: float
    top: float
    width: float
    parts: tuple[_Placed, ...]

    @property
    def height(self) -> float:
        return _height(self.lines)

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def premise_picture(tree: TreeNode, key: str, rule: str, language: str, links: TreeLinks) -> str:
    """The picture of a rule.

    Args:
        key: Begins the ids in it, so that several pictures can stand in one page.
        rule: The title of the rule.
        links: Where nodes lead to.
    """
    say = _SAY[language]
    placed, height = _place(tree, _widths(tree), 0, 0.0)
    width = max(box.x + box.width for box in _all(placed))
    frame = Frame(
        key,
        language,
        say["title"].format(rule=rule),
        say["description"].format(name=tree.text, n=size(tree) - 1),
        (say["note"],),
        max(width, 420.0),
        has_links=any(links(box.node) for box in _all(placed)),
    )
    return framed(frame, [*_lines(placed), *(_box(box, links) for box in _all(placed))], height)


def _widths(tree: TreeNode) -> list[float]:
    """How wide each column is."""
    own = min(_WIDEST, text_width(tree.text, _TEXT) + 2 * _PADDING)
    below = [_widths(part) for part in tree.parts]
    depth = max(map(len, below), default=0)
    return [own, *(max(widths[n] for widths in below if n < len(widths)) for n in range(depth))]


def _place(node: TreeNode, widths: list[float], depth: int, top: float) -> tuple[_Placed, float]:
    """A node and what is to its right, and where the room that they take ends."""
    lines = tuple(lines_within(node.text, _WIDEST - 2 * _PADDING, _TEXT))
    x = sum(widths[:depth]) + depth * _GAP
    parts = []
    end = top
    for part in node.parts:
        placed, end = _place(part, widths, depth + 1, end)
        parts.append(placed)
        end += _BETWEEN
    height = _height(lines)
    room = max(height, end - _BETWEEN - top) if parts else height
    middle = (parts[0].middle + parts[-1].middle) / 2 if parts else top + height / 2
    own_top = min(max(middle - height / 2, top), top + room - height)
    return _Placed(node, lines, x, own_top, widths[depth], tuple(parts)), top + room


def _height(lines: tuple[str, ...]) -> float:
    return len(lines) * _LINE + _PADDING


def _all(placed: _Placed) -> Iterator[_Placed]:
    yield placed
    for part in placed.parts:
        yield from _all(part)


def _lines(placed: _Placed) -> Iterator[Xml.Element]:
    """From each node to those on its right."""
    # Those of exceptions first: where lines run together, the others lie above them.
    for part in sorted(placed.parts, key=lambda part: part.node.kind not in _EXCEPTIONS):
        start, half, end = placed.x + placed.width, placed.x + placed.width + _GAP / 2, part.x
        stroke = _LOOKS[part.node.kind].stroke if part.node.kind in _EXCEPTIONS else "#7d8590"
        path = (
            f"M {shown(start)} {shown(placed.middle)} H {shown(half)} V {shown(part.middle)} H {shown(end)}"
        )
        yield Xml.Element("path", {"d": path, "fill": "none", "stroke": stroke, "stroke-width": "1.2"})
        yield from _lines(part)


def _box(box: _Placed, links: TreeLinks) -> Xml.Element:
    href = links(box.node)
    group = Xml.Element("a", {"href": clean(href)}) if href else Xml.Element("g")
    look = _LOOKS[box.node.kind]
    attributes = {"stroke_dasharray": look.pattern} if look.pattern else {}
    add(
        group,
        "rect",
        x=shown(box.x),
        y=shown(box.top),
        width=shown(box.width),
        height=shown(box.height),
        rx=shown(look.radius),
        fill=look.fill,
        stroke=look.stroke,
        stroke_width=shown(look.thickness),
        **attributes,
    )
    for number, line in enumerate(box.lines):
        baseline = box.top + _PADDING / 2 + number * _LINE + _TEXT
        weight = "bold" if box.node.kind == "rule" else None
        put_text(group, line, box.x + _PADDING, baseline, _TEXT, weight=weight)
    return group
