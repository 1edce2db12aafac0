"""Adding an account: who may sign in, and as what; an entry of the log in the same transaction.

The password that an account begins with is known to whoever added it, so it is random, is shown once, and lets its owner do
nothing but choose another one.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from uuid import uuid4

from pydantic import SecretStr

from zhunsheng.engine.problems import Chinese, InputError, Problem, refuse
from zhunsheng.records.access.accounts import Account, LoginTaken
from zhunsheng.records.access.logins import login_problems, normal_login
from zhunsheng.records.access.passwords import Passwords
from zhunsheng.records.access.roles import Role, role_problems
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.entries import entry
from zhunsheng.records.storage.access_rows import AccountRows

#: What happened, in the log.
ADDED = "account.added"


def add_account(
    ledger: Ledger, passwords: Passwords, typed_login: str, roles: Iterable[Role], by: str | None = None
) -> tuple[Account, SecretStr]:
    """Adds an account; gives it and the password that it begins with.

    Args:
        by: The account that adds it; None is whoever has the machine itself in hand.

    Raises:
        InputError: the login is taken or none, or the roles cannot be one person's.
        StorageUnavailable, LogRefused: as with everything that is appended.
    """
    login, of = normal_login(typed_login), frozenset(roles)
    refuse((*login_problems(login), *role_problems(of)))
    password = SecretStr(secrets.token_urlsafe(18))
    account = Account(str(uuid4()), login, login, of, password=passwords.hashed(password), must_change=True)
    with ledger.appending() as log:
        try:
            AccountRows(log.connection).add(account)
        except LoginTaken:
            raise InputError([_taken(login)]) from None
        facts = {"roles": sorted(role.value for role in of)}
        added = entry(ADDED, ledger.clock(), by, subjects={"account": account.id}, facts=facts)
        log.append(added, {})
    return account, password


def _taken(login: str) -> Problem:
    zh = Chinese(f"登录名「{login}」已被占用", "请换一个登录名")
    return Problem(
        "login_taken", f"the login '{login}' is taken", mend="Choose another one.", pointer="/login", zh=zh
    )
