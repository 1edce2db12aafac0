"""Full months between two dates, for all rows at once (`dates.whole_months`, `dates.months_between`)."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import TypeAlias

import numpy as np

from zhunsheng.engine.batch.case_block import ColumnKey
from zhunsheng.engine.batch.comparisons import Months
from zhunsheng.engine.batch.law_days import DayNumbers
from zhunsheng.engine.batch.level_columns import LevelColumns
from zhunsheng.engine.batch.words import packed

Pair: TypeAlias = tuple[ColumnKey, ColumnKey]


def add_months(level: LevelColumns, pairs: Iterable[Pair]) -> None:
    """Adds the columns of least and most months between pairs of dates, where both are there."""
    for pair in pairs:
        if all(key in level.states for key in pair):
            start, end = (level.days(key) for key in pair)
            level.columns[Months(pair, "least")] = whole_months(start.latest, end.earliest)
            level.bits[Months(pair, "known")] = packed(start.known & end.known)
            level.columns[Months(pair, "most")] = whole_months(start.earliest, end.latest)


def whole_months(start: DayNumbers, end: DayNumbers) -> DayNumbers:
    """Full months from start to end; negative where the end lies before the start."""
    (first_month, first_day), (last_month, last_day) = _calendar(start), _calendar(end)
    return (last_month - first_month - (last_day < first_day)).astype(np.int32)


def _calendar(days: DayNumbers) -> tuple[DayNumbers, DayNumbers]:
    """Months since 1970, and the day in the month, from 0. Looked up, since a file has fewer days than rows."""
    first, last = (int(days.min()), int(days.max())) if len(days) else (0, 0)
    months, in_month = _table(first // _TABLE * _TABLE, -(-(last + 1) // _TABLE) * _TABLE)
    places = days - np.int32(first // _TABLE * _TABLE)
    return months[places], in_month[places]


#: Tables begin and end on multiples of so many days, so that few are made.
_TABLE = 20_000


@functools.lru_cache(maxsize=16)
def _table(first: int, end: int) -> tuple[DayNumbers, DayNumbers]:
    """Month and day in the month of all days from one to before another."""
    dates = np.arange(first, end).astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    return months.astype(np.int32), (dates - months.astype("datetime64[D]")).astype(np.int32)
