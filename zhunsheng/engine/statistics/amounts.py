"""Named amounts as bars: one a row, made of the same parts in the same order, with every number in words as well.

Rows keep the order in which they are given. Whoever draws places, months or rules gives them in an order that is nobody's rank;
and each bar says how many it is, so that nobody compares lengths alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from zhunsheng.engine.explain.graph import style
from zhunsheng.engine.explain.graph.elements import shown
from zhunsheng.engine.explain.graph.measuring import lines_within, text_width
from zhunsheng.engine.statistics.axis import ticks
from zhunsheng.engine.statistics.picture import (
    SMALL_SIZE,
    TEXT_SIZE,
    Frame,
    framed,
    legend,
    segment,
    text_at,
)
from zhunsheng.engine.statistics.text import number
from zhunsheng.engine.statistics.words import WORDS

_NAMES, _PLOT, _BAR, _GAP, _LINE, _AIR = 220.0, 420.0, 18.0, 12.0, 16.0, 10.0


@dataclass(frozen=True)
class Part:
    """A part of every bar.

    Attributes:
        fill: As `picture.fill_of` gives it.
        explained: Whether the legend has it.
    """

    name: str
    fill: str
    explained: bool = True


@dataclass(frozen=True)
class Row:
    """A bar: a number for each part."""

    name: str
    numbers: tuple[int, ...]

    @property
    def total(self) -> int:
        """How long it is."""
        return sum(self.numbers)


@dataclass(frozen=True)
class Amounts:
    """What is drawn.

    Attributes:
        key: Begins the ids in the picture (`picture.Frame`).
    """

    key: str
    language: str
    title: str
    notes: tuple[str, ...]
    parts: tuple[Part, ...]
    rows: tuple[Row, ...]


def render_amounts(drawn: Amounts) -> str:
    """The bars as SVG."""
    marks = ticks(max((row.total for row in drawn.rows), default=0))
    names = [tuple(lines_within(row.name, _NAMES, SMALL_SIZE)) for row in drawn.rows]
    tops, height = _tops(names)
    numbers = max((text_width(number(row.total), SMALL_SIZE) for row in drawn.rows), default=0.0)
    drawing = list(_axis(marks, height))
    for row, name, top in zip(drawn.rows, names, tops, strict=True):
        drawing.extend(_bar(row, name, top, marks[-1], drawn.parts))
    if not drawn.rows:
        empty = WORDS[drawn.language]["bars_empty"]
        drawing.append(text_at(_NAMES + _AIR + _PLOT / 2, height / 2, empty, "middle", TEXT_SIZE))
    width = _NAMES + _AIR + _PLOT + _AIR + numbers
    entries = [(part.fill, part.name) for part in drawn.parts if part.explained]
    samples, more = legend(entries if len(drawn.parts) > 1 else [], height + 40, width)
    frame = Frame(drawn.key, drawn.language, drawn.title, amounts_in_words(drawn), drawn.notes, width)
    return framed(frame, [*drawing, *samples], height + 40 + more)


def amounts_in_words(drawn: Amounts) -> str:
    """The text alternative: each row with every number of the picture."""
    say = WORDS[drawn.language]
    if not drawn.rows:
        return say["bars_empty"]
    each = (f"{row.name}{say['colon']}{_in_words(row, drawn)}" for row in drawn.rows)
    return say["semicolon"].join(each) + say["stop"]


def _in_words(row: Row, drawn: Amounts) -> str:
    say = WORDS[drawn.language]
    if len(drawn.parts) == 1:
        return number(row.total)
    parts = (f"{part.name} {number(each)}" for part, each in zip(drawn.parts, row.numbers, strict=True))
    return say["comma"].join((f"{say['total']} {number(row.total)}", *parts))


def _tops(names: Sequence[tuple[str, ...]]) -> tuple[list[float], float]:
    """Where each bar has its row, and how high all rows are; a name of several lines makes its row higher."""
    tops, y = [], 0.0
    for name in names:
        tops.append(y)
        y += max(_BAR, _LINE * len(name)) + _GAP
    return tops, max(y, _BAR * 4)


def _axis(marks: tuple[int, ...], height: float) -> Iterator[Xml.Element]:
    for mark in marks:
        x = _NAMES + _AIR + _PLOT * mark / marks[-1]
        colour = style.INK if mark == 0 else style.RULE_OFF
        line = {"d": f"M {shown(x)} 0 v {shown(height)}", "stroke": colour, "stroke-width": "1"}
        yield Xml.Element("path", line)
        yield text_at(x, height + 18, number(mark), "middle", fill=style.MUTED)


def _bar(
    row: Row, name: tuple[str, ...], top: float, most: int, parts: tuple[Part, ...]
) -> Iterator[Xml.Element]:
    for line, text in enumerate(name):
        yield text_at(_NAMES, top + 13 + line * _LINE, text, "end")
    x = _NAMES + _AIR
    for part, each in zip(parts, row.numbers, strict=True):
        if each:
            wide = _PLOT * each / most
            yield segment(x, top, wide, _BAR, part.fill, f"{row.name} · {part.name} {number(each)}")
            x += wide
    yield text_at(x + 6, top + 13, number(row.total), "start")
