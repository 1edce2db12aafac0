"""A figure: one set of numbers as a picture, in words, as a table, and as CSV. All four are made of the same rows.

A share stands beside how coarse it is (`engine.statistics.wilson`), and never without the number it is a share of.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from zhunsheng.engine.release import Release
from zhunsheng.engine.statistics.amounts import Amounts, amounts_in_words, render_amounts
from zhunsheng.engine.statistics.bars import bars
from zhunsheng.engine.statistics.counted import COUNTED_WORDS
from zhunsheng.engine.statistics.counting import FORMS
from zhunsheng.engine.statistics.months import Period, timeline
from zhunsheng.engine.statistics.names import group_name, grouping_title
from zhunsheng.engine.statistics.pyramid import pyramid_in_words, render_pyramid
from zhunsheng.engine.statistics.sheets import count_cells, count_columns, form_column, sheet
from zhunsheng.engine.statistics.tables import Statistics, Table
from zhunsheng.engine.statistics.trend import render_trend, trend_in_words
from zhunsheng.engine.statistics.wilson import ENOUGH, wilson_interval
from zhunsheng.engine.statistics.words import WORDS
from zhunsheng.engine.vocabulary.facts import Text

#: A page shows so many months one by one; its picture would be too large with more.
MOST_MONTHS = 48

_KEY, _NAME = Text("键", "key"), Text("名称", "name")
_SHARE = (Text("占比", "share"), Text("95% 区间下限", "95 % interval from"), Text("95% 区间上限", "to"))


class Share(BaseModel):
    """A part of a whole, from 0 to 1, and the Wilson interval that says how coarse it is."""

    model_config = ConfigDict(frozen=True)
    share: float
    low: float
    high: float


class FigureRow(BaseModel):
    """A row of a figure; ``share`` is null where a figure has none, or there are too few for one."""

    model_config = ConfigDict(frozen=True)
    key: str
    name: str
    numbers: tuple[int, ...]
    share: Share | None = None


class Figure(BaseModel):
    """One set of numbers.

    Attributes:
        picture: As SVG, with its text alternative in it.
        words: That alternative.
        of_rows: What the rows are.
        columns: What the numbers of a row are.
        shares: Whether rows have shares.
        total: Every subject once; null where rows are no parts of one whole.
    """

    model_config = ConfigDict(frozen=True)
    title: str
    notes: tuple[str, ...]
    picture: str
    words: str
    of_rows: str
    columns: tuple[str, ...]
    shares: bool
    rows: tuple[FigureRow, ...]
    total: FigureRow | None

    @property
    def empty(self) -> bool:
        """Whether nobody is counted."""
        return not any(number for row in self.rows for number in row.numbers)


def as_sheet(figure: Figure, language: str) -> str:
    """The rows of a figure as CSV, the total last."""
    head = (_KEY.get(language), figure.of_rows, *figure.columns)
    shares = tuple(title.get(language) for title in _SHARE) if figure.shares else ()
    rows = (*figure.rows, *((figure.total,) if figure.total is not None else ()))
    return sheet((*head, *shares), ((row.key, row.name, *row.numbers, *_shares(row, figure)) for row in rows))


def _shares(row: FigureRow, figure: Figure) -> tuple[str, ...]:
    if not figure.shares:
        return ()
    found = row.share
    return (
        ("", "", "")
        if found is None
        else tuple(f"{each:.4f}" for each in (found.share, found.low, found.high))
    )


def forms_figure(found: Statistics, language: str) -> Figure:
    """The four forms as a pyramid, the heaviest first, then those outside of it."""
    say, total, counted = WORDS[language], found.total, found.counted
    held = sum(total.forms[1:])
    return Figure(
        title=f"{say['pyramid']} · {COUNTED_WORDS[counted].title.get(language)}",
        notes=(COUNTED_WORDS[counted].note.get(language),),
        picture=render_pyramid(found, language),
        words=pyramid_in_words(total, language),
        of_rows=say["form"],
        columns=(say["total"],),
        shares=True,
        rows=tuple(
            FigureRow(
                key=str(form),
                name=form_column(counted, form, language),
                numbers=(total.forms[form],),
                share=share_of(total.forms[form], held) if form else None,
            )
            for form in (*range(FORMS - 1, 0, -1), 0)
        ),
        total=FigureRow(key="total", name=say["total"], numbers=(total.subjects,)),
    )


def groups_figure(table: Table, release: Release, language: str) -> Figure:
    """The groups of a table as bars, in the order of the vocabulary."""
    drawn = bars(table, release, language)
    return Figure(
        title=drawn.title,
        notes=drawn.notes,
        picture=render_amounts(drawn),
        words=amounts_in_words(drawn),
        of_rows=_NAME.get(language),
        columns=count_columns(table.counted, language),
        shares=False,
        rows=tuple(
            FigureRow(
                key=group.key.value or group.key.kind,
                name=group_name(table.grouping, group.key, release, language),
                numbers=count_cells(table.counted, group.count),
            )
            for group in table.groups
        ),
        total=_total(table, language),
    )


def months_figure(table: Table, language: str) -> Figure:
    """Months, or years where they would be too many, as columns; what has no month is the last row of the table."""
    say, line, words = WORDS[language], timeline(table, MOST_MONTHS), COUNTED_WORDS[table.counted]
    outside = Period(say["unknown"], line.outside)
    rows = (*line.periods, outside) if line.outside.total else line.periods
    kind = say["trend_years" if line.yearly else "trend"]
    return Figure(
        title=f"{kind} · {grouping_title('month', table.counted, language)} · {words.title.get(language)}",
        notes=(words.note.get(language),),
        picture=render_trend(table, language, MOST_MONTHS),
        words=trend_in_words(line, table.counted, language),
        of_rows=say["year" if line.yearly else "month"],
        columns=count_columns(table.counted, language),
        shares=False,
        rows=tuple(
            FigureRow(
                key="unknown" if period is outside else period.label,
                name=period.label,
                numbers=count_cells(table.counted, period.count),
            )
            for period in rows
        ),
        total=_total(table, language),
    )


def amounts_figure(
    drawn: Amounts, of_rows: str, columns: Sequence[str], keys: Sequence[str], total: FigureRow | None
) -> Figure:
    """Amounts as a figure: the number of each part, and of all parts together where there are several.

    Args:
        columns: What the numbers of a row are.
        keys: Of the rows.
        total: The row of all, where the rows are parts of one whole.
    """
    return Figure(
        title=drawn.title,
        notes=drawn.notes,
        picture=render_amounts(drawn),
        words=amounts_in_words(drawn),
        of_rows=of_rows,
        columns=tuple(columns),
        shares=False,
        rows=tuple(
            FigureRow(
                key=key,
                name=row.name,
                numbers=(*row.numbers, row.total) if len(drawn.parts) > 1 else row.numbers,
            )
            for key, row in zip(keys, drawn.rows, strict=True)
        ),
        total=total,
    )


def share_of(part: int, whole: int) -> Share | None:
    """A share; None where there are too few for one."""
    if whole < ENOUGH:
        return None
    low, high = wilson_interval(part, whole)
    return Share(share=part / whole, low=low, high=high)


def summed(rows: Sequence[FigureRow], language: str) -> FigureRow:
    """The row of all, where every row is a part of one whole and none is counted twice."""
    columns = zip(*(row.numbers for row in rows), strict=True)
    return FigureRow(
        key="total", name=WORDS[language]["total"], numbers=tuple(sum(column) for column in columns)
    )


def _total(table: Table, language: str) -> FigureRow:
    return FigureRow(
        key="total", name=WORDS[language]["total"], numbers=count_cells(table.counted, table.total)
    )
