"""Months in a row, none left out between the first and the last, or years where the months would be too many to tell apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from zhunsheng.engine.statistics.groupings import GroupKey
from zhunsheng.engine.statistics.tables import Count, Table

#: Beyond so many months a picture is by year.
MOST_MONTHS = 96

#: What can be drawn. Another year (0021, say) is a slip: its row stands in the table, and not in the picture.
_MONTH = re.compile(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])\Z")

_NOBODY = Count((0,) * 5, (0,) * 5, 0)


@dataclass(frozen=True)
class Period:
    """A month (``2021-08``) or a year (``2021``) with its subjects."""

    label: str
    count: Count


@dataclass(frozen=True)
class Timeline:
    """Periods in order, without a gap.

    Attributes:
        yearly: Whether they are years.
        outside: What has no month that can be drawn, errors included.
    """

    periods: tuple[Period, ...]
    yearly: bool
    outside: Count


def timeline(table: Table, most_months: int = MOST_MONTHS) -> Timeline:
    """The table by month as a line of time; by year where it would be more months than these."""
    drawn: dict[int, Count] = {}
    outside = _NOBODY
    for group in table.groups:
        number = _number(group.key)
        if number is None:
            outside = plus(outside, group.count)
        else:
            drawn[number] = group.count
    yearly = bool(drawn) and max(drawn) - min(drawn) >= most_months
    if yearly:
        drawn = _by_year(drawn)
    numbers = range(min(drawn), max(drawn) + 1) if drawn else ()
    return Timeline(
        tuple(Period(_label(number, yearly), drawn.get(number, _NOBODY)) for number in numbers),
        yearly,
        outside,
    )


def plus(one: Count, other: Count) -> Count:
    """Two counts together."""
    return Count(
        tuple(a + b for a, b in zip(one.settled, other.settled, strict=True)),
        tuple(a + b for a, b in zip(one.still_open, other.still_open, strict=True)),
        one.errors + other.errors,
    )


def _number(key: GroupKey) -> int | None:
    """Months since the year 0; None for what is no month."""
    match = _MONTH.match(key.value) if key.kind == "group" else None
    return int(match[1]) * 12 + int(match[2]) - 1 if match else None


def _by_year(months: Mapping[int, Count]) -> dict[int, Count]:
    years: dict[int, Count] = {}
    for number, count in months.items():
        year = number // 12
        years[year] = plus(years.get(year, _NOBODY), count)
    return years


def _label(number: int, yearly: bool) -> str:
    return f"{number}" if yearly else f"{number // 12}-{number % 12 + 1:02d}"
