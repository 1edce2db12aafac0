"""Rules as sentences: hand-checked examples, and that every rule can be said in both languages."""

from __future__ import annotations

from typing import Literal

import pytest

from zhunsheng.engine.explain.passages import Passage, indented, paragraph
from zhunsheng.engine.explain.rule_sentences import RuleSentences
from zhunsheng.engine.release import Release


def said(release: Release, rule: str, language: Literal["zh", "en"]) -> str:
    return paragraph(RuleSentences(release, language).of(release.rules[rule]), language)


def test_a_finding_in_chinese(release: Release) -> None:
    assert said(release, "shanxi.complacency", "zh") == (
        "规则“严查麻痹大意”：依据《山西省纪委监委关于进一步做好当前疫情防控监督工作的通知》严查一，对每一行为，认定为“麻痹大意”，条件是："
        "（一）事件的“涉疫情防控”为“是”；（二）主体的“类别”是“党委政府”或者“职能部门”；（三）下列各项具备其一："
        "1.行为的“类型”是“学习领会不认真”；2.行为的“类型”是“安排部署不周密”；3.行为的“类型”是“统筹调度不科学”；"
        "4.行为的“类型”是“应急处置不到位”；5.行为的“类型”是“管理干部不严格”；（四）行为的“造成后果”为“是”；"
        "（五）事件的“影响防控大局”为“是”；（六）事件的“后果”达到“严重后果”。"
        "除非适用下列规则：“不属本人职责或者没有直接关联”（shanxi.unconnected）。"
        "适用时，下列规则不再适用：“苗头性、倾向性问题”（shanxi.tendency）。"
        "施行期间：本规则没有另设时间条件。"
    )


def test_a_provision_says_its_range_its_exception_and_its_period(release: Release) -> None:
    assert said(release, "accountability_2019.leaders.unfit", "zh") == (
        "规则“情节较重不适宜担任现职的组织处理”：依据《中国共产党问责条例（2019）》第8条，对每一行为，适用条款“组织处理条款”，条件是："
        "下列各项具备其一：（一）认定“直接管理失职”；（二）认定“监督失职”。"
        "措施幅度：组织处理从“不给予”到“免职”。"
        "除非适用下列规则：“没有造成后果的提醒批评”（accountability_2019.leaders.nothing_caused）。"
        "施行期间：对行为适用的法所在日期不早于2019-09-01的，适用本规则。"
        "说明：是否情节较重、不适宜担任现职由有干部管理权限的党组织判断，故只放开上限。"
    )


def test_a_duty_in_english_says_until_when_and_about_what(release: Release) -> None:
    assert said(release, "enforcement_2018.56", "en") == (
        "Rule “Party sanctions are announced within a month”: by Rules on Supervision and Discipline Enforcement (2018), "
        "art. 54-56, for each subject, the duty “Announce the Party sanction” arises, if: (a) “Kind” (subject) is “Person”; "
        "(b) “Party member” (subject) is “yes”. Unless one of these rules applies: “Party sanctions are announced within a "
        "month” (disciplinary_2023.44.announce). Time: within 1 month of: Date of decision. It arises only where one of these "
        "measures is within the range: Party sanction, from “Party warning” to “Expulsion from the Party”. In force: it "
        "applies where the date of the decision is 2019-01-01 or later."
    )


def test_negations_and_conducts_are_said_as_people_say_them(release: Release) -> None:
    lines = list(indented(RuleSentences(release, "zh").of(release.rules["practice.member_duty"])[0].parts))
    assert lines == [
        "主体的“党员”为“是”",
        "至少有一个行为具备：",
        "  认定“履职失责行为”",
        "  未认定“容错成立”",
        "  下列各项不同时具备：",
        "    认定“苗头性倾向性问题”",
        "    认定“山西通知适用”",
        "  未认定“纪检防控监督失职”",
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_has_its_title_its_articles_and_its_conclusion_in_its_sentences(
    release: Release, language: Literal["zh", "en"]
) -> None:
    for rule in release.rules.values():
        text = said(release, rule.id, language)
        assert rule.title.get(language) in text
        assert release.vocabulary.conclusion(rule.conclusion).name.get(language) in text
        for cite in rule.cites:
            assert release.sources[cite.source].cited_as(cite.article, language) in text
        for item in rule.ranges:
            track = release.scale.track(item.track)
            assert track.steps[item.high - 1].name.get(language) in text
        if rule.in_force and rule.in_force.start:
            assert rule.in_force.start.isoformat() in text
        assert "{" not in text


def test_items_are_numbered_by_depth() -> None:
    end = Passage("末")
    deep = Passage(
        "甲：", (Passage("乙：", (Passage("丙：", (Passage("丁：", (Passage("戊"), end)), end)), end)), end)
    )
    assert paragraph([deep], "zh") == "甲：（一）乙：1.丙：(1)丁：①戊；②末；(2)末；2.末；（二）末。"
    assert (
        paragraph([deep], "en") == "甲： (a) 乙： (i) 丙： (1) 丁： (1) 戊; (2) 末; (2) 末; (ii) 末; (b) 末."
    )
    alone = Passage("甲：", (Passage("乙：", (Passage("丙"), end)),))
    assert paragraph([alone], "zh") == "甲：乙：（一）丙；（二）末。"
    many = Passage("甲：", tuple(Passage("乙") for _ in range(21)))
    assert "（十）乙；（十一）乙" in paragraph([many], "zh")
    assert "（二十）乙；（二十一）乙。" in paragraph([many], "zh")
