"""The language of conditions: every form it has, and every refusal with its column and the word that was meant."""

from __future__ import annotations

import pytest

from zhunsheng.engine.language.conditions import (
    AllOf,
    AnyOf,
    ConclusionTest,
    Condition,
    FactTest,
    MonthsTest,
    Not,
    Quantified,
)
from zhunsheng.engine.language.expressions import parse_expression
from zhunsheng.engine.problems import Problem, RulesetError, Span
from zhunsheng.engine.release import Release
from zhunsheng.engine.vocabulary.facts import FactRef

CONCEALED = FactTest(FactRef("conduct", "concealed"), "is", ())
CONSEQUENCE = FactRef("incident", "consequence")
INFECTED = FactRef("incident", "infected")
CATEGORY = FactRef("subject", "category")
DECIDED = FactRef("case", "decision_date")
DIRECT = ConclusionTest("directly_responsible")


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("行为.隐瞒", CONCEALED),
        ("not 行为.隐瞒", Not(CONCEALED)),
        ("事件.后果 >= 严重后果", FactTest(CONSEQUENCE, ">=", ("serious",))),
        ("事件.后果 == 严重后果", FactTest(CONSEQUENCE, "==", ("serious",))),
        ("事件.后果 != 严重后果", Not(FactTest(CONSEQUENCE, "==", ("serious",)))),
        ("严重后果 <= 事件.后果", FactTest(CONSEQUENCE, ">=", ("serious",))),
        (
            "主体.类别 in {党委政府, 职能部门}",
            FactTest(CATEGORY, "in", ("party_or_government", "functional_department")),
        ),
        (
            "主体.类别 in {职能部门, 党委政府}",
            FactTest(CATEGORY, "in", ("party_or_government", "functional_department")),
        ),
        ("主体.类别 not in {党委政府}", Not(FactTest(CATEGORY, "in", ("party_or_government",)))),
        ("消极应付 in 行为.方式", FactTest(FactRef("conduct", "manner"), "has", ("perfunctory",))),
        ("消极应付 not in 行为.方式", Not(FactTest(FactRef("conduct", "manner"), "has", ("perfunctory",)))),
        ("事件.感染人数 >= 1", FactTest(INFECTED, ">=", (1,))),
        ("1 < 事件.感染人数", FactTest(INFECTED, ">", (1,))),
        ('案件.处理日期 >= "2021-08-06"', FactTest(DECIDED, ">=", ("2021-08-06",))),
        ("months(行为.日期, 案件.处理日期) <= 12", MonthsTest(FactRef("conduct", "date"), DECIDED, "<=", 12)),
        ("结论.直接责任者", DIRECT),
        ("行为.隐瞒 and 结论.直接责任者", AllOf((CONCEALED, DIRECT))),
        ("行为.隐瞒 or 结论.直接责任者", AnyOf((CONCEALED, DIRECT))),
        ("not (行为.隐瞒 or 结论.直接责任者)", Not(AnyOf((CONCEALED, DIRECT)))),
    ],
)
def test_forms_per_conduct(release: Release, text: str, meaning: Condition) -> None:
    assert parse_expression(text, release.vocabulary, "conduct", Span("f.yaml", 3, 5)) == meaning


@pytest.mark.parametrize(
    ("text", "level", "meaning"),
    [
        (
            "any(行为, 结论.直接责任者 and 行为.隐瞒)",
            "subject",
            Quantified("any", "conduct", AllOf((DIRECT, CONCEALED))),
        ),
        ("all(行为, 行为.隐瞒)", "subject", Quantified("all", "conduct", CONCEALED)),
        ("count(行为, 行为.隐瞒) >= 2", "subject", Quantified("count", "conduct", CONCEALED, 2)),
        ("count(行为, 行为.隐瞒) > 2", "subject", Quantified("count", "conduct", CONCEALED, 3)),
        (
            "any(主体, any(行为, 行为.隐瞒))",
            "case",
            Quantified("any", "subject", Quantified("any", "conduct", CONCEALED)),
        ),
    ],
)
def test_forms_about_parts(release: Release, text: str, level: str, meaning: Condition) -> None:
    assert parse_expression(text, release.vocabulary, level, Span("f.yaml", 3, 5)) == meaning


def refused(release: Release, text: str, level: str = "conduct") -> Problem:
    with pytest.raises(RulesetError) as error:
        parse_expression(text, release.vocabulary, level, Span("f.yaml", 3, 5))
    (problem,) = error.value.problems
    assert problem.span is not None
    assert (problem.span.file, problem.span.line) == ("f.yaml", 3)
    return problem


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        # The column counts characters, also after Chinese ones: the expression starts in column 5.
        ("行为.隐瞒 and 行为.不存在", "unknown_fact", 15),
        ("事件.后果 >= 行为.隐瞒", "operand", 14),
        ("事件.后果 and 行为.隐瞒", "needs_comparison", 5),
        ("行为.方式", "needs_comparison", 5),
        ("行为.隐瞒 == 真", "comparison", 5),
        ("行为.方式 == 消极应付", "comparison", 5),
        ("主体.类别 >= 党委政府", "order", 5),
        ("事件.后果 is 严重后果", "operator", 5),
        ("消极应付 in 事件.后果", "not_a_set", 13),
        ("行为.隐瞒 in {党委政府}", "membership", 5),
        ("主体.类别 in [党委政府]", "membership", 5),
        ("事件.感染人数 >= 1.5", "operand", 16),
        ("事件.感染人数 >= True", "operand", 16),
        ('事件.感染人数 >= "1"', "operand", 16),
        ('案件.处理日期 >= "2021-02-29"', "date", 16),
        ('案件.处理日期 >= "2021"', "date", 16),
        ("months(行为.日期, 案件.处理日期) <= 1.5", "number", 31),
        ("months(行为.日期, 事件.感染人数) <= 1", "function", 5),
        ("sum(行为.日期) <= 1", "function", 5),
        ("any(行为, 行为.隐瞒)", "quantifier", 5),
        ("1 < 2", "no_fact", 5),
        ("后果 >= 严重后果", "no_fact", 5),
        ("1 < 事件.感染人数 < 3", "construct", 5),
        ("__import__('os')", "construct", 5),
        ("行为.隐瞒 if 1 else 2", "construct", 5),
        ("[行为.隐瞒]", "construct", 5),
        ("(lambda: 1)()", "construct", 5),
        ("行为.隐瞒.党员", "construct", 5),
        ("True", "construct", 5),
    ],
)
def test_refusals_per_conduct(release: Release, text: str, code: str, column: int) -> None:
    problem = refused(release, text)
    assert problem.span is not None
    assert (problem.code, problem.span.column) == (code, column)
    assert problem.mend


@pytest.mark.parametrize(
    ("text", "level", "code", "column"),
    [
        ("主体.党员 and 行为.隐瞒", "subject", "unknown_entity", 15),
        ("主体.党员", "case", "unknown_entity", 5),
        ("any(主体, 主体.党员)", "subject", "part", 9),
        ("any(行为, 行为.隐瞒, 行为.隐瞒)", "subject", "quantifier", 5),
        ("any(行为, 行为.不存在)", "subject", "unknown_fact", 13),
        ("count(行为, 行为.隐瞒) <= 2", "subject", "count", 5),
        ("count(行为, 行为.隐瞒) >= 0", "subject", "count", 5),
    ],
)
def test_refusals_about_parts(release: Release, text: str, level: str, code: str, column: int) -> None:
    problem = refused(release, text, level)
    assert problem.span is not None
    assert (problem.code, problem.span.column) == (code, column)


@pytest.mark.parametrize(
    ("text", "code", "near"),
    [
        ("事件.感染人树 >= 1", "unknown_fact", "事件.感染人数"),
        ("主体.隐瞒", "unknown_fact", "行为.隐瞒"),  # of another entity
        ("事件.后果 >= 严重后课", "unknown_value", "严重后果"),
        ("结论.直接责任", "unknown_conclusion", "直接责任者"),
        ("行维.隐瞒", "unknown_entity", "行为"),
    ],
)
def test_did_you_mean(release: Release, text: str, code: str, near: str) -> None:
    problem = refused(release, text)
    assert (problem.code, problem.near) == (code, near)


@pytest.mark.parametrize(
    "text",
    ["事件.后果 >=", "(行为.隐瞒", "行为.隐瞒;", "行为 隐瞒", "行为.隐瞒 &&", "lambda", "行为.隐瞒 = 1"],
)
def test_what_python_cannot_read_is_a_syntax_error(release: Release, text: str) -> None:
    assert refused(release, text).code == "syntax"


@pytest.mark.parametrize("text", ["事件.后果 ≥ 严重后果", "行为.隐瞒 且 行为.隐瞒"])
def test_a_sign_that_does_not_count_is_pointed_at(release: Release, text: str) -> None:
    problem = refused(release, text)
    assert problem.span is not None
    assert problem.span.column == 5 + text.index(" ") + 1
    assert "full-width signs" in problem.mend
