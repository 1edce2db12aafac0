"""The four forms as a pyramid: the first form at the base, the fourth on top, each as wide as it has subjects.

Who is not held accountable, and what is an error, is outside the pyramid and said in words. What is still open is striped, at the
right end of its bar.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as Xml

from zhunsheng.engine.explain.graph import style
from zhunsheng.engine.explain.graph.elements import shown
from zhunsheng.engine.explain.graph.measuring import BOLD, text_width
from zhunsheng.engine.statistics.counted import COUNTED_WORDS
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
from zhunsheng.engine.statistics.sheets import form_column, sheet
from zhunsheng.engine.statistics.tables import Count, Statistics
from zhunsheng.engine.statistics.text import form_name, number, percent
from zhunsheng.engine.statistics.wilson import ENOUGH
from zhunsheng.engine.statistics.words import WORDS

KEY = "pyramid"
_FORMS = (4, 3, 2, 1)
_BAR, _STEP, _ROOM, _AIR = 46.0, 54.0, 440.0, 14.0


def render_pyramid(found: Statistics, language: str) -> str:
    """The pyramid as SVG."""
    say, words, total = WORDS[language], COUNTED_WORDS[found.counted], found.total
    names = max(text_width(form_name(form, language), TEXT_SIZE * BOLD) for form in _FORMS)
    numbers = max(
        text_width(line, TEXT_SIZE * BOLD) for form in _FORMS for line in _beside(total, form, language)
    )
    width = names + numbers + _ROOM + 2 * _AIR
    drawing = list(_bars(total, language, names + _AIR))
    entries = [
        (fill_of(KEY, 2, still_open), say["still_open" if still_open else "settled"])
        for still_open in (False, True)
        if words.opens
    ]
    top = len(_FORMS) * _STEP + (14 if entries else -8)
    samples, height = legend(entries, top, width) if entries else ([], 0.0)
    title = f"{say['pyramid']} · {words.title.get(language)}"
    frame = Frame(KEY, language, title, pyramid_in_words(total, language), _notes(found, language), width)
    return framed(frame, [*drawing, *samples], top + height)


def pyramid_sheet(found: Statistics, language: str) -> str:
    """What the pyramid shows, as CSV, with the form 0 that is outside it."""
    say, total = WORDS[language], found.total
    both = COUNTED_WORDS[found.counted].opens
    header = (say["form"], say["name"], *((say["settled"], say["still_open"]) if both else ()), say["total"])
    return sheet(
        header,
        (
            (
                form,
                form_column(found.counted, form, language),
                *((total.settled[form], total.still_open[form]) if both else ()),
                total.forms[form],
            )
            for form in (*_FORMS, 0)
        ),
    )


def _held(total: Count) -> int:
    return sum(total.forms[form] for form in _FORMS)


def _notes(found: Statistics, language: str) -> tuple[str, ...]:
    say, words, total = WORDS[language], COUNTED_WORDS[found.counted], found.total
    outside = say["pyramid_note" if words.fails else "pyramid_note_sound"].format(
        n=number(_held(total)), zero=number(total.forms[0]), errors=number(total.errors)
    )
    notes = [words.note.get(language), outside]
    if _held(total) < ENOUGH:
        notes.append(say["too_few"].format(n=ENOUGH))
    if _held(total) and max(total.forms[1:]) > total.forms[1]:
        notes.append(say["pyramid_no_base"])
    return tuple(notes)


def pyramid_in_words(total: Count, language: str) -> str:
    """The text alternative: every number of the picture."""
    say = WORDS[language]
    parts = (
        f"{form_name(form, language)}{say['colon']}{' '.join(_beside(total, form, language))}"
        for form in reversed(_FORMS)
    )
    return say["semicolon"].join(parts) + say["stop"]


def _beside(total: Count, form: int, language: str) -> tuple[str, ...]:
    """What stands beside a bar: number, share where there are enough for one, and how much of it is open."""
    count, still, held = total.forms[form], total.still_open[form], _held(total)
    lines = [f"{number(count)} · {percent(count, held)}" if held >= ENOUGH else number(count)]
    if still:
        lines.append(WORDS[language]["of_open"].format(n=number(still)))
    return tuple(lines)


def _bars(total: Count, language: str, left: float) -> Iterator[Xml.Element]:
    widest = max(1, *total.forms[1:])
    middle = left + _ROOM / 2
    for place, form in enumerate(_FORMS):
        y = place * _STEP
        name = form_name(form, language)
        yield text_at(left - _AIR, y + _BAR / 2 + 5, name, "end", TEXT_SIZE, font_weight="bold")
        whole = _ROOM * total.forms[form] / widest
        x = middle - whole / 2
        for count, still_open in ((total.settled[form], False), (total.still_open[form], True)):
            if count:
                part = whole * count / total.forms[form]
                word = WORDS[language]["still_open" if still_open else "settled"]
                hint = f"{name} · {word}{WORDS[language]['colon']}{number(count)}"
                yield segment(x, y, part, _BAR, fill_of(KEY, form, still_open), hint)
                x += part
        if not total.forms[form]:
            yield Xml.Element(
                "path",
                {
                    "d": f"M {shown(middle)} {shown(y)} v {shown(_BAR)}",
                    "stroke": style.RULE_OFF,
                    "stroke-dasharray": "3 3",
                },
            )
        first, *second = _beside(total, form, language)
        right = left + _ROOM + _AIR
        yield text_at(
            right, y + _BAR / 2 + (-2 if second else 5), first, "start", TEXT_SIZE, font_weight="bold"
        )
        for line in second:
            yield text_at(right, y + _BAR / 2 + 15, line, "start", SMALL_SIZE, fill=style.MUTED)
