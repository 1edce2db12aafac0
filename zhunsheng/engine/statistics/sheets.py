"""Statistics as CSV that spreadsheets open as it is meant.

UTF-8 with a byte order mark: Excel takes a CSV without one for GBK on a Chinese system and shows garbage; everything else
skips the mark (in Python: ``utf-8-sig``). A text that a spreadsheet would take for a formula gets an apostrophe before it. A
sheet goes from hand to hand without what stood around it, so its columns say whether forms are suggested, published or decided.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from zhunsheng.engine.release import Release
from zhunsheng.engine.statistics.counted import COUNTED_WORDS, Counted
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
    return sheet(_head(found.counted, language), _rows(found, release, language))


def sheet(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """A table as CSV (RFC 4180)."""
    text = io.StringIO()
    text.write(_BYTE_ORDER_MARK)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return text.getvalue()


def form_column(counted: Counted, form: int, language: str) -> str:
    """The head of a column with one form, which says whether that is suggested, published or decided."""
    return COUNTED_WORDS[counted].of_form.get(language).format(form=form_name(form, language))


def count_columns(counted: Counted, language: str) -> tuple[str, ...]:
    """The heads of the columns of `count_cells`."""
    say, words = WORDS[language], COUNTED_WORDS[counted]
    forms = tuple(form_column(counted, form, language) for form in range(FORMS))
    still_open = (say["open_of"].format(form=form) for form in forms) if words.opens else ()
    errors = (say["errors"],) if words.fails else ()
    return (*forms, *still_open, *errors, say["total"])


def count_cells(counted: Counted, count: Count) -> tuple[int, ...]:
    """A count as cells. What cannot be still open has no columns for it; what cannot fail has none failed."""
    words = COUNTED_WORDS[counted]
    still_open = count.still_open if words.opens else ()
    errors = (count.errors,) if words.fails else ()
    return (*count.settled, *still_open, *errors, count.total)


def inert(cell: str | int) -> str | int:
    """A cell that no spreadsheet computes."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _head(counted: Counted, language: str) -> tuple[str, ...]:
    say = WORDS[language]
    return (say["group"], say["kind"], say["key"], say["name"], *count_columns(counted, language))


def _rows(found: Statistics, release: Release, language: str) -> Iterator[tuple[str | int, ...]]:
    say, counted = WORDS[language], found.counted
    for table in found.tables:
        for group in table.groups:
            name = group_name(table.grouping, group.key, release, language)
            yield table.grouping, group.key.kind, group.key.value, name, *count_cells(counted, group.count)
        yield table.grouping, "repeated", "", say["repeated"], *count_cells(counted, table.repeated)
        yield table.grouping, "total", "", say["total"], *count_cells(counted, table.total)
