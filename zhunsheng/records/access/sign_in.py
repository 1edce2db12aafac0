"""Signing in, staying signed in, signing out, and changing one's password.

Whatever is wrong with an attempt to sign in, the answer is the same: nobody by this login, another password, an account out of
use, one without a password. It takes the same work, too, and counts alike.

A password is compared between two transactions. In the second everything is looked at again: if the account was put out of
use, or its password changed, while the hash was being computed, then nobody has signed in. What did happen is noted down in the
log there (`happenings`); an attempt that failed is not.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

from pydantic import SecretStr

from zhunsheng.engine.problems import Chinese, InputError, Problem, refuse
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.attempts import AttemptLimits, Origin, allowances, give_back, remember, take
from zhunsheng.records.access.happenings import password_changed, signed_in, signed_out
from zhunsheng.records.access.logins import login_problems, normal_login
from zhunsheng.records.access.password_rules import password_problems
from zhunsheng.records.access.passwords import Passwords
from zhunsheng.records.access.sessions import (
    Session,
    SessionLimits,
    alive,
    digest_of,
    new_token,
    to_be_noted,
)
from zhunsheng.records.access.stores import Clock, Stores, Transactions


@dataclass(frozen=True)
class SignedIn:
    """Somebody has signed in.

    Attributes:
        token: Of the new session; it is shown this once.
        device: What the browser is to be remembered by.
    """

    account: Account
    token: SecretStr
    device: SecretStr


@dataclass(frozen=True)
class NotRecognized:
    """Nobody has this login with this password. There is nothing more to say."""


@dataclass(frozen=True)
class TooManyAttempts:
    """Nothing was looked at, and will not be for a while."""

    wait: timedelta


@dataclass(frozen=True)
class SignIns:
    """The desk at which people sign in and out.

    Attributes:
        transactions: Over what is kept.
        clock: What time it is.
    """

    transactions: Transactions
    passwords: Passwords
    clock: Clock
    session_limits: SessionLimits = field(default_factory=SessionLimits)
    attempt_limits: AttemptLimits = field(default_factory=AttemptLimits)

    def sign_in(
        self, typed_login: str, password: SecretStr, origin: Origin, earlier: SecretStr | None = None
    ) -> SignedIn | NotRecognized | TooManyAttempts:
        """Begins a session, if login and password are somebody's.

        Args:
            earlier: The token of a session that the browser still has; that session ends.
        """
        login = normal_login(typed_login)
        now = self.clock()
        with self.transactions.writing() as stores:
            used = allowances(stores.attempts, self.attempt_limits, login, origin, now)
            wait = take(stores.attempts, used, now)
            if wait is not None:
                return TooManyAttempts(wait)
            # What can be nobody's login is not looked up: a database may not even take it for a text.
            found = None if login_problems(login) else stores.accounts.by_login(login)
        encoded = found.password if found is not None and found.active else None
        matches = self.passwords.match(encoded, password)
        if found is None or encoded is None or not matches:
            return NotRecognized()
        fresh = self.passwords.hashed(password) if self.passwords.outdated(encoded) else encoded
        with self.transactions.noting() as (stores, journal):
            account = stores.accounts.by_id(found.id)
            if account is None or not account.active or account.password != encoded:
                return NotRecognized()
            if fresh != encoded:
                account = replace(account, password=fresh)
                stores.accounts.change(account)
            give_back(stores.attempts, used, self.clock())
            if earlier is not None:
                stores.sessions.end(digest_of(earlier))
            journal.note(signed_in(account.id))
            return self._begin(stores, account, login, origin)

    def account_of(self, token: SecretStr) -> Account | None:
        """Whose session this is, if it holds and its account is in use; and notes that it was heard of."""
        now = self.clock()
        digest = digest_of(token)
        with self.transactions.reading() as stores:
            session = stores.sessions.get(digest)
            if session is None or not alive(session, now, self.session_limits):
                return None
            account = stores.accounts.by_id(session.account_id)
            if account is None or not account.active:
                return None
        if to_be_noted(session, now, self.session_limits):
            with self.transactions.writing() as stores:
                stores.sessions.touch(digest, now)
        return account

    def sign_out(self, token: SecretStr) -> None:
        """Ends a session, if there is such a one."""
        digest = digest_of(token)
        with self.transactions.noting() as (stores, journal):
            session = stores.sessions.get(digest)
            if session is not None:
                stores.sessions.end(digest)
                journal.note(signed_out(session.account_id))

    def change_password(
        self, account: Account, current: SecretStr, new: SecretStr, origin: Origin
    ) -> SignedIn | NotRecognized | TooManyAttempts:
        """Gives an account another password, ends all its sessions and begins a new one.

        The current password is asked for, and counted like an attempt to sign in: who finds a desk deserted must not be able to
        take the account over, nor to guess.

        Raises:
            InputError: the new password is not acceptable.
        """
        login = account.login or ""
        refuse(password_problems(new, login, "/new"))
        now = self.clock()
        with self.transactions.writing() as stores:
            used = allowances(stores.attempts, self.attempt_limits, login, origin, now)
            wait = take(stores.attempts, used, now)
            if wait is not None:
                return TooManyAttempts(wait)
            found = stores.accounts.by_id(account.id)
        encoded = found.password if found is not None and found.active else None
        if not self.passwords.match(encoded, current):
            return NotRecognized()
        if self.passwords.match(encoded, new):
            raise InputError([_SAME])
        fresh = self.passwords.hashed(new)
        with self.transactions.noting() as (stores, journal):
            now_found = stores.accounts.by_id(account.id)
            if now_found is None or not now_found.active or now_found.password != encoded:
                return NotRecognized()
            changed = replace(now_found, password=fresh, must_change=False)
            stores.accounts.change(changed)
            stores.sessions.end_all_of(account.id)
            journal.note(password_changed(changed))
            give_back(stores.attempts, used, self.clock())
            return self._begin(stores, changed, login, origin)

    def _begin(self, stores: Stores, account: Account, login: str, origin: Origin) -> SignedIn:
        """A new session, in a browser that is remembered. What has passed in the meantime is forgotten on the way."""
        now = self.clock()
        limits = self.session_limits
        stores.sessions.drop(seen_before=now - limits.idle, began_before=now - limits.absolute)
        stores.attempts.drop_before(now)
        device = origin.device if origin.device is not None else new_token()
        remember(stores.attempts, self.attempt_limits, login, device, now)
        token = new_token()
        stores.sessions.put(Session(digest_of(token), account.id, now, now))
        return SignedIn(account, token, device)


_SAME = Problem(
    code="unacceptable_password",
    what="the password is not acceptable: it is the one that the account has",
    mend="Choose another one.",
    pointer="/new",
    zh=Chinese("新密码与现在的密码相同", "请换一个密码。"),
)
