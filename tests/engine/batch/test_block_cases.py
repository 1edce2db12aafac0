"""Cases become a block and come back as they were."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.random_cases import random_cases
from tests.engine.batch.flat import VOCABULARY, without_empty_sets
from tests.strategies import cases
from zhunsheng.engine.batch.block_cases import as_cases, block_of, written_date
from zhunsheng.engine.batch.case_block import ColumnKey, Flags
from zhunsheng.engine.case import Case
from zhunsheng.engine.release import default_release
from zhunsheng.engine.vocabulary.facts import FactRef


@given(st.lists(cases(), max_size=4))
def test_cases_come_back(drawn: list[Case]) -> None:
    assert list(as_cases(block_of(drawn, VOCABULARY), VOCABULARY)) == [
        without_empty_sets(case) for case in drawn
    ]


def test_blocks_come_back() -> None:
    block = block_of(list(random_cases(default_release(), 200)), VOCABULARY)
    again = block_of(list(as_cases(block, VOCABULARY)), VOCABULARY)
    for level in ("cases", "subjects", "conducts"):
        assert dict(getattr(again, level)) == dict(getattr(block, level)), level
    for ids in ("case_ids", "subject_ids", "conduct_ids"):
        assert getattr(again, ids).equals(getattr(block, ids)), ids
    for offsets in ("first_subject", "first_conduct", "rows"):
        assert getattr(again, offsets).tolist() == getattr(block, offsets).tolist(), offsets


def test_a_member_is_known_by_itself() -> None:
    manner = FactRef("conduct", "manner")
    case = next(
        case
        for case in random_cases(default_release(), 500)
        for subject in case.subjects
        for conduct in subject.conducts
        if set(dict(conduct.facts).get(manner, {}).values()) == {True, False}
    )
    block = block_of([case], VOCABULARY)
    members = {key.member for key in block.conducts if key.ref == manner}
    assert members <= {None, *VOCABULARY.fact(manner).value_keys()}
    assert None not in members
    assert all(isinstance(block.conducts[ColumnKey(manner, member)], Flags) for member in members)


def test_dates_are_written_as_what_they_are() -> None:
    year, month = date(2020, 1, 1), date(2020, 2, 1)
    assert str(written_date(year, date(2020, 12, 31))) == "2020"
    assert str(written_date(month, date(2020, 2, 29))) == "2020-02"
    assert str(written_date(year, year)) == "2020-01-01"
    assert str(written_date(month, date(2020, 2, 28))) == "2020-02-01/2020-02-28"
