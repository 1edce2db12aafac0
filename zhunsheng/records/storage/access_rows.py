"""Accounts, sessions, attempts and the setup code as rows: what `records.access` asks to have kept, within one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from zhunsheng.records.access.accounts import Account, External, LoginTaken
from zhunsheng.records.access.roles import Role
from zhunsheng.records.access.sessions import Session
from zhunsheng.records.access.stores import Stores
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.times import read, written


def stores_of(connection: Connection) -> Stores:
    """What is kept about access, as a transaction sees it."""
    return Stores(
        AccountRows(connection),
        SessionRows(connection),
        AttemptRows(connection),
        SetupCodeRows(connection),
    )


@dataclass(frozen=True, eq=False)
class AccountRows:
    """Accounts."""

    connection: Connection

    def by_id(self, account_id: str) -> Account | None:
        """The account with this id."""
        return self._one(tables.accounts.c.id == account_id)

    def by_login(self, login: str) -> Account | None:
        """The account with this login, which is in its normal form."""
        return self._one(tables.accounts.c.login == login)

    def by_external(self, external: External) -> Account | None:
        """The account that a provider knows by this name."""
        columns = tables.accounts.c
        return self._one((columns.issuer == external.issuer) & (columns.subject == external.subject))

    def all(self) -> tuple[Account, ...]:
        """Every account, by login."""
        rows = self.connection.execute(select(tables.accounts).order_by(tables.accounts.c.login))
        return tuple(map(_account, rows))

    def add(self, account: Account) -> None:
        """Keeps a new account.

        Raises:
            LoginTaken: id, login or external name belong to another one.
        """
        try:
            with self.connection.begin_nested():
                self.connection.execute(insert(tables.accounts).values(_row(account)))
        except IntegrityError as error:
            raise LoginTaken from error

    def change(self, account: Account) -> None:
        """Keeps the account in place of the one with its id, which must exist.

        Raises:
            LoginTaken: its new login or external name belong to another one.
            KeyError: there is no such account.
        """
        change = update(tables.accounts).where(tables.accounts.c.id == account.id).values(_row(account))
        try:
            with self.connection.begin_nested():
                changed = self.connection.execute(change).rowcount
        except IntegrityError as error:
            raise LoginTaken from error
        if not changed:
            raise KeyError(account.id)

    def has_administrator(self) -> bool:
        """Whether any account in use is an administrator's."""
        rows = self.connection.execute(select(tables.accounts).where(tables.accounts.c.active))
        return any(Role.ADMINISTRATOR in _account(row).roles for row in rows)

    def _one(self, condition: Any) -> Account | None:
        row = self.connection.execute(select(tables.accounts).where(condition)).first()
        return None if row is None else _account(row)


@dataclass(frozen=True, eq=False)
class SessionRows:
    """Sessions."""

    connection: Connection

    def put(self, session: Session) -> None:
        """Keeps a new session."""
        row = {
            "digest": session.digest,
            "account": session.account_id,
            "began": written(session.began),
            "seen": written(session.seen),
        }
        self.connection.execute(insert(tables.sessions).values(row))

    def get(self, digest: bytes) -> Session | None:
        """The session with this digest, dead or alive."""
        row = self.connection.execute(
            select(tables.sessions).where(tables.sessions.c.digest == digest)
        ).first()
        return (
            None if row is None else Session(bytes(row.digest), row.account, read(row.began), read(row.seen))
        )

    def touch(self, digest: bytes, seen: datetime) -> None:
        """Notes when a session was last heard of, if it still exists."""
        self.connection.execute(
            update(tables.sessions).where(tables.sessions.c.digest == digest).values(seen=written(seen))
        )

    def end(self, digest: bytes) -> None:
        """Ends a session, if it exists."""
        self.connection.execute(delete(tables.sessions).where(tables.sessions.c.digest == digest))

    def end_all_of(self, account_id: str) -> None:
        """Ends every session of an account."""
        self.connection.execute(delete(tables.sessions).where(tables.sessions.c.account == account_id))

    def drop(self, *, seen_before: datetime, began_before: datetime) -> None:
        """Forgets sessions that were last heard of, or began, before these moments."""
        columns = tables.sessions.c
        old = or_(columns.seen < written(seen_before), columns.began < written(began_before))
        self.connection.execute(delete(tables.sessions).where(old))


@dataclass(frozen=True, eq=False)
class AttemptRows:
    """A moment for each key."""

    connection: Connection

    def get(self, key: str) -> datetime | None:
        """The moment of a key."""
        row = self.connection.execute(
            select(tables.attempts.c.until).where(tables.attempts.c.key == key)
        ).first()
        return None if row is None else read(row.until)

    def put(self, key: str, until: datetime) -> None:
        """Keeps the moment of a key, in place of an earlier one."""
        self.connection.execute(delete(tables.attempts).where(tables.attempts.c.key == key))
        self.connection.execute(insert(tables.attempts).values(key=key, until=written(until)))

    def drop_before(self, moment: datetime) -> None:
        """Forgets every key whose moment lies before this one."""
        self.connection.execute(delete(tables.attempts).where(tables.attempts.c.until < written(moment)))


@dataclass(frozen=True, eq=False)
class SetupCodeRows:
    """The one setup code."""

    connection: Connection

    def put(self, digest: bytes, until: datetime) -> None:
        """Keeps a code, in place of an earlier one."""
        self.end()
        self.connection.execute(insert(tables.setup_codes).values(digest=digest, until=written(until)))

    def get(self) -> tuple[bytes, datetime] | None:
        """The digest of the code, and until when it holds."""
        row = self.connection.execute(select(tables.setup_codes)).first()
        return None if row is None else (bytes(row.digest), read(row.until))

    def end(self) -> None:
        """Forgets the code."""
        self.connection.execute(delete(tables.setup_codes))


def _account(row: Row[Any]) -> Account:
    external = None if row.issuer is None else External(row.issuer, row.subject)
    return Account(
        id=row.id,
        login=row.login,
        name=row.name,
        roles=frozenset(map(Role, row.roles)),
        password=row.password,
        external=external,
        active=row.active,
        must_change=row.must_change,
    )


def _row(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "login": account.login,
        "name": account.name,
        "roles": sorted(role.value for role in account.roles),
        "password": account.password,
        "must_change": account.must_change,
        "issuer": account.external.issuer if account.external else None,
        "subject": account.external.subject if account.external else None,
        "active": account.active,
    }
