"""Law days by columns are those of one case: the same functions, row by row."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import numpy as np
import pytest

from zhunsheng.engine import law_dates
from zhunsheng.engine.batch import law_days
from zhunsheng.engine.batch.law_calendar import LawCalendar
from zhunsheng.engine.batch.law_days import CLOCKS, Dates, DayColumn, number_of
from zhunsheng.engine.batch.months import whole_months
from zhunsheng.engine.compared_laws import ComparedLaws
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.proof.law_choice import LawChooser
from zhunsheng.engine.release import default_release
from zhunsheng.engine.vocabulary.dates import PartialDate, months_between
from zhunsheng.engine.vocabulary.facts import FactRef, FactValue

Triple = tuple[PartialDate | None, PartialDate | None, PartialDate | None]
ROWS = 4000


@pytest.fixture(scope="module")
def compared() -> ComparedLaws:
    return ComparedLaws.of(default_release())


@pytest.fixture(scope="module")
def calendar() -> LawCalendar:
    compiled = CompiledRelease.of(default_release())
    return LawCalendar.of(compiled, LawChooser(compiled.laws.compared).record)


@pytest.fixture(scope="module")
def triples(compared: ComparedLaws) -> list[Triple]:
    """Dates around the days on which the law changes, known to the day, the month or the year, or not at all."""
    random = Random(7)
    changes = compared.periods.first_days["act"]

    def day() -> PartialDate | None:
        if random.random() < 0.25:
            return None
        near = random.choice(changes) + timedelta(days=random.choice([-400, -30, -1, 0, 1, 40, 300]))
        return PartialDate.parse(near.isoformat()[: random.choice([4, 7, 10, 10])])

    return [(day(), day(), day()) for _ in range(ROWS)]


def _column(triples: list[Triple], which: int) -> DayColumn:
    days = [triple[which] for triple in triples]
    # What stands in a row of which nothing is known must not matter.
    return DayColumn(
        np.array([number_of(day.earliest) if day else -12345 for day in days], np.int32),
        np.array([number_of(day.latest) if day else 99999 for day in days], np.int32),
        np.array([day is not None for day in days]),
    )


@pytest.fixture(scope="module")
def placed(triples: list[Triple], calendar: LawCalendar) -> Dates:
    return calendar.places(Dates(*(_column(triples, which) for which in range(3))))


def _facts(triple: Triple) -> dict[FactRef, FactValue]:
    return {ref: day for ref, day in zip(law_dates.DATES, triple, strict=True) if day}


def _place(calendar: LawCalendar, day: date) -> int:
    return sum(change <= day for change in calendar.days)


def _same(calendar: LawCalendar, column: DayColumn, row: int, day: PartialDate | None) -> bool:
    if day is None:
        return not column.known[row]
    ends = (column.earliest[row], column.latest[row])
    return bool(column.known[row]) and ends == (_place(calendar, day.earliest), _place(calendar, day.latest))


def test_stated_and_open_days(triples: list[Triple], placed: Dates, calendar: LawCalendar) -> None:
    stated, still_open = law_days.stated(placed), law_days.open_dates(placed, calendar.last)
    for row, triple in enumerate(triples):
        facts = _facts(triple)
        for clock in CLOCKS:
            assert _same(calendar, stated.on(clock), row, law_dates.stated(facts).on(clock)), triple
            assert _same(calendar, still_open.on(clock), row, law_dates.open_dates(facts).on(clock)), triple


def test_questions(
    triples: list[Triple], placed: Dates, calendar: LawCalendar, compared: ComparedLaws
) -> None:
    periods = calendar.narrowed(compared.periods.first_days["act"])
    found = law_days.question(placed, periods)
    for row, triple in enumerate(triples):
        asked = compared.question(_facts(triple))
        assert _same(calendar, found.act, row, asked.act.act), triple
        assert _same(calendar, found.decision, row, asked.decision.act), triple
        assert bool(found.compares[row]) is asked.compares
        assert bool(found.act_unknown[row]) is (asked.reason == "act_unknown")
        assert bool(found.uncertain[row]) is asked.uncertain


def test_months(triples: list[Triple]) -> None:
    start, end = _column(triples, 0), _column(triples, 1)
    least, most = whole_months(start.latest, end.earliest), whole_months(start.earliest, end.latest)
    for row, (first, last, _) in enumerate(triples):
        if first and last:
            assert (least[row], most[row]) == months_between(first, last)


def test_a_day_that_is_not_in_the_calendar(calendar: LawCalendar) -> None:
    with pytest.raises(ValueError, match="1999-01-01 is not in the calendar"):
        calendar.place_of(date(1999, 1, 1))
