"""Changing an account: its roles, whether it is in use, its password.

Each change is an entry of the log, and ends the sessions of the account in the same transaction: wherever it is signed in,
somebody has to show again who he is. An account is never deleted, since the log goes on naming it. A change that changes
nothing is no entry and ends no session, so that a request that is sent twice does nothing the second time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pydantic import SecretStr

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.happenings import password_set, roles_changed, use_changed
from zhunsheng.records.access.last_administrator import leaves_nobody
from zhunsheng.records.access.passwords import Passwords
from zhunsheng.records.access.roles import Role
from zhunsheng.records.access.stores import Stores
from zhunsheng.records.access_transactions import access_transactions
from zhunsheng.records.account_keeping import known_account, new_password, refuse_manager, refuse_roles
from zhunsheng.records.account_refusals import (
    last_administrator,
    own_password,
    password_elsewhere,
    roles_elsewhere,
)
from zhunsheng.records.ledger import Ledger


def change_roles(
    ledger: Ledger, account_id: str, roles: Iterable[Role], by: Account | None = None
) -> Account:
    """Gives an account these roles in place of those that it has.

    Args:
        by: The account that does it; None is whoever has the machine itself in hand.

    Raises:
        NotAllowed: whoever asks may not manage accounts.
        NotFound: there is no such account.
        InputError: the roles cannot be one person's.
        AccountRefused: a provider gives them, or nobody would be left who can manage accounts.
        StorageUnavailable, LogRefused: as with everything that is appended.
    """
    given = refuse_roles(roles)
    with access_transactions(ledger).noting() as (stores, journal):
        refuse_manager(stores, by)
        found = known_account(stores, account_id)
        if found.external is not None:
            raise roles_elsewhere()
        changed = replace(found, roles=given)
        if changed != found:
            _keep(stores, changed)
            journal.note(roles_changed(changed, found.roles, _id(by)))
    return changed


def change_use(ledger: Ledger, account_id: str, *, active: bool, by: Account | None = None) -> Account:
    """Puts an account out of use, or back.

    Raises:
        NotAllowed, NotFound, AccountRefused, StorageUnavailable, LogRefused: as above.
    """
    with access_transactions(ledger).noting() as (stores, journal):
        refuse_manager(stores, by)
        found = known_account(stores, account_id)
        changed = replace(found, active=active)
        if changed != found:
            _keep(stores, changed)
            journal.note(use_changed(changed, _id(by)))
    return changed


def set_password(
    ledger: Ledger, passwords: Passwords, account_id: str, by: Account | None = None
) -> tuple[Account, SecretStr]:
    """Gives an account a new random password, which its owner has to change before anything else.

    Raises:
        NotAllowed, NotFound, StorageUnavailable, LogRefused: as above.
        AccountRefused: it has its password with a provider, it is one's own, or it is that of the last administrator who can sign
            in: only whoever has the machine in hand may have to let that one in again.
    """
    password = new_password()
    encoded = passwords.hashed(password)
    with access_transactions(ledger).noting() as (stores, journal):
        refuse_manager(stores, by)
        found = known_account(stores, account_id)
        if found.login is None:
            raise password_elsewhere()
        if by is not None and by.id == found.id:
            raise own_password()
        changed = replace(found, password=encoded, must_change=True)
        if by is not None and leaves_nobody(stores.accounts.all(), changed):
            raise last_administrator()
        stores.accounts.change(changed)
        stores.sessions.end_all_of(changed.id)
        journal.note(password_set(changed, _id(by)))
    return changed, password


def _keep(stores: Stores, changed: Account) -> None:
    """Keeps an account that has other roles, or another use.

    Raises:
        AccountRefused: nobody would be left who can manage accounts. Nobody else writes meanwhile, so that of two changes
            that would each be the last one but one, the second is refused.
    """
    if leaves_nobody(stores.accounts.all(), changed):
        raise last_administrator()
    stores.accounts.change(changed)
    stores.sessions.end_all_of(changed.id)


def _id(by: Account | None) -> str | None:
    return None if by is None else by.id
