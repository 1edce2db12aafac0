"""How states and kinds look: by shape and stroke first, by colour only besides, so that a picture reads in black and white.

Everything is a presentation attribute. A style sheet inside a picture would reach into the page that it stands in, and a strict
content security policy would drop it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhunsheng.engine.explain.graph.decision_graph import EdgeKind, NodeKind, State

FONT = "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
INK, MUTED, PAPER, RULE_OFF = "#1b1f24", "#57606a", "#ffffff", "#c4cad1"


@dataclass(frozen=True)
class BoxStyle:
    """The outline of a box: how round, how thick, and whether there is a second line inside."""

    radius: float
    thickness: float
    double: bool = False


@dataclass(frozen=True)
class LineStyle:
    """A line: its colour, how thick, and the mark at its end (`MARKS`)."""

    colour: str
    thickness: float
    mark: str


BOXES: Mapping[NodeKind, BoxStyle] = {
    "fact": BoxStyle(15, 1.2),
    "rule": BoxStyle(2, 1.2),
    "track": BoxStyle(2, 1.2, double=True),
    "form": BoxStyle(2, 3.0),
}

#: By state: fill, stroke, and the pattern of the stroke ("" is solid).
STATES: Mapping[State, tuple[str, str, str]] = {
    "established": ("#f2f7fd", "#1f5f99", ""),
    "open": ("#fffaf0", "#8a5a00", "6 4"),
    "failed": ("#f6f6f6", "#6e7781", "1.5 3.5"),
}

#: The pattern of a line with an end that is not established.
OPEN_LINE = "6 4"

LINES: Mapping[EdgeKind, LineStyle] = {
    "reads": LineStyle("#7d8590", 1.0, "arrow"),
    "rests_on": LineStyle("#1f5f99", 1.3, "arrow"),
    "absence": LineStyle("#1f5f99", 1.3, "ring"),
    "defeats": LineStyle("#b3261e", 1.5, "bar"),
    "opens": LineStyle("#1b1f24", 1.3, "arrow"),
    "moves": LineStyle("#6f42c1", 1.7, "two arrows"),
    "spares": LineStyle("#1a7f37", 1.5, "diamond"),
    "refuses": LineStyle("#b3261e", 1.5, "bar"),
    "practice": LineStyle("#8a5a00", 1.3, "hollow"),
    "could_change": LineStyle("#7d8590", 1.0, "hollow"),
    "gives": LineStyle("#1b1f24", 2.4, "arrow"),
}

#: The marks at the ends of lines, as paths in a square of 10 at whose right side the line ends, and whether they are filled.
MARKS: Mapping[str, tuple[str, bool]] = {
    "arrow": ("M 1 1.5 L 10 5 L 1 8.5 Z", True),
    "hollow": ("M 1 1.5 L 9.5 5 L 1 8.5 Z", False),
    "two arrows": ("M 0 1.5 L 5 5 L 0 8.5 Z M 5 1.5 L 10 5 L 5 8.5 Z", True),
    "ring": ("M 1.5 5 A 4 4 0 1 0 9.5 5 A 4 4 0 1 0 1.5 5 Z", False),
    "bar": ("M 6 0.5 L 9 0.5 L 9 9.5 L 6 9.5 Z", True),
    "diamond": ("M 0.5 5 L 5.25 1.5 L 10 5 L 5.25 8.5 Z", True),
}
