"""Signing in, being somebody, signing out, over HTTP."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.client import Client, problem
from tests.api.security.conftest import ORIGIN, PASSWORD, Browser, application, bare
from tests.records.access.memory import Memory, SetClock
from zhunsheng.api.observation import LOGGER
from zhunsheng.api.security.routes import router
from zhunsheng.records.access.first_run import first_code
from zhunsheng.records.access.sessions import SessionLimits

SESSION = "__Host-zhunsheng-session"
DEVICE = "__Host-zhunsheng-device"
NEW = "an entirely different one"


def test_signing_in_gives_a_session_and_says_who_one_is(browser: Browser) -> None:
    response = browser.sign_in()
    assert response.status_code == 201
    assert response.headers["cache-control"] == "no-store"
    found = response.json()
    assert (found["login"], found["roles"], found["must_change_password"]) == ("desk-1", ["handler"], False)
    assert "open_case" in found["operations"]
    assert "read_log" not in found["operations"]
    assert browser.send("GET", "/v1/session").json() == found


def test_cookies_are_kept_from_scripts_and_from_other_sites(browser: Browser) -> None:
    response = browser.sign_in()
    session, device = response.headers.get_list("set-cookie")
    for cookie in (session, device):
        assert {"HttpOnly", "Path=/", "SameSite=strict", "Secure"} <= set(cookie.split("; "))
        assert "Domain" not in cookie
    assert session.startswith(f"{SESSION}=")
    assert "Max-Age" not in session
    assert device.startswith(f"{DEVICE}=")
    assert "Max-Age=7776000" in device


def test_without_https_the_prefix_goes_and_the_rest_stays(memory: Memory, clock: SetClock) -> None:
    browser = Browser(Client(application(memory, clock, secure=False)), {})
    for cookie in browser.sign_in().headers.get_list("set-cookie"):
        assert cookie.startswith("zhunsheng-")
        assert {"HttpOnly", "SameSite=strict"} <= set(cookie.split("; "))
        assert "Secure" not in cookie
    assert browser.send("GET", "/v1/session").status_code == 200


@pytest.mark.parametrize(("login", "password"), [("desk-1", NEW), ("nobody", PASSWORD), ("", "")])
def test_a_wrong_attempt_is_not_explained(browser: Browser, login: str, password: str) -> None:
    response = browser.sign_in(login, password)
    found = problem(response, 401, "not_recognized")
    assert found["detail"] == "nobody has this login with this password"
    assert response.headers["www-authenticate"] == 'Bearer realm="zhunsheng"'
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize("login", ["desk-1", "nobody"])
def test_too_many_attempts_are_told_when_to_come_again(browser: Browser, login: str, clock: SetClock) -> None:
    for _ in range(10):
        problem(browser.sign_in(login, NEW), 401, "not_recognized")
    clock.advance(seconds=29.5)
    response = browser.sign_in(login, PASSWORD)
    problem(response, 429, "too_many_attempts")
    assert response.headers["retry-after"] == "31"


def test_without_a_session_nobody_is_signed_in(browser: Browser) -> None:
    for method, path in (("GET", "/v1/session"), ("POST", "/v1/cases"), ("DELETE", "/v1/session")):
        response = browser.send(method, path)
        problem(response, 401, "not_signed_in")
        assert response.headers["www-authenticate"] == 'Bearer realm="zhunsheng"'


@pytest.mark.parametrize("value", ["", "x", "a" * 43, "a" * 5000, "%00", '"'])
def test_a_made_up_cookie_is_no_session(browser: Browser, value: str) -> None:
    browser.cookies[SESSION] = value
    problem(browser.send("GET", "/v1/session"), 401, "not_signed_in")


def test_roles_decide(browser: Browser) -> None:
    browser.sign_in()
    assert browser.send("POST", "/v1/cases").json() == {"by": "id-of-desk-1"}
    found = problem(browser.send("GET", "/v1/log"), 403, "not_allowed")
    assert found["detail"] == "to read the log is not for your role (handler)"
    browser.sign_in("auditor-1")
    assert browser.send("GET", "/v1/log").json() == {"by": "id-of-auditor-1"}
    problem(browser.send("POST", "/v1/cases"), 403, "not_allowed")


def test_refusals_are_said_in_chinese_too(browser: Browser) -> None:
    browser.sign_in()
    found = browser.send("GET", "/v1/log", headers={"accept-language": "zh"}).json()
    assert found["detail"] == "「查看日志」不属于您的角色（承办人）"
    assert found["errors"][0]["help"] == "可由以下角色办理：审计人。"


def test_signing_in_again_ends_the_session_before(browser: Browser) -> None:
    browser.sign_in()
    before = browser.cookies[SESSION]
    browser.sign_in()
    assert browser.cookies[SESSION] != before
    browser.cookies[SESSION] = before
    problem(browser.send("GET", "/v1/session"), 401, "not_signed_in")


def test_signing_out_ends_it_and_takes_the_cookie_away(browser: Browser) -> None:
    browser.sign_in()
    response = browser.send("DELETE", "/v1/session")
    assert response.status_code == 204
    (cookie,) = response.headers.get_list("set-cookie")
    assert cookie.startswith(f'{SESSION}=""; ')
    assert "Max-Age=0" in cookie
    problem(browser.send("GET", "/v1/session"), 401, "not_signed_in")


def test_a_session_ends_by_itself(browser: Browser, clock: SetClock) -> None:
    browser.sign_in()
    clock.now += SessionLimits().idle
    problem(browser.send("GET", "/v1/session"), 401, "not_signed_in")


def test_a_new_password_ends_other_sessions(browser: Browser) -> None:
    elsewhere = Browser(browser.client, {})
    elsewhere.sign_in()
    browser.sign_in()
    response = browser.send("PUT", "/v1/session/password", json={"current": PASSWORD, "new": NEW})
    assert response.status_code == 200
    assert response.cookies[SESSION] != browser.cookies[SESSION]
    for old in (browser, elsewhere):
        problem(old.send("GET", "/v1/session"), 401, "not_signed_in")
    problem(browser.sign_in(), 401, "not_recognized")
    assert browser.sign_in(password=NEW).status_code == 201


def test_a_bad_new_password_is_refused_with_its_place(browser: Browser) -> None:
    browser.sign_in()
    response = browser.send(
        "PUT", "/v1/session/password", json={"current": PASSWORD, "new": "zhunsheng-desk-1!"}
    )
    found = problem(response, 422, "unacceptable_password")
    assert found["errors"][0]["pointer"] == "/new"
    response = browser.send("PUT", "/v1/session/password", json={"current": NEW, "new": NEW})
    problem(response, 401, "not_recognized")


def test_a_first_password_must_be_changed_before_anything_else(browser: Browser, memory: Memory) -> None:
    memory.accounts.change(replace(memory.accounts.kept["id-of-desk-1"], must_change=True))
    assert browser.sign_in().json()["must_change_password"]
    found = problem(browser.send("POST", "/v1/cases"), 403, "not_allowed")
    assert found["detail"] == "your first password has to be changed before anything else"
    response = browser.send("PUT", "/v1/session/password", json={"current": PASSWORD, "new": NEW})
    assert not response.json()["must_change_password"]
    browser.sign_in(password=NEW)
    assert browser.send("POST", "/v1/cases").status_code == 200


def test_the_first_administrator_is_made_with_the_code() -> None:
    memory, clock = Memory(), SetClock()
    browser = Browser(Client(application(memory, clock)), {})
    code = first_code(memory.transactions, clock)
    assert code is not None
    body = {"code": code.get_secret_value(), "login": "root", "password": PASSWORD}
    problem(browser.send("POST", "/v1/setup", json={**body, "code": "AAAA"}), 403, "setup_code_refused")
    weak = browser.send("POST", "/v1/setup", json={**body, "password": "password"})
    problem(weak, 422, "unacceptable_password")
    assert browser.send("POST", "/v1/setup", json=body).status_code == 204
    problem(browser.send("POST", "/v1/setup", json=body), 403, "setup_code_refused")
    assert browser.sign_in("root").json()["roles"] == ["administrator"]


# Foreign pages

FOREIGN = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "none"},
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://zhunsheng.example"},
    {"origin": f"{ORIGIN}.evil.example"},
    {"origin": f"{ORIGIN}:8443"},
    {"origin": "https://evil.example", "sec-fetch-site": "same-origin"},
    {"origin": ORIGIN, "sec-fetch-site": "cross-site"},
    {"origin": "https://evil.example", "host": "evil.example"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_foreign_page_changes_nothing(browser: Browser, headers: dict[str, str]) -> None:
    """Not even if it has got hold of the second token."""
    browser.sign_in()
    problem(browser.send("POST", "/v1/cases", headers=headers), 403, "csrf")
    problem(browser.send("DELETE", "/v1/session", headers=headers), 403, "csrf")
    assert browser.send("GET", "/v1/session").status_code == 200


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_foreign_page_signs_nobody_in(browser: Browser, headers: dict[str, str]) -> None:
    body = {"login": "desk-1", "password": PASSWORD}
    problem(browser.send("POST", "/v1/session", json=body, headers=headers), 403, "csrf")
    problem(browser.send("POST", "/v1/setup", json=body, headers=headers), 403, "csrf")


@pytest.mark.parametrize(
    "headers", [{}, {"origin": ORIGIN}, {"origin": ORIGIN, "sec-fetch-site": "same-origin"}]
)
def test_our_own_pages_do(browser: Browser, headers: dict[str, str]) -> None:
    browser.sign_in()
    assert browser.send("POST", "/v1/cases", headers=headers).status_code == 200


@pytest.mark.parametrize("shown", [None, "", "x", "0" * 64, "other"])
def test_the_cookie_alone_is_not_enough(browser: Browser, shown: str | None) -> None:
    other = Browser(browser.client, {})
    other.sign_in()
    browser.sign_in()
    browser.csrf = other.csrf if shown == "other" else shown
    problem(browser.send("POST", "/v1/cases", headers={"origin": ORIGIN}), 403, "csrf")


def test_a_form_cannot_sign_in(browser: Browser) -> None:
    """What a page can send without asking (a form) is not what is read."""
    for kind in ("application/x-www-form-urlencoded", "text/plain", "multipart/form-data"):
        response = browser.send(
            "POST", "/v1/session", content='{"login":"desk-1"}', headers={"content-type": kind}
        )
        problem(response, 415, "unsupported_media_type")


# Secrets

SECRET = "Correct-Horse-7"


@pytest.mark.parametrize(
    "body",
    [
        {"login": "desk-1"},
        {"login": "desk-1", "password": 7, "passwort": SECRET},
        {"login": {"x": SECRET}, "password": [SECRET]},
        {"login": "desk-1", "password": "x", SECRET: SECRET},
        {"login": "x" * 300, "password": SECRET},
        {"login": "desk-1", "password": SECRET * 400},
        [SECRET],
        SECRET,
    ],
)
def test_bodies_that_are_wrong_are_refused_without_repeating_them(browser: Browser, body: Any) -> None:
    response = browser.send("POST", "/v1/session", json=body)
    assert response.status_code == 422
    assert SECRET not in response.text
    assert "Correct" not in response.text


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(0, 60),
    st.sampled_from(['"', "{", "\\", "\x00", "NaN", ",,", "\ud800".encode("utf-8", "surrogatepass")]),
)
def test_broken_bodies_are_not_repeated_either(browser: Browser, place: int, junk: str | bytes) -> None:
    whole = f'{{"login": "desk-1", "password": "{SECRET}"}}'.encode()
    broken = whole[:place] + (junk if isinstance(junk, bytes) else junk.encode()) + whole[place:]
    response = browser.send(
        "POST", "/v1/session", content=broken, headers={"content-type": "application/json"}
    )
    assert response.status_code in (400, 401, 422, 429)
    assert not any(SECRET[i : i + 5] in response.text for i in range(len(SECRET) - 4))


def test_no_log_has_a_secret(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        browser.sign_in(password=SECRET)
        browser.sign_in(SECRET, SECRET)
        browser.sign_in()
        browser.send("PUT", "/v1/session/password", json={"current": PASSWORD, "new": "short"})
        browser.send("PUT", "/v1/session/password", json={"current": PASSWORD, "new": NEW})
        browser.send("GET", "/v1/log", headers={"authorization": f"Bearer {SECRET}"})
    secrets = [SECRET, PASSWORD, NEW, browser.cookies[SESSION], browser.cookies[DEVICE], browser.csrf]
    for secret in secrets:
        assert secret
        assert secret not in caplog.text
    assert "argon2id" not in caplog.text


def test_an_application_without_security_says_so() -> None:
    app = bare()
    app.include_router(router)
    problem(Client(app).get("/v1/session"), 500, "internal_error")


def test_the_log_of_requests_says_who_asked(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    """By the account's id, which is opaque, for a sign-in too; and by nobody's where nobody was recognized."""
    with caplog.at_level(logging.INFO, logger=LOGGER):
        browser.sign_in(password=NEW)
        browser.sign_in()
        browser.send("GET", "/v1/session")
        browser.send("GET", "/v1/log")
    asked = [record.request.actor_id for record in caplog.records if record.name == LOGGER]  # type: ignore[attr-defined]  # what the log is given besides its text
    assert asked == [None, "id-of-desk-1", "id-of-desk-1", "id-of-desk-1"]


def test_the_routes_are_described(memory: Memory, clock: SetClock) -> None:
    found = application(memory, clock).openapi()
    assert set(found["paths"]) >= {"/v1/session", "/v1/session/password", "/v1/setup"}
    body = found["paths"]["/v1/session"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body["properties"]["password"]["format"] == "password"
    assert set(found["paths"]["/v1/session"]["post"]["responses"]) >= {"201", "401", "403", "422", "429"}
