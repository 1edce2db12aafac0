"""A maintainer's way through the rule book, by search, pictures and versions; the same without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import Walk
from tests.web.browser.walking import barriers
from tests.web.site import Site
from zhunsheng.api.web.rules.book import RuleBook


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_from_a_word_to_the_rule_its_facts_and_its_other_versions(
    walk: Walk, language: str, javascript: bool
) -> None:
    said = {
        "zh": ("第一百二十一条", "搜索", "工作失职造成重大损失", "损失程度", "读取它的规则"),
        "en": (
            "article 121",
            "Search",
            "Dereliction in work, major loss",
            "Loss to the Party",
            "Rules that read it",
        ),
    }
    typed, button, title, fact, readers = said[language]

    def way(page: Page) -> None:
        page.goto("/rules")
        page.locator("#book-search").fill(typed)
        page.get_by_role("button", name=button).click()
        page.wait_for_url("**/rules/search?q=*")
        expect(page.locator("mark").first).to_have_text("第121条")
        page.locator("ol.found").get_by_role("link", name=title, exact=True).first.click()
        page.wait_for_url("**/rules/disciplinary_2018.121.major")
        expect(page.locator("h1")).to_have_text(title)
        assert page.locator("svg").count() == 2
        page.locator("tr", has_text="2023").get_by_role("link", name=title).click()
        page.wait_for_url("**/rules/disciplinary_2023.130.major")
        page.go_back()
        page.locator("svg a").filter(has_text=fact).first.click()
        page.wait_for_url("**/vocabulary/conduct.loss_grade")
        expect(page.get_by_role("heading", name=readers)).to_be_visible()
        page.get_by_role("link", name=title).first.click()
        page.wait_for_url("**/rules/*")

    walk(way, role="maintainer", language=language, javascript=javascript)


def test_uses_that_are_awaited_come_by_themselves(walk: Walk, served_site: tuple[Site, str]) -> None:
    """A service that has just started has not judged its scenarios; the page says so, keeps nobody out, and is there at once."""
    app = served_site[0].service.app
    known, beginning = app.state.rule_book, RuleBook(app.state.evaluator)
    uses = known.uses.now()
    judging = beginning.uses.steps()
    next(judging)

    def way(page: Page) -> None:
        app.state.rule_book = beginning
        page.goto("/rules/shanxi.complacency")
        expect(page.get_by_role("status").filter(has_text="正在逐件推演")).to_be_visible()
        assert barriers(page) == []
        judging.close()
        beginning.uses.keep(uses)
        expect(page.get_by_role("rowheader", name="示范案例")).to_be_visible(timeout=15_000)

    try:
        walk(way, role="maintainer")
    finally:
        app.state.rule_book = known
