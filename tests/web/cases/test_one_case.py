"""The page of a case: only what may be done, terms in words, history, and what was written and erased."""

from __future__ import annotations

import pytest

from tests.web.cases.working import (
    OVERRIDDEN,
    closed,
    evaluated,
    move,
    opened,
    stands,
    subjects,
    under_review,
    went_well,
)
from tests.web.site import MARKUP, Site, forms, text_of


def test_what_may_be_done_is_what_the_workflow_says(site: Site) -> None:
    for role in ("handler", "reviewer", "senior_reviewer", "auditor"):
        for case_id in site.cases.values():
            answer = site.as_(role).get(f"/cases/{case_id}.json")
            if answer.status_code == 403:
                continue
            allowed = {one["kind"] for one in site.people[role].get(f"/v1/cases/{case_id}").json()["moves"]}
            offered = answer.json()["case"]["moves"]
            assert {one["kind"] for one in offered} <= allowed
            # What is left out is what there is nothing to choose for.
            assert allowed - {one["kind"] for one in offered} <= {
                "evaluation.recorded",
                "opinion.withdrawn",
                "duty.done",
                "appeal.filed",
                "recusal.ordered",
            }
            page = site.as_(role).get(f"/cases/{case_id}").text
            for one in offered:
                assert f'href="{one["address"]}"' in page
                if not one["address"].endswith("/facts"):
                    assert site.as_(role).get(one["address"]).status_code == 200


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_case_in_words(site: Site, language: str) -> None:
    handler = site.as_("handler", language)
    said = text_of(handler.get(f"/cases/{site.cases['closed']}").text)
    overdue = {"zh": "已逾期", "en": "Overdue"}[language]
    assert overdue in said
    for words in {
        "zh": ("已结案", "系统的建议", "承办人的意见", "决定", "党内警告", "起算日未知", "审核通过"),
        "en": ("Closed", "The suggestion", "The handler's opinion", "Decision", "Party warning", "Approve"),
    }[language]:
        assert words in said
    assert "还没有评估" in text_of(site.as_("handler").get(f"/cases/{site.cases['opened']}").text)


def test_what_is_to_be_done_is_chosen_already(site: Site) -> None:
    handler = site.as_("handler")
    terms = stands(handler, site.cases["closed"])["terms"]
    assert {term["subject"] for term in terms} == {None, *subjects(site)}
    for term in terms:
        (form,) = [one for one in forms(handler.get(term["done"]).text) if one.action.endswith("duty-done")]
        assert form.values["duty"] == f"{term['duty']} {term['subject'] or ''}".strip()


def test_the_history_leads_to_what_was_written(site: Site) -> None:
    handler = site.as_("handler")
    case_id = site.cases["review"]
    case = stands(handler, case_id)
    assert [one["kind"] for one in case["history"]][:4] == [
        "case.opened",
        "facts.recorded",
        "evaluation.recorded",
        "opinion.given",
    ]
    assert case["history"][2]["record"] == f"/cases/{case_id}/evaluations/3"
    for one in case["history"]:
        page = handler.get(f"/cases/{case_id}/events/{one['number']}")
        assert page.status_code == 200
        assert one["written"] is not None
        if one["kind"] in ("case.opened", "opinion.given"):
            assert "&lt;script&gt;alert(1)" in page.text
            assert MARKUP not in page.text
            assert handler.get(f"{one['written']}.json").json()["text"] == MARKUP
        if one["kind"] == "facts.recorded":
            assert "防控" in text_of(page.text) or "事件" in text_of(page.text)
            assert handler.get(f"{one['written']}.json").json()["document"] == site.example
    assert handler.get(f"/cases/{case_id}/events/99").status_code == 404
    assert handler.get(f"/cases/{case_id}/events/0").status_code == 422


def test_a_reviewer_reads_suggestion_opinion_and_difference(busy_site: Site) -> None:
    handler, reviewer = busy_site.as_("handler"), busy_site.as_("reviewer", "en")
    case_id = evaluated(busy_site, busy_site.people["handler"])
    for subject in subjects(busy_site):
        went_well(move(handler, case_id, "opinion-given", f"?subject={subject}", **OVERRIDDEN))
    for slug in ("review-approved", "review-returned"):
        said = text_of(reviewer.get(f"/cases/{case_id}/moves/{slug}").text)
        for words in (
            "The suggestion is overridden",
            "How it differs from the suggestion",
            "1 form heavier",
            "1 form lighter",
            "Added: Reminder talk",
            "Left out: Party warning",
            "Out of proportion",
            "&lt;script&gt;alert(1)",
        ):
            assert words in said, words


def test_what_was_erased_is_said_to_be(busy_site: Site) -> None:
    handler, administrator = busy_site.as_("handler"), busy_site.as_("administrator")
    case_id = closed(busy_site, busy_site.people["handler"])
    for typed, wrong in (
        ({}, ("case", "how_much", "ground")),
        ({"case": case_id, "how_much": "some", "ground": "ordered"}, ("events",)),
        ({"case": case_id, "how_much": "some", "events": "two", "ground": "ordered"}, ("events",)),
        ({"case": case_id, "how_much": "some", "events": "99", "ground": "ordered"}, ("events",)),
    ):
        answer = administrator.fill("/erasures", typed)
        assert answer.status_code in (404, 422), typed
        for field in wrong:
            assert f'id="f-{field}-error"' in answer.text, (typed, field)
    nowhere = {"case": "nowhere", "how_much": "all", "ground": "ordered"}
    assert administrator.fill("/erasures", nowhere).status_code == 404
    answer = administrator.fill(
        "/erasures",
        {
            "case": case_id,
            "how_much": "some",
            "events": "2，3",
            "ground": "retention_expired",
            "text": MARKUP,
        },
    )
    went_well(answer, "/erasures?contents=2")
    assert "已删除 2 项内容" in administrator.get(answer.headers["location"]).text

    gone = handler.get(f"/cases/{case_id}/events/2")
    assert gone.status_code == 410
    assert "已于" in text_of(gone.text)
    page = text_of(handler.get(f"/cases/{case_id}").text)
    assert "内容已删除，日志仍可证明曾有此记录" in page
    assert "保管期满" in page
    assert "下面是日志中永远保留的部分" in page
    case = stands(handler, case_id)
    assert case["evaluation"]["erased"]
    assert case["history"][1]["written"] is None
    assert case["subjects"][1]["suggested"]["recommended"]["measures"] == ["党内警告"]
    assert case["subjects"][1]["suggested"]["at_least"] is None
    # With the facts gone, no terms can be computed anew, and no fact can be named.
    assert "无法重新计算" in handler.get(f"/cases/{case_id}/terms").text
    assert "没有可选的" in handler.get(f"/cases/{case_id}/moves/correction-reopened").text
    went_well(administrator.fill("/erasures", {"case": case_id, "how_much": "all", "ground": "ordered"}))
    again = administrator.fill("/erasures", {"case": case_id, "how_much": "all", "ground": "ordered"})
    # The text that went with the first erasure is a content as well, and went with the second.
    assert again.status_code == 409
    assert busy_site.as_("handler").get("/erasures").status_code == 403


def test_terms_are_computed_anew(busy_site: Site) -> None:
    handler = busy_site.as_("handler")
    case_id = closed(busy_site, busy_site.people["handler"])
    path = f"/cases/{case_id}/terms"
    days = handler.get(f"{path}.json").json()["days"]
    assert [of["subject"] for of in days] == [None, *subjects(busy_site)]
    assert days[0]["days"][0] == {
        "pointer": "/case/decision_date",
        "name": "处理日期",
        "question": days[0]["days"][0]["question"],
        "value": "2020-08-10",
    }
    received = next(day["pointer"] for day in days[2]["days"] if "申诉" in day["name"])
    assert received.startswith("/subjects/1/")
    wrong = handler.fill(path, {received: "昨天"})
    assert wrong.status_code == 422
    assert f'id="f-{received}-error"' in wrong.text
    assert 'value="昨天"' in wrong.text
    before = stands(handler, case_id)
    known = {received: "2020-09-20", "/case/decision_date": "2020-08-20"}
    went_well(handler.fill(path, known), f"/cases/{case_id}?done=terms-computed")
    after = stands(handler, case_id)
    assert after["history"][-1]["kind"] == "terms.computed"
    due = [
        {(term["duty"], term["subject"]): term["due"] for term in case["terms"]} for case in (before, after)
    ]
    announced = ("announce_party", subjects(busy_site)[1])
    assert [of[announced] for of in due] == ["2020-09-10", "2020-09-20"]
    assert [one["decided"] for one in after["subjects"]] == [one["decided"] for one in before["subjects"]]
    early = under_review(busy_site, busy_site.people["handler"])
    assert handler.get(f"/cases/{early}/terms").status_code == 409
    assert handler.get(f"/cases/{opened(busy_site.people['handler'])}/terms").status_code == 409


def test_rules_that_decided_are_told_apart_by_their_articles(site: Site) -> None:
    handler = site.as_("handler")
    address = f"/cases/{site.cases['review']}"
    rules = [
        rule
        for one in stands(handler, site.cases["review"])["subjects"]
        for rule in one["suggested"]["deciding"]
    ]
    assert rules
    page = handler.get(address).text
    for rule in rules:
        assert rule["stands"]
        assert f'{rule["title"]}</a> <span class="fine">{rule["stands"]}</span>' in page
