"""The list of cases: whose it is, what is due first, filters, further pages, and what stands where there is nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.cases.working import done, evaluated, move, newcomer, opened, stands, under_review, went_well
from tests.web.site import Site, Visitor, text_of
from zhunsheng.api.web.cases import case_list
from zhunsheng.records.access.roles import Role


def _list(visitor: Visitor, query: str = "") -> dict[str, Any]:
    answer = visitor.get(f"/cases.json{query}")
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


def _ids(shown: dict[str, Any]) -> list[str]:
    return [one["id"] for one in shown["cases"]]


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (Role.HANDLER, "先新建一个案卷"),
        (Role.REVIEWER, "承办人对每个主体提出意见后"),
    ],
)
def test_who_has_no_cases_is_told_what_to_do_first(busy_site: Site, role: Role, first: str) -> None:
    somebody = newcomer(busy_site, f"new-{role.value}", role)
    if role is Role.REVIEWER:
        # What other tests have left under review waits for him as well.
        assert "没有符合条件的案卷" in text_of(somebody.get("/cases?state=facts").text)
        return
    assert first in text_of(somebody.get("/cases").text)
    assert 'href="/cases/new"' in somebody.get("/cases").text


def test_everybody_sees_his_own(busy_site: Site) -> None:
    mine = newcomer(busy_site, "lister", Role.HANDLER)
    assert mine.person is not None
    case_id = under_review(busy_site, mine.person)
    empty = opened(mine.person)
    own = _list(mine)
    assert _ids(own) == [empty, case_id]
    assert [one["yours"] for one in own["cases"]] == [True, True]
    # What is due stands on top, and nothing that is not.
    assert [one["id"] for one in own["due"]] == [case_id]
    assert own["due"][0]["days"] < 0
    later = opened(mine.person)
    decided_later = {**busy_site.example["case"], "decision_date": "2020-08-20"}
    done(mine.person.post(f"/v1/cases/{later}/evaluations", {**busy_site.example, "case": decided_later}))
    assert [one["id"] for one in _list(mine)["due"]] == [case_id, later]
    assert _ids(_list(mine)) == [later, empty, case_id]
    assert "已过期限" in text_of(mine.get("/cases").text)

    queue = _list(busy_site.as_("reviewer"), f"?owner={mine.person.id}")
    assert _ids(queue) == [case_id]
    assert not queue["cases"][0]["yours"]
    assert queue["cases"][0]["owner"] == {"id": mine.person.id, "name": "lister"}
    everything = _list(busy_site.as_("auditor"), f"?owner={mine.person.id}")
    assert set(_ids(everything)) == {case_id, empty, later}
    assert busy_site.as_("administrator").get("/cases").status_code == 403


def test_what_is_due_beyond_the_first_is_led_to(busy_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = newcomer(busy_site, "busy", Role.HANDLER)
    assert mine.person is not None
    both = {evaluated(busy_site, mine.person) for _ in range(2)}
    assert _list(mine)["more_due"] is None
    monkeypatch.setattr(case_list, "_SOONEST", 1)
    listed = _list(mine)
    assert len(listed["due"]) == 1
    assert set(_ids(_list(mine, listed["more_due"].removeprefix("/cases")))) == both
    assert listed["more_due"] in mine.get("/cases").text


def test_a_list_is_narrowed(busy_site: Site) -> None:
    mine = newcomer(busy_site, "narrower", Role.HANDLER)
    assert mine.person is not None
    facts, waiting = opened(mine.person), evaluated(busy_site, mine.person)
    assert _ids(_list(mine, "?state=facts&owner=&due_before=")) == [facts]
    assert _ids(_list(mine, "?state=evaluated")) == [waiting]
    assert _ids(_list(mine, "?due_before=2020-09-11")) == [waiting]
    assert _ids(_list(mine, "?due_before=2020-09-01")) == []
    assert _ids(_list(mine, "?owner=mine")) == [waiting, facts]
    page = mine.get("/cases?state=facts").text
    assert '<option value="facts" selected>' in page
    assert "清除筛选" in page
    for wrong in ("?state=lost", "?due_before=soon", "?cursor=x"):
        shown = _list(mine, wrong)
        assert _ids(shown) == [waiting, facts]
        assert len(shown["filled"]["problems"]) == 1
    assert "日期写作" in mine.get("/cases?due_before=soon").text


def test_further_pages(busy_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhunsheng.api.web.cases.case_filters.PAGE", 2)
    mine = newcomer(busy_site, "pager", Role.HANDLER)
    assert mine.person is not None
    made = [opened(mine.person) for _ in range(5)]
    found, path = list[str](), "/cases"
    while path:
        answer = mine.get(path.replace("/cases", "/cases.json")).json()
        found += _ids(answer)
        path = answer["next"]
        assert (answer["first"] is None) == (len(found) == 2)
    assert found == made[::-1]
    kept = _list(mine, "?state=facts")["next"]
    assert kept is not None
    assert "state=facts" in kept


def test_what_may_not_be_read_any_more_is_said_to_be_done(busy_site: Site) -> None:
    mine = newcomer(busy_site, "giver", Role.HANDLER)
    assert mine.person is not None
    case_id = opened(mine.person)
    answer = move(mine, case_id, "case-handed-over", to=busy_site.people["handler"].id)
    went_well(answer)
    assert "已办理：移交案件" in mine.get(answer.headers["location"]).text
    assert "已办理" not in mine.get("/cases?done=<b>made-up</b>").text
    assert stands(busy_site.as_("handler"), case_id)["stands"]["yours"]
