"""Answers to requests that carried an idempotency key, as rows: what `api.idempotency` asks to have kept.

Nothing of the API is known here. What comes in is described by what it has, and what goes out is made by a function that is
handed over. What writes is part of somebody else's transaction: an answer is kept in that of the operation that it tells of
(`keep_within`), and it is erased in the one that erases the contents of its case (`erase_about`). That writers take turns
(`database`) is what makes one of several the first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Connection, delete, insert, select, update

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
    """What is known of a key: ``answer``, or when that was ``erased``; and the case that it is about, if it is about one."""

    fingerprint: str
    answer: KeptAnswer | None
    erased: datetime | None
    case_id: str | None = None


@dataclass(frozen=True, eq=False)
class AnsweredRequestRows(Generic[_Record]):
    """The keys of a database.

    Attributes:
        made: Makes of what is kept what the caller calls a record.
        kept: So long an answer is kept.
        seals: With which answers are sealed: they hold what contents hold.
    """

    database: Database
    made: Callable[[KeptRequest], _Record]
    kept: timedelta
    seals: Seals = field(default_factory=Seals)

    def get(self, name: Named, now: datetime) -> _Record | None:
        """What is under a name, unless its time is up."""
        with self.database.reading() as connection:
            return self._known(connection, name, now)

    def keep_within(
        self,
        connection: Connection,
        name: Named,
        fingerprint: str,
        answer: Answering,
        now: datetime,
        case_id: str | None = None,
    ) -> _Record | None:
        """Puts the answer to a request under a name, in the transaction of what the answer tells of: both happen, or neither.

        Args:
            case_id: The case that the answer is about, if it is about one: erasing its contents reaches the answer.

        Returns:
            What another one has put there, whose time was not up at `now`: nothing was kept, and the transaction must be undone.
        """
        # What has run out is forgotten on the way, whoever's it was.
        connection.execute(delete(answered_requests).where(answered_requests.c.expires_at <= written(now)))
        known = self._known(connection, name, now)
        if known is not None:
            return known
        body, key = self.seals.sealed(answer.body)
        row = {
            "actor": name.actor_id,
            "key": name.key,
            "fingerprint": fingerprint,
            "expires_at": written(now + self.kept),
            "status": answer.status,
            "headers": [list(pair) for pair in answer.headers],
            "body": body,
            "sealed_with": key,
            "case_id": case_id,
        }
        connection.execute(insert(answered_requests).values(row))
        return None

    def _known(self, connection: Connection, name: Named, now: datetime) -> _Record | None:
        found = select(answered_requests).where(
            answered_requests.c.actor == name.actor_id,
            answered_requests.c.key == name.key,
            answered_requests.c.expires_at > written(now),
        )
        row = connection.execute(found).first()
        return None if row is None else self.made(self._kept(row))

    def _kept(self, row: Any) -> KeptRequest:
        if row.erased_at is not None:
            return KeptRequest(row.fingerprint, None, read(row.erased_at), row.case_id)
        headers = tuple((header, value) for header, value in row.headers)
        body = self.seals.opened(bytes(row.body), row.sealed_with)
        return KeptRequest(row.fingerprint, KeptAnswer(row.status, headers, body), None, row.case_id)


def erase_about(connection: Connection, case_id: str, at: datetime) -> int:
    """Removes every answer about a case; the keys stay, so that nothing is done twice. Gives how many there were."""
    about = (answered_requests.c.case_id == case_id) & answered_requests.c.erased_at.is_(None)
    gone = update(answered_requests).values(body=None, headers=None, sealed_with=None, erased_at=written(at))
    return connection.execute(gone.where(about)).rowcount
