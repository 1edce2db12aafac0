"""``zhunsheng explain``: why, and why not, as a lawyer reads it, and as JSON."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cli.conftest import CASE, Run
from zhunsheng.engine.answer_reasons import Explanations
from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import EnginesDiffer, Evaluator, Language
from zhunsheng.engine.explain.why import why
from zhunsheng.engine.explain.why_text import render_why
from zhunsheng.engine.language.documents import read_text
from zhunsheng.engine.suggestion import Engines

Write = Callable[..., str]

#: One whose act was tolerated, and one who had nothing to do with it.
SPARED = """\
case: {id: cli-2, decision_date: 2020-08-10}
incident: {consequence: adverse_influence}
subjects:
  - id: S1
    kind: person
    party_member: true
    conducts:
      - {id: C1, date: 2020-07-05, type: other_duty_failure, within_duty: true, distance: actor, caused_consequence: true,
         public_motive: true, unintended_for_development: true, tolerance_claimed: true, tolerance_approved: true}
  - id: S2
    kind: person
    party_member: true
    conducts:
      - {id: C1, date: 2020-07-05, type: other_duty_failure, within_duty: true, distance: remote}
"""

#: The whole of an answer about one rule.
ONE_RULE = """\
准绳 · 为什么，为什么不
所问  scope.duty_act
核对  {checked}

━━ S1 ━━
  ✔ scope.duty_act（C1）
    依据《中国共产党纪律处分条例（2018）》第37条(一)；《中国共产党问责条例（2019）》第7条，“在职责范围内不履行或者不正确履行职责”成立，因为行为1.属职责范围为“是”、\
行为1.类型为“其他工作失职”。
      ✔ 行为时适用的法在2007-06-01至…之间 = 2020-07-05
      ✔ 行为.属职责范围 = 是
      ✔ 行为.类型是落实防控职责不力或形式主义官僚主义或对上不如实报告或漠视群众利益或履职中迟报漏报或其他工作失职 = 其他工作失职

━━ S2 ━━
  ✘ scope.duty_act（C1）
    依据《中国共产党纪律处分条例（2018）》第37条(一)；《中国共产党问责条例（2019）》第7条，“在职责范围内不履行或者不正确履行职责”未成立，在现所适用的法之下最少还差：\
行为1.距离不是“无直接关联”而是“直接实施”；已被例外排除：“与失职没有直接关联”。
    例外 ✔ scope.unconnected: 依据《中央纪委国家监委2021年指导性案例》第5号；《某区纪委监委疫情防控领导小组会议讲话》精准问责，\
“与失职没有直接关联”成立，因为行为1.距离为“无直接关联”。
      ✔ 行为时适用的法在2007-06-01至…之间 = 2020-07-05
      ✔ 行为.属职责范围 = 是
      ✔ 行为.类型是落实防控职责不力或形式主义官僚主义或对上不如实报告或漠视群众利益或履职中迟报漏报或其他工作失职 = 其他工作失职
"""


def shown(here: Run, write: Write, document: str, *options: str) -> str:
    told = here("explain", write(document), *options)
    assert (told.returncode, told.stderr) == (0, "")
    return told.stdout


def test_a_rule_for_one_and_not_for_the_other(here: Run, write: Write, evaluator: Evaluator) -> None:
    # Where durable-rules is not installed, one engine checked it and says so.
    engines = why(evaluator, evaluator.read(read_text(SPARED, "case.yaml"))).engines
    checked = engines.note or "两个引擎结论一致（bits, rete）"
    assert shown(here, write, SPARED, "--of", "scope.duty_act") == ONE_RULE.format(checked=checked)


def test_nobody_held_accountable_says_why(here: Run, write: Write) -> None:
    zh = shown(here, write, SPARED).splitlines()
    assert shown(here, write, SPARED, "--of", "0").splitlines()[3:] == zh[2:]
    first, second = (zh[zh.index(f"━━ {key} ━━") + 1] for key in ("S1", "S2"))
    assert first.startswith(
        "  ✔ 依据《中国共产党纪律处分条例（2018）》第133条；《中国共产党问责条例（2019）》第17条；"
        "《关于进一步激励广大干部新时代新担当新作为的意见（2018）》容错部分，建议不予问责："
        "“直接责任者不履行或者不正确履行职责”虽然成立，但是“为推动发展的无意过失”成立，因为"
    )
    assert "    容错免责: 为推动发展的无意过失（C1）" in zh
    assert second == (
        "  ✔ 依据《中央纪委国家监委2021年指导性案例》第5号；《某区纪委监委疫情防控领导小组会议讲话》精准问责，"
        "没有一条处理依据成立，所以建议不予问责；“与失职没有直接关联”成立，因为行为1.距离为“无直接关联”；"
        "未知事实查清后仍可能不同。"
    )
    assert "  以下规则没有成立，最接近的在前：" in zh


def test_in_english(here: Run, write: Write) -> None:
    text = shown(here, write, SPARED, "--of", "2", "--lang", "en")
    assert text.startswith("Zhunsheng · Why, and why not\nAsked  2\nChecked  ")
    assert (
        "  ✘ By Regulations on Disciplinary Action (2018), art. 133, for “second form” to be recommended, "
        in text
    )
    assert "; now “not held accountable” is recommended.\n" in text
    assert "    not met: " in text
    zh = shown(here, write, SPARED, "--of", "2")
    assert len(text.splitlines()) == len(zh.splitlines())


def test_json_is_the_answer_and_text_says_the_same(
    run: Run, here: Run, write: Write, evaluator: Evaluator
) -> None:
    case = evaluator.read(read_text(CASE, "case.yaml"))
    done = run("explain", write(CASE), "--format", "json", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert Explanations.model_validate_json(done.stdout) == why(evaluator, case, "en")
    for asked in ("party_warning",):
        found = why(evaluator, case, "zh", asked)
        text = shown(here, write, CASE, "--of", asked)
        assert text == render_why(found, evaluator.release)
        for subject in found.subjects:
            assert subject.outcome is None or subject.outcome.sentence in text
            assert all(item.sentence in text for item in subject.reasons)


def test_a_slip_in_a_name_is_told(run: Run, write: Write) -> None:
    slip = run("explain", write(CASE), "--of", "complacancy", "--lang", "en")
    assert (slip.returncode, slip.stdout) == (2, "")
    assert "did you mean: complacency" in slip.stderr.lower()


def test_engines_that_differ_explain_nothing(
    here: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def differ(self: Evaluator, case: Case, runs: object, language: Language) -> Engines:
        raise EnginesDiffer(case.id, ("shanxi.complacency",))

    monkeypatch.setattr(Evaluator, "second_opinion", differ)
    result = here("explain", write(CASE))
    assert (result.returncode, result.stdout) == (3, "")
    assert "shanxi.complacency\n" in result.stderr
