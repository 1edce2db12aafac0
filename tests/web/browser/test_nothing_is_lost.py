"""What was typed outlasts a lost connection, a lost answer, an ended session and an impatient hand; and is done once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NoReturn

import pytest
from playwright.sync_api import Page, Route, expect

from tests.api.records.people import PASSWORD
from tests.web.browser.conftest import Walk
from tests.web.cases.working import opened as opened_by
from tests.web.site import Site
from zhunsheng.records.storage.database import Database, StorageUnavailable

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


def _refuses(*_: object) -> NoReturn:
    raise StorageUnavailable("full")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_database_that_is_gone_leaves_the_form_as_it_is(
    walk: Walk, opened: Callable[[], int], language: str
) -> None:
    before = opened()

    def way(page: Page) -> None:
        _typed(page)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Database, "writing", _refuses)
            _send(page)
            refused = page.locator("#refused-notice")
            expect(refused).to_contain_text(
                {"zh": "填写的内容都在本页", "en": "still on this page"}[language]
            )
            expect(refused).not_to_contain_text("Idempotency-Key")
            expect(page.locator("textarea")).to_have_value(TYPED)
        _send(page)
        _arrived(page)

    walk(way, role="handler", language=language, expected=(503,))
    assert opened() == before + 1


def test_what_stands_between_takes_no_page_away(walk: Walk, opened: Callable[[], int]) -> None:
    """A proxy that cannot reach the service answers with a page of its own."""
    before = opened()

    def way(page: Page) -> None:
        _typed(page)
        page.route("**/cases/new", _gateway)
        _send(page)
        _still_there(page)
        page.unroute("**/cases/new")
        _send(page)
        _arrived(page)

    walk(way, role="handler", expected=(502,))
    assert opened() == before + 1


@pytest.mark.parametrize("why", ["offline", "gateway", "database"])
def test_an_answer_in_the_interview_is_sent_again_by_itself(
    walk: Walk, served_site: tuple[Site, str], why: str
) -> None:
    site = served_site[0]
    address = f"/cases/{opened_by(site.people['handler'])}/facts/S1~C1~conduct"

    def way(page: Page) -> None:
        page.goto(address)
        page.locator("[data-asked] .question").last.scroll_into_view_if_needed()
        with pytest.MonkeyPatch.context() as patch:
            if why == "offline":
                page.context.set_offline(True)
            elif why == "gateway":
                page.route("**/facts/**", _gateway)
            else:
                patch.setattr(Database, "writing", _refuses)
            answer = page.locator("[data-asked] input[type=radio][value=true]").last
            name = answer.get_attribute("name")
            answer.check()
            notice = page.locator("#refused-notice" if why == "database" else "#connection")
            # Seen where one types, however far down.
            expect(notice).to_be_in_viewport()
            # Once the first sending has failed, the way is free again.
            page.context.set_offline(False)
            page.unroute("**/facts/**")
        expect(notice).to_be_hidden(timeout=20_000)
        page.reload()
        expect(page.locator(f'input[name="{name}"][value=true]')).to_be_checked()

    walk(way, role="handler", expected=(502, 503))


def test_the_focus_stays_where_it_is(walk: Walk, served_site: tuple[Site, str]) -> None:
    site = served_site[0]
    address = f"/cases/{opened_by(site.people['handler'])}/facts/S1~C1~conduct"

    def way(page: Page) -> None:
        page.goto(address)
        page.locator("#f-date").fill("2021-10-20")
        page.locator("#f-date").press("Tab")
        expect(page.locator("#said")).not_to_be_empty()
        assert page.evaluate("document.activeElement.closest('.question')?.id") == "q-date"

    walk(way, role="handler")


def _gateway(route: Route) -> None:
    if _posts(route):
        route.fulfill(status=502, content_type="text/html", body="<h1>502 Bad Gateway</h1>")
    else:
        route.continue_()


def _posts(route: Route) -> bool:
    return route.request.method == "POST"
