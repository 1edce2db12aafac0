"""Trying other facts in Chromium: at once with scripts, by a button without, and by the keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.browser.conftest import Walk
from tests.web.browser.walking import TELEPHONE
from tests.web.site import Site

_PAGE = "/examples/seed_003_urgent_matter/what-if?subject=procurer"
#: Both versions are evaluated, on machines that have other things to do as well.
_PATIENCE = 30_000
_CRIME = "#subjects-0-conducts-0-suspected_crime"


def test_a_switch_is_tried_at_once(walk: Walk) -> None:
    def way(page: Page) -> None:
        page.goto(_PAGE)
        page.evaluate("window.same = true")
        page.locator(_CRIME).focus()
        page.locator(_CRIME).select_option(label="是")
        expect(page.locator(".side")).to_contain_text("结果改变", timeout=_PATIENCE)
        expect(page.locator(".changes")).to_contain_text("涉嫌犯罪", timeout=_PATIENCE)
        expect(page.locator(_CRIME)).to_be_focused()
        assert page.evaluate("window.same"), "the page was not loaded anew"
        page.locator(_CRIME).select_option(index=0)
        expect(page.locator(".side")).to_contain_text("还没有改动", timeout=_PATIENCE)

    walk(way)


@pytest.mark.parametrize("left", [True, False], ids=["changed", "being changed"])
def test_another_subject_outlasts_a_switch_that_is_set_after_it(walk: Walk, left: bool) -> None:
    """Its answer cannot be shown any more, since it lacks what was set meanwhile; the next one leads there with all of it."""

    def way(page: Page) -> None:
        page.goto(_PAGE)
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route) if not held else route.continue_()

        page.route("**/what-if?*", hold)
        page.locator("button[name=subject]").first.click()
        chosen = page.locator("button[name=subject]").first.inner_text()
        while not held:
            page.evaluate("() => new Promise(requestAnimationFrame)")
        if left:
            page.locator(_CRIME).select_option(label="是")
        else:
            # As by somebody who is still choosing.
            page.locator(_CRIME).evaluate("(field) => { field.selectedIndex = 1; }")
        held[0].continue_()
        expect(page.locator("#tried")).not_to_have_attribute("aria-busy", "true", timeout=_PATIENCE)
        if not left:
            page.locator(_CRIME).dispatch_event("change")
        expect(page.locator("nav [aria-current=true]")).to_have_text(chosen, timeout=_PATIENCE)
        expect(page.locator(".changes")).to_contain_text("涉嫌犯罪", timeout=_PATIENCE)

    walk(way)


def test_switches_work_by_a_button_without_scripts(walk: Walk) -> None:
    def way(page: Page) -> None:
        page.goto(_PAGE)
        page.locator(_CRIME).select_option(label="yes")
        page.get_by_role("button", name="Try").click()
        expect(page.locator(".side")).to_contain_text("the outcome changes", timeout=_PATIENCE)
        expect(page.locator(_CRIME)).to_have_value(re.compile("suspected_crime=true$"))

    walk(way, language="en", javascript=False, screen=TELEPHONE)


def test_a_record_is_tried_by_a_button(walk: Walk, served_site: tuple[Site, str]) -> None:
    case = served_site[0].cases["evaluated"]

    def way(page: Page) -> None:
        page.goto(f"/cases/{case}/evaluations/3/what-if?subject=procurer")
        page.locator(_CRIME).select_option(label="是")
        expect(page.locator(".side")).to_contain_text("还没有改动", timeout=_PATIENCE)
        page.get_by_role("button", name="试一试").click()
        expect(page.locator(".side")).to_contain_text("结果改变", timeout=_PATIENCE)
        assert "set=" not in page.url

    walk(way, role="handler")
    walk(way, role="handler", javascript=False)


def test_an_article_opens_where_it_is_cited(walk: Walk) -> None:
    def way(page: Page) -> None:
        page.goto("/examples/seed_003_urgent_matter")
        cite = page.locator("#provisions details.cite").first
        cite.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(cite.locator("p").first).to_be_visible()
        expect(cite.locator("p").first).to_have_attribute("lang", "zh-CN")

    walk(way)


def test_what_is_set_of_the_incident_goes_along_and_can_be_put_back(walk: Walk) -> None:
    accident = "#incident-safety_accident"

    def way(page: Page) -> None:
        page.goto(f"{_PAGE}&set=/incident/safety_accident=true")
        page.get_by_role("button", name="colleague").click()
        expect(page.locator("[aria-current=true]")).to_have_text("colleague")
        expect(page.locator(accident)).to_have_value("/incident/safety_accident=true")
        page.locator(accident).select_option(index=0)
        expect(page.locator(".side")).to_contain_text("还没有改动", timeout=_PATIENCE)
        expect(page.locator(accident)).to_have_count(0)

    walk(way)
