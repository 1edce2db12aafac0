"""Every page as it is printed: nothing cut off or folded up, nothing to click, and at the end where it was taken from.

In English, whose words are the longer ones and cannot be broken anywhere; every third in Chinese, too (or all: `samples`).
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page

from tests.samples import sampled
from tests.web.browser.conftest import Walk
from tests.web.every_page import EVERY_PAGE, Looked
from tests.web.site import Site

#: What an older browser says of what opens disclosures on paper.
OLDER = "const knows = CSS.supports; CSS.supports = (asked) => !asked.includes('::details-content') && knows(asked);"

MEASURE = (Path(__file__).parent / "measure_paper.js").read_text(encoding="utf-8")
#: What A4 leaves between the margins of css/print.css, upright and across, at 96 pixels an inch.
UPRIGHT, ACROSS = 688, 1016


@pytest.mark.parametrize(
    ("looked", "language"),
    [*((looked, "en") for looked in EVERY_PAGE), *((looked, "zh") for looked in sampled(EVERY_PAGE, 3))],
    ids=lambda value: value if isinstance(value, str) else value.path,
)
def test_a_page_can_be_filed(
    read: Walk, served_site: tuple[Site, str], looked: Looked, language: str
) -> None:
    site, origin = served_site
    address = looked.of(site)

    def prints(page: Page) -> None:
        page.goto(address)
        # Those who work in the dark have white paper, too.
        page.emulate_media(media="print", color_scheme="dark")
        try:
            across = page.evaluate("getComputedStyle(document.body).page") == "wide"
            page.set_viewport_size({"width": ACROSS if across else UPRIGHT, "height": 900})
            assert "\n".join(page.evaluate(MEASURE)) == ""
            assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
            taken = f"{origin}{address.partition('?')[0]}"
            assert unquote(taken) in unquote(page.locator("footer").inner_text())
        finally:
            page.emulate_media(media="screen")

    read(prints, role=looked.role, language=language)


def test_a_list_says_what_was_searched_for(read: Walk) -> None:
    def prints(page: Page) -> None:
        page.goto("/register?state=closed")
        page.emulate_media(media="print")
        try:
            assert page.locator("form.search label:visible").all_inner_texts() == ["案卷状态"]
        finally:
            page.emulate_media(media="screen")

    read(prints, role="auditor")


def test_what_is_folded_up_stays_so_on_the_screen(read: Walk) -> None:
    def looks(page: Page) -> None:
        page.goto("/examples/seed_003_urgent_matter")
        folded = page.locator("#unknown-facts > p")
        shown = [page.evaluate("(element) => element.checkVisibility()", folded.element_handle())]
        page.emulate_media(media="print")
        try:
            shown.append(page.evaluate("(element) => element.checkVisibility()", folded.element_handle()))
        finally:
            page.emulate_media(media="screen")
        assert shown == [False, True]

    read(looks, role=None)


@pytest.mark.parametrize(
    "address", ["/examples/seed_003_urgent_matter", "/examples/seed_000_complacency/trace"]
)
def test_an_older_browser_opens_what_is_folded_up_while_it_prints(walk: Walk, address: str) -> None:
    def prints(page: Page) -> None:
        page.add_init_script(OLDER)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        counts = "() => ['[open]', ':not([open])'].map((state) => document.querySelectorAll(`details${state}`).length)"
        before = page.evaluate(counts)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        left = page.locator("details:not([open])")
        assert before[1] > left.count()
        assert (
            left.count()
            == page.locator("details:not([open]):is([data-fetch], :has(input, select, textarea))").count()
        )
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.evaluate(counts) == before
        page.evaluate("() => new Promise(requestAnimationFrame)")
        assert asked == []

    walk(prints)
