"""What the interview asks and what it leaves alone: one answer left, more subjects than one, and a form that is settled."""

from __future__ import annotations

import json
from typing import Any

from tests.web.interview.test_interview import CONDUCT, data, draft, imported
from tests.web.site import Visitor, text_of
from zhunsheng.engine.release import default_release
from zhunsheng.engine.scenarios import load_scenarios


def test_where_one_answer_is_left_it_is_stated_by_a_button_and_not_asked(handler: Visitor, at: str) -> None:
    handler.fill(f"{at}/{CONDUCT}", {"date": "2021-10-20"})
    assert data(handler, f"{at}/S1~subject")["implied"] is None
    handler.fill(f"{at}/S1~subject", {"kind": "organization", "evidence.kind": "E1"})
    shown = data(handler, f"{at}/S1~subject")
    left = {"党员": False, "公职人员": False}
    assert {fact["name"]: fact["value"] for fact in shown["implied"]["facts"]}.items() >= left.items()
    assert shown["implied"]["why"] == ["党员、公职人员、行政机关公务员、领导干部、村居干部都是个人"]
    for place in ("asked", "others", "stated"):
        assert not {"party_member", "public_official"} & {fact["key"] for fact in shown[place]}
    each = {fact["key"] for fact in shown["implied"]["questions"]}
    assert {"party_member", "public_official"} <= each
    # They are to be entered all the same, so they are counted; but nobody is led to them before all that is asked.
    assert shown["part"]["asked"] == len(shown["asked"]) + len(each)
    assert data(handler, at)["next"]["key"] not in each
    page = handler.get(f"{at}/S1~subject").text
    assert "按已经填写的，只剩一种回答：党员：否；" in text_of(page).replace("： ", "：").replace(" ；", "；")
    # The first button of the form, which the return key presses, states nothing.
    assert 'name="implied"' not in page[: page.index("</button>", page.index('id="questions"'))]
    # Facts are what somebody has stated: until then they are unknown.
    assert draft(handler, at)["subjects"][0].keys() == {"id", "kind", "conducts"}
    answer = handler.fill(f"{at}/S1~subject", {"implied": shown["implied"]["button"]})
    assert answer.headers["location"] == f"{at}/S1~subject"
    assert (
        draft(handler, at)["subjects"][0].items() >= {"party_member": False, "kind": "organization"}.items()
    )
    assert data(handler, f"{at}/S1~subject")["implied"] is None
    # The button states what is so or not so of its place, and nothing else.
    handler.fill(f"{at}/S1~subject", {"implied": "was=%7B%7D&level=county&public_official=false"})
    assert "level" not in draft(handler, at)["subjects"][0]


def test_the_overview_says_that_a_part_may_ask_more(handler: Visitor, at: str) -> None:
    handler.fill(f"{at}/{CONDUCT}", {"date": "2021-10-20"})
    (one,) = [part for part in data(handler, at)["parts"] if part["word"] == "subject"]
    assert not one["at_least"]
    handler.fill(at, {}, f"{at}/subjects")
    parts = {part["place"]: part for part in data(handler, at)["parts"]}
    # The second one has no day yet, so that its page looks no further.
    assert parts["S1~subject"]["at_least"]
    assert parts["incident"]["at_least"]
    assert not parts["S2~subject"]["at_least"]
    assert f"至少 {parts['S1~subject']['asked']}" in text_of(handler.get(at).text)
    alone = data(handler, f"{at}/S1~subject")["part"]
    assert alone["asked"] >= parts["S1~subject"]["asked"]


def test_where_the_form_is_settled_the_page_says_what_facts_still_change(handler: Visitor, at: str) -> None:
    said = "形态已经确定，这些事实只影响措施的轻重"
    assert said not in text_of(handler.get(f"{at}/{CONDUCT}").text)
    scenarios = load_scenarios(default_release().folder / "scenarios" / "cases", "scenarios")
    settled = next(one for one in scenarios if one.file.endswith("procedure_party_2024.yaml"))
    imported(handler, at, "case.json", json.dumps(settled.case.value).encode())
    parts = [part for part in data(handler, at)["parts"] if part["asked"] and part["subject"]]
    found = {_says_it(handler, f"{at}/{part['place']}", said) for part in parts}
    assert found == {True, False}


def test_what_nobody_has_looked_at_is_not_said_to_be_settled(handler: Visitor, at: str) -> None:
    scenarios = load_scenarios(default_release().folder / "scenarios" / "cases", "scenarios")
    settled = next(one for one in scenarios if one.file.endswith("procedure_party_2024.yaml"))
    whole = dict(settled.case.value)
    certain = [
        subject
        for subject in whole["subjects"]
        if _certain(handler, at, {**whole, "subjects": [subject]}, subject["id"])
    ]
    crowd = [{**certain[0], "id": f"S{number}"} for number in range(1, 6)]
    imported(handler, at, "case.json", json.dumps({**whole, "subjects": crowd}).encode(), replace="yes")
    incident = data(handler, f"{at}/incident")
    assert all(standing["scale"]["certain"] for standing in incident["side"]["standings"])
    assert incident["side"]["unseen"] == 1
    assert "形态已经确定，这些事实" not in text_of(handler.get(f"{at}/incident").text)


def _certain(handler: Visitor, at: str, case: dict[str, Any], subject: str) -> bool:
    """Whether a case settles the form of its subject."""
    imported(handler, at, "case.json", json.dumps(case).encode(), replace="yes")
    return bool(data(handler, f"{at}/{subject}~subject")["side"]["standings"][0]["scale"]["certain"])


def _says_it(handler: Visitor, path: str, said: str) -> bool:
    """Whether a page says that the form is settled; and it does where it is, and only there."""
    (standing,) = data(handler, path)["side"]["standings"]
    says = said in text_of(handler.get(path).text)
    assert says is standing["scale"]["certain"], path
    return says
