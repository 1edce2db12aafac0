"""Due dates and the measures a duty is about, as rules write them: what is read, and what is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.rulesets import file_of, refused, rule, ruleset
from zhunsheng.engine.deadlines import Length
from zhunsheng.engine.language.rules import Due
from zhunsheng.engine.release import load_release
from zhunsheng.engine.scale import Range
from zhunsheng.engine.vocabulary.facts import FactRef

MINE = "mine/rules/procedure/mine.yaml"


def duty(then: str) -> str:
    return file_of(rule("mine.one", when="主体.党员", then=then), layer="procedure", per="subject")


def test_a_due_date_and_measures_are_read(tmp_path: Path) -> None:
    then = (
        "{procedure: 审理, due: {after: 案件.立案日期, years: 1, at_most: {months: 18}}, "
        "concerns: [{track: party, from: 撤销党内职务}, {track: administrative, to: 政务记过}, {track: judicial}]}"
    )
    release = load_release(ruleset(tmp_path, procedure=duty(then)))
    read = release.rules["mine.one"]
    assert read.due == Due(FactRef("case", "filed_date"), Length(1, "years"), Length(18, "months"))
    assert read.concerns == (Range("party", 3, 5), Range("administrative", 1, 2), Range("judicial", 1, 1))
    assert read.ranges == ()


@pytest.mark.parametrize(
    ("then", "code", "what"),
    [
        ("{procedure: 审理, due: {after: 案件.立案日子, months: 1}}", "unknown_fact", "no fact '立案日子'"),
        ("{procedure: 审理, due: {after: 案件.已立案, months: 1}}", "no_date", "'案件.已立案' is no date"),
        ("{procedure: 审理, due: {after: 立案, months: 1}}", "no_fact", "names no fact"),
        ("{procedure: 审理, due: {after: '案件.', months: 1}}", "no_fact", "names no fact"),
        ("{procedure: 审理, due: {after: 行为.日期, months: 1}}", "unknown_entity", "does not see '行为'"),
        ("{procedure: 审理, due: {after: 案件.立案日期}}", "invalid", "exactly one of"),
        ("{procedure: 审理, due: {after: 案件.立案日期, months: 1, days: 3}}", "invalid", "exactly one of"),
        ("{procedure: 审理, due: {after: 案件.立案日期, months: 0}}", "invalid", "1"),
        (
            "{procedure: 审理, due: {after: 案件.立案日期, months: 1, at_most: {days: 20}}}",
            "extension",
            "no longer than",
        ),
        ("{procedure: 审理, concerns: [{track: parti}]}", "unknown_track", "no track 'parti'"),
        ("{procedure: 审理, concerns: [{track: party, from: 撤职}]}", "unknown_measure", "no measure '撤职'"),
        (
            "{procedure: 审理, concerns: [{track: party, from: 开除党籍, to: 党内警告}]}",
            "range",
            "heavier than",
        ),
        (
            "{notice: 四个严查仅作参照, due: {after: 案件.立案日期, months: 1}}",
            "invalid",
            "only a procedure",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, then: str, code: str, what: str) -> None:
    (problem,) = refused(tmp_path, procedure=duty(then))
    assert (problem.code, str(problem.span).startswith(MINE)) == (code, True)
    assert what in problem.what


def test_a_case_has_no_measures_of_its_own(tmp_path: Path) -> None:
    then = "{procedure: 审理, concerns: [{track: party}]}"
    text = file_of(rule("mine.one", when="案件.已立案", then=then), layer="whole", per="case")
    (problem,) = refused(tmp_path, whole=text)
    assert problem.code == "concerns"
    assert "per case" in problem.what
