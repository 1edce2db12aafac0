"""What was typed outlasts a lost connection, a lost answer, an ended session and an impatient hand; and is done once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.api.records.people import PASSWORD
from tests.web.browser.conftest import Walk
from tests.web.site import Site

TYPED = "线索来自巡查，<b>须保密</b>"


@pytest.fixture
def opened(served_site: tuple[Site, str]) -> Callable[[], int]:
    """How many cases have been opened by now."""
    service = served_site[0].service
    return lambda: sum(entry.kind == "case.opened" for entry in service.entries())


def _typed(page: Page) -> None:
    page.goto("/cases/new")
    page.locator("textarea").fill(TYPED)


def _send(page: Page) -> None:
    page.locator("main form button.primary").first.click()


def _arrived(page: Page) -> None:
    page.wait_for_url(re.compile(r"/cases/[0-9a-f-]{36}/facts"))


def _still_there(page: Page) -> None:
    expect(page.locator("#connection")).to_be_visible()
    expect(page.locator("textarea")).to_have_value(TYPED)


def test_a_browser_that_is_offline_keeps_the_page(walk: Walk, opened: Callable[[], int]) -> None:
    before = opened()

    def way(page: Page) -> None:
        _typed(page)
        page.context.set_offline(True)
        _send(page)
        _still_there(page)
        page.context.set_offline(False)
        _send(page)
        _arrived(page)

    walk(way, role="handler")
    assert opened() == before + 1


def test_a_service_that_cannot_be_reached_is_asked_again(walk: Walk, opened: Callable[[], int]) -> None:
    before = opened()

    def way(page: Page) -> None:
        _typed(page)
        page.route("**/cases/new", lambda route: route.abort() if _posts(route) else route.continue_())
        _send(page)
        _still_there(page)
        page.unroute("**/cases/new")
        _send(page)
        _arrived(page)

    walk(way, role="handler")
    assert opened() == before + 1


def test_a_lost_answer_is_asked_for_again_and_nothing_is_done_twice(
    walk: Walk, opened: Callable[[], int]
) -> None:
    before = opened()

    def answered_in_vain(route: Route) -> None:
        if not _posts(route):
            route.continue_()
            return
        route.fetch(max_redirects=0)
        route.abort()

    def way(page: Page) -> None:
        _typed(page)
        page.route("**/cases/new", answered_in_vain)
        _send(page)
        _still_there(page)
        assert opened() == before + 1
        page.unroute("**/cases/new")
        _send(page)
        _arrived(page)

    walk(way, role="handler")
    assert opened() == before + 1


def test_an_impatient_hand_opens_one_case(walk: Walk, opened: Callable[[], int]) -> None:
    before = opened()

    def way(page: Page) -> None:
        _typed(page)
        page.locator("main form button.primary").first.dblclick()
        _arrived(page)

    walk(way, role="handler")
    assert opened() == before + 1


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_after_an_ended_session_one_goes_on(walk: Walk, opened: Callable[[], int], javascript: bool) -> None:
    before = opened()

    def way(page: Page) -> None:
        _typed(page)
        page.context.clear_cookies(name="zhunsheng-session")
        _send(page)
        page.locator("#f-login").fill("handler")
        page.locator("#f-password").fill(PASSWORD)
        _send(page)
        expect(page.locator("main details dd").first).to_have_text(TYPED)
        assert opened() == before
        _send(page)
        _arrived(page)

    walk(way, role="handler", javascript=javascript, expected=(401,))
    assert opened() == before + 1


def _posts(route: Route) -> bool:
    return route.request.method == "POST"
