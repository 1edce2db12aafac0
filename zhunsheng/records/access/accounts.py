"""An account: somebody whom the service knows, under an opaque id that may stand in the log for ever.

An account signs in with a password that is kept here, or is known by what the organization's identity provider calls it
(issuer and subject, OpenID Connect Core 2: only both together are never given to somebody else). One that is not needed any
more is put out of use, never deleted: the log goes on naming its id.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from zhunsheng.records.access.roles import Role


@dataclass(frozen=True)
class External:
    """What an identity provider calls somebody."""

    issuer: str
    subject: str


@dataclass(frozen=True)
class Account:
    """One account.

    Attributes:
        id: Opaque, never used again; the only part that the log names.
        login: In its normal form (`logins.normal_login`); None for somebody whom a provider vouches for.
        name: What people call the account.
        password: The encoded argon2id hash; None if it has no password of ours. Never shown.
        must_change: Whether its password is one that an administrator knows, so that it may do nothing but change it.
        active: Whether it may do anything.
    """

    id: str
    login: str | None
    name: str
    roles: frozenset[Role]
    password: str | None = field(default=None, repr=False)
    external: External | None = None
    must_change: bool = False
    active: bool = True


class Accounts(Protocol):
    """Where accounts are kept. Each call is part of the transaction in which it is made."""

    def by_id(self, account_id: str) -> Account | None:
        """The account with this id."""

    def by_login(self, login: str) -> Account | None:
        """The account with this login, which is in its normal form."""

    def by_external(self, external: External) -> Account | None:
        """The account that a provider knows by this name."""

    def all(self) -> tuple[Account, ...]:
        """Every account, in no order."""

    def add(self, account: Account) -> None:
        """Keeps a new account.

        Raises:
            LoginTaken: id, login or external name belong to another one.
        """

    def change(self, account: Account) -> None:
        """Keeps the account in place of the one with its id, which must exist."""

    def has_administrator(self) -> bool:
        """Whether any account in use is an administrator's."""


class LoginTaken(Exception):
    """A login, an id or an external name that belongs to another account."""
