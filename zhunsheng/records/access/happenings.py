"""What happens to an account and belongs in the log: that somebody may sign in, as what, and that he did.

    account.added              roles, and whether an identity provider vouches for it
    account.roles_changed      the roles before and after
    account.put_out_of_use     nobody acts by it any more
    account.put_back_in_use
    account.password_set       by an administrator, or whoever has the machine: others have seen it
    account.password_changed   by its owner
    session.began              somebody signed in with a password
    session.ended              and signed out

An entry is for ever, so it holds ids and roles: no login and no name, no password, no token and no digest of one, no address.

Attempts that fail are no entries. Anybody outside can make as many as he likes, and a log that grows at a stranger's will is one
that he can fill; what people type as a login is now and then their password; and an entry for those logins only that exist
would take time, and tell by it that they do. They are counted instead (`api.metrics`), and throttled (`attempts`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.roles import Role


@dataclass(frozen=True)
class Happening:
    """Something that happened to an account.

    Attributes:
        kind: Which of the kinds above.
        account: The id of the account that it happened to.
        by: The id of the account that did it; None is the service itself, or whoever has the machine in hand.
        facts: What else the log says of it: names, and texts, truth values or lists of texts.
    """

    kind: str
    account: str
    by: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


class Journal(Protocol):
    """Where happenings are written down, in the transaction in which they happen: both are on disk, or neither is."""

    def note(self, happening: Happening) -> None:
        """Writes it down."""


def added(account: Account, by: str | None = None) -> Happening:
    """Somebody may sign in from now on."""
    facts = {"roles": _words(account.roles), "external": account.external is not None}
    return Happening("account.added", account.id, by, facts)


def roles_changed(account: Account, before: frozenset[Role], by: str | None = None) -> Happening:
    """An account has other roles than it had."""
    facts = {"before": _words(before), "after": _words(account.roles)}
    return Happening("account.roles_changed", account.id, by, facts)


def use_changed(account: Account, by: str | None = None) -> Happening:
    """An account was put out of use, or back."""
    kind = "account.put_back_in_use" if account.active else "account.put_out_of_use"
    return Happening(kind, account.id, by)


def password_set(account: Account, by: str | None = None) -> Happening:
    """An account was given a password that somebody else has seen."""
    return Happening("account.password_set", account.id, by)


def password_changed(account: Account) -> Happening:
    """Somebody chose another password for himself."""
    return Happening("account.password_changed", account.id, account.id)


def signed_in(account_id: str) -> Happening:
    """Somebody has signed in with a password."""
    return Happening("session.began", account_id, account_id)


def signed_out(account_id: str) -> Happening:
    """Somebody has signed out."""
    return Happening("session.ended", account_id, account_id)


def _words(roles: frozenset[Role]) -> list[str]:
    return sorted(role.value for role in roles)
