"""The forms month by month, as stacked columns: form 0 at the bottom, the fourth on top, what is still open striped.

However many months there are, labels keep clear of each other: as many are left out as it takes, and from nine years on a
column is a year (`months`).
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as Xml

from zhunsheng.engine.explain.graph import style
from zhunsheng.engine.explain.graph.elements import shown
from zhunsheng.engine.explain.graph.measuring import text_width
from zhunsheng.engine.statistics.axis import ticks
from zhunsheng.engine.statistics.counted import COUNTED_WORDS, Counted
from zhunsheng.engine.statistics.counting import FORMS
from zhunsheng.engine.statistics.months import MOST_MONTHS, Period, Timeline, timeline
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
from zhunsheng.engine.statistics.sheets import count_cells, count_columns, sheet
from zhunsheng.engine.statistics.tables import Table
from zhunsheng.engine.statistics.text import form_name, number
from zhunsheng.engine.statistics.words import WORDS

KEY = "trend"
_HEIGHT, _NARROWEST, _WIDEST, _COLUMN, _THICKEST, _AIR = 300.0, 520.0, 1040.0, 46.0, 44.0, 8.0

#: How many labels may be left out: every so many months, or years, has one.
_EVERY = {False: (1, 2, 3, 6, 12, 24, 48), True: (1, 2, 5, 10, 20, 50, 100)}


def render_trend(table: Table, language: str, most_months: int = MOST_MONTHS) -> str:
    """The table by month as SVG; by year where it would be more months than these."""
    say, line = WORDS[language], timeline(table, most_months)
    marks = ticks(max((period.count.subjects for period in line.periods), default=0))
    left = max(text_width(number(mark), SMALL_SIZE) for mark in marks) + _AIR
    plot = min(_WIDEST, max(_NARROWEST, len(line.periods) * _COLUMN))
    drawing = [
        *_axis(marks, left, plot),
        *_columns(line, marks[-1], left, plot, language),
        *_labels(line, left, plot),
    ]
    if not line.periods:
        drawing.append(text_at(left + plot / 2, _HEIGHT / 2, say["trend_empty"], "middle", TEXT_SIZE))
    words = COUNTED_WORDS[table.counted]
    entries = [(fill_of(KEY, form, False), form_name(form, language)) for form in range(FORMS)]
    if words.opens:
        entries.append((fill_of(KEY, 2, True), say["still_open"]))
    samples, height = legend(entries, _HEIGHT + 44, left + plot)
    title = say["trend_years" if line.yearly else "trend"]
    frame = Frame(
        KEY,
        language,
        f"{title} · {words.title.get(language)}",
        trend_in_words(line, table.counted, language),
        _notes(line, table.counted, language),
        left + plot,
    )
    return framed(frame, [*drawing, *samples], _HEIGHT + 44 + height)


def trend_sheet(table: Table, language: str) -> str:
    """What the picture shows, as CSV, with a last row for what has no month."""
    say, line = WORDS[language], timeline(table)
    header = (say["year" if line.yearly else "month"], *count_columns(table.counted, language))
    periods = (*line.periods, Period(say["unknown"], line.outside))
    return sheet(header, ((period.label, *count_cells(table.counted, period.count)) for period in periods))


def _notes(line: Timeline, counted: Counted, language: str) -> tuple[str, ...]:
    say, words = WORDS[language], COUNTED_WORDS[counted]
    drawn = sum(period.count.subjects for period in line.periods)
    return (
        words.note.get(language),
        say["trend_note" if words.fails else "trend_note_sound"].format(
            by=words.month.get(language),
            n=number(drawn),
            outside=number(line.outside.subjects),
            errors=number(line.outside.errors),
        ),
    )


def trend_in_words(line: Timeline, counted: Counted, language: str) -> str:
    """The text alternative: from when to when, the most in one period, and each form over all."""
    say = WORDS[language]
    if not line.periods:
        return say["trend_empty"]
    peak = max(line.periods, key=lambda period: period.count.subjects)
    summed = [sum(period.count.forms[form] for period in line.periods) for form in range(FORMS)]
    still_open = sum(sum(period.count.still_open) for period in line.periods)
    parts = [f"{form_name(form, language)} {number(summed[form])}" for form in range(FORMS)]
    if COUNTED_WORDS[counted].opens:
        parts.append(say["of_open"].format(n=number(still_open)))
    first, last = line.periods[0].label, line.periods[-1].label
    said = say["trend_desc"].format(first=first, last=last, peak=peak.label, n=number(peak.count.subjects))
    return f"{said}{' ' if language == 'en' else ''}{say['semicolon'].join(parts)}{say['stop']}"


def _axis(marks: tuple[int, ...], left: float, plot: float) -> Iterator[Xml.Element]:
    for mark in marks:
        y = _HEIGHT * (1 - mark / marks[-1])
        colour = style.INK if mark == 0 else style.RULE_OFF
        yield Xml.Element(
            "path",
            {"d": f"M {shown(left)} {shown(y)} h {shown(plot)}", "stroke": colour, "stroke-width": "1"},
        )
        yield text_at(left - _AIR, y + 4, number(mark), "end", fill=style.MUTED)


def _columns(line: Timeline, top: int, left: float, plot: float, language: str) -> Iterator[Xml.Element]:
    if not line.periods:
        return
    step = plot / len(line.periods)
    thick = min(_THICKEST, step * 0.8)
    widest = max(text_width(number(period.count.subjects), SMALL_SIZE) for period in line.periods)
    for place, period in enumerate(line.periods):
        middle, y = left + (place + 0.5) * step, _HEIGHT
        for fill, count, name in _stack(period, language):
            if count:
                height = _HEIGHT * count / top
                y -= height
                yield segment(
                    middle - thick / 2, y, thick, height, fill, f"{period.label} · {name} {number(count)}"
                )
        if period.count.subjects and widest + 4 < step:
            yield text_at(middle, y - 5, number(period.count.subjects), "middle")


def _stack(period: Period, language: str) -> Iterator[tuple[str, int, str]]:
    for form in range(FORMS):
        name = form_name(form, language)
        yield fill_of(KEY, form, False), period.count.settled[form], name
        open_name = f"{name} · {WORDS[language]['still_open']}"
        yield fill_of(KEY, form, True), period.count.still_open[form], open_name


def _labels(line: Timeline, left: float, plot: float) -> Iterator[Xml.Element]:
    """The labels of as many periods as have room, at round months or years."""
    if not line.periods:
        return
    step = plot / len(line.periods)
    room = text_width(line.periods[0].label, SMALL_SIZE) + _AIR
    every = next(
        every for every in _EVERY[line.yearly] if every * step >= room or every == _EVERY[line.yearly][-1]
    )
    for place, period in enumerate(line.periods):
        middle = left + (place + 0.5) * step
        if _place_in_time(period.label) % every == 0:
            yield Xml.Element(
                "path",
                {"d": f"M {shown(middle)} {shown(_HEIGHT)} v 5", "stroke": style.INK, "stroke-width": "1"},
            )
            yield text_at(middle, _HEIGHT + 20, period.label, "middle")


def _place_in_time(label: str) -> int:
    year, _, month = label.partition("-")
    return int(year) * 12 + int(month) - 1 if month else int(year)
