"""Every page in Chromium: in both languages, on three screens, in both colour schemes, by axe-core; and without scripts.

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
    address, said = looked.of(served_site[0]), list[str]()

    def read(page: Page) -> None:
        page.goto(address)
        said.append(" ".join(page.locator("main").inner_text().split()))

    def look(page: Page) -> None:
        page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
        read(page)
        for screen in SCREENS:
            page.set_viewport_size({"width": screen.width, "height": screen.height})
            assert faults(page) == [], screen
        assert barriers(page) == []

    walk(look, role=looked.role, language=language)
    if looked.reading and language == "zh":
        walk(read, role=looked.role, javascript=False)
        assert said[0] == said[1], "without scripts"
        assert said[0]
