"""What is said to who is not let in: in both languages what to do, and to who guesses nothing."""

from __future__ import annotations

from typing import get_args

import pytest

from tests.api.client import Client, problem
from tests.api.security.conftest import PASSWORD, Browser, application
from tests.records.access.identity_provider import PROVIDER, Served, token
from tests.records.access.memory import Memory, SetClock
from tests.records.access.people import account
from zhunsheng.api.metrics import Metrics, SignInFailure
from zhunsheng.api.problem_kinds import KINDS
from zhunsheng.api.security.failures import SAID
from zhunsheng.records.access.provider_keys import ProviderKeys
from zhunsheng.records.access.roles import Role


def counted(browser: Browser, failure: str) -> float | None:
    metrics: Metrics = browser.client.app.state.operation.metrics
    return metrics.registry.get_sample_value("zhunsheng_sign_in_failures_total", {"reason": failure})


@pytest.mark.parametrize("failure", get_args(SignInFailure))
def test_every_failure_says_in_both_languages_what_to_do(failure: SignInFailure) -> None:
    said = SAID[failure]
    assert said.code in KINDS
    (zh, zh_mend), (en, en_mend) = said.say("zh"), said.say("en")
    assert all((zh, zh_mend, en, en_mend))
    assert zh != en
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in en + en_mend)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in zh)


def test_every_failure_is_one_that_is_counted() -> None:
    assert set(SAID) == set(get_args(SignInFailure))


def test_who_guesses_cannot_tell_what_was_wrong(browser: Browser, memory: Memory) -> None:
    """No such login, no login at all, another password, an account out of use, one without a password: one answer."""
    memory.accounts.add(account(Role.HANDLER, login="desk-out", active=False))
    made = account(Role.HANDLER, login="desk-new")
    memory.accounts.kept["new"] = type(made)("new", "desk-new", "desk-new", made.roles)
    answers = [
        browser.sign_in(login, password)
        for login, password in (
            ("nobody", PASSWORD),
            ("", PASSWORD),
            ("desk-1", "another one altogether"),
            ("desk-out", PASSWORD),
            ("desk-new", PASSWORD),
            ("desk-new", ""),
        )
    ]
    told = [{**problem(answer, 401, "not_recognized"), "instance": None} for answer in answers]
    assert all(one == told[0] for one in told)
    kept = ("content-type", "content-length", "www-authenticate", "set-cookie")
    assert len({tuple(answer.headers.get(name) for name in kept) for answer in answers}) == 1
    assert counted(browser, "wrong_credentials") == len(answers)
    assert memory.journal.kept == []


def test_guesses_do_not_make_the_log_grow(browser: Browser, memory: Memory) -> None:
    for number in range(30):
        browser.sign_in("desk-1", f"guess number {number}")
    assert counted(browser, "wrong_credentials") == 10
    assert counted(browser, "too_many") == 20
    assert memory.journal.kept == []
    found = problem(browser.sign_in(), 429, "too_many_attempts")
    assert found["errors"][0]["help"] == "Try again in 60 s."


def test_a_wrong_current_password_is_said_to_be(browser: Browser) -> None:
    browser.sign_in()
    body = {"current": "another one altogether", "new": "four quiet rivers in winter"}
    found = problem(browser.send("PUT", "/v1/session/password", json=body), 401, "not_recognized")
    assert (found["detail"], found["errors"][0]["pointer"]) == (
        "the current password is not right",
        "/current",
    )
    assert counted(browser, "wrong_credentials") == 1


@pytest.mark.parametrize(
    ("claims", "failure", "code"),
    [
        ({"exp": 1}, "expired", "invalid_token"),
        ({"aud": "another"}, "bad_token", "invalid_token"),
        ({"roles": ["canteen"]}, "no_role", "no_role"),
        ({"roles": []}, "no_role", "no_role"),
    ],
)
def test_failures_of_tokens_are_told_apart(
    memory: Memory, clock: SetClock, claims: dict[str, object], failure: str, code: str
) -> None:
    browser = Browser(Client(application(memory, clock, ProviderKeys(PROVIDER, Served(), clock))), {})
    bearing = {"authorization": f"Bearer {token(**claims).get_secret_value()}"}  # type: ignore[arg-type]  # claims by name
    answer = browser.send("GET", "/v1/session", headers=bearing)
    assert answer.json()["type"] == f"/problems/{code}"
    assert answer.json()["errors"][0]["help"]
    assert counted(browser, failure) == 1


def test_a_wrong_setup_code_is_counted(browser: Browser) -> None:
    body = {"code": "AAAA", "login": "root", "password": "four quiet rivers in winter"}
    problem(browser.send("POST", "/v1/setup", json=body), 403, "setup_code_refused")
    assert counted(browser, "setup_code") == 1
