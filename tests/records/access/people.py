"""Accounts and desks for the tests. Passwords are hashed as cheaply as argon2 can, where what is tested is not the cost."""

from __future__ import annotations

from argon2.profiles import CHEAPEST
from pydantic import SecretStr

from tests.records.access.memory import Memory, SetClock
from zhunsheng.records.access.accounts import Account, External
from zhunsheng.records.access.attempts import Origin
from zhunsheng.records.access.passwords import Passwords
from zhunsheng.records.access.roles import Role
from zhunsheng.records.access.sign_in import NotRecognized, SignedIn, SignIns, TooManyAttempts

PASSWORD = SecretStr("seven green umbrellas")
OTHER = SecretStr("an entirely different one")
CHEAP = Passwords(CHEAPEST)
HERE = Origin("192.0.2.1")


def account(
    *roles: Role, login: str | None = "desk-1", active: bool = True, must_change: bool = False
) -> Account:
    """An account that has `PASSWORD`, if it has a login."""
    return Account(
        id=f"id-of-{login or 'external'}",
        login=login,
        name=login or "external",
        roles=frozenset(roles or (Role.HANDLER,)),
        password=CHEAP.hashed(PASSWORD) if login else None,
        external=None if login else External("https://id.example", "1"),
        must_change=must_change,
        active=active,
    )


def desk(memory: Memory, clock: SetClock, passwords: Passwords = CHEAP) -> SignIns:
    return SignIns(memory.transactions, passwords, clock)


def signed_in(outcome: SignedIn | NotRecognized | TooManyAttempts) -> SignedIn:
    assert isinstance(outcome, SignedIn), outcome
    return outcome
