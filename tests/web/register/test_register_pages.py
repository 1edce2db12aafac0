"""The page of the register, what it finds as a file, and the statistics of overrides."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import urlencode

import pytest
from markupsafe import escape
from sqlalchemy import update

from tests.web.site import MARKUP, Site, Visitor, forms, text_of
from zhunsheng.api.web.register import csv_file
from zhunsheng.records.access.roles import Role
from zhunsheng.records.register import counting
from zhunsheng.records.storage.tables import accounts


def said(visitor: Visitor, path: str) -> str:
    answer = visitor.get(path)
    assert answer.status_code == 200, answer.text
    return text_of(answer.text)


def records(visitor: Visitor, path: str) -> list[str]:
    address, _, query = path.partition("?")
    answer = visitor.get(f"{address}.json?{query}")
    assert answer.status_code == 200, answer.text
    return [line["record"]["case"] for line in answer.json()["lines"]]


def test_records_are_shown_in_words_with_the_way_to_each(site: Site) -> None:
    page = site.as_("auditor").get("/register")
    assert page.status_code == 200
    for name in ("evaluated", "review", "closed"):
        assert f'href="/cases/{site.cases[name]}/evaluations/3"' in page.text
        assert f'href="/cases/{site.cases[name]}"' in page.text
    text = text_of(page.text)
    assert "3 条记录" in text
    for word in ("已结案", "采纳", "尚无意见", "第一种形态", "行为时的法"):
        assert word in text, word
    english = said(site.as_("auditor", "en"), "/register")
    assert "Records: 3" in english
    assert "no opinion yet" in english


def test_a_search_is_its_address_and_stays_in_the_form(site: Site) -> None:
    auditor = site.as_("auditor")
    assert records(auditor, "/register?opinion=adopted&state=closed&case=&rule=") == [site.cases["closed"]]
    page = auditor.get(f"/register?case={site.cases['review'][:8]}&opinion=adopted&order=oldest&newest=true")
    (form,) = (form for form in forms(page.text) if form.action == "/register")
    assert form.values["case"] == site.cases["review"][:8]
    assert (form.values["opinion"], form.values["order"], form.values["newest"]) == (
        "adopted",
        "oldest",
        "true",
    )
    assert re.search(r'href="/register\.csv\?case=\w+&amp;opinion=adopted&amp;', page.text)


def test_it_is_narrowed_by_what_it_counts(site: Site) -> None:
    auditor = site.as_("auditor")
    shown = auditor.get("/register.json").json()
    facets = {facet["key"]: facet["values"] for facet in shown["facets"]}
    assert {value["value"]: value["number"] for value in facets["state"]} == {
        "evaluated": 1,
        "review": 1,
        "closed": 1,
    }
    for values in facets.values():
        for value in values:
            narrower = auditor.get(value["path"].replace("/register", "/register.json")).json()
            assert narrower["total"] == value["number"], value
            (same,) = (
                of
                for facet in narrower["facets"]
                for of in facet["values"]
                if of["value"] == value["value"] and not of["path"]
            )
            assert same["number"] == value["number"]


def test_pages_follow_each_other_and_keep_the_search(site: Site) -> None:
    auditor = site.as_("auditor")
    everything = records(auditor, "/register?order=oldest")
    found, path = [], "/register?order=oldest&limit=2"
    for length in (2, 1):
        shown = auditor.get(path.replace("/register", "/register.json")).json()
        assert len(shown["lines"]) == length
        found += [line["record"]["case"] for line in shown["lines"]]
        path = shown["next"]
    assert (found, path) == (everything, "")
    assert shown["first"] == "/register?order=oldest&limit=2"


def test_more_than_are_counted_are_said_to_be_at_least_so_many(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "COUNTED", 1)
    assert "至少 1 条记录" in said(site.as_("auditor"), "/register?opinion=adopted")


def test_everybody_finds_his_own(site: Site) -> None:
    everything = set(site.cases.values()) - {site.cases["opened"]}
    assert set(records(site.as_("handler"), "/register")) == everything
    assert records(site.as_("reviewer"), "/register") == [site.cases["review"]]
    assert site.as_("maintainer").get("/register").status_code == 403
    assert site.as_(None).get("/register").headers["location"].startswith("/sign-in?to=")
    assert site.as_(None).get("/register.json").status_code == 401


def test_nothing_found_says_what_to_do(site: Site) -> None:
    auditor = site.as_("auditor")
    assert "没有符合全部条件的记录" in said(auditor, "/register?rule=shanxi.never")


def test_what_cannot_be_searched_for_is_said_beside_its_field(site: Site) -> None:
    page = site.as_("auditor").get(
        f"/register?{urlencode({'since': '昨天', 'case': MARKUP, 'state': 'closed'})}"
    )
    assert page.status_code == 422
    assert "<script>alert" not in page.text
    (form,) = (form for form in forms(page.text) if form.action == "/register")
    assert (form.values["since"], form.values["case"]) == ("昨天", MARKUP)
    assert form.values["state"] == "closed"
    assert "请写作 2024-03-01 这样的日期。" in page.text
    for name in ("since", "case"):
        assert f'id="f-{name}-error"' in page.text
    assert site.as_("auditor").get("/register.csv?since=x").status_code == 422


def test_all_that_is_found_is_a_table_for_a_spreadsheet(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = site.as_("auditor").get("/register.csv?order=oldest&limit=1")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text.startswith("\ufeff")
    lines = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    subjects = len(site.example["subjects"])
    assert len(lines) == 3 * subjects
    assert [line["案卷编号"] for line in lines[::subjects]] == records(
        site.as_("auditor"), "/register?order=oldest"
    )
    assert {line["意见"] for line in lines if line["案卷状态"] == "已结案"} == {"采纳"}
    assert {line["是否据以结案"] for line in lines if line["案卷状态"] == "已结案"} == {"是"}
    assert {line["承办人"] for line in lines} == {"handler"}
    english = site.as_("auditor", "en").get("/register.csv")
    assert english.headers["content-language"] == "en"
    (first, *_) = csv.DictReader(io.StringIO(english.text.removeprefix("\ufeff")))
    assert first["case"] in site.cases.values()
    assert first["opinion"] in ("adopted", "no opinion yet")
    monkeypatch.setattr(csv_file, "MOST", 2)
    short = site.as_("auditor").get("/register.csv").text.splitlines()
    assert len(short) == 1 + 2 * subjects + 1
    assert short[-1].startswith("# 至多 2 条记录")


def test_each_subject_stands_on_a_line_with_its_form_and_its_opinion(site: Site) -> None:
    case = site.cases["closed"]
    page = site.as_("auditor").get(f"/register?case={case}").text
    (listed,) = re.findall(r'(?s)<ul class="subjects">(.*?)</ul>', page)
    lines = [text_of(line) for line in re.findall(r"(?s)<li>(.*?)</li>", listed)]
    (shown,) = site.as_("auditor").get(f"/register.json?case={case}").json()["lines"]
    assert len(lines) == len(shown["subjects"]) == len(site.example["subjects"])
    for line, subject in zip(lines, shown["subjects"], strict=True):
        assert line.startswith(subject["subject"])
        assert subject["recommended"] in line
        assert "采纳" in line
        assert (subject["opinion"], subject["decided"]) == ("adopted", True)


def test_people_are_searched_for_by_name_and_by_id(own_site: Site) -> None:
    site, handler = own_site, own_site.people["handler"].id
    _call(site, handler, "张三")
    auditor = site.as_("auditor")
    page = auditor.get("/register?owner=张三")
    assert f'<option value="张三">{handler}</option>' in page.text
    (form,) = (form for form in forms(page.text) if form.action == "/register")
    assert form.values["owner"] == "张三"
    assert len(records(auditor, "/register?owner=张三")) == 3
    assert records(auditor, f"/register?owner={handler}") == records(auditor, "/register?actor=张三")
    assert f"/register.csv?owner={handler}" in page.text, (
        "the address keeps to the id, which nobody else ever gets"
    )
    _call(site, site.people["reviewer"].id, "张三")
    several = auditor.get("/register?owner=张三")
    assert several.status_code == 422
    assert "有几个账户叫「张三」" in several.text
    (form,) = (
        form for form in forms(auditor.get(f"/register?owner={handler}").text) if form.action == "/register"
    )
    assert form.values["owner"] == handler
    assert "请从列表中选一个人" in auditor.get("/register?owner=没有的 人").text


def _call(site: Site, account: str, name: str) -> None:
    with site.service.ledger.database.writing() as connection:
        connection.execute(update(accounts).where(accounts.c.id == account).values(name=name))


def test_rules_are_told_apart_by_their_articles(site: Site) -> None:
    shown = site.as_("auditor").get("/register.json").json()
    assert all(rule["stands"] for line in shown["lines"] for rule in line["rules"])
    (rules,) = (facet["values"] for facet in shown["facets"] if facet["key"] == "rule")
    page = said(site.as_("auditor"), "/register")
    for value in rules:
        assert f"{value['name']} {value['number']} {value['stands']}" in page


def test_how_often_suggestions_were_not_followed(own_site: Site) -> None:
    site, auditor = own_site, own_site.as_("auditor")
    handler, reviewer = site.people["handler"], site.people["reviewer"]
    case, subjects = site.cases["evaluated"], [subject["id"] for subject in site.example["subjects"]]
    reasons = [{"ground": "proportionality"}]
    for number, subject in enumerate(subjects, 4):
        opinion = {
            "choice": "overridden",
            "form": 3,
            "measures": ["expulsion_from_party"],
            "reasons": reasons,
        }
        given = handler.move(
            case,
            "opinion.given",
            number,
            "handler",
            evaluation=3,
            subject=subject,
            opinion=opinion,
            content={"text": "过轻"},
        )
        assert given.status_code == 201, given.text
    assert records(auditor, "/register?opinion=overridden") == [case]
    assert records(auditor, "/register?opinion=overridden&decided=true") == [], "nothing is decided yet"
    assert auditor.get("/statistics/overrides.json").json()["all"]["overridden"] == 0
    number = 4 + len(subjects)
    state = reviewer.move(case, "review.approved", number, "reviewer").json()["state"]
    if state == "second_review":
        number += 1
        site.people["senior_reviewer"].move(case, "review.approved", number, "senior_reviewer")
    assert handler.move(case, "case.closed", number + 1, "handler").status_code == 201
    shown = auditor.get("/statistics/overrides.json").json()
    assert (shown["cases"], shown["all"]["overridden"], shown["all"]["adopted"]) == (4, 2, 2)
    assert shown["all"]["undecided"] == 2
    assert shown["overridden"] == {"number": 1, "at_least": False}, "two subjects, in one record"
    assert records(auditor, shown["all"]["path"]) == [case]
    assert records(auditor, shown["all"]["path_adopted"]) == [site.cases["closed"]]
    first = shown["rules"][0]
    assert first["followed"]["overridden"] >= 1
    assert records(auditor, first["followed"]["path"]) == [case]
    assert records(auditor, first["followed"]["reasons"][0]["path"]) == [case]
    assert len(records(auditor, first["records"])) == 3
    text = said(auditor, "/statistics/overrides")
    assert "不相称" in text
    assert "太少" in text
    assert first["title"] in text
    assert first["stands"] in text
    assert "在 1 条记录中" in text
    maintained = site.as_("maintainer").get("/statistics/overrides.json").json()
    assert {rule["records"] for rule in maintained["rules"]} == {""}, "who may not search is led nowhere"
    reviewed = site.as_("senior_reviewer").get("/statistics/overrides.json").json()
    assert reviewed["overridden"] is None
    assert {reviewed["all"]["path"], *(rule["records"] for rule in reviewed["rules"])} == {""}, (
        "he would find none"
    )
    assert site.as_("handler").get("/statistics/overrides").status_code == 403


def test_an_empty_register_says_what_comes_into_it(own_site: Site) -> None:
    stranger = own_site.service.person("stranger", Role.HANDLER)
    visitor = Visitor(own_site.service, stranger)
    text = said(visitor, "/register")
    assert "还没有您可以查看的评估记录" in text
    assert "0 条记录" in text


def test_how_somebody_is_called_is_shown_as_text(own_site: Site) -> None:
    site, stored = own_site, own_site.service.ledger.database
    with stored.writing() as connection:
        named = update(accounts).where(accounts.c.id == site.people["handler"].id).values(name=MARKUP)
        connection.execute(named)
    page = site.as_("auditor").get("/register").text
    assert "<script>alert" not in page
    assert str(escape(MARKUP)) in page


def test_a_rule_says_in_how_many_records_it_decided(site: Site) -> None:
    rule = site.as_("auditor").get("/register.json").json()["lines"][0]["rules"][0]["key"]
    decided = site.as_("maintainer").get(f"/rules/{rule}.json").json()["decided"]["recorded"]
    assert decided["decided"] == sum(decided["by_release"].values()) == 3
