"""Statistics as CSV that spreadsheets open as it is meant.

UTF-8 with a byte order mark: Excel takes a CSV without one for GBK on a Chinese system and shows garbage; everything else
skips the mark (in Python: ``utf-8-sig``). A text that a spreadsheet would take for a formula gets an apostrophe before it. A
sheet goes from hand to hand without what stood around it, so its columns say that the forms are suggested.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from zhunsheng.engine.release import Release
from zhunsheng.engine.statistics.counting import FORMS
from zhunsheng.engine.statistics.names import group_name
from zhunsheng.engine.statistics.tables import Count, Statistics
from zhunsheng.engine.statistics.text import form_name
from zhunsheng.engine.statistics.words import WORDS

_BYTE_ORDER_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render_csv(found: Statistics, release: Release, language: str) -> str:
    """All tables below each other, one row a group.

    In each table the groups, less the row ``repeated``, come to the row ``total``.
    """
    return sheet(_head(language), _rows(found, release, language))


def sheet(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """A table as CSV (RFC 4180)."""
    text = io.StringIO()
    text.write(_BYTE_ORDER_MARK)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return text.getvalue()


def suggested(form: int, language: str) -> str:
    """The name of a form in a sheet."""
    return WORDS[language]["suggested"].format(form=form_name(form, language))


def _safe(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _head(language: str) -> tuple[str, ...]:
    say = WORDS[language]
    forms = [form_name(form, language) for form in range(FORMS)]
    still_open = (say["open_of"].format(form=form) for form in forms)
    settled = (suggested(form, language) for form in range(FORMS))
    return (
        say["group"],
        say["kind"],
        say["key"],
        say["name"],
        *settled,
        *still_open,
        say["errors"],
        say["total"],
    )


def _rows(found: Statistics, release: Release, language: str) -> Iterator[tuple[str | int, ...]]:
    say = WORDS[language]
    for table in found.tables:
        for group in table.groups:
            name = group_name(table.grouping, group.key, release, language)
            yield table.grouping, group.key.kind, group.key.value, name, *_numbers(group.count)
        yield table.grouping, "repeated", "", say["repeated"], *_numbers(table.repeated)
        yield table.grouping, "total", "", say["total"], *_numbers(table.total)


def _numbers(count: Count) -> tuple[int, ...]:
    return (*count.settled, *count.still_open, count.errors, count.total)
