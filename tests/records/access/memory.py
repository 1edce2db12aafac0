"""Stores in memory, with transactions that are taken back when they fail, as those of a database are."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import RLock

from zhunsheng.records.access.accounts import Account, External, LoginTaken
from zhunsheng.records.access.happenings import Happening, Journal
from zhunsheng.records.access.roles import Role
from zhunsheng.records.access.sessions import Session
from zhunsheng.records.access.stores import Stores, Transactions

START = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


@dataclass
class SetClock:
    """A clock that stands still until it is told otherwise."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class MemoryAccounts:
    kept: dict[str, Account] = field(default_factory=dict)

    def by_id(self, account_id: str) -> Account | None:
        return self.kept.get(account_id)

    def by_login(self, login: str) -> Account | None:
        return next((account for account in self.kept.values() if account.login == login), None)

    def by_external(self, external: External) -> Account | None:
        return next((account for account in self.kept.values() if account.external == external), None)

    def all(self) -> tuple[Account, ...]:
        return tuple(self.kept.values())

    def add(self, account: Account) -> None:
        if (
            account.id in self.kept
            or (account.login is not None and self.by_login(account.login))
            or (account.external is not None and self.by_external(account.external))
        ):
            raise LoginTaken
        self.kept[account.id] = account

    def change(self, account: Account) -> None:
        assert account.id in self.kept
        self.kept[account.id] = account

    def has_administrator(self) -> bool:
        return any(account.active and Role.ADMINISTRATOR in account.roles for account in self.kept.values())


@dataclass
class MemorySessions:
    kept: dict[bytes, Session] = field(default_factory=dict)

    def put(self, session: Session) -> None:
        assert session.digest not in self.kept
        self.kept[session.digest] = session

    def get(self, digest: bytes) -> Session | None:
        return self.kept.get(digest)

    def touch(self, digest: bytes, seen: datetime) -> None:
        found = self.kept.get(digest)
        if found is not None:
            self.kept[digest] = Session(digest, found.account_id, found.began, seen)

    def end(self, digest: bytes) -> None:
        self.kept.pop(digest, None)

    def end_all_of(self, account_id: str) -> None:
        self.kept = {key: kept for key, kept in self.kept.items() if kept.account_id != account_id}

    def drop(self, *, seen_before: datetime, began_before: datetime) -> None:
        self.kept = {
            key: kept
            for key, kept in self.kept.items()
            if kept.seen >= seen_before and kept.began >= began_before
        }


@dataclass
class MemoryAttempts:
    kept: dict[str, datetime] = field(default_factory=dict)

    def get(self, key: str) -> datetime | None:
        return self.kept.get(key)

    def put(self, key: str, until: datetime) -> None:
        self.kept[key] = until

    def drop_before(self, moment: datetime) -> None:
        self.kept = {key: until for key, until in self.kept.items() if until >= moment}


@dataclass
class MemorySetup:
    kept: tuple[bytes, datetime] | None = None

    def put(self, digest: bytes, until: datetime) -> None:
        self.kept = (digest, until)

    def get(self) -> tuple[bytes, datetime] | None:
        return self.kept

    def end(self) -> None:
        self.kept = None


@dataclass
class MemoryJournal:
    kept: list[Happening] = field(default_factory=list)

    def note(self, happening: Happening) -> None:
        self.kept.append(happening)


@dataclass
class Memory:
    """Everything that is kept, and its transactions, one at a time."""

    accounts: MemoryAccounts = field(default_factory=MemoryAccounts)
    sessions: MemorySessions = field(default_factory=MemorySessions)
    attempts: MemoryAttempts = field(default_factory=MemoryAttempts)
    setup: MemorySetup = field(default_factory=MemorySetup)
    journal: MemoryJournal = field(default_factory=MemoryJournal)
    writes: int = 0
    _turn: RLock = field(default_factory=RLock, repr=False)

    @property
    def transactions(self) -> Transactions:
        return Transactions(self._reading, self._writing, self._noting)

    @contextmanager
    def _reading(self) -> Iterator[Stores]:
        """A transaction in which nothing may be changed: what was is compared at its end."""
        with self._turn:
            parts = (self.accounts, self.sessions, self.attempts, self.setup)
            before = [copy.copy(part.kept) for part in parts]
            yield Stores(*parts)
            assert [part.kept for part in parts] == before

    @contextmanager
    def _writing(self) -> Iterator[Stores]:
        with self._turn:
            self.writes += 1
            parts = (self.accounts, self.sessions, self.attempts, self.setup)
            before = [copy.copy(part.kept) for part in (*parts, self.journal)]
            try:
                yield Stores(*parts)
            except BaseException:
                for part, kept in zip((*parts, self.journal), before, strict=True):
                    part.kept = kept  # type: ignore[attr-defined]  # each gets back what it had, whatever its type is
                raise

    @contextmanager
    def _noting(self) -> Iterator[tuple[Stores, Journal]]:
        with self._writing() as stores:
            yield stores, self.journal
