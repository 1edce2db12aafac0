"""The first administrator is made once, by who has the code or the machine."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import SecretStr

from tests.records.access.memory import Memory, SetClock
from tests.records.access.people import CHEAP, OTHER, PASSWORD, account
from zhunsheng.engine.problems import InputError
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.first_run import (
    HOLDS_FOR,
    first_code,
    make_first_administrator,
    redeem,
    setup_address,
)
from zhunsheng.records.access.roles import Role


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


def code_of(memory: Memory, clock: SetClock) -> SecretStr:
    code = first_code(memory.transactions, clock)
    assert code is not None
    return code


def redeemed(memory: Memory, clock: SetClock, code: str, login: str = "Root") -> Account:
    return redeem(memory.transactions, clock, CHEAP, SecretStr(code), login, PASSWORD)


def refused(memory: Memory, clock: SetClock, code: str, login: str = "root") -> str:
    with pytest.raises(InputError) as error:
        redeemed(memory, clock, code, login)
    (problem,) = error.value.problems
    assert PASSWORD.get_secret_value() not in problem.render()
    return problem.code


def test_the_code_makes_one_administrator(memory: Memory, clock: SetClock) -> None:
    code = code_of(memory, clock).get_secret_value()
    made = redeemed(memory, clock, code)
    assert (made.login, made.roles) == ("root", {Role.ADMINISTRATOR})
    assert CHEAP.match(made.password, PASSWORD)
    assert list(memory.accounts.kept.values()) == [made]
    assert refused(memory, clock, code, "other") == "setup_code_refused"
    assert first_code(memory.transactions, clock) is None


def test_a_code_is_typed_as_one_likes(memory: Memory, clock: SetClock) -> None:
    code = code_of(memory, clock).get_secret_value()
    redeemed(memory, clock, f"  {code.lower().replace('-', ' ')} ")


def test_a_code_has_128_bits_and_only_its_digest_is_kept(memory: Memory, clock: SetClock) -> None:
    codes = {code_of(memory, clock).get_secret_value() for _ in range(100)}
    assert len(codes) == 100
    assert {len(code.replace("-", "")) for code in codes} == {26}
    assert memory.setup.kept is not None
    assert len(memory.setup.kept[0]) == 32
    assert not any(code in repr(memory) for code in codes)


def test_a_new_code_ends_the_one_before(memory: Memory, clock: SetClock) -> None:
    old = code_of(memory, clock).get_secret_value()
    new = code_of(memory, clock).get_secret_value()
    assert refused(memory, clock, old) == "setup_code_refused"
    redeemed(memory, clock, new)


def test_a_code_does_not_hold_for_ever(memory: Memory, clock: SetClock) -> None:
    code = code_of(memory, clock).get_secret_value()
    clock.now += HOLDS_FOR
    assert refused(memory, clock, code) == "setup_code_refused"
    clock.now -= timedelta(microseconds=1)
    redeemed(memory, clock, code)


@pytest.mark.parametrize("code", ["", "AAAA-AAAA", "\ud800", "x" * 10_000])
def test_a_guess_is_refused(memory: Memory, clock: SetClock, code: str) -> None:
    assert refused(memory, clock, code) == "setup_code_refused"
    code_of(memory, clock)
    assert refused(memory, clock, code) == "setup_code_refused"


def test_a_bad_password_does_not_use_the_code_up(memory: Memory, clock: SetClock) -> None:
    code = code_of(memory, clock)
    with pytest.raises(InputError, match="not acceptable"):
        redeem(memory.transactions, clock, CHEAP, code, "root", SecretStr("admin"))
    assert refused(memory, clock, code.get_secret_value(), "a b") == "invalid"
    redeemed(memory, clock, code.get_secret_value())


def test_of_two_who_come_at_once_one_is_too_late(
    memory: Memory, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = code_of(memory, clock).get_secret_value()
    hashed = type(CHEAP).hashed

    def meanwhile(self: object, password: SecretStr) -> str:
        monkeypatch.setattr(type(CHEAP), "hashed", hashed)
        redeemed(memory, clock, code, "first")
        return CHEAP.hashed(password)

    monkeypatch.setattr(type(CHEAP), "hashed", meanwhile)
    assert refused(memory, clock, code, "second") == "already_set_up"
    assert [account.login for account in memory.accounts.kept.values()] == ["first"]


def test_a_login_that_somebody_has_is_refused(memory: Memory, clock: SetClock) -> None:
    memory.accounts.add(account(Role.HANDLER, login="root"))
    assert refused(memory, clock, code_of(memory, clock).get_secret_value()) == "login_taken"


def test_who_has_the_machine_makes_one_too(memory: Memory, clock: SetClock) -> None:
    code = code_of(memory, clock).get_secret_value()
    make_first_administrator(memory.transactions, clock, CHEAP, "root", PASSWORD)
    assert refused(memory, clock, code) == "setup_code_refused"
    with pytest.raises(InputError, match="there is an administrator already"):
        make_first_administrator(memory.transactions, clock, CHEAP, "other", OTHER)


def test_there_is_no_default_password(memory: Memory, clock: SetClock) -> None:
    for password in ("", "admin", "password", "zhunsheng", "zhunsheng-admin"):
        with pytest.raises(InputError):
            make_first_administrator(memory.transactions, clock, CHEAP, "admin", SecretStr(password))
    assert memory.accounts.kept == {}


def test_the_address_keeps_the_code_from_servers() -> None:
    address = setup_address("https://zhunsheng.example/", SecretStr("AAAA-BBBB"))
    assert address.get_secret_value() == "https://zhunsheng.example/setup#code=AAAA-BBBB"
    assert "AAAA" not in repr(address)
