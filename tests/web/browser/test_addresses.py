"""With scripts the address and "back" say what they say without: an answer is left by going back to its form.

So do the links to the same page, and the last line on paper, which names the address and the time.
"""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import Walk
from tests.web.site import Site


def test_back_leads_from_a_replay_to_the_record(walk: Walk, served_site: tuple[Site, str]) -> None:
    site = served_site[0]
    record = f"/cases/{site.cases['closed']}/evaluations/3"

    def way(page: Page) -> None:
        page.goto("/register")
        page.goto(record)
        heading = page.locator("h1")
        shown = heading.inner_text()
        page.locator("form[action$='/replay'] button.primary").click()
        expect(heading).not_to_have_text(shown)
        page.go_back()
        expect(heading).to_have_text(shown)
        assert page.url.endswith(record)

    walk(way, role="auditor")


def test_what_is_tried_on_an_example_stands_in_the_address(walk: Walk) -> None:
    def way(page: Page) -> None:
        page.goto("/examples/seed_003_urgent_matter/what-if")
        page.locator("form select[name=set]").first.select_option(index=1)
        page.wait_for_url(re.compile(r"\?.*set="))
        changed = page.locator(".changes li")
        expect(changed).to_have_count(1)
        page.reload()
        expect(changed).to_have_count(1)

    walk(way)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_paper_names_the_address_and_the_time_of_what_is_shown(walk: Walk, language: str) -> None:
    def way(page: Page) -> None:
        page.goto("/examples/seed_003_urgent_matter/what-if")
        before = _taken(page)
        page.locator("form select[name=set]").first.select_option(index=1)
        expect(page.locator(".changes li")).to_have_count(1)
        address, at = _taken(page)
        assert "set=" in address
        assert address == page.url
        assert at > before[1]
        asked = page.url.partition("?")[2]
        for link in ('head link[rel="alternate"]', "footer a[href*='.json']", "header a[hreflang]"):
            expect(page.locator(link)).to_have_attribute("href", re.compile(re.escape(asked)))

    walk(way, language=language)


def test_paper_names_what_is_chosen_without_asking_anew(walk: Walk) -> None:
    def way(page: Page) -> None:
        page.goto("/examples/seed_003_urgent_matter/trace#p-case")
        page.get_by_role("link", name="全部展开").click()
        assert _taken(page)[0].endswith("/trace?open=all")
        page.get_by_role("link", name="全部收起").click()
        assert _taken(page)[0].endswith("/trace")

    walk(way)


def test_an_answer_without_an_address_is_taken_from_the_page_of_its_form(
    walk: Walk, served_site: tuple[Site, str]
) -> None:
    """A replay cannot be gone to: neither by what stands on paper, nor in the other language; and it has no data of its own."""
    record = f"/cases/{served_site[0].cases['closed']}/evaluations/3"

    def way(page: Page) -> None:
        page.goto(record)
        address, at = _taken(page)
        shown = page.locator("h1").inner_text()
        page.locator("form[action$='/replay'] button.primary").click()
        expect(page.locator("h1")).not_to_have_text(shown)
        assert _taken(page)[0] == address
        assert _taken(page)[1] > at
        expect(page.locator('link[rel="alternate"], footer a[href*=".json"]')).to_have_count(0)
        page.get_by_role("link", name="English").click()
        page.wait_for_url(re.compile(rf"{record}\?lang=en$"))

    walk(way, role="auditor")


def test_who_is_outside_what_is_replaced_stays_there(walk: Walk) -> None:
    def way(page: Page) -> None:
        page.goto("/examples/seed_003_urgent_matter/what-if")
        data = page.locator("footer a[href*='.json']")
        page.locator("form select[name=set]").first.select_option(index=1)
        data.focus()
        expect(page.locator(".changes li")).to_have_count(1)
        expect(data).to_be_focused()

    walk(way)


def _taken(page: Page) -> tuple[str, datetime]:
    """Where and when a page was taken, as its last line on paper says."""
    line = page.locator("footer .on-paper")
    at = line.locator("time").get_attribute("datetime")
    return str(line.locator("#taken-from").text_content()), datetime.fromisoformat(str(at))
