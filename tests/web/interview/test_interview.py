"""The interview through its pages: what is asked, what is taken, what is told beside its field, and what is recorded."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx

from tests.records.recorded import FACTS
from tests.web.interview.test_case_files import sheet
from tests.web.site import MARKUP, Site, Visitor, forms, text_of
from zhunsheng.engine.release import default_release
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactType
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.roles import Role
from zhunsheng.records.drafting import change_draft
from zhunsheng.records.drafts.changing import Changed
from zhunsheng.records.storage.draft_rows import DraftRows

CONDUCT = "S1~C1~conduct"
VOCABULARY = default_release().vocabulary


def data(visitor: Visitor, path: str) -> dict[str, Any]:
    """What a page shows."""
    answer = visitor.get(f"{path}.json")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def draft(visitor: Visitor, at: str) -> dict[str, Any]:
    found: dict[str, Any] = visitor.get(f"{at}/draft.json").json()
    return found


def conduct(visitor: Visitor, at: str) -> dict[str, Any]:
    """The facts of the first conduct."""
    found: dict[str, Any] = draft(visitor, at)["subjects"][0]["conducts"][0]
    return {key: value for key, value in found.items() if key != "id"}


def imported(visitor: Visitor, at: str, name: str, raw: bytes, **typed: str) -> httpx.Response:
    """Sends a file, as the page of imports does."""
    page = visitor.get(f"{at}/import").text
    form = next(form for form in forms(page) if form.action == f"{at}/import")
    return visitor.send_file(form.action, {**form.values, **typed}, name, raw)


def test_a_new_case_asks_the_most_telling_first_and_knows_nothing(handler: Visitor, at: str) -> None:
    parts = data(handler, at)
    assert [(part["place"], part["stated"]) for part in parts["parts"]] == [
        ("case", 0),
        ("incident", 0),
        ("S1~subject", 0),
        ("S1~circumstances", 0),
        ("S1~C1~conduct", 0),
    ]
    assert (parts["next"]["place"], parts["next"]["key"]) == ("S1~subject", "kind")
    shown = data(handler, f"{at}/S1~subject")
    assert shown["asked"][0]["key"] == "kind"
    assert shown["asked"][0]["cites"]
    keys = [fact["key"] for part in ("asked", "stated", "others") for fact in shown[part]]
    assert len(keys) == len(set(keys)) == 29
    page = handler.get(f"{at}/S1~subject").text
    assert re.search(r'name="kind" value="" checked', page)
    assert '<details id="others">' in page


def test_what_was_answered_is_asked_no_more(handler: Visitor, at: str) -> None:
    answer = handler.fill(f"{at}/S1~subject", {"kind": "organization", "then": "next"})
    assert answer.status_code == 303
    shown = data(handler, f"{at}/S1~subject")
    assert [fact["key"] for fact in shown["stated"]] == ["kind"]
    assert "kind" not in [fact["key"] for fact in shown["asked"]]
    assert answer.headers["location"].startswith(f"{at}/S1~C1~conduct#f-")


def test_each_problem_stands_beside_its_field_and_nothing_typed_is_lost(handler: Visitor, at: str) -> None:
    typed = {
        "intent": "negligent",
        "date": "2021-13",
        "concealed": "true",
        "manner": ["perfunctory", "no such"],
    }
    answer = handler.fill(f"{at}/{CONDUCT}", typed)
    assert answer.status_code == 422
    assert conduct(handler, at) == {"concealed": True}
    (form,) = [form for form in forms(answer.text) if form.action == f"{at}/{CONDUCT}"]
    assert form.values["date"] == "2021-13"
    assert form.values["concealed"] == "true"
    assert form.values["manner"] == "perfunctory"
    said = text_of(answer.text)
    assert "“2021-13”不是有效的日期" in said
    assert "是否想写： negligence" in said
    for field in ("date", "intent", "manner"):
        assert f'id="f-{field}-error"' in answer.text
    # What was wrong is sent again, once it is mended, and the rest with it.
    answer = handler.post(f"{at}/{CONDUCT}", {**form.values, "date": "2021年3月", "intent": "negligence"})
    assert answer.status_code == 303
    assert conduct(handler, at) == {
        "concealed": True,
        "date": "2021-03",
        "intent": "negligence",
        "manner": {"perfunctory": True},
    }


def test_two_windows_lose_nothing(handler: Visitor, at: str) -> None:
    first, second = (
        next(form for form in forms(handler.get(f"{at}/{CONDUCT}").text) if form.action == f"{at}/{CONDUCT}")
        for _ in range(2)
    )
    assert handler.post(first.action, {**first.values, "intent": "deliberate"}).status_code == 303
    assert handler.post(second.action, {**second.values, "concealed": "false"}).status_code == 303
    assert conduct(handler, at) == {"intent": "deliberate", "concealed": False}
    # Sent once more, the first one takes nothing back.
    assert handler.post(first.action, {**first.values, "intent": "deliberate"}).status_code == 303
    assert conduct(handler, at) == {"intent": "deliberate", "concealed": False}
    assert handler.fill(f"{at}/{CONDUCT}", {"intent": ""}).status_code == 303
    assert conduct(handler, at) == {"concealed": False}


def test_a_page_that_does_not_say_what_stood_in_it_is_refused(handler: Visitor, at: str) -> None:
    for was in ("{", "[]", '{"facts": 1}', '{"other": {}}', "[" * 5000):
        answer = handler.fill(f"{at}/{CONDUCT}", {"was": was, "intent": "deliberate"})
        assert answer.status_code == 422
    assert conduct(handler, at) == {}


def test_evidence_is_attached_where_a_fact_is_known(handler: Visitor, at: str) -> None:
    handler.fill(f"{at}/{CONDUCT}", {"concealed": "true", "intent": "deliberate"})
    named = f"笔录 {MARKUP.replace(';', '')}"
    typed = {"evidence.concealed": f"{named}； 报告", "evidence.intent": "长" * 201}
    answer = handler.fill(f"{at}/{CONDUCT}", typed)
    assert answer.status_code == 422
    assert 'id="f-evidence.intent-error"' in answer.text
    assert "长" * 201 in answer.text
    supports = ["/subjects/0/conducts/0/concealed"]
    assert draft(handler, at)["evidence"] == [
        {"id": "E1", "title": named, "supports": supports},
        {"id": "E2", "title": "报告", "supports": supports},
    ]
    # By its id, by its title, and no more.
    handler.fill(f"{at}/{CONDUCT}", {"evidence.intent": "e1; 报告", "evidence.concealed": "E1"})
    assert [item["supports"] for item in draft(handler, at)["evidence"]] == [
        [*supports, "/subjects/0/conducts/0/intent"],
        ["/subjects/0/conducts/0/intent"],
    ]
    for path in (at, f"{at}/{CONDUCT}", f"{at}/evidence"):
        page = handler.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page
    handler.fill(f"{at}/evidence", {"title.E1": "谈话笔录", "new": "会议记录"})
    assert [item["title"] for item in draft(handler, at)["evidence"]] == ["谈话笔录", "报告", "会议记录"]
    too_long = handler.fill(f"{at}/evidence", {"title.E2": "长" * 201})
    assert (too_long.status_code, "长" * 201 in too_long.text) == (422, True)
    handler.fill(f"{at}/evidence", {"remove": ["E1"]})
    assert [item["id"] for item in draft(handler, at)["evidence"]] == ["E2", "E3"]


def test_a_page_on_which_everything_is_known_is_small(handler: Visitor, at: str) -> None:
    conduct = {fact.key: _any_value(fact) for fact in VOCABULARY.entity("conduct").facts}
    evidence = [
        {"id": f"E{number}", "title": "谈话笔录及有关材料" * 3, "supports": []} for number in range(40)
    ]
    whole = {**FACTS, "evidence": evidence}
    whole["subjects"] = [{"id": "S1", "conducts": [{"id": "C1", **conduct}]}]
    assert imported(handler, at, "case.json", json.dumps(whole).encode()).status_code == 303
    for language in ("zh", "en"):
        answer = Visitor(handler.service, handler.person, language).get(f"{at}/{CONDUCT}")
        assert len(answer.content) < 90_000
        assert "E39" in answer.text


def _any_value(fact: Fact) -> Any:
    match fact.type:
        case FactType.BOOL:
            return True
        case FactType.SET:
            return {fact.value_keys()[0]: True}
        case FactType.INT:
            return 3
        case FactType.DATE:
            return "2021-10-20"
        case _:
            return fact.value_keys()[0]


def test_subjects_and_conducts_are_added_and_removed(handler: Visitor, at: str) -> None:
    added = handler.fill(at, {}, f"{at}/subjects")
    assert added.headers["location"] == f"{at}/S2~subject"
    added = handler.fill(at, {"subject": "S2"}, f"{at}/conducts")
    assert added.headers["location"] == f"{at}/S2~C2~conduct"
    handler.fill(f"{at}/S2~C2~conduct", {"concealed": "true"})
    assert "2 个行为" in text_of(handler.get(f"{at}/S2~subject/removal").text)
    assert handler.fill(f"{at}/S1~subject/removal", {}).headers["location"] == at
    assert [subject["id"] for subject in draft(handler, at)["subjects"]] == ["S2"]
    assert handler.get(f"{at}/S1~subject").status_code == 404
    last = handler.fill(f"{at}/S2~subject/removal", {})
    assert last.status_code == 422
    assert "只有这一个主体" in text_of(last.text)
    assert handler.fill(f"{at}/S2~C1~conduct/removal", {}).status_code == 303
    assert [item["id"] for item in draft(handler, at)["subjects"][0]["conducts"]] == ["C2"]
    assert handler.get(f"{at}/incident/removal").status_code == 404
    gone = handler.post(f"{at}/conducts", {"subject": "S1", "idempotency_key": "k"})
    assert gone.status_code == 422
    assert "没有“S1~subject”这一部分" in text_of(gone.text)


def test_a_form_that_is_sent_twice_adds_one_subject(handler: Visitor, at: str) -> None:
    form = next(form for form in forms(handler.get(at).text) if form.action == f"{at}/subjects")
    for _ in range(2):
        assert handler.post(form.action, form.values).headers["location"] == f"{at}/S2~subject"
    assert len(draft(handler, at)["subjects"]) == 2
    # Another form of the page as it was then is another one.
    keys = [
        form.values["idempotency_key"] for form in forms(handler.get(at).text) if form.action.startswith(at)
    ]
    assert len(keys) == len(set(keys)) == 3


def test_what_was_entered_is_recorded_with_its_suggestion(handler: Visitor, at: str) -> None:
    imported(handler, at, "case.json", json.dumps(FACTS).encode())
    answer = handler.fill(at, {}, f"{at}/record")
    case_id = at.split("/")[2]
    assert answer.headers["location"] == f"/cases/{case_id}?done=evaluation-recorded"
    person = handler.person
    assert person is not None
    recorded = person.get(f"/v1/cases/{case_id}/evaluations/3").json()
    assert recorded["facts"] == FACTS
    page = text_of(handler.get(at).text)
    assert "第 2 步记录的事实" in page
    handler.fill(f"{at}/{CONDUCT}", {"concealed": "true"})
    assert "还没有记入案卷" in text_of(handler.get(at).text)
    assert handler.fill(f"{at}/discard", {}).headers["location"] == at
    assert draft(handler, at) == FACTS
    assert "没有未记入的修改" in text_of(handler.get(f"{at}/discard").text)


def test_the_suggestion_so_far_is_shown_whole(handler: Visitor, at: str) -> None:
    imported(handler, at, "case.json", json.dumps(FACTS).encode())
    for language in ("zh", "en"):
        visitor = Visitor(handler.service, handler.person, language)
        assert data(visitor, f"{at}/suggestion")["suggestion"]["subject"]["id"] == "S1"
        shown = data(visitor, f"{at}/{CONDUCT}")
        assert shown["side"]["standings"][0]["scale"]["steps"]
        for fact in shown["asked"]:
            evidence = VOCABULARY.fact(FactRef("conduct", fact["key"])).evidence
            assert fact["evidence"] == evidence.get(language)


def test_a_file_takes_the_place_of_what_was_entered_only_where_one_agrees(handler: Visitor, at: str) -> None:
    handler.fill(f"{at}/{CONDUCT}", {"concealed": "true"})
    before = draft(handler, at)
    refused = imported(handler, at, "case.json", json.dumps(FACTS).encode())
    assert refused.status_code == 422
    assert 'id="f-replace-error"' in refused.text
    assert draft(handler, at) == before
    assert imported(handler, at, "case.json", json.dumps(FACTS).encode(), replace="yes").status_code == 303
    assert draft(handler, at) == FACTS


def test_it_is_said_what_was_taken_from_a_file(handler: Visitor, at: str) -> None:
    evidence = [{"id": "E1", "title": "会议纪要", "supports": ["/incident/date"]}]
    answer = imported(handler, at, "case.json", json.dumps({**FACTS, "evidence": evidence}).encode())
    assert answer.headers["location"] == f"{at}?done=imported"
    page = text_of(handler.get(answer.headers["location"]).text)
    facts = sum(part["stated"] for part in data(handler, at)["parts"])
    assert f"文件已导入。现在填写的有：1 个主体、1 个行为、{facts} 项事实、1 份证据。" in page
    english = Visitor(handler.service, handler.person, "en").get(answer.headers["location"])
    assert f"1 subject, 1 item of conduct, {facts} facts, 1 piece of evidence." in text_of(english.text)
    assert "文件已导入" not in handler.get(at).text


def test_what_is_wrong_with_a_file_is_mended_with_what_the_page_offers(handler: Visitor, at: str) -> None:
    for name, raw in (
        ("form.csv", "案件.编号,主体.编号,主体.姓名\nK1,S1,x\n".encode()),
        ("form.csv", b""),
        ("case.json", b""),
        ("case.yaml", b"- 1\n"),
        (
            "case.json",
            b'{"case":{"id":"x","province":"zzz"},"incident":{},"subjects":[{"id":"S1","conducts":[]}]}',
        ),
    ):
        refused = imported(handler, at, name, raw)
        assert refused.status_code == 422
        wrong = refused.text.partition('id="errors"')[2].partition("</div>")[0]
        assert "zhunsheng" not in wrong, text_of(wrong)
        assert f'href="{at}/template.xlsx"' in wrong
        assert "是否想写" not in wrong, text_of(wrong)


def test_a_spreadsheet_is_taken_and_everything_wrong_in_it_is_told(handler: Visitor, at: str) -> None:
    wrong = sheet([{"案件.编号": "K1", "主体.编号": MARKUP, "行为.日期": "2021-13"}])
    refused = imported(handler, at, "填写表.xlsx", wrong)
    assert refused.status_code == 422
    said = text_of(refused.text)
    assert "文件有 2 处须改正" in said
    assert "第 2 行，“行为.日期”列" in said
    assert MARKUP not in refused.text
    two = sheet([{"案件.编号": "K1", "主体.编号": "S1"}, {"案件.编号": "K2", "主体.编号": "S2"}])
    several = imported(handler, at, "填写表.xlsx", two)
    assert (several.status_code, 'name="chosen" value="K2"' in several.text) == (422, True)
    assert imported(handler, at, "填写表.xlsx", two, chosen="K2").status_code == 303
    assert draft(handler, at)["subjects"] == [{"id": "S2", "conducts": []}]
    nothing = handler.fill(f"{at}/import", {})
    assert (nothing.status_code, "没有选择文件" in nothing.text) == (422, True)


def test_the_template_and_the_draft_are_files_to_take_away(handler: Visitor, at: str) -> None:
    template = handler.get(f"{at}/template.xlsx")
    assert template.headers["content-type"].startswith("application/vnd.openxmlformats")
    assert template.content[:2] == b"PK"
    assert "filename*=UTF-8''" in template.headers["content-disposition"]
    english = Visitor(handler.service, handler.person, "en").get(f"{at}/template.xlsx")
    assert "case-form.xlsx" in english.headers["content-disposition"]
    saved = handler.get(f"{at}/draft.json")
    assert saved.headers["content-disposition"].startswith("attachment")
    assert json.loads(saved.content)["subjects"] == [{"id": "S1", "conducts": [{"id": "C1"}]}]


def test_only_the_owner_enters_facts(shared: Site, at: str) -> None:
    for role in ("reviewer", "auditor", "administrator"):
        visitor = shared.as_(role)
        assert visitor.get(at).status_code == 403
        assert visitor.get(f"{at}/{CONDUCT}").status_code == 403
        assert visitor.post(f"{at}/{CONDUCT}", {"concealed": "true"}).status_code == 403
        assert visitor.get(f"{at}/draft.json").status_code == 403


def test_where_nothing_is_evaluated_any_more_no_facts_are_entered(shared: Site) -> None:
    handler = shared.as_("handler")
    closed = f"/cases/{shared.cases['closed']}/facts"
    assert handler.get(closed).status_code == 409
    assert "意见，记入新的事实后失效" in text_of(handler.get(f"/cases/{shared.cases['review']}/facts").text)
    assert handler.get("/cases/no-such-case/facts").status_code == 404


def test_an_old_draft_says_what_is_wrong_with_it_and_can_be_mended(handler: Visitor, at: str) -> None:
    case_id = at.split("/")[2]
    ledger = handler.service.ledger
    old = json.loads(json.dumps(FACTS))
    old["subjects"][0]["conducts"][0]["of_old"] = True
    with ledger.appending() as log:
        DraftRows(log.connection, log.seals).put(case_id, old, ledger.clock())
    page = text_of(handler.get(at).text)
    assert "还不成案卷" in page
    assert "of_old" in page
    assert "zhunsheng " not in page
    refused = handler.fill(at, {}, f"{at}/record")
    assert (refused.status_code, "of_old" in refused.text) == (422, True)
    assert handler.get(f"{at}/suggestion").headers["location"] == at
    assert handler.fill(f"{at}/{CONDUCT}", {"concealed": "true"}).status_code == 303
    assert handler.get(f"{at}/{CONDUCT}").status_code == 200


def test_a_note_that_is_too_long_stays_as_it_was_typed(handler: Visitor) -> None:
    answer = handler.fill("/cases/new", {"text": "字" * 2_001})
    assert (answer.status_code, "字" * 2_001 in answer.text) == (422, True)


def test_what_an_older_vocabulary_knew_is_shown_and_can_be_dropped(handler: Visitor, at: str) -> None:
    handler.fill(f"{at}/S1~subject", {"kind": "person"})
    case_id = at.split("/")[2]
    account = Account("u-handler", "handler", "handler", frozenset({Role.HANDLER}), handler.service.hashed)

    def as_it_was(document: dict[str, Any]) -> Changed:
        (subject,) = document["subjects"]
        return Changed({**document, "subjects": [{**subject, "rank_of_old": MARKUP}]})

    change_draft(handler.service.ledger, account, case_id, as_it_was)
    shown = data(handler, at)
    assert [(one["key"], one["value"]) for one in shown["leftovers"]] == [
        ("rank_of_old", json.dumps(MARKUP, ensure_ascii=False))
    ]
    assert shown["side"]["problems"]
    assert shown["side"]["standings"] == []
    # Other facts are entered as ever beside it.
    assert handler.fill(f"{at}/S1~subject", {"party_member": "true"}).status_code == 303
    answer = handler.fill(at, {}, f"{at}/leftovers")
    assert (answer.status_code, answer.headers["location"]) == (303, at)
    after = data(handler, at)
    assert (after["leftovers"], after["side"]["problems"]) == ([], [])
    assert after["side"]["standings"]
    (subject,) = draft(handler, at)["subjects"]
    assert (subject["kind"], subject["party_member"]) == ("person", True)
    assert "leftovers" not in handler.get(at).text
