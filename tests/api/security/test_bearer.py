"""Bearer tokens over HTTP: who sends one is known by it alone, and nothing else is needed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.api.client import Client, problem
from tests.api.security.conftest import Browser, application
from tests.records.access.identity_provider import PROVIDER, Served, token
from tests.records.access.memory import Memory, SetClock
from zhunsheng.records.access.provider_keys import ProviderKeys


@pytest.fixture
def served() -> Served:
    return Served()


@pytest.fixture
def browser(memory: Memory, clock: SetClock, served: Served) -> Browser:
    keys = ProviderKeys(PROVIDER, served, clock)
    return Browser(Client(application(memory, clock, keys)), {})


def bearing(**other: object) -> dict[str, str]:
    return {"authorization": f"Bearer {token(**other).get_secret_value()}"}  # type: ignore[arg-type]  # claims by name


def test_a_token_is_an_account(browser: Browser, memory: Memory) -> None:
    found = browser.send("GET", "/v1/session", headers=bearing()).json()
    assert (found["login"], found["name"], found["roles"]) == (None, "desk-1", ["handler"])
    assert found["csrf_token"] is None
    assert browser.send("POST", "/v1/cases", headers=bearing()).json() == {"by": found["id"]}
    assert len(memory.accounts.kept) == 3


def test_a_login_here_is_not_a_name_there(browser: Browser) -> None:
    """Whoever is called "desk-1" by the provider is not the "desk-1" who has a password here."""
    assert browser.send("POST", "/v1/cases", headers=bearing()).json()["by"] != "id-of-desk-1"


def test_a_token_needs_no_second_one(browser: Browser) -> None:
    headers = {**bearing(), "origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"}
    assert browser.send("POST", "/v1/cases", headers=headers).status_code == 200


def test_a_wrong_token_is_not_made_good_by_a_cookie(browser: Browser) -> None:
    assert browser.sign_in().status_code == 201
    response = browser.send("GET", "/v1/session", headers=bearing(aud="another"))
    found = problem(response, 401, "invalid_token")
    assert found["detail"] == "the token was issued for another service"
    assert response.headers["www-authenticate"] == (
        'Bearer realm="zhunsheng", error="invalid_token", '
        'error_description="the token was issued for another service"'
    )
    problem(browser.send("GET", "/v1/session", headers={"authorization": ""}), 401, "not_signed_in")


@pytest.mark.parametrize("scheme", ["Basic", "Digest", "Token", "Bearer:", "bearerx"])
def test_other_schemes_are_not_known(browser: Browser, scheme: str) -> None:
    headers = {"authorization": f"{scheme} {token().get_secret_value()}"}
    problem(browser.send("GET", "/v1/session", headers=headers), 401, "not_signed_in")


@pytest.mark.parametrize("text", ["Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "bearer \x7f"])
def test_what_is_no_token_does_not_count(browser: Browser, text: str) -> None:
    problem(browser.send("GET", "/v1/session", headers={"authorization": text}), 401, "invalid_token")


def test_without_a_provider_no_token_counts(memory: Memory, clock: SetClock) -> None:
    browser = Browser(Client(application(memory, clock)), {})
    problem(browser.send("GET", "/v1/session", headers=bearing()), 401, "not_signed_in")


def test_a_provider_that_is_down_is_said_to_be(browser: Browser, served: Served) -> None:
    served.down = True
    for _ in range(3):
        response = browser.send("POST", "/v1/cases", headers=bearing())
        problem(response, 503, "identity_provider_unavailable")
        assert response.headers["retry-after"] == "60"
    assert "id.example" not in response.text
    assert browser.sign_in().status_code == 201, "who has a password here gets in all the same"


def test_roles_that_make_no_account_are_refused(browser: Browser, memory: Memory) -> None:
    problem(browser.send("GET", "/v1/session", headers=bearing(roles=["canteen"])), 403, "no_role")
    assert len(memory.accounts.kept) == 2


def test_an_account_out_of_use_stays_out(browser: Browser, memory: Memory) -> None:
    made = browser.send("GET", "/v1/session", headers=bearing()).json()["id"]
    memory.accounts.change(replace(memory.accounts.kept[made], active=False))
    found = problem(browser.send("GET", "/v1/session", headers=bearing()), 401, "invalid_token")
    assert found["detail"] == "the account is not in use here any more"


def test_who_has_no_password_here_cannot_change_it(browser: Browser) -> None:
    body = {"current": "seven green umbrellas", "new": "an entirely different one"}
    response = browser.send("PUT", "/v1/session/password", json=body, headers=bearing())
    found = problem(response, 403, "no_password_here")
    assert found["errors"][0]["help"] == "Change it with your identity provider."


def test_signing_out_with_a_token_ends_nothing(browser: Browser) -> None:
    assert browser.send("DELETE", "/v1/session", headers=bearing()).status_code == 204
    assert browser.send("GET", "/v1/session", headers=bearing()).status_code == 200


def test_a_token_is_never_repeated(browser: Browser) -> None:
    for shown in (token(number=1), token(aud="another"), token(kid="other"), token(exp=1)):
        text = shown.get_secret_value()
        response = browser.send("GET", "/v1/session", headers={"authorization": f"Bearer {text}"})
        assert response.status_code == 401
        answer = response.text + str(dict(response.headers))
        assert not any(part in answer for part in text.split("."))
