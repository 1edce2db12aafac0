"""Adding and listing accounts: who may sign in, and as what. What is done is an entry of the log in the same transaction.

The password that an account begins with is known to whoever added it, so it is random, is shown once, and lets its owner do
nothing but choose another one. An account may also begin without a password and be given one later (`account_changes`): an
answer over HTTP is kept for a day, so that it can be repeated, and what is kept must have no password in it.

Who asks is looked at again inside of the transaction. Of two administrators who put each other out of use, the second is told
that he is none any more.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from uuid import uuid4

from pydantic import SecretStr

from zhunsheng.engine.problems import Problem, refuse
from zhunsheng.records.access.accounts import Account, LoginTaken
from zhunsheng.records.access.happenings import added
from zhunsheng.records.access.logins import login_problems, normal_login
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.passwords import Passwords
from zhunsheng.records.access.permissions import allowed
from zhunsheng.records.access.roles import Role, role_problems
from zhunsheng.records.access.stores import Stores
from zhunsheng.records.access_transactions import access_in, access_transactions
from zhunsheng.records.account_refusals import login_taken, no_such_account
from zhunsheng.records.finishing import Finish, nothing_more
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.refusals import refuse_operation


def list_accounts(ledger: Ledger, by: Account | None = None) -> tuple[Account, ...]:
    """Every account, by login; those without one are last, by id.

    Raises:
        NotAllowed: whoever asks may not manage accounts.
        StorageUnavailable: the database does not answer.
    """
    with access_transactions(ledger).reading() as stores:
        refuse_manager(stores, by)
        found = stores.accounts.all()
    return tuple(sorted(found, key=lambda account: (account.login is None, account.login or account.id)))


def read_account(ledger: Ledger, account_id: str, by: Account | None = None) -> Account:
    """One account.

    Raises:
        NotAllowed: as above.
        NotFound: there is no such account.
    """
    with access_transactions(ledger).reading() as stores:
        refuse_manager(stores, by)
        return known_account(stores, account_id)


def add_account(
    ledger: Ledger,
    passwords: Passwords,
    typed_login: str,
    roles: Iterable[Role],
    by: Account | None = None,
) -> tuple[Account, SecretStr]:
    """Adds an account; gives it and the password that it begins with.

    Args:
        by: The account that adds it; None is whoever has the machine itself in hand.

    Raises:
        NotAllowed: as above.
        InputError: the login is taken or none, or the roles cannot be one person's.
        StorageUnavailable, LogRefused: as with everything that is appended.
    """
    made = _made(typed_login, roles)
    password = new_password()
    made = replace(made, password=passwords.hashed(password), must_change=True)
    return _kept(ledger, made, by), password


def add_account_without_password(
    ledger: Ledger,
    typed_login: str,
    roles: Iterable[Role],
    by: Account | None = None,
    finish: Finish[Account] = nothing_more,
) -> Account:
    """Adds an account that cannot sign in until it is given a password.

    Args:
        finish: Called last in the transaction (`finishing`).

    Raises:
        NotAllowed, InputError, StorageUnavailable, LogRefused: as above.
    """
    return _kept(ledger, _made(typed_login, roles), by, finish)


def new_password() -> SecretStr:
    """A password that nobody can guess, of 144 bits; short enough to be typed once."""
    return SecretStr(secrets.token_urlsafe(18))


def refuse_roles(roles: Iterable[Role]) -> frozenset[Role]:
    """The roles, if they can be one person's.

    Raises:
        InputError: there is none, or one stands beside others that must stand alone.
    """
    given = frozenset(roles)
    refuse(tuple(map(_about_what_was_asked, role_problems(given))))
    return given


def refuse_manager(stores: Stores, by: Account | None) -> None:
    """Asks whether somebody may manage accounts, now and in this transaction.

    Raises:
        NotAllowed: he may not, or not any more.
    """
    if by is not None:
        now = stores.accounts.by_id(by.id) or replace(by, active=False)
        refuse_operation(allowed(now, Operation.MANAGE_ACCOUNTS))


def known_account(stores: Stores, account_id: str) -> Account:
    """The account with this id.

    Raises:
        NotFound: there is none.
    """
    found = stores.accounts.by_id(account_id)
    if found is None:
        raise no_such_account()
    return found


def _made(typed_login: str, roles: Iterable[Role]) -> Account:
    login = normal_login(typed_login)
    refuse(login_problems(login))
    return Account(str(uuid4()), login, login, refuse_roles(roles))


def _kept(
    ledger: Ledger, account: Account, by: Account | None, finish: Finish[Account] = nothing_more
) -> Account:
    with ledger.appending() as log:
        stores, journal = access_in(log, ledger)
        refuse_manager(stores, by)
        try:
            stores.accounts.add(account)
        except LoginTaken:
            raise login_taken(account.login or "") from None
        journal.note(added(account, None if by is None else by.id))
        finish(log, account)
    return account


def _about_what_was_asked(problem: Problem) -> Problem:
    """The same words are also for somebody to whom a provider gives no role; there it is he who is refused."""
    return replace(problem, code="unacceptable_roles")
