"""Rules files that must not be loaded: each says what is wrong, in which line, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.rulesets import file_of, places, refused, rule, ruleset
from zhunsheng.engine.problems import RulesetError
from zhunsheng.engine.release import load_release

MINE = "mine/rules/findings/mine.yaml"


def test_a_sound_ruleset_loads(tmp_path: Path) -> None:
    release = load_release(ruleset(tmp_path, findings=file_of(rule("mine.one"), rule("mine.two"))))
    assert list(release.rules) == ["mine.one", "mine.two"]
    assert str(release.rules["mine.two"].span) == f"{MINE}:11:5"


@pytest.mark.parametrize(
    ("text", "code", "line", "what"),
    [
        (file_of(rule("mine.one", cite="[]")), "invalid", 8, "cites nothing"),
        (file_of(rule("mine.one", cite="{article: 严查九}")), "unknown_article", 6, "no article '严查九'"),
        (
            file_of(rule("mine.one", cite="{source: shanxi, article: 严查一}")),
            "unknown_source",
            6,
            "no source 'shanxi'",
        ),
        (file_of(rule("mine.one"), rule("mine.one")), "duplicate_rule", 11, "'mine.one' is taken"),
        (
            file_of(rule("mine.one", overrides="[mine.tow]"), rule("mine.two")),
            "unknown_override",
            6,
            "'mine.tow'",
        ),
        (file_of(rule("mine.one", when="行为.隐满")), "unknown_fact", 9, "no fact '隐满'"),
        (
            file_of(rule("mine.one", then="{finding: 履职不利}")),
            "unknown_conclusion",
            10,
            "'履职不利' is no finding",
        ),
        (
            file_of(rule("mine.one", then="{finding: 履职不力, provision: 工作失职}")),
            "invalid",
            10,
            "exactly one thing",
        ),
        (file_of(rule("mine.one", then="{}")), "invalid", 10, "exactly one thing"),
        (file_of(rule("Mine")), "invalid", 6, "'Mine' is not of the form"),
        (file_of(rule("mine.one", whenn="x")), "unknown_field", 9, "'whenn' is not a field"),
        (file_of(rule("mine.one", in_force="{from: 2021-02-29}")), "invalid", 9, "2021-02 has 28 days"),
        (file_of(rule("mine.one", when="{all: []}")), "invalid", 9, ""),
        (
            file_of(rule("mine.one", when="{some: [行为.隐瞒]}")),
            "invalid",
            9,
            "a condition is a text, or one of all",
        ),
        (file_of(rule("mine.one"), layer="findinsg"), "folder", 1, "layer 'findinsg' stands in 'findings'"),
        (file_of(rule("mine.one"), per="subject"), "layer", 4, "per conduct, not per subject"),
        (file_of(rule("mine.one"), layer="scope"), "folder", 1, "layer 'scope' stands in 'findings'"),
    ],
)
def test_a_wrong_rule_is_pointed_at(tmp_path: Path, text: str, code: str, line: int, what: str) -> None:
    problem, *others = refused(tmp_path, findings=text)
    assert problem.span is not None
    assert (problem.code, problem.span.file, problem.span.line) == (code, MINE, line)
    assert what in problem.what
    assert not others


def test_a_misspelt_word_gets_its_neighbour(tmp_path: Path) -> None:
    problems = refused(
        tmp_path,
        findings=file_of(
            rule("mine.one", overrides="[mine.tow]"), rule("mine.two", cite="{article: 苗头问提}")
        ),
    )
    assert {problem.code: problem.near for problem in problems} == {
        "unknown_override": "mine.two",
        "unknown_article": "苗头问题",
    }


def test_every_file_and_rule_is_read_before_the_problems_are_told(tmp_path: Path) -> None:
    problems = refused(
        tmp_path,
        findings=file_of(rule("mine.one", when="行为.甲"), rule("mine.two", when="行为.乙")),
        scope=file_of(rule("mine.three", when="行为.丙", then="{scope: 履职失责行为}"), layer="scope"),
    )
    assert [problem.what[-3:] for problem in problems] == ["'甲'", "'乙'", "'丙'"]


# What rests on a text that nobody has seen


def test_an_unseen_article_carries_no_disposition(tmp_path: Path) -> None:
    unseen = "{source: accountability_regulations_2019, article: '19'}"
    (problem,) = refused(tmp_path, findings=file_of(rule("mine.one", cite=unseen)))
    assert (problem.code, str(problem.span)) == ("memory", f"{MINE}:6:5")
    assert "notice" in problem.mend


def test_an_unseen_article_may_make_a_notice(tmp_path: Path) -> None:
    unseen = "{source: accountability_regulations_2019, article: '19'}"
    notice = rule("mine.one", cite=unseen, when="主体.党员", then="{notice: 问责条例19条待核}")
    made = ruleset(tmp_path, procedure=file_of(notice, layer="procedure", per="subject"))
    assert list(load_release(made).rules) == ["mine.one"]


# Overrides


def test_a_circle_of_overrides_is_refused(tmp_path: Path) -> None:
    problems = refused(
        tmp_path,
        findings=file_of(
            rule("mine.one", overrides="[mine.two]"),
            rule("mine.two", overrides="[mine.three]"),
            rule("mine.three", overrides="[mine.one]"),
        ),
    )
    assert places(problems) == [("cycle", f"{MINE}:6:5")]
    assert "mine.one → mine.two → mine.three → mine.one" in problems[0].what


def test_a_rule_does_not_override_itself(tmp_path: Path) -> None:
    assert places(refused(tmp_path, findings=file_of(rule("mine.one", overrides="[mine.one]")))) == [
        ("cycle", f"{MINE}:6:5")
    ]


def test_an_exception_stands_in_the_layer_of_its_rule(tmp_path: Path) -> None:
    problems = refused(
        tmp_path,
        scope=file_of(rule("mine.one", then="{scope: 履职失责行为}"), layer="scope"),
        findings=file_of(rule("mine.two", overrides="[mine.one]")),
    )
    assert places(problems) == [("override_layer", f"{MINE}:6:5")]


# Layers


def test_a_rule_reads_no_later_layer(tmp_path: Path) -> None:
    problems = refused(
        tmp_path,
        scope=file_of(rule("mine.one", when="结论.履职不力", then="{scope: 履职失责行为}"), layer="scope"),
        findings=file_of(rule("mine.two")),
    )
    assert places(problems) == [("reads_ahead", "mine/rules/scope/mine.yaml:6:5")]
    assert "layer findings, which is not before scope" in problems[0].why


def test_a_rule_reads_nothing_of_its_own_layer(tmp_path: Path) -> None:
    problems = refused(
        tmp_path,
        findings=file_of(
            rule("mine.one"), rule("mine.two", when="结论.履职不力", then="{finding: 自律不严}")
        ),
    )
    assert [problem.code for problem in problems] == ["reads_ahead"]


def test_a_subject_asks_about_conducts_by_quantifier(tmp_path: Path) -> None:
    """结论.… of a subject is something else than 结论.… of its conducts."""
    measure = rule("mine.two", when="结论.履职不力", then="{measure: 督促立即整改}")
    files = {
        "findings": file_of(rule("mine.one")),
        "disposition": file_of(measure, layer="disposition", per="subject"),
    }
    (problem,) = refused(tmp_path, **files)
    assert problem.code == "reads_ahead"
    assert "any(…)" in problem.mend


def test_a_conclusion_is_drawn_at_one_level(tmp_path: Path) -> None:
    problems = refused(
        tmp_path,
        findings=file_of(rule("mine.one", then="{notice: 谨防问责泛化}")),
        procedure=file_of(
            rule("mine.two", when="主体.党员", then="{notice: 谨防问责泛化}"),
            layer="procedure",
            per="subject",
        ),
    )
    assert places(problems) == [("level", "mine/rules/procedure/mine.yaml:6:5")]


def test_a_rule_does_not_wait_for_what_nobody_concludes(tmp_path: Path) -> None:
    problems = refused(tmp_path, findings=file_of(rule("mine.one", when="结论.履职失责行为")))
    assert places(problems) == [("never_concluded", f"{MINE}:6:5")]


# Ranges


@pytest.mark.parametrize(
    ("then", "code", "near"),
    [
        ("{provision: 工作失职, ranges: [{track: partty, to: 党内警告}]}", "unknown_track", "party"),
        ("{provision: 工作失职, ranges: [{track: party, to: 党内敬告}]}", "unknown_measure", "党内警告"),
        ("{provision: 工作失职, ranges: [{track: party, from: 开除党籍, to: 党内警告}]}", "range", None),
    ],
)
def test_a_range_lies_on_a_ladder(tmp_path: Path, then: str, code: str, near: str | None) -> None:
    (problem,) = refused(tmp_path, provisions=file_of(rule("mine.one", then=then), layer="provisions"))
    assert problem.span is not None
    assert (problem.code, problem.span.line, problem.near) == (code, 10, near)


def test_a_finding_carries_no_measure(tmp_path: Path) -> None:
    then = "{finding: 履职不力, ranges: [{track: party, to: 党内警告}]}"
    (problem,) = refused(tmp_path, findings=file_of(rule("mine.one", then=then)))
    assert "carry ranges" in problem.what


def test_an_error_reads_as_what_where_why_and_how_to_mend_it(tmp_path: Path) -> None:
    with pytest.raises(RulesetError) as error:
        load_release(ruleset(tmp_path, findings=file_of(rule("mine.one", cite="{article: 苗头问提}"))))
    what, why, near, mend = str(error.value).splitlines()
    assert what.startswith(f"{MINE}:6:5: ")
    assert (why.split()[0], near.strip(), mend.split()[0]) == ("why:", "did you mean: 苗头问题", "help:")


@pytest.mark.parametrize(
    ("then", "code", "what"),
    [
        (
            "{tolerance: 可免组织处理, may_spare: [organisational]}",
            "unknown_track",
            "no track 'organisational'",
        ),
        ("{tolerance: 容错六因素, may_spare: [party]}", "spares", "spares them all"),
        (
            "{finding: 履职不力, must_spare: [party]}",
            "invalid",
            "only a tolerance without ranges spares tracks",
        ),
    ],
)
def test_what_a_tolerance_spares_is_checked(tmp_path: Path, then: str, code: str, what: str) -> None:
    (problem,) = refused(tmp_path, tolerance=file_of(rule("mine.one", then=then), layer="tolerance"))
    assert problem.code == code
    assert what in problem.what
