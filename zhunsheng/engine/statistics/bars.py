"""The groups of one table as bars: one a group, as long as it has subjects, made of the forms from light to heavy.

Groups keep the order of the table, which is that of the vocabulary and never one of size: a picture of places is no ranking of
them. Two groups without a value stand last, and a bar says how many it is, so that nobody compares lengths alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as Xml

from zhunsheng.engine.explain.graph import style
from zhunsheng.engine.explain.graph.elements import shown
from zhunsheng.engine.explain.graph.measuring import lines_within, text_width
from zhunsheng.engine.release import Release
from zhunsheng.engine.statistics.axis import ticks
from zhunsheng.engine.statistics.counted import COUNTED_WORDS
from zhunsheng.engine.statistics.counting import FORMS
from zhunsheng.engine.statistics.names import group_name, grouping_title
from zhunsheng.engine.statistics.picture import (
    SMALL_SIZE,
    TEXT_SIZE,
    Frame,
    fill_of,
    framed,
    legend,
    segment,
    text_at,
)
from zhunsheng.engine.statistics.tables import Count, Group, Table
from zhunsheng.engine.statistics.text import form_name, number
from zhunsheng.engine.statistics.words import WORDS

_NAMES, _PLOT, _BAR, _GAP, _LINE, _AIR = 220.0, 420.0, 18.0, 12.0, 16.0, 10.0


def render_bars(table: Table, release: Release, language: str) -> str:
    """The table as SVG."""
    key, say, words = f"by-{table.grouping}", WORDS[language], COUNTED_WORDS[table.counted]
    marks = ticks(max((group.count.subjects for group in table.groups), default=0))
    names = [tuple(_name(table, group, release, language)) for group in table.groups]
    tops, height = _tops(names)
    numbers = max((text_width(_number(group.count), SMALL_SIZE) for group in table.groups), default=0.0)
    drawing = [*_axis(marks, height)]
    for group, name, top in zip(table.groups, names, tops, strict=True):
        drawing.extend(_bar(key, group.count, name, top, marks[-1], language))
    if not table.groups:
        drawing.append(text_at(_NAMES + _AIR + _PLOT / 2, height / 2, say["bars_empty"], "middle", TEXT_SIZE))
    entries = [(fill_of(key, form, False), form_name(form, language)) for form in range(FORMS)]
    if words.opens:
        entries.append((fill_of(key, 2, True), say["still_open"]))
    width = _NAMES + _AIR + _PLOT + _AIR + numbers
    samples, more = legend(entries, height + 40, width)
    title = f"{grouping_title(table.grouping, table.counted, language)} · {words.title.get(language)}"
    frame = Frame(
        key, language, title, bars_in_words(table, release, language), (words.note.get(language),), width
    )
    return framed(frame, [*drawing, *samples], height + 40 + more)


def bars_in_words(table: Table, release: Release, language: str) -> str:
    """The text alternative: each group with its forms, every number of the picture."""
    say = WORDS[language]
    if not table.groups:
        return say["bars_empty"]
    return (
        say["semicolon"].join(
            f"{group_name(table.grouping, group.key, release, language)}{say['colon']}{_in_words(group.count, table, language)}"
            for group in table.groups
        )
        + say["stop"]
    )


def _in_words(count: Count, table: Table, language: str) -> str:
    say = WORDS[language]
    parts = [f"{form_name(form, language)} {number(count.forms[form])}" for form in range(FORMS)]
    whole = f"{say['total']} {number(count.subjects)}"
    still = sum(count.still_open)
    opened = (say["of_open"].format(n=number(still)),) if COUNTED_WORDS[table.counted].opens else ()
    return say["comma"].join((whole, *parts, *opened))


def _name(table: Table, group: Group, release: Release, language: str) -> Iterator[str]:
    return lines_within(group_name(table.grouping, group.key, release, language), _NAMES, SMALL_SIZE)


def _number(count: Count) -> str:
    return number(count.subjects)


def _tops(names: list[tuple[str, ...]]) -> tuple[list[float], float]:
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
        yield Xml.Element(
            "path",
            {"d": f"M {shown(x)} 0 v {shown(height)}", "stroke": colour, "stroke-width": "1"},
        )
        yield text_at(x, height + 18, number(mark), "middle", fill=style.MUTED)


def _bar(
    key: str, count: Count, name: tuple[str, ...], top: float, most: int, language: str
) -> Iterator[Xml.Element]:
    for line, text in enumerate(name):
        yield text_at(_NAMES, top + 13 + line * _LINE, text, "end")
    x = _NAMES + _AIR
    for form in range(FORMS):
        for still_open, part in ((False, count.settled[form]), (True, count.still_open[form])):
            if part:
                wide = _PLOT * part / most
                word = f" · {WORDS[language]['still_open']}" if still_open else ""
                hint = f"{''.join(name)} · {form_name(form, language)}{word} {number(part)}"
                yield segment(x, top, wide, _BAR, fill_of(key, form, still_open), hint)
                x += wide
    yield text_at(x + 6, top + 13, _number(count), "start")
