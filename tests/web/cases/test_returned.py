"""A case that was given back says so where its handler looks first, and what had been proposed."""

from __future__ import annotations

import json

import pytest

from tests.web.cases.working import done, subjects, under_review
from tests.web.site import MARKUP, Site, forms, text_of
from zhunsheng.engine.release import default_release

SAYS = {"zh": "已退回，须重新提出", "en": "Returned, to be proposed anew"}
WHY = {"zh": "事实不清", "en": "Facts incomplete"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_returned_case_says_why_until_it_is_proposed_anew(busy_site: Site, language: str) -> None:
    handler, reviewer = busy_site.people["handler"], busy_site.people["reviewer"]
    case_id = under_review(busy_site, handler)
    visitor = busy_site.as_("handler", language)
    pages = (f"/cases/{case_id}", f"/cases/{case_id}/moves/opinion-given")
    assert SAYS[language] not in text_of(visitor.get(pages[0]).text)

    number = 4 + len(subjects(busy_site))
    words = {"content": {"text": "请补充<b>会议记录</b>"}}
    done(reviewer.move(case_id, "review.returned", number, "reviewer", grounds=["facts_incomplete"], **words))
    for page in pages:
        said = text_of(visitor.get(page).text)
        assert SAYS[language] in said
        assert WHY[language] in said
        assert f'href="/cases/{case_id}/events/{number}"' in visitor.get(page).text
    returned = visitor.get(f"{pages[0]}.json").json()["case"]["stands"]["returned"]
    assert returned["step"]["number"] == number
    assert [step["number"] for step in returned["void"]] == list(range(4, number))

    for at, subject in enumerate(subjects(busy_site), number + 1):
        opinion = {"evaluation": 3, "subject": subject, "opinion": {"choice": "adopted"}}
        done(handler.move(case_id, "opinion.given", at, "handler", **opinion))
    assert SAYS[language] not in text_of(visitor.get(pages[0]).text)


def test_an_override_that_was_given_back_stands_in_the_form_again(busy_site: Site) -> None:
    handler, reviewer = busy_site.people["handler"], busy_site.people["reviewer"]
    case_id = under_review(busy_site, handler)
    second, first = subjects(busy_site)
    number = 4 + len(subjects(busy_site))
    visitor, path = busy_site.as_("handler"), f"/cases/{case_id}/moves/opinion-given"
    case = visitor.get(f"/cases/{case_id}.json").json()["case"]
    deciding = [rule["id"] for rule in case["subjects"][1]["suggested"]["deciding"]]
    decided = deciding[0]
    another = next(rule for rule in default_release().rules if rule not in deciding)
    rules = [decided, another]
    said = {
        "choice": "overridden",
        "form": 1,
        "measures": ["reminder_talk"],
        "reasons": [{"ground": "proportionality"}, {"ground": "rule_wrong", "rules": rules}],
    }
    words = f"情节轻微{MARKUP}"
    why = {"content": {"text": "请补充"}}
    done(reviewer.move(case_id, "review.returned", number, "reviewer", grounds=["facts_incomplete"], **why))
    for at, (subject, opinion) in enumerate([(first, said), (second, {"choice": "adopted"})], number + 1):
        given = {"evaluation": 3, "subject": subject, "opinion": opinion, "content": {"text": words}}
        done(handler.move(case_id, "opinion.given", at, "handler", **given))
    done(reviewer.move(case_id, "review.returned", number + 3, "reviewer", grounds=["procedure"], **why))

    shown = visitor.get(f"{path}.json?subject={first}").json()
    assert shown["former"]
    page = visitor.get(f"{path}?subject={first}").text
    assert "已填入退回前的处理意见" in page
    (form,) = [form for form in forms(page) if form.action == path]
    assert form.values["choice"] == "overridden"
    assert form.values["measures"] == "reminder_talk"
    assert form.values["text"] == words
    assert form.values["other_rules"] == another
    assert shown["filled"]["values"]["rules"] == [decided]
    assert set(shown["filled"]["values"]["grounds"]) == {"proportionality", "rule_wrong"}
    # Sent as it stands, it is the same opinion again.
    assert visitor.fill(f"{path}?subject={first}", {}, path).status_code == 303
    again = visitor.get(f"/cases/{case_id}.json").json()["case"]["subjects"][1]["opinion"]
    assert (again["adopted"], again["outcome"]["measures"]) == (False, ["谈话提醒"])
    assert all(rule in json.dumps(again["said"]) for rule in rules)
    # There is nothing to type where the suggestion was adopted; and another suggestion is another matter.
    assert not visitor.get(f"{path}.json?subject={second}").json()["former"]
    facts = handler.get(f"/v1/cases/{case_id}/evaluations/3").json()["facts"]
    done(handler.post(f"/v1/cases/{case_id}/evaluations", facts))
    assert not visitor.get(f"{path}.json?subject={first}").json()["former"]


def test_a_withdrawal_takes_back_one_opinion_and_leaves_the_others(busy_site: Site) -> None:
    handler, reviewer = busy_site.people["handler"], busy_site.people["reviewer"]
    case_id = under_review(busy_site, handler)
    _, second = subjects(busy_site)
    number = 4 + len(subjects(busy_site))
    done(handler.move(case_id, "opinion.withdrawn", number, "handler", subject=second))
    again = {"evaluation": 3, "subject": second, "opinion": {"choice": "adopted"}}
    done(handler.move(case_id, "opinion.given", number + 1, "handler", **again))
    why = {"content": {"text": "请补充"}}
    done(reviewer.move(case_id, "review.returned", number + 2, "reviewer", grounds=["procedure"], **why))
    returned = busy_site.as_("handler").get(f"/cases/{case_id}.json").json()["case"]["stands"]["returned"]
    # That on the first one from before, and the one that was given anew.
    assert [step["number"] for step in returned["void"]] == [4, number + 1]
