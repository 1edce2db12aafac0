"""A case on its whole way through the pages: opinions, the reviewer's answer, the closing; in both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import Walk
from tests.web.browser.walking import DESK, TELEPHONE, Screen, barriers, faults
from tests.web.cases.working import evaluated, opened, subjects
from tests.web.site import MARKUP, Site

_WORDS = {
    "zh": {
        "opinion": "提出意见",
        "adopt": "采纳建议",
        "override": "不采纳，另提处理意见",
        "outside": "责令整改 第一种形态 · 幅度之外（须说明理由）",
        "ground": "与行为不相当 结果与所做的事明显不相当",
        "text": "文字理由",
        "first": "请先改正",
        "return": "退回承办人",
        "procedure": "程序不符合要求",
        "words": "文字说明",
        "approve": "审核通过",
        "close": "按决定结案",
        "closed": "已结案",
        "others": "其他：移交、回避、更正等",
        "recuse": "声明回避",
        "before": "办理前请注意",
        "differs": "与建议的不同",
    },
    "en": {
        "opinion": "Give an opinion",
        "adopt": "Adopt the suggestion",
        "override": "Put another outcome in its place",
        "outside": "Order to put right first form · outside the range (say why)",
        "ground": "Out of proportion the outcome does not fit what was done",
        "text": "Reasons in words",
        "first": "To be put right first",
        "return": "Return to the handler",
        "procedure": "Procedure not kept",
        "words": "Explanation",
        "approve": "Approve",
        "close": "Close with the decision",
        "closed": "Closed",
        "others": "Other steps: handing over, recusal, corrections and so on",
        "recuse": "Declare a recusal",
        "before": "Before you do this",
        "differs": "How it differs from the suggestion",
    },
}


def _looks_well(page: Page) -> None:
    assert faults(page) == []
    assert barriers(page) == []


@pytest.mark.parametrize(
    ("language", "screen", "javascript"),
    [("zh", DESK, True), ("en", TELEPHONE, True), ("zh", TELEPHONE, False)],
)
def test_from_opinion_to_closing(
    walk: Walk, served_site: tuple[Site, str], language: str, screen: Screen, javascript: bool
) -> None:
    site, say = served_site[0], _WORDS[language]
    case_id = evaluated(site, site.people["handler"])
    case = f"/cases/{case_id}"

    def opinions(page: Page) -> None:
        page.goto(case)
        page.get_by_role("link", name=say["opinion"], exact=True).click()
        # Sent as it is, it says what is missing, and leads there.
        page.get_by_role("button", name=say["opinion"]).click()
        expect(page.locator("#errors")).to_be_visible()
        page.get_by_label(say["override"], exact=True).check()
        page.get_by_label(say["outside"], exact=True).check()
        page.get_by_role("button", name=say["opinion"]).click()
        expect(page.locator("#f-grounds-error")).to_be_visible()
        expect(page.get_by_label(say["outside"], exact=True)).to_be_checked()
        if javascript:
            _looks_well(page)
        page.get_by_label(say["ground"], exact=True).check()
        page.get_by_role("textbox", name=say["text"]).fill(MARKUP)
        page.get_by_role("button", name=say["opinion"]).click()
        page.wait_for_url(f"**{case}?done=opinion-given")
        page.get_by_role("link", name=say["opinion"], exact=True).click()
        page.get_by_label(say["adopt"], exact=True).check()
        # Whoever adopts has nothing more to fill in.
        expect(page.locator("#f-grounds")).to_be_hidden()
        page.get_by_role("button", name=say["opinion"]).click()
        page.wait_for_url(f"**{case}?done=opinion-given")

    def returned(page: Page) -> None:
        page.goto("/cases")
        page.locator(f'a[href="{case}"]').first.click()
        expect(page.get_by_text(say["differs"])).to_be_visible()
        page.get_by_role("link", name=say["return"], exact=True).click()
        expect(page.get_by_text(MARKUP)).to_be_visible()
        page.get_by_label(say["procedure"], exact=True).check()
        page.get_by_role("textbox", name=say["words"]).fill(MARKUP)
        if javascript:
            _looks_well(page)
        page.get_by_role("button", name=say["return"]).click()
        page.wait_for_url("**/cases?done=review-returned")

    def again(page: Page) -> None:
        page.goto(case)
        for _ in subjects(site):
            page.get_by_role("link", name=say["opinion"], exact=True).click()
            page.get_by_label(say["adopt"], exact=True).check()
            page.get_by_role("button", name=say["opinion"]).click()
            page.wait_for_url(f"**{case}?done=opinion-given")

    def approved(page: Page) -> None:
        page.goto(case)
        page.get_by_role("link", name=say["approve"], exact=True).click()
        page.get_by_role("button", name=say["approve"]).click()
        page.wait_for_url(f"**{case}?done=review-approved")

    def closed(page: Page) -> None:
        page.goto(case)
        page.get_by_role("link", name=say["close"], exact=True).click()
        page.get_by_role("button", name=say["close"]).click()
        page.wait_for_url(f"**{case}?done=case-closed")
        expect(page.get_by_text(say["closed"], exact=True)).to_be_visible()
        if javascript:
            _looks_well(page)

    way = {"language": language, "screen": screen, "javascript": javascript}
    walk(opinions, role="handler", expected=(422,), **way)
    walk(returned, role="reviewer", **way)
    walk(again, role="handler", **way)
    walk(approved, role="reviewer", **way)
    walk(closed, role="handler", **way)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_standing_aside(walk: Walk, served_site: tuple[Site, str], language: str) -> None:
    site, say = served_site[0], _WORDS[language]
    case_id = opened(site.people["handler"])

    def stands_aside(page: Page) -> None:
        page.goto(f"/cases/{case_id}")
        page.get_by_text(say["others"]).click()
        page.get_by_role("link", name=say["recuse"], exact=True).click()
        expect(page.get_by_text(say["before"])).to_be_visible()
        page.locator('input[name="ground"][value="interest"]').check()
        _looks_well(page)
        page.get_by_role("button", name=say["recuse"]).click()
        page.wait_for_url("**/cases?done=recusal-declared")

    walk(stands_aside, role="handler", language=language)


def test_a_lost_connection_loses_nothing(walk: Walk, served_site: tuple[Site, str]) -> None:
    site = served_site[0]
    case_id = opened(site.people["handler"])

    def sends_again(page: Page) -> None:
        page.goto(f"/cases/{case_id}/moves/discontinuance-proposed")
        page.locator('input[name="ground"][value="unfounded"]').check()
        page.get_by_role("textbox", name="文字说明").fill("查无实据")
        page.context.set_offline(True)
        page.get_by_role("button", name="建议了结").click()
        expect(page.locator("#connection")).to_be_visible()
        expect(page.get_by_role("textbox", name="文字说明")).to_have_value("查无实据")
        page.context.set_offline(False)
        page.get_by_role("button", name="建议了结").click()
        page.wait_for_url("**?done=discontinuance-proposed")

    walk(sends_again, role="handler")
