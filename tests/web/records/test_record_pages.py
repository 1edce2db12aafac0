"""The page of a record: it says what was recorded and proves it; what was changed past the log, erased or replaced shows."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import update

from tests.records.forging import forge_content, forge_entry, forge_facts
from tests.web.site import MARKUP, Site, Visitor, text_of
from zhunsheng.records.log.entry_proofs import parse
from zhunsheng.records.storage import tables


def _record(site: Site, case: str = "closed") -> str:
    return f"/cases/{site.cases[case]}/evaluations/3"


def _shown(site: Site, language: str = "zh") -> str:
    answer = site.as_("auditor", language).get(_record(site, "evaluated"))
    assert answer.status_code == 200, answer.text
    return text_of(answer.text)


def _another_form(document: dict[str, Any]) -> None:
    document["facts"]["subjects"][0]["form"] = 4


def _graver(document: dict[str, Any]) -> None:
    document["incident"]["consequence"] = "especially_serious"


def test_it_says_what_was_recorded(site: Site) -> None:
    said = text_of(site.as_("auditor").get(_record(site)).text)
    twin = site.as_("auditor").get(f"{_record(site)}.json").json()
    assert twin["id"] == f"{site.cases['closed']}~3"
    assert twin["proof"]["sound"]
    assert twin["facts_proof"]["sound"]
    assert twin["present_rules"]
    for part in (twin["id"], twin["release"], twin["basis"], twin["actor_name"], twin["proof"]["leaf"]):
        assert part in said
    for part in ("已核验，在日志中", "内容相符", "处理日期", "2020-08-10", "推导过程", "结案"):
        assert part in said
    assert [step["number"] for step in twin["steps"]] == list(range(1, len(twin["steps"]) + 1))
    assert [step["part"] for step in twin["steps"][:3]] == ["", "facts", "evaluation"]


def test_evidence_is_shown_by_its_title(own_site: Site) -> None:
    handler, case = own_site.people["handler"], own_site.cases["opened"]
    evidence = [{"id": "E1", "title": f"会议纪要 {MARKUP}", "supports": ["/subjects/0/conducts/0/intent"]}]
    made = handler.post(f"/v1/cases/{case}/evaluations", {**own_site.example, "evidence": evidence})
    assert made.status_code == 201, made.text
    page = own_site.as_("auditor").get(f"/cases/{case}/evaluations/3").text
    assert "证据编号：E1（会议纪要 &lt;script&gt;" in page
    assert MARKUP not in page


def test_the_owner_may_read_it_and_a_stranger_may_not(site: Site) -> None:
    assert site.as_("handler").get(_record(site)).status_code == 200
    assert site.as_("maintainer").get(_record(site)).status_code == 403
    assert site.as_("auditor").get(_record(site).replace("/3", "/2")).status_code == 404


def test_the_proof_that_is_taken_away_proves_the_entry(site: Site) -> None:
    visitor = site.as_("handler")
    answer = visitor.get(f"{_record(site)}/proof")
    twin = visitor.get(f"{_record(site)}.json").json()
    assert answer.status_code == 200
    assert f'filename="{twin["proof"]["file"]}"' in answer.headers["content-disposition"]
    proof = parse(answer.content)
    proof.verify()
    assert proof.number == twin["proof"]["entry"]
    assert json.loads(proof.data)["kind"] == "evaluation.recorded"
    assert site.as_("maintainer").get(f"{_record(site)}/proof").status_code == 403


def test_a_changed_entry_fails_the_badge(own_site: Site) -> None:
    assert "核验未通过" not in _shown(own_site)
    forge_entry(own_site.service.ledger, "evaluation.recorded", _another_form)
    assert "核验未通过" in _shown(own_site)
    assert "不在日志中" in _shown(own_site)
    assert "Not verified" in _shown(own_site, "en")


def test_a_tree_made_anew_fails_the_badge(own_site: Site) -> None:
    forge_entry(own_site.service.ledger, "evaluation.recorded", _another_form, with_tree=True)
    said = _shown(own_site)
    assert "核验未通过" in said
    assert "与见证不符" in said


@pytest.mark.parametrize("kind", ["facts.recorded", "evaluation.recorded"])
def test_changed_contents_are_not_shown(own_site: Site, kind: str) -> None:
    forge_content(own_site.service.ledger, kind, b'{"document":{"case":{"id":"<b>forged</b>"}}}')
    said = _shown(own_site)
    assert "核验未通过" in said
    assert "因此不显示" in said
    assert "forged" not in said
    assert "不良影响" not in said


def test_what_was_erased_is_said(own_site: Site) -> None:
    case = own_site.cases["closed"]
    erased = own_site.people["administrator"].post(
        f"/v1/cases/{case}/erasures",
        {"ground": "retention_expired", "events": [2, 3], "content": {"text": "x"}},
    )
    assert erased.status_code == 201, erased.text
    for below in ("", "/trace"):
        answer = own_site.as_("auditor").get(f"{_record(own_site)}{below}")
        assert answer.status_code == 410
        assert "已于" in answer.text
        assert "<h1" in answer.text


def test_an_erasure_of_something_else_stands_in_the_history(own_site: Site) -> None:
    case = own_site.cases["closed"]
    own_site.people["administrator"].post(
        f"/v1/cases/{case}/erasures", {"ground": "retention_expired", "events": [4]}
    )
    said = text_of(own_site.as_("auditor").get(_record(own_site)).text)
    assert "第 4 步的内容已删除" in said


@pytest.mark.parametrize("engine", ["recorded", "bits"])
def test_a_replay_says_that_it_is_identical(site: Site, engine: str) -> None:
    assert "完全相同" in _replayed(site.as_("auditor"), _record(site), engine)


def test_a_replay_that_differs_says_where(own_site: Site) -> None:
    forge_facts(own_site.service.ledger, _graver)
    said = _replayed(own_site.as_("auditor"), _record(own_site, "evaluated"), "bits")
    assert "完全相同" not in said
    for part in ("重新评估得到的与记录不同", "答复中的第一处差别", "/subjects/0", "推导从哪里开始不同"):
        assert part in said
    assert "Not identical" in _replayed(own_site.as_("auditor", "en"), _record(own_site, "evaluated"), "bits")


def test_a_replay_without_its_ruleset_says_so(own_site: Site) -> None:
    with own_site.service.ledger.database.writing() as connection:
        connection.execute(update(tables.releases).values(digest=f"sha256:{'0' * 64}"))
    said = _replayed(own_site.as_("auditor"), _record(own_site), "bits")
    assert "不能核对" in said
    assert "ruleset_unusable" in said


def test_who_may_not_replay_does_not(site: Site) -> None:
    answer = site.as_("maintainer").post(f"{_record(site)}/replay", {"engine": "bits"})
    assert answer.status_code == 403


def _replayed(visitor: Visitor, record: str, engine: str) -> str:
    answer = visitor.fill(record, {"engine": engine}, action=f"{record}/replay")
    assert answer.status_code == 200, answer.text
    return text_of(answer.text)


def test_what_was_told_in_another_language_is_marked_as_such(site: Site) -> None:
    path = _record(site, "evaluated")
    english, chinese = (site.as_("auditor", language).get(path).text for language in ("en", "zh"))
    assert "This suggestion was made in Chinese" in english
    assert '<div class="suggestion" lang="zh-CN">' in english
    assert '<div class="suggestion">' in chinese
    # All of it is in the one language that it is marked with: the words that stand around its own, and its days, too.
    assert _suggestion(english) == _suggestion(chinese)
    assert "待定" in _suggestion(english)


def test_what_is_data_is_told_in_the_language_of_the_reader(site: Site) -> None:
    path = _record(site, "evaluated")
    english = site.as_("auditor", "en").get(path).text
    before = text_of(english.partition('<div class="suggestion"')[0])
    for part in ("The facts", "the law of the act", "both engines", "Consequence"):
        assert part.lower() in before.lower()
    assert '<span class="fine" lang="zh-CN">所引规定' in english
    twin = site.as_("auditor", "en").get(f"{path}.json").json()
    assert twin["answer"]["facts"]["places"][0]["caption"].isascii()


def test_the_way_to_a_report_says_in_which_language_it_is(site: Site) -> None:
    for path, role in (
        (_record(site, "evaluated"), "auditor"),
        (f"/cases/{site.cases['evaluated']}", "handler"),
    ):
        english = site.as_(role, "en").get(path).text
        assert 'hreflang="zh-CN">Report (in Chinese)</a>' in english
        assert 'hreflang="zh-CN">Report (DOCX, in Chinese)</a>' in english
        assert 'hreflang="zh-CN">报告</a>' in site.as_(role).get(path).text
    assert 'hreflang="en">Report</a>' in site.as_(None, "en").get("/examples/seed_003_urgent_matter").text


def _suggestion(page: str) -> str:
    """What the part of a page with the suggestion says."""
    return text_of(page.partition('<div class="suggestion"')[2].partition(">")[2].partition("</main>")[0])
