"""The log's entries as rows: appending one, with its contents and its part of the tree, and reading them again.

What is looked up (kind, case, time) stands in columns of its own beside the canonical bytes; the bytes are what counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select

from zhunsheng.records.log import merkle
from zhunsheng.records.log.contents import Content
from zhunsheng.records.log.entries import Entry, parse
from zhunsheng.records.storage.content_rows import ContentRows
from zhunsheng.records.storage.sealing import Seals
from zhunsheng.records.storage.tables import entries, entry_contents
from zhunsheng.records.storage.tree_rows import TreeRows

#: Rows that are read at once when many are.
_AT_ONCE = 1000


@dataclass(frozen=True)
class Written:
    """Something that was written down beside an entry."""

    content: Content
    media_type: str = "application/json"


@dataclass(frozen=True)
class Numbered:
    """An entry in its place in the log.

    Attributes:
        number: From 0.
        data: Its canonical bytes.
    """

    number: int
    data: bytes

    @property
    def entry(self) -> Entry:
        """What the bytes say.

        Raises:
            LogRefused: they are no entry any more.
        """
        return parse(self.data)


@dataclass(frozen=True, eq=False)
class EntryRows:
    """The log, as a transaction sees it; only one that writes may append."""

    connection: Connection
    seals: Seals

    def size(self) -> int:
        """How many entries there are."""
        return TreeRows(self.connection).size()

    def append(self, entry: Entry, written: Mapping[str, Written]) -> int:
        """Adds an entry; gives its number.

        Args:
            written: By the names under which the entry names them.

        Raises:
            ValueError: the entry names other contents than these.
            LogRefused: the entry is larger than one may be.
        """
        if dict(entry.contents) != {name: of.content.commitment for name, of in written.items()}:
            raise ValueError("the entry names other contents than those that come with it")
        data = entry.to_bytes()
        tree = TreeRows(self.connection)
        number = tree.size()
        self.connection.execute(
            insert(entries).values(
                number=number,
                kind=entry.kind,
                at=entry.at,
                actor=entry.actor,
                case_id=entry.subjects.get("case"),
                body=data,
            )
        )
        tree.add(merkle.append(number, merkle.leaf_hash(data), tree))
        contents = ContentRows(self.connection, self.seals)
        for name, of in written.items():
            commitment = contents.put(of.content, of.media_type)
            self.connection.execute(
                insert(entry_contents).values(number=number, name=name, commitment=commitment)
            )
        return number

    def get(self, number: int) -> Numbered | None:
        """One entry."""
        row = self.connection.execute(_SELECTED.where(entries.c.number == number)).first()
        return None if row is None else _numbered(row)

    def of_case(self, case_id: str, *, but: str | None = None) -> tuple[Numbered, ...]:
        """All entries about a case, in their order.

        Args:
            but: A kind that is left out.
        """
        about = entries.c.case_id == case_id
        wanted = about if but is None else about & (entries.c.kind != but)
        return tuple(
            map(_numbered, self.connection.execute(_SELECTED.where(wanted).order_by(entries.c.number)))
        )

    def between(self, first: int, end: int) -> Iterator[Numbered]:
        """The entries from a number up to and without another; read as they are asked for."""
        for start in range(first, end, _AT_ONCE):
            part = (entries.c.number >= start) & (entries.c.number < min(end, start + _AT_ONCE))
            yield from map(
                _numbered, self.connection.execute(_SELECTED.where(part).order_by(entries.c.number)).all()
            )

    def number_of_kind(self, kind: str) -> int:
        """How many entries of a kind there are."""
        counted = select(func.count()).select_from(entries).where(entries.c.kind == kind)
        return int(self.connection.execute(counted).scalar_one())


_SELECTED = select(entries.c.number, entries.c.body)


def _numbered(row: Any) -> Numbered:
    return Numbered(row.number, bytes(row.body))
