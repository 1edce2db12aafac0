"""Partial dates: what is not said of a date stays unknown."""

from __future__ import annotations

from datetime import date

import pytest

from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.vocabulary.dates import PartialDate, months_between, whole_months

parse = PartialDate.parse


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-10-20", date(2021, 10, 20), date(2021, 10, 20)),
    ],
)
def test_a_partial_date_is_an_interval(text: str, earliest: date, latest: date) -> None:
    assert (parse(text).earliest, parse(text).latest, str(parse(text))) == (earliest, latest, text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2021-02-29", "2021-02 has 28 days"),
        ("2021-04-31", "2021-04 has 30 days"),
        ("2021-13", "no month 13"),
        ("2021-00-01", "no month 00"),
        ("2021-01-00", "has 31 days"),
        ("1899", "years start at 1900"),
        ("0000", "years start at 1900"),
        ("2021/10/20", "is not a date"),
        ("20211020", "is not a date"),
        ("2021-1-2", "is not a date"),
        ("2021-10-20T00:00", "is not a date"),
        ("", "is not a date"),
        ("2021\n", "is not a date"),
    ],
)
def test_what_no_calendar_has_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse(text)


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2020", "2021", Truth.TRUE),
        ("2021-10-20", "2021-10-21", Truth.TRUE),
        ("2021-10-20", "2021-10-20", Truth.FALSE),
        ("2021", "2020-06", Truth.FALSE),
        ("2021", "2021-06", Truth.UNKNOWN),
        ("2021-06", "2021-06-30", Truth.UNKNOWN),
        ("2021-06-30", "2021-06", Truth.FALSE),  # its last day lies before no day of the month
    ],
)
def test_before(one: str, other: str, before: Truth) -> None:
    assert parse(one).before(parse(other)) is before


def test_equals_needs_the_day() -> None:
    assert parse("2021-10-20").equals(parse("2021-10-20")) is Truth.TRUE
    assert parse("2021-10").equals(parse("2021-10")) is Truth.UNKNOWN
    assert parse("2021-10").equals(parse("2021-11-01")) is Truth.FALSE


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2021, 1, 31), date(2021, 2, 28), 0),  # the 31st has not come round
        (date(2021, 1, 28), date(2021, 2, 28), 1),
        (date(2020, 2, 29), date(2021, 2, 28), 11),
        (date(2020, 11, 15), date(2021, 11, 14), 11),
        (date(2020, 11, 15), date(2021, 11, 15), 12),
        (date(2021, 3, 1), date(2021, 1, 1), -2),
        (date(2021, 3, 1), date(2021, 2, 28), -1),  # a day earlier is earlier
        (date(2021, 3, 15), date(2021, 3, 14), -1),
        (date(2021, 3, 15), date(2021, 3, 15), 0),
    ],
)
def test_full_months(start: date, end: date, months: int) -> None:
    assert whole_months(start, end) == months


def test_months_between_partial_dates_are_bounds() -> None:
    assert months_between(parse("2021-01-15"), parse("2021-06-15")) == (5, 5)
    assert months_between(parse("2021-01"), parse("2021-06")) == (4, 5)
    assert months_between(parse("2020"), parse("2021")) == (0, 23)
