"""Elements of an SVG document: text and numbers in, well-formed XML out."""

from __future__ import annotations

import re
from xml.etree import ElementTree as Xml

from zhunsheng.engine.explain.graph import style

#: What XML 1.0 cannot hold, even escaped.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def put_text(
    parent: Xml.Element,
    text: str,
    x: float,
    y: float,
    size: float,
    fill: str = style.INK,
    weight: str | None = None,
) -> None:
    """Adds a line of text at its baseline."""
    attributes = {"font_weight": weight} if weight else {}
    add(parent, "text", text, x=shown(x), y=shown(y), font_size=shown(size), fill=fill, **attributes)


def add(parent: Xml.Element, tag: str, text: str | None = None, /, **attributes: str) -> Xml.Element:
    """A child element; ``_`` in the name of an attribute stands for ``-``."""
    child = Xml.SubElement(
        parent, tag, {key.replace("_", "-"): clean(value) for key, value in attributes.items()}
    )
    child.text = None if text is None else clean(text)
    return child


def clean(text: str) -> str:
    """A text without what XML cannot hold, even escaped."""
    return _NOT_IN_XML.sub("\ufffd", text)


def shown(number: float) -> str:
    """A number of the picture: a tenth is fine enough, and rounding keeps the text the same on every machine."""
    return f"{round(number, 1) + 0.0:.1f}".removesuffix(".0")
