"""Contents as rows: salt and bytes, sealed where there is a key, or what is left of them when they were erased."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from zhunsheng.records.log.contents import Content
from zhunsheng.records.storage.sealing import SealBroken, Seals
from zhunsheng.records.storage.tables import contents
from zhunsheng.records.storage.times import read, written


@dataclass(frozen=True)
class Erased:
    """A content that is no more."""

    at: datetime


@dataclass(frozen=True)
class Kept:
    """Salt and bytes as they are kept. Neither is shown when it is printed, as with contents."""

    salt: bytes = field(repr=False)
    data: bytes = field(repr=False)


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
        found = self.kept(commitment)
        if not isinstance(found, Kept):
            return found
        content = Content(found.salt, found.data)
        content.verify(commitment)
        return content

    def kept(self, commitment: str) -> Kept | Erased | None:
        """What is kept under that name, whether or not it is what entries name: evidence, where it is not.

        Raises:
            Sealed: it was sealed with a key that is not here.
        """
        row = self.connection.execute(select(contents).where(contents.c.commitment == commitment)).first()
        if row is None:
            return None
        if row.erased_at is not None:
            return Erased(read(row.erased_at))
        data = bytes(row.data or b"")
        with suppress(SealBroken):  # sealed bytes that were changed are another content than entries name
            data = self.seals.opened(data, row.sealed_with)
        return Kept(bytes(row.salt or b""), data)

    def erase(self, commitment: str, at: datetime) -> bool:
        """Removes salt and bytes; whether there was anything to remove."""
        there = (contents.c.commitment == commitment) & contents.c.erased_at.is_(None)
        change = (
            update(contents)
            .where(there)
            .values(salt=None, data=None, sealed_with=None, erased_at=written(at))
        )
        return bool(self.connection.execute(change).rowcount)
