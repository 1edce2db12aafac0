"""A form that was overtaken, one that is sent twice, and one whose session has ended."""

from __future__ import annotations

from tests.web.cases.working import ADOPTED, evaluated, move, stands, subjects, under_review, went_well
from tests.web.site import MARKUP, Site, forms, text_of


def _filled(site: Site, role: str, path: str, **typed: object) -> dict[str, object]:
    """The form of a page as somebody filled it in, not sent yet."""
    page = site.as_(role).get(path)
    assert page.status_code == 200, page.text
    form = next(form for form in forms(page.text) if form.action == path.partition("?")[0])
    return {**form.values, **typed}


def test_a_case_that_has_moved_on_is_read_again_first(busy_site: Site) -> None:
    handler, reviewer = busy_site.as_("handler"), busy_site.as_("reviewer")
    case_id = under_review(busy_site, busy_site.people["handler"])
    path = f"/cases/{case_id}/moves/review-returned"
    stale = _filled(busy_site, "reviewer", path, grounds=["law_misapplied", "procedure"], text=MARKUP)
    number = stands(reviewer, case_id)["stands"]["number"]
    subject = subjects(busy_site)[0]
    went_well(move(handler, case_id, "opinion-withdrawn", subject=subject))
    went_well(move(handler, case_id, "opinion-given", f"?subject={subject}", **ADOPTED))

    answer = reviewer.post(path, stale)
    assert answer.status_code == 409
    said = text_of(answer.text)
    assert "案件已有变化，还没有办理" in said
    assert "撤回意见" in said
    assert "提出意见" in said
    again = next(form for form in forms(answer.text) if form.action == path)
    assert again.values["grounds"] == ["law_misapplied", "procedure"]
    assert "&lt;script&gt;" in answer.text
    assert MARKUP not in answer.text
    assert again.values["number"] == str(number + 3)
    assert stands(reviewer, case_id)["stands"]["number"] == number + 2
    # Read again, it is sent as it is: what was typed is all there.
    went_well(reviewer.post(path, {**again.values, "text": stale["text"]}))
    assert stands(handler, case_id)["stands"]["state"] == "evaluated"


def test_a_form_that_is_sent_twice_is_carried_out_once(busy_site: Site) -> None:
    handler = busy_site.as_("handler")
    case_id = evaluated(busy_site, busy_site.people["handler"])
    path = f"/cases/{case_id}/moves/opinion-given"
    sent = _filled(busy_site, "handler", path, **ADOPTED)
    first, second = handler.post(path, sent), handler.post(path, sent)
    went_well(first, f"/cases/{case_id}?done=opinion-given")
    went_well(second, first.headers["location"])
    assert stands(handler, case_id)["stands"]["number"] == 4
    # Also where whoever sent it cannot read the case any more.
    path = f"/cases/{case_id}/moves/recusal-declared"
    sent = _filled(busy_site, "handler", path, ground="witness")
    first, second = handler.post(path, sent), handler.post(path, sent)
    went_well(first, "/cases?done=recusal-declared")
    went_well(second, "/cases?done=recusal-declared")
    assert "已办理：声明回避" in handler.get("/cases?done=recusal-declared").text


def test_a_refused_form_can_be_mended_and_sent_again(busy_site: Site) -> None:
    handler = busy_site.as_("handler")
    case_id = evaluated(busy_site, busy_site.people["handler"])
    path = f"/cases/{case_id}/moves/discontinuance-proposed"
    answer = handler.post(path, _filled(busy_site, "handler", path, ground="unfounded"))
    assert answer.status_code == 422
    again = next(form for form in forms(answer.text) if form.action == path)
    went_well(handler.post(path, {**again.values, "text": "查无实据"}))


def test_a_session_that_has_ended_loses_nothing(busy_site: Site) -> None:
    handler = busy_site.as_("handler")
    case_id = evaluated(busy_site, busy_site.people["handler"])
    path = f"/cases/{case_id}/moves/discontinuance-proposed"
    sent = _filled(busy_site, "handler", path, ground="transferred", text="移送文号一")
    nobody = busy_site.as_(None)
    answer = nobody.post(path, sent)
    assert answer.status_code == 401
    desk = next(form for form in forms(answer.text) if form.action == "/sign-in")
    assert desk.values["resumed.text"] == "移送文号一"
    signed = nobody.post(
        "/sign-in", {**desk.values, "login": "handler", "password": "correct horse battery staple"}
    )
    assert signed.status_code == 200
    onward = next(form for form in forms(signed.text) if form.action == path)
    assert onward.values["ground"] == "transferred"
    cookies = "; ".join(f"{name}={value}" for name, value in signed.cookies.items())
    went_well(
        busy_site.service.client.post(
            path, data=onward.values, headers={"cookie": cookies, "sec-fetch-site": "same-origin"}
        )
    )
    assert stands(handler, case_id)["discontinuance"]["ground"] == "已移送其他机关"
