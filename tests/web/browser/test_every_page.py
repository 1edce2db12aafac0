"""Every page in Chromium: in both languages, on three screens, in both colour schemes, by axe-core; and without scripts.

axe-core takes most of the time. What it finds lies in the structure of a page, in its colours, and in how close to each other
things are, which is closest on a telephone. So it looks at every page in Chinese on a telephone, and at every third in English
on a desk or a wall (or at all of them on all screens: `samples`); in one of the two schemes of colours in the one language and
in the other scheme in the other language.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.samples import EVERYTHING, sampled
from tests.web.browser.conftest import Walk
from tests.web.browser.walking import DESK, SCREENS, TELEPHONE, WALL, Screen, barriers, faults
from tests.web.every_page import EVERY_PAGE, Looked
from tests.web.site import Site

PAGES = pytest.mark.parametrize("looked", EVERY_PAGE, ids=lambda looked: looked.path)


#: Twice the size of text (WCAG 1.4.4), and the spacing that every text must bear (1.4.12); undone after.
LARGER, AS_IT_WAS = (
    "document.documentElement.style.fontSize = '200%'",
    "document.documentElement.style.fontSize = ''",
)
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }
  `);
  document.adoptedStyleSheets = [sheet];
}"""
BY_AXE_IN_ENGLISH = sampled(EVERY_PAGE, 3)


def _by_axe(looked: Looked, language: str) -> tuple[Screen, ...]:
    """The screens on which axe-core looks at a page."""
    if EVERYTHING:
        return SCREENS
    if language == "zh":
        return (TELEPHONE,)
    large = (DESK, WALL)[EVERY_PAGE.index(looked) % 2]
    return (large,) if looked in BY_AXE_IN_ENGLISH else ()


@PAGES
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_keeps_nobody_out(
    read: Walk, served_site: tuple[Site, str], looked: Looked, language: str
) -> None:
    dark = (EVERY_PAGE.index(looked) % 2 == 1) is (language == "zh")
    address, said = looked.of(served_site[0]), list[str]()

    def reads(page: Page) -> None:
        page.goto(address)
        said.append(" ".join(page.locator("main").inner_text().split()))

    def look(page: Page) -> None:
        page.emulate_media(color_scheme="dark" if dark else "light")
        reads(page)
        for screen in SCREENS:
            page.set_viewport_size({"width": screen.width, "height": screen.height})
            assert "\n".join(faults(page)) == "", screen
            if screen in _by_axe(looked, language):
                assert "\n".join(barriers(page)) == "", screen

    read(look, role=looked.role, language=language)
    if looked.reading and language == "zh":
        read(reads, role=looked.role, javascript=False)
        assert said[0] == said[1], "without scripts"
        assert said[0]


@PAGES
def test_text_may_be_larger_and_wider(read: Walk, served_site: tuple[Site, str], looked: Looked) -> None:
    """In English, whose words are the longer ones and cannot be broken anywhere."""
    address = looked.of(served_site[0])

    def look(page: Page) -> None:
        page.set_viewport_size({"width": TELEPHONE.width, "height": TELEPHONE.height})
        page.goto(address)
        page.evaluate(LARGER)
        assert "\n".join(faults(page)) == "", "larger"
        page.evaluate(AS_IT_WAS)
        page.evaluate(SPACED)
        assert "\n".join(faults(page)) == "", "wider"

    read(look, role=looked.role, language="en")
