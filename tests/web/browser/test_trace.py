"""The tree of a derivation in Chromium: walked through with the arrow keys, filtered at once, fetched piece by piece."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import Walk
from tests.web.browser.walking import barriers, faults
from tests.web.site import Site


def _trace(served_site: tuple[Site, str]) -> str:
    return f"/cases/{served_site[0].cases['evaluated']}/evaluations/3/trace"


def _focused(page: Page) -> str:
    """The id of the item that has the focus."""
    return str(page.evaluate("document.activeElement.id"))


def _expanded(page: Page) -> str | None:
    found: str | None = page.evaluate("document.activeElement.getAttribute('aria-expanded')")
    return found


def test_it_is_walked_through_with_the_arrow_keys(walk: Walk, served_site: tuple[Site, str]) -> None:
    def way(page: Page) -> None:
        page.goto(_trace(served_site))
        tree = page.get_by_role("tree")
        expect(tree).to_be_visible()
        tree.locator('li[tabindex="0"]').focus()
        assert _focused(page) == "p-case"
        page.keyboard.press("ArrowLeft")
        assert _expanded(page) == "false"
        page.keyboard.press("ArrowDown")
        assert _focused(page) == "p-s1"
        page.keyboard.press("ArrowRight")
        first = _focused(page)
        assert page.evaluate("document.activeElement.parentElement.closest('li').id") == "p-s1"
        assert _expanded(page) == "false"
        page.keyboard.press("ArrowRight")
        assert (_focused(page), _expanded(page)) == (first, "true")
        page.keyboard.press("ArrowRight")
        assert page.evaluate("document.activeElement.parentElement.closest('li').id") == first
        page.keyboard.press("ArrowUp")
        assert _focused(page) == first
        page.keyboard.press("ArrowLeft")
        assert _expanded(page) == "false"
        page.keyboard.press("Enter")
        assert _expanded(page) == "true"
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowLeft")
        assert _focused(page) == "p-s1"
        page.keyboard.press("End")
        last = _focused(page)
        page.keyboard.press("ArrowDown")
        assert _focused(page) == last
        page.keyboard.press("Home")
        assert _focused(page) == "p-case"
        page.keyboard.press("*")
        assert page.locator('#p-case[aria-expanded="true"]').count() == 1
        # One stop of the tab key for the whole tree.
        assert page.locator('#tree [tabindex="0"]').count() == 1
        assert barriers(page) == []

    walk(way, role="auditor")


def test_a_letter_goes_to_what_begins_with_it(walk: Walk, served_site: tuple[Site, str]) -> None:
    def way(page: Page) -> None:
        page.goto(f"{_trace(served_site)}?lang=en")
        page.locator('#tree li[tabindex="0"]').focus()
        page.keyboard.press("s")
        assert _focused(page).startswith("p-s")

    walk(way, role="auditor", language="en")


def test_it_is_filtered_at_once(walk: Walk, served_site: tuple[Site, str]) -> None:
    def way(page: Page) -> None:
        page.goto(_trace(served_site))
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url) if "trace" in request.url else None)
        filters = page.get_by_role("navigation", name="按结果筛选")
        filters.get_by_role("link", name="成立").first.click()
        assert page.locator('#tree li[data-t="true"]:visible').count() > 10
        assert page.locator('#tree li[data-t="unknown"]:visible').count() == 0
        assert page.locator('#tree li[data-t="false"]:visible').count() == 0
        filters.get_by_role("link", name="尚不明").click()
        assert page.locator('#tree li[data-t="true"]:visible').count() == 0
        assert page.locator('#tree li[data-t="unknown"]:visible').count() > 10
        filters.get_by_role("link", name="全部").click()
        assert page.locator('#tree li[data-t="true"]:visible').count() > 10
        assert asked == []
        assert filters.locator("[aria-current]").inner_text() == "全部"

    walk(way, role="auditor")


def test_what_was_left_out_is_fetched_when_it_is_opened(walk: Walk, served_site: tuple[Site, str]) -> None:
    def way(page: Page) -> None:
        page.goto(_trace(served_site))
        page.get_by_role("link", name="全部展开").click()
        left_out = page.locator("#tree li[id^=n]:has(> details[data-fetch])").first
        node = left_out.get_attribute("id")
        item = page.locator(f"#{node}")
        item.locator("> details > summary").click()
        expect(item.locator("> details > ul > li").first).to_be_visible()
        assert item.locator('> details > ul > li[role="treeitem"]').count() > 0
        # Another subject, with all below it.
        other = page.locator("#p-s2")
        other.locator("> details > summary").click()
        expect(other.locator("#p-s2c1")).to_be_visible()
        # The rules that are known not to apply.
        failed = page.locator("#tree li[id^=f-]:has(> details[data-fetch])").first
        of = failed.get_attribute("id")
        page.locator(f"#{of} > details > summary").click()
        link = page.locator(f"#{of} > details > ul > li > a").first
        expect(link).to_be_visible()
        assert faults(page) == []
        link.click()
        page.wait_for_url("**/trace/s*/**")
        expect(page.locator("h1")).to_be_visible()

    walk(way, role="auditor")


def test_an_address_leads_to_a_node(walk: Walk, served_site: tuple[Site, str]) -> None:
    def way(page: Page) -> None:
        page.goto(_trace(served_site))
        node = page.locator('#tree li[id^=n][data-t="true"]').nth(5).get_attribute("id")
        page.goto("/guide")
        page.goto(f"{_trace(served_site)}#{node}")
        expect(page.locator(f"#{node} > details > summary")).to_be_visible()
        assert _focused(page) == node

    walk(way, role="auditor")


def test_it_is_all_there_without_scripts(walk: Walk, served_site: tuple[Site, str]) -> None:
    def way(page: Page) -> None:
        page.goto(_trace(served_site))
        page.get_by_role("link", name="全部展开").click()
        rule = page.locator('#tree li[id^=n][data-t="true"]:has(> details > ul)').first
        expect(rule.locator("> details > ul > li").first).to_be_visible()
        page.get_by_role("navigation", name="按结果筛选").get_by_role("link", name="尚不明").click()
        assert "truth=unknown" in page.url
        assert page.locator('#tree li[data-t="true"]').count() == 0
        page.locator("#f-place").select_option("s2")
        page.get_by_role("button", name="筛选").click()
        assert page.locator("#tree > li").get_attribute("id") == "p-s2"
        link = page.locator("#tree li[id^=n] > details > p > a").first
        link.locator("xpath=ancestor::li[starts-with(@id,'l-')][1]/details/summary").first.click(force=True)
        link.dispatch_event("click")
        page.wait_for_url("**/trace/s2*/**")
        expect(page.locator("#tree")).to_be_visible()

    walk(way, role="auditor", javascript=False)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_replay_is_shown(walk: Walk, served_site: tuple[Site, str], javascript: bool) -> None:
    def way(page: Page) -> None:
        page.goto(_trace(served_site).removesuffix("/trace"))
        page.get_by_label("照原样").check()
        page.get_by_role("button", name="重算").click()
        expect(page.get_by_text("完全相同")).to_be_visible(timeout=60_000)
        if javascript:  # axe-core waits for ever where scripts do not run
            assert barriers(page) == []

    walk(way, role="auditor", javascript=javascript)
