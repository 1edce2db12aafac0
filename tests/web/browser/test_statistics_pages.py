"""Statistics in Chromium: every source and view fits every screen and keeps nobody out; awaited figures come by themselves."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import Walk
from tests.web.browser.walking import SCREENS, barriers, faults
from tests.web.site import Site
from tests.web.statistics.known import agreement
from zhunsheng.api.web.statistics.kept_agreement import KeptAgreement

VIEWS = (
    "/statistics/by/month",
    "/statistics/by/category?level=county",
    "/statistics?category=grassrots&since=2020",
    "/statistics?source=suggested",
    "/statistics/by/finding?source=suggested",
    "/statistics/by/rule?source=suggested",
    "/statistics/by/opinion?source=suggested",
    "/statistics/by/month?source=decided",
    "/statistics?source=decided&since=2099-01",
)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("address", VIEWS)
def test_a_view_keeps_nobody_out(walk: Walk, address: str, language: str) -> None:
    def look(page: Page) -> None:
        page.goto(address)
        for screen in SCREENS:
            page.set_viewport_size({"width": screen.width, "height": screen.height})
            assert faults(page) == [], screen
        assert barriers(page) == []

    walk(look, role="auditor", language=language, expected=(422,))


def test_one_narrows_and_goes_on_with_the_keyboard_alone(walk: Walk) -> None:
    def way(page: Page) -> None:
        page.goto("/statistics")
        page.locator("#f-level").focus()
        for _ in range(3):
            page.keyboard.press("ArrowDown")
        expect(page.locator("#f-level")).to_have_value("county")
        page.get_by_role("button", name="统计").press("Enter")
        page.wait_for_url("**/statistics?*level=county*")
        page.get_by_role("link", name="按省份").press("Enter")
        page.wait_for_url("**/statistics/by/province?level=county")
        with page.expect_download() as sheet:
            page.get_by_role("link", name="下载数据（CSV）").press("Enter")
        assert sheet.value.suggested_filename == "published-by-province.csv"

    walk(way, role="handler")


def test_figures_that_are_awaited_come_by_themselves(walk: Walk, served_site: tuple[Site, str]) -> None:
    """The page asks until they are there, and is then the page with them."""
    app = served_site[0].service.app
    known, awaited = (
        agreement(),
        KeptAgreement(app.state.evaluator.release, working=lambda _release, _found: None),
    )

    def way(page: Page) -> None:
        app.state.agreement = awaited
        page.goto("/statistics/agreement")
        expect(page.get_by_role("status").filter(has_text="正在用现行规则评估")).to_be_visible()
        awaited.keep(known)
        expect(page.locator("svg").first).to_be_visible(timeout=15_000)

    walk(way, role="maintainer")
