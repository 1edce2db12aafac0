"""The value of a comparison on what is known: unknown wherever the missing part could change it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.builders import case_of
from zhunsheng.engine.atoms import truth_of
from zhunsheng.engine.case import Instance, instances
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.conditions import LawDateTest, MonthsTest
from zhunsheng.engine.language.expressions import parse_expression
from zhunsheng.engine.problems import Span
from zhunsheng.engine.release import Release

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def act_of(facts: dict[str, Any]) -> Instance:
    return instances(case_of(facts)).parts[0].parts[0]


@pytest.mark.parametrize(
    ("text", "fact", "expected"),
    [
        ("行为.隐瞒", {"conduct.concealed": True}, T),
        ("行为.隐瞒", {"conduct.concealed": False}, F),
        ("行为.隐瞒", {}, U),
        ("事件.后果 >= 严重后果", {"incident.consequence": "especially_serious"}, T),
        ("事件.后果 >= 严重后果", {"incident.consequence": "adverse_influence"}, F),
        ("事件.后果 < 严重后果", {}, U),
        ("主体.类别 in {党委政府, 职能部门}", {"subject.category": "functional_department"}, T),
        ("主体.类别 in {党委政府, 职能部门}", {"subject.category": "other"}, F),
        ("事件.感染人数 >= 1", {"incident.infected": 0}, F),
        ("事件.感染人数 >= 1", {"incident.infected": 1}, T),
        ("事件.感染人数 >= 1", {}, U),  # unknown is not zero
        # Of a set, each member is known by itself.
        ("消极应付 in 行为.方式", {"conduct.manner": ["perfunctory"]}, T),
        ("消极应付 in 行为.方式", {"conduct.manner": ["superficial"]}, U),
        ("消极应付 in 行为.方式", {"conduct.manner": {"perfunctory": False}}, F),
        ("消极应付 in 行为.方式", {"conduct.manner": []}, U),
        # Of a partial date, what the missing part could change is unknown.
        ('行为.日期 < "2020-07-01"', {"conduct.date": "2020"}, U),
        ('行为.日期 < "2020-07-01"', {"conduct.date": "2020-06"}, T),
        ('行为.日期 < "2020-07-01"', {"conduct.date": "2020-07"}, F),
        ('行为.日期 == "2020-07-01"', {"conduct.date": "2020-07"}, U),
        ('行为.日期 == "2020-07-01"', {"conduct.date": "2020-08"}, F),
        ('行为.日期 == "2020-07-01"', {"conduct.date": "2020-07-01"}, T),
    ],
)
def test_comparisons(release: Release, text: str, fact: dict[str, Any], expected: Truth) -> None:
    test = parse_expression(text, release.vocabulary, "conduct", Span("f", 1, 1))
    assert truth_of(test, act_of(fact), release.vocabulary) is expected


@pytest.mark.parametrize(
    ("act", "decided", "expected"),
    [
        ("2021-01-15", "2021-12-31", T),
        ("2021-01-15", "2022-02-15", F),
        ("2021", "2021-12", T),
        ("2021", "2022-06", U),
        (None, "2022-06", U),
    ],
)
def test_months_within_a_year(release: Release, act: str | None, decided: str, expected: Truth) -> None:
    test = parse_expression(
        "months(行为.日期, 案件.处理日期) <= 12", release.vocabulary, "conduct", Span("f", 1, 1)
    )
    assert isinstance(test, MonthsTest)
    assert (
        truth_of(test, act_of({"conduct.date": act, "case.decision_date": decided}), release.vocabulary)
        is expected
    )


def law_2020(release: Release) -> LawDateTest:
    """In force from 1 July 2020."""
    test = release.rules["sanctions_law_2020.39_2.base"].in_force
    assert isinstance(test, LawDateTest)
    return test


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"conduct.date": "2020-07-01"}, T),
        ({"conduct.date": "2020-06-30"}, F),
        ({"conduct.date": "2020"}, U),
        ({"incident.date": "2020-07"}, U),  # the date of the incident is not that of the act
        ({"conduct.date": "2020-06", "incident.date": "2020-07"}, F),
        ({}, U),
        ({"case.decision_date": "2021-01-01"}, U),  # the decision does not make it the law of the act
    ],
)
def test_the_law_of_the_act(release: Release, facts: dict[str, Any], expected: Truth) -> None:
    assert truth_of(law_2020(release), act_of(facts), release.vocabulary) is expected
