"""A real identity provider on this machine: its discovery document, its keys, its tokens, and what happens when it changes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.client import Client, problem
from tests.api.security.conftest import Browser, application
from tests.api.security.real_provider import AUDIENCE, id_token, running
from tests.records.access.memory import Memory, SetClock
from zhunsheng.api.security.fetching import HttpFetch
from zhunsheng.records.access.provider import Provider
from zhunsheng.records.access.provider_keys import ProviderKeys
from zhunsheng.records.access.roles import Role


@pytest.fixture(autouse=True)
def plain_http_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")


@pytest.fixture
def issuer() -> Iterator[str]:
    with running() as server:
        yield f"http://localhost:{server.server_port}"


def browser_of(issuer: str, clock: SetClock) -> Browser:
    provider = Provider(issuer, AUDIENCE, {"handlers": Role.HANDLER}, roles_claim=("groups",))
    keys = ProviderKeys(provider, HttpFetch(), clock)
    return Browser(Client(application(Memory(), clock, keys)), {})


def bearing(shown: str) -> dict[str, str]:
    return {"authorization": f"Bearer {shown}"}


def test_who_is_signed_in_there_is_known_here(issuer: str) -> None:
    browser = browser_of(issuer, SetClock())
    found = browser.send("GET", "/v1/session", headers=bearing(id_token(issuer))).json()
    assert (found["name"], found["roles"]) == ("desk-1", ["handler"])


def test_a_token_for_another_service_of_the_organization_does_not_count(issuer: str) -> None:
    response = browser_of(issuer, SetClock()).send(
        "GET", "/v1/session", headers=bearing(id_token(issuer, "canteen"))
    )
    assert problem(response, 401, "invalid_token")["detail"] == "the token was issued for another service"


def test_a_token_of_another_provider_does_not_count(issuer: str) -> None:
    with running() as other:
        foreign = id_token(f"http://localhost:{other.server_port}")
    problem(
        browser_of(issuer, SetClock()).send("GET", "/v1/session", headers=bearing(foreign)),
        401,
        "invalid_token",
    )


def test_its_keys_may_change_and_it_may_be_down() -> None:
    clock = SetClock()
    with running() as server:
        port = server.server_port
        issuer = f"http://localhost:{port}"
        browser = browser_of(issuer, clock)
        old = id_token(issuer)
        assert browser.send("GET", "/v1/session", headers=bearing(old)).status_code == 200

    # It is down: what is known still counts, for an hour.
    clock.advance(minutes=30)
    assert browser.send("GET", "/v1/session", headers=bearing(old)).status_code == 200
    clock.advance(minutes=31)
    response = browser.send("GET", "/v1/session", headers=bearing(old))
    problem(response, 503, "identity_provider_unavailable")

    # It is back, with other keys: new tokens count, old ones do not any more.
    with running(port):
        clock.advance(minutes=1)
        new = id_token(issuer)
        assert browser.send("GET", "/v1/session", headers=bearing(new)).status_code == 200
        problem(browser.send("GET", "/v1/session", headers=bearing(old)), 401, "invalid_token")


def test_keys_may_change_while_it_runs() -> None:
    clock = SetClock()
    with running() as server:
        port = server.server_port
        issuer = f"http://localhost:{port}"
        browser = browser_of(issuer, clock)
        assert browser.send("GET", "/v1/session", headers=bearing(id_token(issuer))).status_code == 200
    with running(port):
        new = id_token(issuer)
        # This provider does not name its keys, so a wrong signature is all that shows; and within the interval nobody asks.
        problem(browser.send("GET", "/v1/session", headers=bearing(new)), 401, "invalid_token")
        clock.advance(minutes=1)
        assert browser.send("GET", "/v1/session", headers=bearing(new)).status_code == 200
