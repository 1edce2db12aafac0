"""The outlines of boxes and the paths of lines."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as Xml

from zhunsheng.engine.explain.graph import style
from zhunsheng.engine.explain.graph.decision_graph import State
from zhunsheng.engine.explain.graph.elements import shown
from zhunsheng.engine.explain.graph.layout import Box


def outline(box: Box) -> Iterator[Xml.Element]:
    """The lines around a box: how they run says its state, how many and how round its kind."""
    look = style.BOXES[box.node.kind]
    for inset in (0.0, 3.0) if look.double else (0.0,):
        attributes = {
            "x": shown(box.x + inset),
            "y": shown(box.y + inset),
            "width": shown(box.width - 2 * inset),
            "height": shown(box.height - 2 * inset),
            "rx": shown(look.radius),
            **pen(box.node.state, look.thickness),
        }
        yield Xml.Element("rect", {key.replace("_", "-"): value for key, value in attributes.items()})


def pen(state: State, thickness: float) -> dict[str, str]:
    """How an outline is drawn in a state; ``_`` stands for ``-``."""
    fill, stroke, pattern = style.STATES[state]
    found = {"fill": fill, "stroke": stroke, "stroke_width": shown(thickness)}
    return {**found, "stroke_dasharray": pattern} if pattern else found


def path_through(points: tuple[tuple[float, float], ...]) -> str:
    """Curves from each way out to the next way in; straight lines between the two of a lane."""
    (x, y), *rest = points
    found = [f"M {shown(x)} {shown(y)}"]
    for number, (to_x, to_y) in enumerate(rest):
        if number % 2 == 0:
            half = (x + to_x) / 2
            found.append(
                f"C {shown(half)} {shown(y)} {shown(half)} {shown(to_y)} {shown(to_x)} {shown(to_y)}"
            )
        else:
            found.append(f"L {shown(to_x)} {shown(to_y)}")
        x, y = to_x, to_y
    return " ".join(found)
