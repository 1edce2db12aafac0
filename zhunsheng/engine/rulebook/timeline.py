"""The versions of an instrument as bars over the years, as SVG.

The version that a rule is of is dark; one that says the same or something like it is light, one that says nothing in its place is
empty. A first day that is not known leaves a bar open to the left, a version without an end leaves it open to the right, and the
table beside the picture has the dates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias
from xml.etree import ElementTree as Xml

from zhunsheng.engine.explain.graph import style
from zhunsheng.engine.explain.graph.elements import add, put_text, shown
from zhunsheng.engine.explain.graph.measuring import text_width
from zhunsheng.engine.statistics.picture import Frame, framed, text_at

#: What a version is to the rule: its own; one with a rule in its place; or one without.
Standing: TypeAlias = Literal["own", "other", "none"]

_WIDTH, _ROW, _BAR, _AXIS, _TEXT = 640.0, 34.0, 18.0, 26.0, 12.0
_MARGIN_YEARS = 1
_LOOKS: Mapping[Standing, tuple[str, str]] = {
    "own": ("#1f5f99", ""),
    "other": ("#d3e4f4", ""),
    "none": (style.PAPER, "5 3"),
}
_SAY: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "note": "深色为本规则所在的版本，浅色为有相应规则的版本，虚线为没有相应规则的版本。箭头表示起止日期未著录。",
        "bar": "{name}：{start}至{end}",
        "open": "今",
        "unknown": "不详",
    },
    "en": {
        "note": "Dark: the version that this rule is of. Light: has a rule in its place. Dashed: has none. "
        "Arrows: no date is on record.",
        "bar": "{name}: {start} to {end}",
        "open": "today",
        "unknown": "not known",
    },
}


@dataclass(frozen=True)
class Bar:
    """A version on the line of time; None where a day is not known, or there is no end."""

    name: str
    standing: Standing
    start: date | None
    end: date | None


def timeline(bars: Sequence[Bar], key: str, title: str, until: date, language: str) -> str:
    """The picture of some versions.

    Args:
        key: Begins the ids in it.
        until: The day up to which a version without an end is drawn.
    """
    say = _SAY[language]
    known = [day for bar in bars for day in (bar.start, bar.end) if day]
    first = min([*known, until]).year - _MARGIN_YEARS
    last = max([*known, until]).year + _MARGIN_YEARS
    axis = _Axis(date(first, 1, 1), date(last + 1, 1, 1))
    drawing = [
        element
        for row, bar in enumerate(bars)
        for element in _bar(bar, row * (_ROW + _TEXT), axis, until, language)
    ]
    height = len(bars) * (_ROW + _TEXT)
    description = "；".join(_words(bar, language) for bar in bars)
    frame = Frame(key, language, title, description, (say["note"],), _WIDTH)
    return framed(frame, [*_years(axis, height), *drawing], height + _AXIS)


@dataclass(frozen=True)
class _Axis:
    """From days to places."""

    first: date
    last: date

    def place(self, day: date) -> float:
        whole = (self.last - self.first).days
        return _WIDTH * (min(max(day, self.first), self.last) - self.first).days / whole

    def years(self) -> Iterator[int]:
        """The years that have a mark: as many as there is room for."""
        span = self.last.year - self.first.year
        step = next(step for step in (1, 2, 5, 10, 20, 50) if span / step <= 12)
        yield from range(-(-self.first.year // step) * step, self.last.year + 1, step)


def _years(axis: _Axis, height: float) -> Iterator[Xml.Element]:
    for year in axis.years():
        x = shown(axis.place(date(year, 1, 1)))
        line = {"x1": x, "x2": x, "y1": "0", "y2": shown(height), "stroke": style.RULE_OFF}
        yield Xml.Element("line", line)
        yield text_at(axis.place(date(year, 1, 1)), height + 16, str(year), "middle")


def _bar(bar: Bar, top: float, axis: _Axis, until: date, language: str) -> Iterator[Xml.Element]:
    """The name above, the bar below it, and an arrow for an end that is not known."""
    start = axis.place(bar.start) if bar.start else 0.0
    end = axis.place(bar.end or max(until, bar.start or until))
    fill, pattern = _LOOKS[bar.standing]
    group = Xml.Element("g")
    add(group, "title", _words(bar, language))
    attributes = {"stroke_dasharray": pattern} if pattern else {}
    add(
        group,
        "rect",
        x=shown(start),
        y=shown(top + _TEXT + 6),
        width=shown(max(end - start, 3.0)),
        height=shown(_BAR),
        fill=fill,
        stroke="#1f5f99",
        **attributes,
    )
    middle = top + _TEXT + 6 + _BAR / 2
    if bar.start is None:
        _arrow(group, start, middle, -7)
    if bar.end is None:
        _arrow(group, end, middle, 7)
    left = min(start, max(_WIDTH - text_width(bar.name, _TEXT), 0.0))
    weight = "bold" if bar.standing == "own" else None
    put_text(group, bar.name, left, top + _TEXT, _TEXT, weight=weight)
    yield group


def _arrow(group: Xml.Element, x: float, y: float, length: float) -> None:
    path = f"M {shown(x)} {shown(y - 5)} L {shown(x + length)} {shown(y)} L {shown(x)} {shown(y + 5)} Z"
    add(group, "path", d=path, fill="#1f5f99")


def _words(bar: Bar, language: str) -> str:
    say = _SAY[language]
    return say["bar"].format(name=bar.name, start=bar.start or say["unknown"], end=bar.end or say["open"])
