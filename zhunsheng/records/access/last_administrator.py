"""Somebody must always be able to manage accounts, or nobody could ever be let in again but by whoever has the machine.

Who counts is an administrator who can be seen to get in by himself: in use, with a password that is kept here (an identity
provider may be gone tomorrow, and its roles with it) and that he has chosen (a first password may never have reached anybody).
"""

from __future__ import annotations

from collections.abc import Iterable

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.roles import Role


def can_manage(account: Account) -> bool:
    """Whether the account is one that will certainly be able to manage accounts."""
    chosen = account.password is not None and not account.must_change
    return account.active and chosen and Role.ADMINISTRATOR in account.roles


def leaves_nobody(accounts: Iterable[Account], changed: Account) -> bool:
    """Whether a change takes the last administrator away.

    Args:
        accounts: All of them, as they are before the change.
        changed: One of them, as it would be after it.
    """
    able = {account.id for account in accounts if can_manage(account)}
    return able == {changed.id} and not can_manage(changed)
