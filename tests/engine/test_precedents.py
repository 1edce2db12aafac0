"""Similar notices: the likest first, with reasons in the language asked for, and never the case itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.builders import case, conduct, subject
from tests.engine.rulesets import ruleset
from zhunsheng.engine.case import instances
from zhunsheng.engine.explain.similar import render_similar
from zhunsheng.engine.precedents import LEAST_LIKENESS, SHOWN, Precedents
from zhunsheng.engine.release import Release, load_release
from zhunsheng.engine.vocabulary.models import case_model

NOTICE = """\
scenario: published.{name}
title: {{zh: 通报{name}, en: Notice {name}}}
kind: published
case:
  case: {{id: case-{name}}}
  incident: {{epidemic: true}}
  subjects:
    - {{id: S1, {facts}, conducts: [{{id: C1, {act}}}]}}
published:
  S1: {{form: {form}, measures: [{measures}], terms: [术语]}}
"""

LEADER = "kind: person, position: main_leader, party_member: true"
ACT = "type: formalism, concealed: false, led_to: {disorder: true, slow_progress: false}"


@pytest.fixture
def precedents(tmp_path: Path) -> Precedents:
    """Four notices: two of persons, the second less like a leader's formalism, one of an organization, one of nothing."""
    made = ruleset(tmp_path)
    folder = made / "scenarios" / "published"
    folder.mkdir(parents=True)
    for name, facts, act, form, measures in (
        ("a", LEADER, ACT, 2, "party_warning"),
        ("b", "kind: person, position: staff, party_member: true", ACT.replace("false", "true"), 1, ""),
        ("c", LEADER.replace("person", "organization"), ACT, 3, ""),
        ("d", "kind: person, leading_cadre: false", "type: other", 0, ""),
    ):
        text = NOTICE.format(name=name, facts=facts, act=act, form=form, measures=measures)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    release = load_release(made)
    return Precedents.load(release, case_model(release.vocabulary))


def leader(**facts: object) -> dict[str, object]:
    act = conduct(type="formalism", concealed=False, led_to={"disorder": True, "slow_progress": False})
    return subject(act, kind="person", position="main_leader", party_member=True, **facts)


def test_the_likest_come_first_and_organizations_do_not_come(precedents: Precedents) -> None:
    place = instances(case(leader(), incident={"epidemic": True})).parts[0]
    found = precedents.similar(place, "zh", limit=5, least=0.0)
    assert [item.notice for item in found] == ["published.a/S1", "published.b/S1", "published.d/S1"]
    assert found[0].likeness == 1.0
    assert found[0].likeness > found[1].likeness > found[2].likeness > 0
    assert (found[0].title, found[0].form, found[0].measures) == ("通报a", 2, ("党内警告",))
    assert found[1].measures == ("术语",)  # without a measure of the scale, the terms as published


def test_only_what_is_alike_enough_and_only_so_many(precedents: Precedents) -> None:
    place = instances(case(leader(), incident={"epidemic": True})).parts[0]
    assert all(item.likeness >= LEAST_LIKENESS for item in precedents.similar(place, "zh"))
    assert len(precedents.similar(place, "zh", limit=1)) == 1
    assert len(precedents.similar(place, "zh")) <= SHOWN


def test_reasons_name_facts_and_values_in_the_language_asked_for(precedents: Precedents) -> None:
    place = instances(case(leader(village_cadre=True), incident={"epidemic": True})).parts[0]
    zh = precedents.similar(place, "zh", limit=2, least=0.0)[1]
    assert set(zh.differs) == {
        "主体.职位：主要负责人（通报为工作人员）",
        "行为1.隐瞒：否（通报为是）",
        "行为1.导致·进展缓慢：否（通报为是）",
    }
    assert "行为1.类型：形式主义官僚主义" in zh.agrees
    assert "行为1.导致·工作失序：是" in zh.agrees
    assert not any("村" in reason for reason in (*zh.agrees, *zh.differs))  # only one of them states it
    en = precedents.similar(place, "en", limit=2, least=0.0)[1]
    assert en.title == "Notice b"
    assert "Subject.Position: Principal leader (notice: Staff)" in en.differs
    assert "conduct 1.Led to: Disorder: yes" in en.agrees


def test_reasons_of_the_second_conduct_name_it(precedents: Precedents) -> None:
    acts = (conduct("C1", type="abused_power"), conduct("C2", type="formalism", concealed=False))
    place = instances(case(subject(*acts, kind="person"))).parts[0]
    assert "行为2.类型：形式主义官僚主义" in precedents.similar(place, "zh", least=0.0)[0].agrees


def test_the_weightiest_reasons_come_first(precedents: Precedents) -> None:
    """That there was an epidemic is stated in every notice; of leaders there are two in four."""
    place = instances(case(leader(), incident={"epidemic": True})).parts[0]
    agrees = precedents.similar(place, "zh")[0].agrees
    assert len(agrees) == 4
    assert "主体.职位：主要负责人" in agrees
    assert "事件.涉及疫情：是" not in agrees


def test_a_case_is_not_its_own_precedent(precedents: Precedents) -> None:
    place = instances(case(leader(), incident={"epidemic": True})).parts[0]
    found = precedents.similar(place, "zh", case_id="case-a", limit=5, least=0.0)
    assert "published.a/S1" not in [item.notice for item in found]


def test_each_subject_has_its_own(precedents: Precedents) -> None:
    organization = {**leader(), "id": "S2", "kind": "organization"}
    answer = precedents.of_case(case(leader(), organization, incident={"epidemic": True}), "en", 5)
    assert [(item.subject_id, len(item.similar)) for item in answer.subjects] == [("S1", 3), ("S2", 1)]
    text = render_similar(answer)
    assert "Notice c: third form" in text
    assert "What came of these 3: not held accountable 1, first form 1, second form 1" in text


def test_nothing_stated_has_no_precedent(precedents: Precedents) -> None:
    answer = precedents.of_case(case(subject()), "zh", 5)
    assert answer.subjects[0].similar == ()
    assert "没有可比的公开通报" in render_similar(answer)


def test_a_release_without_notices_has_no_precedents(tmp_path: Path, release: Release) -> None:
    bare = load_release(ruleset(tmp_path))
    precedents = Precedents.load(bare, case_model(bare.vocabulary))
    assert precedents.similar(instances(case(leader())).parts[0], "zh") == ()
