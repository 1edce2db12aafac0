"""A handler's whole way with a browser: a case is opened, its facts are entered and recorded; with scripts and without."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.records.recorded import FACTS
from tests.web.browser.conftest import Walk
from tests.web.browser.walking import DESK, TELEPHONE, WALL, Screen, barriers, faults

WORDS = {
    "zh": {
        "open": "立卷，开始填写",
        "save": "保存",
        "onward": "保存，去下一个最要紧的问题",
        "parts": "保存，回到事实总览",
        "subject": "添加一名主体",
        "remove": "移除",
        "record": "记入案卷",
        "import": "导入",
    },
    "en": {
        "open": "Open it and begin",
        "save": "Save",
        "onward": "Save, and go to the next most telling question",
        "parts": "Save, and go back to all facts",
        "subject": "Add a subject",
        "remove": "Remove",
        "record": "Record it in the case",
        "import": "Import",
    },
}


@pytest.mark.parametrize(
    ("language", "screen", "javascript"),
    [("zh", TELEPHONE, False), ("zh", WALL, True), ("en", TELEPHONE, True), ("en", WALL, False)],
    ids=["zh, 360, no scripts", "zh, 1600", "en, 360", "en, 1600, no scripts"],
)
def test_a_case_is_opened_entered_and_recorded(
    walk: Walk, language: str, screen: Screen, javascript: bool
) -> None:
    say = WORDS[language]

    def press(page: Page, name: str) -> None:
        page.get_by_role("button", name=str(say[name]), exact=True).click()

    def way(page: Page) -> None:
        page.goto("/cases/new")
        press(page, "open")
        page.wait_for_url(re.compile(r"/cases/[^/]+/facts$"))
        at = page.url
        # The most telling question leads to the part that asks it.
        page.locator(".callout a").click()
        page.wait_for_url(re.compile(r"/S1~subject"))
        _look(page, javascript)
        page.locator("#f-kind-1").check()
        if javascript:
            # The answer is there without a button; it is said, and nothing moves away from whoever answers.
            asked = {"zh": "先问这些", "en": "Ask these first"}[language]
            of_kind = page.locator("section", has=page.locator("#f-kind")).locator("h2")
            expect(page.locator("#said")).not_to_be_empty()
            expect(page.locator("#f-kind-1")).to_be_focused()
            expect(of_kind).to_have_text(asked)
            # When the page is opened again, it is asked no more.
            page.reload()
            expect(of_kind).not_to_have_text(asked)
        press(page, "onward")
        page.wait_for_url(lambda url: "S1~subject" not in url)
        page.goto(f"{at}/S1~C1~conduct")
        page.locator("#f-date").fill("2021-13")
        page.locator("#f-type").select_option("deployed_carelessly")
        press(page, "save")
        expect(page.locator("#f-date-error")).to_be_visible()
        expect(page.locator("#f-date")).to_have_value("2021-13")
        expect(page.locator("#f-type")).to_have_value("deployed_carelessly")
        _look(page, javascript)
        page.locator("#f-date").fill("2021-10-20")
        press(page, "save")
        expect(page.locator("#f-date-error")).to_have_count(0)
        expect(page.locator("#f-date")).to_have_value("2021-10-20")
        # Evidence beside a fact that is known.
        page.locator("#e-type summary").click()
        page.locator('[id="f-evidence.type"]').fill("核查报告")
        press(page, "parts")
        page.wait_for_url(at)
        expect(page.get_by_text("E1 核查报告")).to_be_visible()
        # Another subject, which goes again.
        press(page, "subject")
        page.wait_for_url(f"{at}/S2~subject")
        page.goto(f"{at}/S2~subject/removal")
        press(page, "remove")
        page.wait_for_url(at)
        expect(page.locator("tr.subject")).to_have_count(1)
        _look(page, javascript)
        press(page, "record")
        page.wait_for_url(re.compile(r"/cases/[^/]+\?done=evaluation-recorded"))

    walk(way, role="handler", language=language, screen=screen, javascript=javascript, expected=(422,))


def test_a_file_is_imported_and_mended(walk: Walk, tmp_path: Path) -> None:
    wrong, right = tmp_path / "wrong.json", tmp_path / "right.json"
    wrong.write_text(json.dumps({**FACTS, "incidents": {}}), encoding="utf-8")
    right.write_text(json.dumps(FACTS), encoding="utf-8")

    def way(page: Page) -> None:
        page.goto("/cases/new")
        page.get_by_role("button", name="立卷，开始填写").click()
        page.wait_for_url(re.compile(r"/cases/[^/]+/facts$"))
        at = page.url
        page.goto(f"{at}/import")
        page.set_input_files("#f-file", wrong)
        page.get_by_role("button", name="导入", exact=True).click()
        expect(page.locator("#errors")).to_contain_text("incident")
        _look(page, scripts=True)
        page.set_input_files("#f-file", right)
        page.get_by_role("button", name="导入", exact=True).click()
        page.wait_for_url(f"{at}?done=imported")
        expect(page.get_by_role("status").filter(has_text="文件已导入")).to_contain_text("1 个主体")
        expect(page.locator("tr.conduct td").first).to_have_text("2")
        with page.expect_download() as download:
            page.get_by_role("link", name="下载已填写的内容（JSON）").click()
        assert json.loads(Path(download.value.path()).read_text(encoding="utf-8")) == FACTS

    walk(way, role="handler", screen=DESK, expected=(422,))


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_where_one_answer_is_left_a_button_enters_it(walk: Walk, javascript: bool) -> None:
    def way(page: Page) -> None:
        _in_a_new_case(page, "S1~subject")
        page.locator("#f-kind-2").check()
        if not javascript:
            page.get_by_role("button", name="保存", exact=True).click()
        expect(page.locator("#implied")).to_contain_text("都是个人")
        _look(page, javascript)
        # The return key saves, and states nothing by itself.
        page.locator("#f-kind-2").press("Enter")
        expect(page.locator("#implied")).to_be_visible()
        page.locator("#implied").get_by_role("button").click()
        expect(page.locator("#implied")).to_have_count(0)
        expect(page.locator("#q-party_member input[value=false]")).to_be_checked()
        if javascript:
            assert page.evaluate("() => document.activeElement !== document.body")

    walk(way, role="handler", screen=TELEPHONE, javascript=javascript)


def test_what_is_typed_while_an_answer_is_under_way_stays(walk: Walk) -> None:
    """An answer that comes while somebody types into another field does not take his page away; both are kept."""

    def way(page: Page) -> None:
        place = _in_a_new_case(page, "S1~C1~conduct")
        held: list[Route] = []

        def hold(route: Route) -> None:
            # The first answer waits until more was typed.
            held.append(route) if not held else route.continue_()

        page.route("**/S1~C1~conduct", hold)
        page.locator("#f-within_duty-1").check()
        page.locator("#f-date").press_sequentially("2021-1")
        while not held:
            page.evaluate("() => new Promise(requestAnimationFrame)")
        with page.expect_response(lambda answer: answer.request.method == "GET"):
            held[0].continue_()
        page.locator("#f-date").press_sequentially("0-20")
        expect(page.locator("#f-date")).to_have_value("2021-10-20")
        with page.expect_response(lambda answer: answer.request.method == "GET"):
            page.locator("#f-date").blur()
        page.goto(place)
        expect(page.locator("#f-date")).to_have_value("2021-10-20")
        expect(page.locator("#f-within_duty-1")).to_be_checked()

    walk(way, role="handler")


def test_a_button_outlasts_the_field_that_is_changed_after_it(walk: Walk) -> None:
    """Pressed while an answer is under way, a button that states something is sent after it, with what is filled in by then."""

    def way(page: Page) -> None:
        place = _in_a_new_case(page, "S1~subject")
        page.locator("#f-kind-2").check()
        expect(page.locator("#implied")).to_be_visible()
        page.locator("#others summary").first.click()
        other = page.locator("#others input[type=radio][value=true]")
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route) if not held else route.continue_()

        page.route("**/S1~subject", hold)
        other.nth(0).check()
        page.locator("#implied").get_by_role("button").click()
        other.nth(1).check()
        while not held:
            page.evaluate("() => new Promise(requestAnimationFrame)")
        held[0].continue_()
        expect(page.locator("#implied")).to_have_count(0)
        page.goto(place)
        expect(page.locator("#q-party_member input[value=false]")).to_be_checked()

    walk(way, role="handler")


def _in_a_new_case(page: Page, place: str) -> str:
    """Opens a case and goes to a part of its facts; gives its address."""
    page.goto("/cases/new")
    page.get_by_role("button", name="立卷，开始填写").click()
    page.wait_for_url(re.compile(r"/cases/[^/]+/facts$"))
    address = f"{page.url}/{place}"
    page.goto(address)
    return address


def _look(page: Page, scripts: bool) -> None:
    if scripts:
        assert faults(page) == []
        assert barriers(page) == []
