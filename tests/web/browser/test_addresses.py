"""With scripts the address and "back" say what they say without: an answer is left by going back to its form."""

from __future__ import annotations

import re

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
