"""Trace nodes as sentences: hand-checked examples of each kind, and that what is said is what the node says."""

from __future__ import annotations

from typing import Literal

import pytest

from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.explain.passages import indented
from zhunsheng.engine.explain.trace_sentences import TraceSentences
from zhunsheng.engine.language.documents import read_file
from zhunsheng.engine.release import default_folder
from zhunsheng.engine.scenarios import read_scenario
from zhunsheng.engine.suggestion import Suggestion, TraceCondition, TraceRule, TraceTrack


def evaluated(evaluator: Evaluator, name: str, language: Literal["zh", "en"]) -> Suggestion:
    path = default_folder() / "scenarios" / "cases" / f"{name}.yaml"
    return evaluator.evaluate(evaluator.read(read_scenario(read_file(path)).case), language)


def said(evaluator: Evaluator, name: str, node: str, language: Literal["zh", "en"] = "zh") -> list[str]:
    suggestion = evaluated(evaluator, name, language)
    found = next(item for item in suggestion.trace.nodes if item.id == node)
    return list(indented(TraceSentences(suggestion, evaluator.release).of(found)))


def test_what_is_concluded_says_from_which_facts(evaluator: Evaluator) -> None:
    node = "/subjects/0/conducts/0#accountability_2019.primary_leadership"
    assert said(evaluator, "seed_000_complacency", node) == [
        "认定“问责主要领导责任”，未知事实不改变这一点。",
        "依据：《中国共产党问责条例（2019）》第5条、《中国共产党问责条例（2019）》第6条。",
        "条件（须同时具备）具备：",
        "  对行为适用的法所在日期不早于2019-09-01〔具备；行为 C1 的“日期”为“2021-10-20”〕",
        "  下列各项具备其一〔具备〕：",
        "    认定“领导失职”〔具备〕",
        "    认定“监督失职”〔不具备〕",
        "  下列各项具备其一〔具备〕：",
        "    主体的“职位”是“主要负责人”〔不具备；查明为“班子成员”〕",
        "    下列各项同时具备〔具备〕：",
        "      主体的“职位”是“班子成员”或者“部门负责人”〔具备；查明为“班子成员”〕",
        "      行为的“直接主管”为“是”〔具备〕",
    ]


def test_an_exception_that_displaced_a_rule_is_named(evaluator: Evaluator) -> None:
    lines = said(evaluator, "seed_000_complacency", "/subjects/0/conducts/0#shanxi.tendency")
    assert lines[0] == "不由本规则认定“苗头性倾向性问题”，未知事实不改变这一点。"
    assert "条件虽已具备，但例外“严查麻痹大意”成立，本规则因此不适用。" in lines
    (tried,) = [line for line in lines if line.startswith("不成立的例外")]
    assert "“不属本人职责或者没有直接关联”" in tried
    assert "严查麻痹大意" not in tried


def test_an_open_rule_says_what_is_unknown_and_what_may_displace_it(evaluator: Evaluator) -> None:
    lines = said(evaluator, "heavier_and_lighter", "/subjects/0/conducts/0#gravity.may_be_graver")
    assert lines[0] == "尚未认定“情节可能较重”，仍可能认定。"
    assert "  下列各项具备其一〔不明；另有 3 项已定〕：" in lines
    assert "    行为的“隐瞒”为“是”〔不明〕" in lines
    assert "      行为的“主观”达到“故意”〔不明〕" in lines
    assert "仍可能成立的例外：“情节已认定为较重以上”、“情节已认定为较轻以下”。" in lines


def test_a_rule_that_failed_says_what_failed_and_not_what_was_met(evaluator: Evaluator) -> None:
    lines = said(evaluator, "seed_003_urgent_matter", "/subjects/0/conducts/0#shanxi.complacency")
    assert lines[0] == "不由本规则认定“麻痹大意”，未知事实不改变这一点。"
    failed = lines.index("不具备的条件（另有 3 项，不影响这一点）：")
    assert "  事件的“影响防控大局”为“是”〔不具备〕" in lines[failed:]
    assert all("〔具备" not in line for line in lines)


def test_a_ladder_is_told_stage_by_stage(evaluator: Evaluator) -> None:
    assert said(evaluator, "heavier_and_lighter", "/subjects/0#track:party", "en") == [
        "The range of “Party sanction” for subject heavier came about in these steps:",
        "  By the provisions and the tolerance that hold: from “Party warning” to “Serious Party warning”",
        "  “Party sanction must be heavier or aggravated” changes the range: from “Party warning” to “Removal from Party posts” "
        "(by Regulations on Disciplinary Action (2015), art. 22; Regulations on Disciplinary Action (2018), art. 22; Regulations "
        "on Disciplinary Action (2023), art. 23)",
        "Within the last range, “Removal from Party posts” is recommended.",
    ]


def texts(condition: TraceCondition) -> list[str]:
    return [str(value) for value in condition.facts.values()] + [
        text for part in condition.parts for text in texts(part)
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["seed_003_both_sides", "organization", "nothing_known", "crosswalk_waiver"])
def test_every_node_can_be_said(evaluator: Evaluator, name: str, language: Literal["zh", "en"]) -> None:
    suggestion = evaluated(evaluator, name, language)
    sentences = TraceSentences(suggestion, evaluator.release)
    for node in suggestion.trace.nodes:
        text = "\n".join(indented(sentences.of(node)))
        assert "{" not in text
        if isinstance(node, TraceTrack):
            assert node.name in text
            for stage in node.stages:
                assert (stage.move or "") in text
                assert (stage.at_most or "") in text
            continue
        assert isinstance(node, TraceRule)
        assert node.concludes in text.splitlines()[0]
        for cite in node.cites:
            assert evaluator.release.sources[cite.source].cited_as(cite.article, language) in text
        for exception in node.exceptions:
            rule = evaluator.release.rules[exception.partition("#")[2]]
            assert rule.title.get(language) in text
        if node.established:
            for fact in texts(node.premise):
                assert fact in text or not fact[:1].isdigit()  # dates and numbers stand as they are
