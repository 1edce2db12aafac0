"""What stands in the fields of a fact is read as the value that was put there; days are read as people write them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhunsheng.api.web.form_data import Form
from zhunsheng.api.web.interview.controls import control_of, fields_of, members_of, read_answer, rest_of, same
from zhunsheng.engine.release import default_release
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactType

VOCABULARY = default_release().vocabulary
FACTS = [fact for _, fact in VOCABULARY.all_facts()]
DATE = VOCABULARY.fact(FactRef("conduct", "date"))
COUNT = VOCABULARY.fact(FactRef("incident", "deaths"))
SET = VOCABULARY.fact(FactRef("conduct", "manner"))
BOOL = VOCABULARY.fact(FactRef("conduct", "concealed"))


@st.composite
def facts_with_values(draw: st.DrawFn) -> tuple[Fact, Any]:
    fact = draw(st.sampled_from(FACTS))
    match fact.type:
        case FactType.BOOL:
            return fact, draw(st.sampled_from([None, True, False]))
        case FactType.SET:
            known = st.dictionaries(st.sampled_from(fact.value_keys()), st.booleans(), min_size=1)
            return fact, draw(st.one_of(st.none(), known))
        case FactType.INT:
            return fact, draw(st.one_of(st.none(), st.integers(0, 10**12)))
        case FactType.DATE:
            return fact, draw(st.sampled_from([None, "2021", "2021-10", "2021-10-20"]))
        case _:
            return fact, draw(st.one_of(st.none(), st.sampled_from(fact.value_keys())))


@given(facts_with_values())
def test_what_stands_in_the_fields_is_the_value(of: tuple[Fact, Any]) -> None:
    fact, value = of
    read = read_answer(fact, Form(fields_of(fact, value)), value)
    assert same(fact, read, value)
    assert read == value


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", None),
        ("2021", "2021"),
        ("2021-10", "2021-10"),
        (" 2021-10-20 ", "2021-10-20"),
        ("2021/1/2", "2021-01-02"),
        ("2021.10.20", "2021-10-20"),
        ("2021年", "2021"),
        ("2021年10月", "2021-10"),
        ("2021年1月2日", "2021-01-02"),
        ("２０２１年１０月", "2021-10"),
        ("2021-13", "2021-13"),
        ("20211020", "20211020"),
        ("去年", "去年"),
    ],
)
def test_days_are_read_as_people_write_them(typed: str, read: str | None) -> None:
    assert read_answer(DATE, Form({"date": (typed,)}), None) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [("", None), ("0", 0), ("１２", 12), ("1,200,000", 1200000), ("12人", "12人"), ("-1", "-1")],
)
def test_numbers_are_read_as_people_write_them(typed: str, read: object) -> None:
    assert read_answer(COUNT, Form({"deaths": (typed,)}), None) == read


def test_what_is_not_ticked_is_unknown_or_known_not_to_be_so() -> None:
    one, other, *_ = SET.value_keys()
    ticked = {SET.key: (one,)}
    assert read_answer(SET, Form({**ticked, rest_of(SET): ("unknown",)}), None) == {one: True}
    whole = read_answer(SET, Form({**ticked, rest_of(SET): ("no",)}), None)
    assert whole == {key: key == one for key in SET.value_keys()}
    # What was found not to be so stays, unless it is ticked now.
    kept = Form({**ticked, rest_of(SET): ("kept",)})
    assert read_answer(SET, kept, {one: False, other: False}) == {one: True, other: False}
    assert read_answer(SET, Form({rest_of(SET): ("unknown",)}), {one: True}) is None
    assert members_of([one]) == {one: True}


def test_each_type_has_its_control() -> None:
    assert {fact.type.value: control_of(fact) for fact in (BOOL, SET, COUNT, DATE)} == {
        "bool": "yes_no",
        "set": "members",
        "int": "number",
        "date": "day",
    }
    assert control_of(VOCABULARY.fact(FactRef("conduct", "type"))) == "select"
    assert control_of(VOCABULARY.fact(FactRef("conduct", "intent"))) == "radios"


def test_one_is_not_true() -> None:
    assert not same(COUNT, 1, True)
    assert read_answer(BOOL, Form({BOOL.key: ("perhaps",)}), None) == "perhaps"
