"""Contents as rows: salt and bytes, sealed where there is a key, or what is left of them when they were erased."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from zhunsheng.records.log.contents import Content
from zhunsheng.records.storage.sealing import Seals
from zhunsheng.records.storage.tables import contents
from zhunsheng.records.storage.times import read, written


@dataclass(frozen=True)
class Erased:
    """A content that is no more."""

    at: datetime


@dataclass(frozen=True, eq=False)
class ContentRows:
    """Contents, as a transaction sees them."""

    connection: Connection
    seals: Seals = field(default_factory=Seals)

    def put(self, content: Content, media_type: str) -> str:
        """Keeps a content; gives the commitment by which entries name it."""
        data, key = self.seals.sealed(content.data)
        row = {
            "commitment": content.commitment,
            "media_type": media_type,
            "salt": content.salt,
            "data": data,
            "sealed_with": key,
        }
        self.connection.execute(insert(contents).values(row))
        return content.commitment

    def get(self, commitment: str) -> Content | Erased | None:
        """The content of that name; None where there never was one.

        Raises:
            LogRefused: what is kept is not what entries name.
            Sealed: it was sealed with a key that is not here.
        """
        row = self.connection.execute(select(contents).where(contents.c.commitment == commitment)).first()
        if row is None:
            return None
        if row.erased_at is not None:
            return Erased(read(row.erased_at))
        found = Content(bytes(row.salt), self.seals.opened(bytes(row.data), row.sealed_with))
        found.verify(commitment)
        return found

    def erase(self, commitment: str, at: datetime) -> bool:
        """Removes salt and bytes; whether there was anything to remove."""
        there = (contents.c.commitment == commitment) & contents.c.erased_at.is_(None)
        change = (
            update(contents)
            .where(there)
            .values(salt=None, data=None, sealed_with=None, erased_at=written(at))
        )
        return bool(self.connection.execute(change).rowcount)
