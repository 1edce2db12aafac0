"""How days, months and years are counted, at the ends of months and years where counting goes wrong."""

from __future__ import annotations

from datetime import date

import pytest

from zhunsheng.engine.deadlines import Length, Unit, last_day_of_effect, last_day_to_act
from zhunsheng.engine.vocabulary.dates import PartialDate

parse = PartialDate.parse


@pytest.mark.parametrize(
    ("start", "number", "unit", "last"),
    [
        ("2021-10-20", 1, "months", "2021-11-20"),
        ("2021-10-31", 1, "months", "2021-11-30"),  # November has no 31st
        ("2020-01-31", 1, "months", "2020-02-29"),
        ("2021-11-30", 3, "months", "2022-02-28"),
        ("2021-12-31", 2, "months", "2022-02-28"),
        ("2020-02-29", 1, "years", "2021-02-28"),
        ("2021-10-20", 30, "days", "2021-11-19"),
        ("2021-10-22", 1, "working_days", "2021-10-25"),  # from Friday to Monday
        ("2021-10-23", 1, "working_days", "2021-10-25"),  # from Saturday to Monday
        ("2021-10-20", 15, "working_days", "2021-11-10"),
        ("2021-10", 1, "months", "2021-11-01"),  # counted from the first day it can be
        ("2021", 15, "working_days", "2021-01-22"),
        ("9999-12-15", 1, "months", "9999-12-31"),  # the calendar ends
        ("9999-12-15", 30, "days", "9999-12-31"),
        ("9999-12-15", 90, "working_days", "9999-12-31"),
    ],
)
def test_the_last_day_to_act(start: str, number: int, unit: Unit, last: str) -> None:
    assert last_day_to_act(parse(start), Length(number, unit)).isoformat() == last


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        ("2021-01-15", 6, "2021-07-14"),  # the day before the corresponding one
        ("2021-01-01", 12, "2021-12-31"),
        ("2021-08-31", 6, "2022-02-28"),  # no 31st of February: the last day of it
        ("2021-08-28", 6, "2022-02-27"),
        ("2020-02-29", 24, "2022-02-28"),
        ("9999-06-15", 12, "9999-12-31"),
    ],
)
def test_the_last_day_of_an_effect(start: str, months: int, last: str) -> None:
    assert last_day_of_effect(date.fromisoformat(start), months).isoformat() == last
