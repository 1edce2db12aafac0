"""Every page in Chromium: in both languages, on three screens, in both colour schemes, looked at by axe-core.

axe-core takes most of the time, so it looks at the one language in light colours and at the other one in dark ones: what it finds
lies in the page's structure and in the colours, and these two are the same in either language.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.web.browser.conftest import Walk
from tests.web.browser.walking import SCREENS, barriers, faults
from tests.web.every_page import EVERY_PAGE, Looked
from tests.web.site import Site

PAGES = pytest.mark.parametrize("looked", EVERY_PAGE, ids=lambda looked: looked.path)


@PAGES
@pytest.mark.parametrize(("language", "colours"), [("zh", "light"), ("en", "dark")])
def test_a_page_keeps_nobody_out(
    walk: Walk, served_site: tuple[Site, str], looked: Looked, language: str, colours: str
) -> None:
    address = looked.of(served_site[0])

    def look(page: Page) -> None:
        page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
        page.goto(address)
        for screen in SCREENS:
            page.set_viewport_size({"width": screen.width, "height": screen.height})
            assert faults(page) == [], screen
        assert barriers(page) == []

    walk(look, role=looked.role, language=language)


@pytest.mark.parametrize(
    "looked", [looked for looked in EVERY_PAGE if looked.reading], ids=lambda looked: looked.path
)
def test_a_page_for_reading_says_as_much_without_scripts(
    walk: Walk, served_site: tuple[Site, str], looked: Looked
) -> None:
    address, said = looked.of(served_site[0]), list[str]()

    def read(page: Page) -> None:
        page.goto(address)
        said.append(" ".join(page.locator("main").inner_text().split()))

    walk(read, role=looked.role, javascript=True)
    walk(read, role=looked.role, javascript=False)
    assert said[0] == said[1]
    assert said[0]
