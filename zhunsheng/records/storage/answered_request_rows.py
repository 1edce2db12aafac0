"""Answers to requests that carried an idempotency key, as rows: what `api.idempotency` asks to have kept.

Nothing of the API is known here. What comes in is described by what it has, and what goes out is made by a function that is
handed over. Each method but two is one transaction; that writers take turns (`database`) is what makes a claim atomic. Those two
are part of somebody else's: an answer is kept in the transaction of the operation that it tells of (`finish_within`), and it is
erased in the one that erases the contents of its case (`erase_about`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, update

from zhunsheng.records.storage.database import Database
from zhunsheng.records.storage.sealing import Seals
from zhunsheng.records.storage.tables import answered_requests
from zhunsheng.records.storage.times import read, written

_Record = TypeVar("_Record")


class Named(Protocol):
    """A key and whose it is."""

    @property
    def actor_id(self) -> str:
        """The account."""

    @property
    def key(self) -> str:
        """The key's text."""


class Claiming(Protocol):
    """What is put under a key."""

    @property
    def fingerprint(self) -> str:
        """Of the request."""

    @property
    def holder(self) -> str:
        """Who carries it out."""

    @property
    def expires(self) -> datetime:
        """Until when the claim holds."""


class Answering(Protocol):
    """What was answered."""

    @property
    def status(self) -> int:
        """The status."""

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """The headers that are kept."""

    @property
    def body(self) -> bytes:
        """The body."""


@dataclass(frozen=True)
class KeptAnswer:
    """An answer as it was kept."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True)
class KeptRequest:
    """What is known of a key; ``answer`` is None while its request is under way, and where it was erased."""

    fingerprint: str
    holder: str
    expires: datetime
    answer: KeptAnswer | None
    erased: datetime | None = None


@dataclass(frozen=True, eq=False)
class AnsweredRequestRows(Generic[_Record]):
    """The keys of a database.

    Attributes:
        made: Makes of what is kept what the caller calls a record.
        seals: With which answers are sealed: they hold what contents hold.
        acknowledged: Sees to it that what was committed may be told of; raises if it may not.
    """

    database: Database
    made: Callable[[KeptRequest], _Record]
    seals: Seals = field(default_factory=Seals)
    acknowledged: Callable[[], None] = field(default=lambda: None)

    def claim(self, name: Named, record: Claiming, now: datetime) -> bool:
        """Puts a record under a name if none is there whose time is not up; whether it was put there."""
        with self.database.writing() as connection:
            # What has run out is forgotten on the way, whoever's it was.
            connection.execute(
                delete(answered_requests).where(answered_requests.c.expires_at <= written(now))
            )
            if connection.execute(select(answered_requests.c.key).where(_of(name))).first() is not None:
                return False
            row = {
                "actor": name.actor_id,
                "key": name.key,
                "fingerprint": record.fingerprint,
                "holder": record.holder,
                "claimed_at": written(now),
                "expires_at": written(record.expires),
            }
            connection.execute(insert(answered_requests).values(row))
            return True

    def get(self, name: Named, now: datetime) -> _Record | None:
        """What is under a name, unless its time is up."""
        there = and_(_of(name), answered_requests.c.expires_at > written(now))
        with self.database.reading() as connection:
            row = connection.execute(select(answered_requests).where(there)).first()
        return None if row is None else self.made(self._kept(row))

    def acknowledge(self) -> None:
        """Makes sure that what was answered may be told again."""
        self.acknowledged()

    def finish(self, name: Named, holder: str, answer: Answering, expires: datetime) -> bool:
        """Adds the answer to the holder's record; False if the name is no longer that holder's, or was answered."""
        with self.database.writing() as connection:
            return self.finish_within(connection, name, holder, answer, expires)

    def finish_within(
        self,
        connection: Connection,
        name: Named,
        holder: str,
        answer: Answering,
        expires: datetime,
        case_id: str | None = None,
    ) -> bool:
        """The same in the transaction of the operation: then both have happened, or neither.

        Args:
            case_id: The case that the answer is about, if it is about one: erasing its contents reaches the answer.
        """
        held = and_(
            _of(name),
            answered_requests.c.holder == holder,
            answered_requests.c.status.is_(None),
            answered_requests.c.erased_at.is_(None),
        )
        body, key = self.seals.sealed(answer.body)
        change = update(answered_requests).values(
            status=answer.status,
            headers=[list(pair) for pair in answer.headers],
            body=body,
            sealed_with=key,
            case_id=case_id,
            expires_at=written(expires.astimezone(UTC)),
        )
        return bool(connection.execute(change.where(held)).rowcount)

    def release(self, name: Named, holder: str) -> None:
        """Removes the holder's record, if the name still is that holder's and was not answered."""
        with self.database.writing() as connection:
            held = and_(_of(name), answered_requests.c.holder == holder, answered_requests.c.status.is_(None))
            connection.execute(delete(answered_requests).where(held))

    def _kept(self, row: Any) -> KeptRequest:
        answer = None
        if row.erased_at is None and row.status is not None:
            headers = tuple((header, value) for header, value in row.headers)
            answer = KeptAnswer(row.status, headers, self.seals.opened(bytes(row.body), row.sealed_with))
        erased = None if row.erased_at is None else read(row.erased_at)
        return KeptRequest(row.fingerprint, row.holder, read(row.expires_at), answer, erased)


def erase_about(connection: Connection, case_id: str, at: datetime) -> int:
    """Removes every answer about a case; the keys stay, so that nothing is done twice. Gives how many there were."""
    about = (answered_requests.c.case_id == case_id) & answered_requests.c.erased_at.is_(None)
    gone = update(answered_requests).values(body=None, headers=None, sealed_with=None, erased_at=written(at))
    return connection.execute(gone.where(about)).rowcount


def _of(name: Named) -> ColumnElement[bool]:
    return and_(answered_requests.c.actor == name.actor_id, answered_requests.c.key == name.key)
