"""The first administrator. There is no default password, because one that everybody knows is one that somebody forgets to
change.

Two ways lead to the first account, and both are closed as soon as there is an administrator. Whoever sits at the machine says
login and password to the command line (`make_first_administrator`). Or the service prints a code once (`first_code`), and who
shows it makes the account (`redeem`). The code has 128 bits, holds for a day, works once, and only its digest is kept; in an
address it stands behind the ``#``, where browsers keep it to themselves and no log of a proxy sees it.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import b32encode
from datetime import datetime, timedelta
from uuid import uuid4

from pydantic import SecretStr

from zhunsheng.engine.problems import Chinese, InputError, Problem, refuse
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.happenings import added
from zhunsheng.records.access.logins import login_problems, normal_login
from zhunsheng.records.access.password_rules import password_problems
from zhunsheng.records.access.passwords import Passwords
from zhunsheng.records.access.roles import Role
from zhunsheng.records.access.sessions import digest_of
from zhunsheng.records.access.stores import Clock, Transactions

HOLDS_FOR = timedelta(days=1)

_BYTES = 16
_GROUP = 4


def first_code(transactions: Transactions, clock: Clock) -> SecretStr | None:
    """A new code, in place of an earlier one; None if there is an administrator already. It is to be printed once."""
    encoded = b32encode(secrets.token_bytes(_BYTES)).decode().rstrip("=")
    with transactions.writing() as stores:
        if stores.accounts.has_administrator():
            stores.setup.end()
            return None
        stores.setup.put(_digest(encoded), clock() + HOLDS_FOR)
    return SecretStr("-".join(encoded[start : start + _GROUP] for start in range(0, len(encoded), _GROUP)))


def setup_address(base: str, code: SecretStr) -> SecretStr:
    """The address under which a code is redeemed in a browser, for the service at `base`."""
    return SecretStr(f"{base.rstrip('/')}/setup#code={code.get_secret_value()}")


def redeem(
    transactions: Transactions,
    clock: Clock,
    passwords: Passwords,
    code: SecretStr,
    typed_login: str,
    password: SecretStr,
) -> Account:
    """Makes the first administrator for who shows the code.

    Raises:
        InputError: the code does not hold (any more), or login or password are not acceptable.
    """
    digest = _digest(code.get_secret_value())
    # Before anything is said about login or password, and before anything costs time.
    _refuse_code(transactions, clock, digest)
    login = normal_login(typed_login)
    refuse(login_problems(login) or password_problems(password, login))
    encoded = passwords.hashed(password)
    return _add(transactions, clock, login, encoded, digest)


def make_first_administrator(
    transactions: Transactions, clock: Clock, passwords: Passwords, typed_login: str, password: SecretStr
) -> Account:
    """Makes the first administrator for who has the machine itself in hand.

    Raises:
        InputError: there is an administrator, or login or password are not acceptable.
    """
    login = normal_login(typed_login)
    refuse(login_problems(login) or password_problems(password, login))
    return _add(transactions, clock, login, passwords.hashed(password), None)


def _add(transactions: Transactions, clock: Clock, login: str, encoded: str, digest: bytes | None) -> Account:
    """Adds the account and uses up the code, in one transaction: of two who come at once, one comes too late."""
    account = Account(
        id=str(uuid4()), login=login, name=login, roles=frozenset({Role.ADMINISTRATOR}), password=encoded
    )
    with transactions.noting() as (stores, journal):
        if stores.accounts.has_administrator():
            raise InputError([_DONE])
        if digest is not None and not _holds(stores.setup.get(), clock, digest):
            raise InputError([NO_CODE])
        if stores.accounts.by_login(login) is not None:
            raise InputError([_TAKEN])
        stores.accounts.add(account)
        stores.setup.end()
        journal.note(added(account))
    return account


def _refuse_code(transactions: Transactions, clock: Clock, digest: bytes) -> None:
    with transactions.reading() as stores:
        if stores.accounts.has_administrator() or not _holds(stores.setup.get(), clock, digest):
            raise InputError([NO_CODE])


def _holds(kept: tuple[bytes, datetime] | None, clock: Clock, digest: bytes) -> bool:
    return kept is not None and hmac.compare_digest(kept[0], digest) and clock() < kept[1]


def _digest(code: str) -> bytes:
    """What is kept of a code, however its groups were typed."""
    return digest_of(SecretStr("".join(code.split()).replace("-", "").upper()))


#: The one answer to a code that makes nobody an administrator, whatever is wrong with it.
NO_CODE = Problem(
    code="setup_code_refused",
    what="the setup code does not hold, or does not hold any more",
    why="It works once, for a day, and only until there is an administrator.",
    mend="Let the service print a new one; if there is an administrator, ask for an account.",
    pointer="/code",
    zh=Chinese(
        "初始设置码无效或者已失效",
        "设置码只能用一次，一天内有效，有了账户管理员即作废。请重新生成；已有账户管理员的，请向其申请账户。",
    ),
)
_DONE = Problem(
    code="already_set_up",
    what="there is an administrator already",
    mend="Ask the administrator for an account.",
    zh=Chinese("已有账户管理员", "请向账户管理员申请账户。"),
)
_TAKEN = Problem(
    code="login_taken",
    what="the login belongs to another account",
    mend="Choose another login.",
    pointer="/login",
    zh=Chinese("登录名已被占用", "请换一个登录名。"),
)
