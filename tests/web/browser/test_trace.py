"""The tree of a derivation in Chromium: walked through with the arrow keys, filtered by address, fetched piece by piece."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.browser.conftest import Walk
from tests.web.browser.walking import barriers, faults
from tests.web.site import Site

#: So many rules that they are not all on one page.
_LARGE = "/examples/seed_000_complacency/trace"


def _trace(served_site: tuple[Site, str]) -> str:
    return f"/cases/{served_site[0].cases['evaluated']}/evaluations/3/trace"


def _focused(page: Page) -> str:
    """The id of the item that has the focus."""
    return str(page.evaluate("document.activeElement.id"))


def _expanded(page: Page) -> str | None:
    found: str | None = page.evaluate("document.activeElement.getAttribute('aria-expanded')")
    return found


def _filters(page: Page) -> Locator:
    return page.get_by_role("navigation", name="按结果筛选")


def _asked(page: Page) -> list[str]:
    """The addresses of derivations that the page asks for from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "trace" in request.url else None)
    return asked


def _stops(page: Page) -> list[str]:
    """Of which items something in the tree is a stop of the tab key."""
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('#tree li, #tree a, #tree summary')].filter((one) => one.tabIndex >= 0)"
        ".map((one) => one.closest('li').id)"
    )
    return found


def _to_the_same_page(page: Page) -> list[str]:
    """What the links to the page in the other language, and to its data, ask for."""
    links = page.locator('link[rel="alternate"], footer a[href*=".json"], header a[hreflang]').all()
    assert len(links) == 3
    asked = [str(link.evaluate("link => new URL(link.href).search.slice(1)")) for link in links]
    return ["&".join(sorted(one.split("&"))) for one in asked]


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


def test_a_filter_shows_as_much_with_scripts_as_without(walk: Walk) -> None:
    found: dict[bool, list[str]] = {}

    def way(page: Page, javascript: bool) -> None:
        page.goto(_LARGE)
        _filters(page).get_by_role("link", name="尚不明").click()
        page.wait_for_url("**/trace?truth=unknown")
        page.get_by_role("link", name="全部展开").click()
        found[javascript] = [
            str(one.get_attribute("id")) for one in page.locator("#tree li[data-t][id^=n]:visible").all()
        ]
        expect(page.locator("#tree-listed")).to_contain_text(
            f"本页列出规则 {len(found[javascript])} 条，共 129 条"
        )

    for javascript in (True, False):
        walk(lambda page, on=javascript: way(page, on), javascript=javascript)
    assert len(found[True]) == 100
    assert found[True] == found[False]


def test_a_filter_is_in_the_address_and_in_the_links_to_the_same_page(walk: Walk) -> None:
    def way(page: Page) -> None:
        page.goto(_LARGE)
        current = _filters(page).locator("[aria-current]")
        for key, name in (("unknown", "尚不明"), ("true", "成立")):
            _filters(page).get_by_role("link", name=f" {name} ").first.click()
            page.wait_for_url(f"**/trace?truth={key}")
            expect(current).to_contain_text(name)
            assert set(_to_the_same_page(page)) == {f"truth={key}", f"lang=en&truth={key}"}
            assert name in page.title()
        page.go_back()
        expect(current).to_contain_text("尚不明")
        page.get_by_role("link", name="English").click()
        page.wait_for_url("**/trace?truth=unknown&lang=en")
        expect(page.locator("#tree-listed")).to_contain_text("Only: ? unknown")
        # A printed page has no filters, and says all the same what it shows.
        page.emulate_media(media="print")
        expect(page.locator("nav.filter")).to_be_hidden()
        expect(page.locator("#tree-listed")).to_be_visible()

    walk(way)


def test_all_is_opened_and_closed_without_asking_for_anything(
    walk: Walk, served_site: tuple[Site, str]
) -> None:
    def way(page: Page) -> None:
        page.goto(f"{_trace(served_site)}?truth=true")
        asked = _asked(page)
        left_out = page.locator("#tree details[data-fetch]")
        before = left_out.count()
        assert before > 0
        page.get_by_role("link", name="全部展开").click()
        assert page.locator("#tree details:not([open]):not([data-fetch])").count() == 0
        assert set(_to_the_same_page(page)) == {"open=all&truth=true", "lang=en&open=all&truth=true"}
        assert page.url.endswith("?truth=true&open=all")
        expect(page.locator("#tree-status")).to_contain_text("“全部展开”只展开本页已有的")
        page.get_by_role("link", name="全部收起").click()
        assert page.url.endswith("?truth=true")
        assert page.locator("#tree > li > details[open]").count() == 1 + page.locator("#p-s1").count()
        assert page.locator("#tree li li > details[open]").count() == 0
        page.locator('#tree li[tabindex="0"]').focus()
        page.keyboard.press("*")
        page.wait_for_timeout(200)
        assert (asked, left_out.count()) == ([], before)
        # Who goes on to a rule and back finds the tree as open as he left it.
        page.get_by_role("link", name="全部展开").click()
        page.locator("#tree li[id^=n] > details > p a:visible").first.click()
        page.wait_for_url("**/trace/*/*")
        page.go_back()
        expect(page.locator("#tree details:not([open]):not([data-fetch])")).to_have_count(0)

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


def test_it_says_how_much_of_it_has_been_fetched(walk: Walk) -> None:
    def way(page: Page) -> None:
        page.goto(f"{_LARGE}?truth=unknown&open=all")
        rules, whole = page.locator("#tree-rules"), page.locator("#tree-whole")
        before = int(whole.inner_text())
        left_out = page.locator("#tree li[id^=n]:has(> details[data-fetch])").first
        node = page.locator(f"#{left_out.get_attribute('id')}")
        node.locator("> details > summary").click()
        expect(whole).to_have_text(str(before + 1))
        # Impatient hands get them once, and stay where they are.
        more = page.locator("#tree .more > a")
        while more.count():
            links = more.count()
            more.first.dblclick()
            expect(more).to_have_count(links - 1)
        expect(rules).to_have_text("129")
        assert page.locator("#tree li[data-t][id^=n]").count() == 129
        assert page.url.endswith("/trace?truth=unknown&open=all")
        expect(page.locator("#tree-left-out")).to_be_visible()

    walk(way)


def test_what_was_fetched_adds_no_stop_of_the_tab_key(walk: Walk) -> None:
    def way(page: Page) -> None:
        page.goto(f"{_LARGE}?truth=unknown&open=all")
        left_out = page.locator("#tree li[id^=n]:has(> details[data-fetch])").first
        node = str(left_out.get_attribute("id"))
        left_out.locator("> details > summary").click()
        item = page.locator(f"#{node}")
        expect(item.locator("> details > p a").first).to_be_visible()
        assert _stops(page) == [node, *[node] * item.locator("> details > p a").count()]
        page.keyboard.press("Home")
        assert node not in _stops(page)

    walk(way)


def test_the_keys_go_on_from_where_somebody_clicked(walk: Walk) -> None:
    def way(page: Page) -> None:
        page.goto(_LARGE)
        layer = page.locator("#tree li[id^=l-case-]").first
        layer.locator("> details > summary").click()
        expect(layer).to_have_attribute("aria-expanded", "true")
        assert _focused(page) == layer.get_attribute("id")
        page.keyboard.press("ArrowDown")
        assert _focused(page).startswith("n")
        # Closed over the item where the tab key stops, the branch is where it stops.
        page.evaluate("document.querySelector('#p-case > details').open = false")
        expect(page.locator("#p-case")).to_have_attribute("tabindex", "0")
        assert set(_stops(page)) == {"p-case"}

    walk(way)


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
        link = page.locator("#tree li[id^=n] > details > p a").first
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
