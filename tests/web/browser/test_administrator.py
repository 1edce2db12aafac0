"""An administrator's whole way: an account from its first day, with a password that is shown once, to its last."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import Walk
from tests.web.browser.walking import TELEPHONE, barriers
from tests.web.site import Site

WORDS = {
    "zh": {
        "add": "建立账户",
        "login": "登录名",
        "handler": "承办人",
        "save": "建立这个账户",
        "taken": "已被占用",
        "make": "生成初始密码",
        "back": "已交给本人，返回账户",
        "to": "交给",
        "hand": "移交全部案卷",
        "went": "移交了 0 个案卷",
        "end": "停用",
        "ended": "账户已停用",
    },
    "en": {
        "add": "Add an account",
        "login": "Login",
        "handler": "handler",
        "save": "Add the account",
        "taken": "is taken",
        "make": "Make a first password",
        "back": "It has been given to its owner; back to the account",
        "to": "Give them to",
        "hand": "Hand over all cases",
        "went": "0 cases were handed over",
        "end": "Put out of use",
        "ended": "The account is out of use",
    },
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("javascript", [True, False])
def test_an_account_from_its_first_day_to_its_last(
    walk: Walk, served_site: tuple[Site, str], language: str, javascript: bool
) -> None:
    say, login = WORDS[language], f"way-{language}-{'live' if javascript else 'plain'}"

    def way(page: Page) -> None:
        page.goto("/accounts")
        page.get_by_role("link", name=say["add"]).first.click()
        # A login that somebody has: said beside the field, and nothing that was typed is lost.
        page.get_by_label(say["login"], exact=True).fill("handler")
        page.get_by_role("checkbox", name=re.compile(f"^{say['handler']}\\b|^{say['handler']}")).first.check()
        page.get_by_role("button", name=say["save"], exact=True).click()
        expect(page.locator("#f-login-error")).to_contain_text(say["taken"])
        expect(page.get_by_label(say["login"], exact=True)).to_have_value("handler")
        assert page.get_by_role("checkbox").first.is_checked()
        if javascript:
            assert barriers(page) == []
        page.get_by_label(say["login"], exact=True).fill(login)
        page.get_by_role("button", name=say["save"], exact=True).click()
        page.wait_for_url(re.compile(r"/accounts/[\w-]+\?done=added$"))
        account = page.url.partition("?")[0]

        page.get_by_role("button", name=say["make"]).click()
        shown = page.locator("main dd code")
        expect(shown).to_have_text(re.compile(r"^[\w-]{24}$"))
        password = shown.inner_text()
        if javascript:
            assert barriers(page) == []
        # Going on, coming back and loading again show it to nobody. Without scripts there is nothing to come back to: what
        # answered a form and is not to be stored would have to be asked for again.
        page.get_by_role("link", name=say["back"]).click()
        page.wait_for_url(account)
        assert password not in page.content()
        if javascript:
            page.go_back()
        page.goto(account)
        assert password not in page.content()

        page.get_by_label(say["to"], exact=True).select_option(label="handler")
        page.get_by_role("button", name=say["hand"]).click()
        expect(page.get_by_role("status").filter(has_text=say["went"])).to_be_visible()
        page.get_by_role("button", name=say["end"], exact=True).click()
        expect(page.get_by_role("status").filter(has_text=say["ended"])).to_be_visible()

    walk(
        way, role="administrator", language=language, javascript=javascript, expected=(422,), screen=TELEPHONE
    )
    assert (
        served_site[0]
        .as_("administrator")
        .get(f"/accounts.json?login={login}&use=out_of_use")
        .json()["found"]
        == 1
    )
