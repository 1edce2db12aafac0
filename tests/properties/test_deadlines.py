"""Promises about clocks: none ends before it starts, and what is not known of its start never makes it end later."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from tests.properties.changes import learnings
from tests.strategies import Plain, documents, read
from zhunsheng.engine.case import instances
from zhunsheng.engine.deadlines import Length, Unit, last_day_of_effect, last_day_to_act
from zhunsheng.engine.duties import duties
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import Duty
from zhunsheng.engine.vocabulary.dates import PartialDate

DAYS = st.dates(min_value=date(1900, 1, 1))
LENGTHS = st.builds(Length, st.integers(1, 400), st.sampled_from(get_args(Unit)))


def exactly(day: date) -> PartialDate:
    return PartialDate.parse(day.isoformat())


@given(start=DAYS, length=LENGTHS)
def test_a_due_date_never_lies_before_its_start(start: date, length: Length) -> None:
    last = last_day_to_act(exactly(start), length)
    assert last > start or last == date.max


@given(start=DAYS, length=LENGTHS, known=st.sampled_from((4, 7)))
def test_a_partial_start_never_gives_a_later_deadline(start: date, length: Length, known: int) -> None:
    partial = PartialDate.parse(start.isoformat()[:known])
    assert last_day_to_act(partial, length) <= last_day_to_act(exactly(start), length)


@given(start=DAYS, later=st.integers(0, 800), length=LENGTHS)
def test_a_later_start_never_ends_earlier(start: date, later: int, length: Length) -> None:
    after = start + timedelta(days=min(later, (date.max - start).days))
    assert last_day_to_act(exactly(start), length) <= last_day_to_act(exactly(after), length)


@given(start=DAYS, length=LENGTHS, more=st.integers(0, 400))
def test_a_longer_time_never_ends_earlier(start: date, length: Length, more: int) -> None:
    longer = Length(length.number + more, length.unit)
    assert last_day_to_act(exactly(start), length) <= last_day_to_act(exactly(start), longer)


@given(start=DAYS, months=st.integers(1, 120))
def test_an_effect_lasts_its_months_and_not_a_day_more(start: date, months: int) -> None:
    last = last_day_of_effect(start, months)
    assert start < last or last == date.max
    assert last <= last_day_to_act(exactly(start), Length(months, "months"))


def all_duties(release: Release, bits: BitsEngine, document: Plain) -> dict[tuple[str, str], Duty]:
    """Every duty of every subject by subject and rule."""
    case = read(document)
    top = instances(case)
    verdict = bits.verdict(bits.run([top]), 0)
    explained = Explained(release, case, verdict)
    return {
        (part.id, duty.rule): duty
        for part in explained.top.parts
        for duty in duties(explained, part, verdict.subjects[part.id].tracks, "zh")
    }


@given(document=documents(), data=st.data())
def test_learning_never_brings_a_known_deadline_forward(
    release: Release, bits: BitsEngine, document: Plain, data: st.DataObject
) -> None:
    """Nor does it raise a duty that was known not to arise: what was told first can be relied on."""
    changes = list(learnings(document))
    change = data.draw(st.sampled_from(changes)) if changes else None
    before = all_duties(release, bits, document)
    after = all_duties(release, bits, change.made_in(document) if change else document)
    assert after.keys() <= before.keys()
    for key, duty in after.items():
        first = before[key]
        assert first.due is None or (duty.due is not None and first.due <= duty.due)
        assert first.extended_due is None or (
            duty.extended_due is not None and first.extended_due <= duty.extended_due
        )
        assert duty.due is None or duty.extended_due is None or duty.due <= duty.extended_due
