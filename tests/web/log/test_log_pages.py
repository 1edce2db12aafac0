"""Pages of the log: lists by kind, account and case; an entry with its proof; the checkpoint, and older ones held against it."""

from __future__ import annotations

import json
import re
from typing import get_args

import pytest
from markupsafe import escape
from sqlalchemy import update

from tests.records.forging import forge_entry
from tests.web.site import MARKUP, Site, text_of
from zhunsheng.api.web.log.fact_words import about_name, fact_name, said_of_fact
from zhunsheng.records.case_entries import READ, REPLAYED
from zhunsheng.records.log.checkpoints import parse as parse_checkpoint
from zhunsheng.records.log.entry_proofs import parse
from zhunsheng.records.log.erasures import ERASED
from zhunsheng.records.storage.tables import accounts
from zhunsheng.records.workflow.events import Event, Kind
from zhunsheng.records.workflow.ground_words import ERASURE_GROUNDS


def _numbers(site: Site, query: str) -> list[int]:
    twin = site.as_("auditor").get(f"/log.json{query}").json()
    return [entry["number"] for entry in twin["entries"]]


def test_entries_come_newest_first_and_are_narrowed(site: Site) -> None:
    page = site.as_("auditor").get("/log.json").json()
    numbers = _numbers(site, "")
    assert numbers == sorted(numbers, reverse=True)
    case, actor = site.cases["closed"], site.people["reviewer"].id
    for query, holds in (
        ("?kind=review.approved", lambda entry: entry["kind"] == "review.approved"),
        (f"?actor={actor}", lambda entry: entry["actor"] == actor),
        (f"?case={case}", lambda entry: entry["case"] == case),
        (f"?case={case}&kind=case.closed", lambda entry: entry["kind"] == "case.closed"),
    ):
        entries = site.as_("auditor").get(f"/log.json{query}").json()["entries"]
        assert entries
        assert all(map(holds, entries))
    assert page["size"] >= len(numbers)
    assert "没有符合条件的记录" in site.as_("auditor").get("/log?case=none").text


def test_pages_lead_on_and_back(site: Site) -> None:
    visitor = site.as_("auditor")
    oldest = visitor.get("/log.json?before=2").json()
    assert [entry["number"] for entry in oldest["entries"]] == [1, 0]
    assert (oldest["older"], oldest["newer"]) == ("", "?after=1")
    newer = visitor.get(f"/log.json{oldest['newer']}").json()
    assert newer["entries"][-1]["number"] == 2
    assert newer["older"] == "?before=2"


def test_an_entry_is_shown_with_its_proof(site: Site) -> None:
    visitor = site.as_("auditor")
    (number,) = _numbers(site, f"?kind=case.closed&case={site.cases['closed']}")
    twin = visitor.get(f"/log/{number}.json").json()
    assert json.loads(twin["body"])["kind"] == "case.closed"
    assert twin["proof"]["sound"]
    said = text_of(visitor.get(f"/log/{number}").text)
    for part in ("已核验，在日志中", "结案", twin["proof"]["leaf"], f"entry-{number}.tlog-proof"):
        assert part in said
    answer = visitor.get(f"/log/{number}/proof")
    proof = parse(answer.content)
    proof.verify()
    assert proof.data.decode() == twin["body"]
    assert answer.headers["content-type"].startswith("text/plain")


def test_what_an_entry_says_is_said_in_words(site: Site) -> None:
    case = site.cases["closed"]
    for kind, zh, en in (
        ("case.closed", ("以哪个角色", "承办人"), ("Acting as", "handler")),
        (
            "evaluation.recorded",
            ("规则版本的摘要", "适用何时的法"),
            ("Digest of the ruleset", "Whose law was applied"),
        ),
    ):
        (number, *_) = _numbers(site, f"?kind={kind}&case={case}")
        for language, words in (("zh", zh), ("en", en)):
            visitor = site.as_("auditor", language)
            said = text_of(visitor.get(f"/log/{number}").text)
            assert all(word in said for word in words)
            facts = visitor.get(f"/log/{number}.json").json()["facts"]
            assert facts
            assert all(fact["name"] for fact in facts)


def test_what_is_nested_in_a_fact_is_said_in_words(own_site: Site) -> None:
    """An opinion with its reasons, the subjects of an evaluation: no part of them is told as JSON, and none by its code."""
    case, subject = own_site.cases["evaluated"], own_site.example["subjects"][0]["id"]
    reasons = [{"ground": "proportionality"}, {"ground": "rule_wrong", "rules": ["shanxi.complacency"]}]
    opinion = {"choice": "overridden", "form": 3, "measures": ["expulsion_from_party"], "reasons": reasons}
    said = {"evaluation": 3, "subject": subject, "opinion": opinion, "content": {"text": MARKUP}}
    assert own_site.people["handler"].move(case, "opinion.given", 4, "handler", **said).status_code == 201
    for language, words in (
        (
            "zh",
            (
                "不采纳，另提处理意见",
                "第三种形态",
                "开除党籍",
                "与行为不相当",
                "规则有误",
                "严查麻痹大意 · 《",
            ),
        ),
        ("en", ("Put another outcome in its place", "third form", "Out of proportion", "A rule is wrong")),
    ):
        visitor = own_site.as_("auditor", language)
        (number,) = _numbers(own_site, f"?kind=opinion.given&case={case}")
        page = re.sub(r"(?s)<details>.*?</details>", "", visitor.get(f"/log/{number}").text)
        for word in words:
            assert word.lower() in text_of(page).lower(), word
        for code in ("{", "overridden", "proportionality", "expulsion_from_party"):
            assert code not in text_of(page), code
        (number,) = _numbers(own_site, f"?kind=evaluation.recorded&case={case}")
        facts = {fact["key"]: fact for fact in visitor.get(f"/log/{number}.json").json()["facts"]}
        subjects = facts["subjects"]["parts"]
        assert len(subjects) == len(own_site.example["subjects"])
        for part in (part for of in subjects for part in of["parts"]):
            assert part["name"], part
            assert part["key"] == "subject" or re.search(
                r"[一-鿿]" if language == "zh" else "[A-Za-z]", part["said"]
            )


def test_people_are_named_beside_their_ids_and_asked_for_by_name(own_site: Site) -> None:
    handler = own_site.people["handler"].id
    _call(own_site, handler, MARKUP)
    visitor = own_site.as_("auditor")
    page = visitor.get(f"/log?actor={handler}").text
    assert "<script>alert" not in page
    assert f'{escape(MARKUP)} <code class="fine">{handler}</code>' in page
    _call(own_site, handler, "张三")
    by_name, by_id = (visitor.get(f"/log.json?actor={asked}").json() for asked in ("张三", handler))
    assert by_name["entries"] == by_id["entries"] != []
    assert (by_name["actor"], by_id["filled"]["values"]["actor"]) == (handler, ["张三"])
    assert {entry["actor_name"] for entry in by_name["entries"]} == {"张三"}
    number = by_name["entries"][0]["number"]
    assert f"张三 {handler}" in text_of(visitor.get(f"/log/{number}").text)
    _call(own_site, own_site.people["reviewer"].id, "张三")
    several = visitor.get("/log?actor=张三")
    assert several.status_code == 422
    assert "有几个账户叫「张三」" in several.text
    assert handler in visitor.get("/log?actor=nobody").text, (
        "the list offers him by id, since his name is not his alone"
    )


def _call(site: Site, account: str, name: str) -> None:
    with site.service.ledger.database.writing() as connection:
        connection.execute(update(accounts).where(accounts.c.id == account).values(name=name))


def test_times_are_told_to_the_second(site: Site) -> None:
    for path in ("/log", "/log/0"):
        assert re.search(r">\d+年\d+月\d+日 \d\d:\d\d:\d\d</time>", site.as_("auditor").get(path).text)


def test_kinds_stand_in_groups_of_what_they_are_about(site: Site) -> None:
    groups = site.as_("auditor").get("/log.json").json()["kinds"]
    offered = [kind["key"] for group in groups for kind in group["kinds"]]
    assert len(offered) == len(set(offered))
    assert {*get_args(Kind), READ, REPLAYED, ERASED} <= set(offered)
    assert groups[0]["name"] == "案卷和承办"
    page = site.as_("auditor").get("/log?kind=case.closed").text
    assert page.count("<optgroup label=") == len(groups)
    assert '<option value="case.closed" selected>' in page


def test_a_replay_is_told_apart_from_a_read(own_site: Site) -> None:
    visitor, record = own_site.as_("auditor"), f"/cases/{own_site.cases['closed']}/evaluations/3"
    visitor.fill(record, {"engine": "bits"}, action=f"{record}/replay")
    (number,) = _numbers(own_site, "?kind=evaluation.replayed")
    said = text_of(visitor.get(f"/log/{number}").text)
    for word in ("重算核对", "处理结果 result 完全相同", "位运算引擎", "哪一次评估"):
        assert word in said, word


def test_every_fact_of_every_event_has_words() -> None:
    for model in get_args(get_args(Event)[0]):
        kind = model.model_fields["kind"].default
        for name in model.model_fields.keys() - {"kind", "at", "actor", "case", "content"}:
            assert all(fact_name(kind, name, language) for language in ("zh", "en")), (kind, name)


def test_what_is_no_event_has_words_too() -> None:
    of_accounts = ("roles", "external", "before", "after")
    for name in (*of_accounts, "contents", "old", "new", "events", "erased", "ground", "evaluation", "event"):
        assert all(fact_name("session.began", name, language) for language in ("zh", "en")), name
    assert said_of_fact("account.roles_changed", "after", ["auditor"], "zh") == "审计人"
    assert said_of_fact("content.erased", "ground", next(iter(ERASURE_GROUNDS)), "en")
    assert about_name("account", "en") == "Account"


def test_what_has_no_words_is_shown_by_its_name() -> None:
    assert fact_name("case.opened", "of_a_later_version", "zh") == ""
    assert said_of_fact("case.opened", "acting_as", "of_a_later_version", "zh") == ""
    assert said_of_fact("review.returned", "grounds", ["facts_incomplete"], "en") == "Facts incomplete"
    assert about_name("of_a_later_version", "zh") == "of_a_later_version"


def test_a_changed_entry_fails_and_what_is_no_entry_is_said(own_site: Site) -> None:
    visitor = own_site.as_("auditor")
    number = forge_entry(
        own_site.service.ledger, "case.closed", lambda document: document.update(actor="u-nobody")
    )
    assert "核验未通过" in visitor.get(f"/log/{number}").text
    number = forge_entry(
        own_site.service.ledger, "session.began", lambda document: document.update(v="<b>no</b>")
    )
    page = visitor.get(f"/log/{number}")
    assert page.status_code == 200
    assert "不是有效的记录" in page.text
    assert "<b>no</b>" not in page.text
    listed = visitor.get(f"/log?before={number + 1}")
    assert listed.status_code == 200
    assert "不是有效的记录" in listed.text


@pytest.mark.parametrize(
    ("role", "status"), [("handler", 403), ("administrator", 403), ("maintainer", 403), ("auditor", 200)]
)
def test_the_log_is_for_auditors(site: Site, role: str, status: int) -> None:
    for page in ("/log", "/log/0", "/log/0/proof"):
        assert site.as_(role).get(page).status_code == status
    assert site.as_(role).get("/log/checkpoint").status_code == 200


@pytest.mark.parametrize(
    ("page", "status"), [("/log/999999", 404), ("/log/-1", 422), ("/log/x", 422), ("/log/999999/proof", 404)]
)
def test_what_there_is_not_is_said(site: Site, page: str, status: int) -> None:
    assert site.as_("auditor").get(page).status_code == status


def test_the_checkpoint_is_there_to_be_taken(site: Site) -> None:
    page = site.as_("handler").get("/log/checkpoint")
    note = re.search(r'aria-label="检查点"><code>([^<]*)</code>', page.text)
    assert note is not None
    found = parse_checkpoint(note[1].encode())
    twin = site.as_("handler").get("/log/checkpoint.json").json()
    assert (found.checkpoint.size, note[1]) == (twin["size"], twin["note"])
    assert "与见证一致" in page.text
    assert found in site.service.ledger.published()


def test_an_older_checkpoint_is_held_against_the_log(own_site: Site) -> None:
    visitor = own_site.as_("handler")
    note = visitor.get("/v1/log/checkpoint").text
    own_site.as_("auditor").get(f"/cases/{own_site.cases['closed']}/evaluations/3")
    answer = visitor.fill("/log/checkpoint", {"checkpoint": note.replace("\n", "\r\n")})
    assert answer.status_code == 200
    said = text_of(answer.text)
    assert "没有一条被改动" in said
    origin, size, root = note.splitlines()[:3]
    for other in (
        f"{origin}\n{size}\n{root[:-2]}A=\n".replace("A=", "A=" if root[-2] != "A" else "E="),
        f"other\n{size}\n{root}\n",
        f"{origin}\n999999\n{root}\n",
    ):
        answer = visitor.fill("/log/checkpoint", {"checkpoint": other})
        said = text_of(answer.text)
        assert answer.status_code in (200, 422)
        assert "没有一条被改动" not in said
        assert "不一致" in said or "有误" in said


def test_a_log_that_was_written_anew_is_not_what_was_taken_home(own_site: Site) -> None:
    visitor = own_site.as_("handler")
    note = visitor.get("/v1/log/checkpoint").text
    forge_entry(
        own_site.service.ledger,
        "case.closed",
        lambda document: document.update(actor="u-nobody"),
        with_tree=True,
    )
    answer = visitor.fill("/log/checkpoint", {"checkpoint": note})
    assert "不一致" in text_of(answer.text)


def test_what_is_no_checkpoint_stays_in_its_field(site: Site) -> None:
    answer = site.as_("handler").fill("/log/checkpoint", {"checkpoint": "<b>x</b>"})
    assert answer.status_code == 422
    assert "不是检查点" in answer.text
    assert "&lt;b&gt;x&lt;/b&gt;" in answer.text
    assert "<b>x</b>" not in answer.text
