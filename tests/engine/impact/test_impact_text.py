"""The report in words: what a rule maintainer reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.impact.releases import CONCEALED, REMOVAL, WARNING, act, release, rule
from tests.engine.impact.test_comparison import compared, impact
from zhunsheng.engine.impact.impact_text import render_impact
from zhunsheng.engine.impact.ruleset_changes import RulesetChanges
from zhunsheng.engine.release import Release


def text(before: Release, after: Release, language: str = "zh") -> str:
    cases = [act(), act(personal_gain=True), act(concealed=False, personal_gain=True)]
    found = impact(before, after, [compared(before, after, cases)], limit=1)
    return render_impact(found, RulesetChanges(before, after), language)


def test_conditions_that_were_rewritten_are_named(tmp_path: Path) -> None:
    before = release(tmp_path / "before", provisions=[CONCEALED])
    after = release(tmp_path / "after", provisions=[rule("concealed", "行为.谋取私利", WARNING)])
    shown = text(before, after)
    assert "改写  trial.concealed concealed〔《试验条例（2018）》第1条〕" in shown
    assert "不再要求 行为.隐瞒" in shown
    assert "改为要求 行为.谋取私利" in shown
    assert "新以它为依据 1 个（其中形态改变 1 个），不再以它为依据 1 个（其中形态改变 1 个）" in shown


def test_an_instrument_of_another_day_is_told_in_one_line(tmp_path: Path) -> None:
    rules = [CONCEALED, rule("gain", "行为.谋取私利", REMOVAL)]
    before = release(tmp_path / "before", provisions=rules)
    after = release(tmp_path / "after", effective="2019-06-01", provisions=rules)
    shown = text(before, after)
    assert "改写 2 条" in shown
    assert "《试验条例（2018）》由2010-01-01起改为2019-06-01起，只因此改变的规则 2 条" in shown
    assert "改写  trial" not in shown
    assert "此外还改了 著录的规定：trial" in shown


def test_rules_of_one_side(tmp_path: Path) -> None:
    before = release(tmp_path / "before", provisions=[CONCEALED])
    after = release(tmp_path / "after", provisions=[rule("gain", "行为.谋取私利", REMOVAL)])
    shown = text(before, after)
    assert "改写 0 条，新增 1 条，删除 1 条" in shown
    assert "新增  trial.gain" in shown
    assert "删除  trial.concealed" in shown
    assert "幅度 党纪处分从“撤销党内职务”到“开除党籍”" in shown


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "没有一个主体的结论有变"), ("en", "No outcome changed")]
)
def test_nothing_changed(tmp_path: Path, language: str, words: str) -> None:
    made = release(tmp_path, provisions=[CONCEALED])
    shown = text(made, made, language)
    assert words in shown
    assert "→" not in shown


def test_what_merely_follows_stands_apart(tmp_path: Path) -> None:
    """The provision is the same; the finding that it rests on is not."""
    provision = rule("provision", "结论.履职不力", WARNING)
    findings = [rule("finding", when, "{finding: 履职不力}") for when in ("行为.隐瞒", "行为.谋取私利")]
    before = release(tmp_path / "before", findings=findings[:1], provisions=[provision])
    after = release(tmp_path / "after", findings=findings[1:], provisions=[provision])
    shown = text(before, after)
    assert "▲1 ▽1（其中形态改变 2）  trial.provision provision" in shown
    assert "有变的主体都不以它为依据" in shown  # a finding decides nothing by itself
