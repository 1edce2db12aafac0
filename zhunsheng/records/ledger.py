"""The log as a service has it: entries are appended in transactions, acknowledged once they cannot be lost, and signed for.

    with ledger.appending() as log:      one transaction, alone among writers
        log.append(entry, written)
    # from here on it is on disk, and the witness knows: now it may be said that it is done

Everything else that a transaction changes it changes over the same connection, so that all of it has happened, or none.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, insert, select

from zhunsheng.records.log.checkpoints import Checkpoint, SealedCheckpoint, parse, seal
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.log.signing import Signing
from zhunsheng.records.log.witness import Account, compare, keep, read
from zhunsheng.records.storage.database import Database
from zhunsheng.records.storage.entry_rows import EntryRows
from zhunsheng.records.storage.sealing import Seals
from zhunsheng.records.storage.tables import checkpoints
from zhunsheng.records.storage.times import written
from zhunsheng.records.storage.tree_rows import TreeRows
from zhunsheng.records.times import Clock, now

#: The name of a log that has no key; one that has a key has the key's name.
UNNAMED = "zhunsheng"


class NotAcknowledged(LogRefused):
    """What was done is on disk, and the witness could not be told. It must not be done again; it may be acknowledged later."""


@dataclass(frozen=True, eq=False)
class Ledger:
    """A log in a database.

    Attributes:
        seals: With which contents are sealed.
        signing: With which checkpoints are signed.
        witness: The file that keeps the last checkpoint; None keeps none, and a database that was rolled back is not noticed.
    """

    database: Database
    seals: Seals = field(default_factory=Seals)
    signing: Signing = field(default_factory=Signing)
    witness: Path | None = None
    clock: Clock = now

    @property
    def origin(self) -> str:
        """The name of the log."""
        return UNNAMED if self.signing.key is None else self.signing.key.name

    @contextmanager
    def appending(self) -> Iterator[EntryRows]:
        """A transaction that may append. When it ends, what it did is acknowledged: on disk, and known to the witness.

        Raises:
            StorageUnavailable: the database does not answer or cannot write; nothing has happened.
            LogRefused: the witness knows of more than there is; nothing has happened.
            NotAcknowledged: the witness cannot be written; what was done is on disk.
        """
        made: Checkpoint | None = None
        with self.database.writing() as connection:
            log = EntryRows(connection, self.seals)
            before = log.size()
            self._refuse_to_begin_anew(connection, before)
            yield log
            if log.size() > before:
                made = self._head(connection)
        if made is not None and self.witness is not None:
            try:
                keep(self.witness, self._sealed(made))
            except LogRefused as error:
                raise NotAcknowledged(error.problems) from error

    def acknowledge(self) -> None:
        """Has the witness know everything that is on disk, if it does not yet.

        Raises:
            StorageUnavailable: the database does not answer.
            LogRefused: the database is not the one that the witness knows, or the witness cannot be read.
            NotAcknowledged: the witness cannot be written.
        """
        found = self.standing()
        if found.problem is not None:
            raise LogRefused([found.problem])
        if self.witness is None or (found.kept is not None and found.kept.size >= found.size):
            return
        with self.database.reading() as connection:
            made = self._head(connection)
        try:
            keep(self.witness, self._sealed(made))
        except LogRefused as error:
            raise NotAcknowledged(error.problems) from error

    @contextmanager
    def reading(self) -> Iterator[EntryRows]:
        """A transaction that reads the log as it is at one moment.

        Raises:
            StorageUnavailable: the database does not answer.
        """
        with self.database.reading() as connection:
            yield EntryRows(connection, self.seals)

    def checkpoint(self) -> SealedCheckpoint:
        """The log as it is now, signed, for somebody to keep. What was given away is remembered.

        Raises:
            StorageUnavailable: the database does not answer or cannot write.
        """
        with self.database.reading() as connection:
            sealed = self._sealed(self._head(connection))
            known = _published(connection, sealed.checkpoint.size)
        if known == sealed.to_bytes():
            return sealed
        with self.database.writing() as connection:
            if _published(connection, sealed.checkpoint.size) is None:
                note = sealed.to_bytes().decode()
                row = {"size": sealed.checkpoint.size, "at": written(self.clock()), "note": note}
                connection.execute(insert(checkpoints).values(row))
        return sealed

    def published(self) -> tuple[SealedCheckpoint, ...]:
        """Every checkpoint that was given away, the smallest first.

        Raises:
            StorageUnavailable: the database does not answer.
        """
        with self.database.reading() as connection:
            notes = connection.execute(select(checkpoints.c.note).order_by(checkpoints.c.size)).scalars()
            return tuple(parse(note.encode()) for note in notes)

    def standing(self) -> Account:
        """Whether the database is the one that the witness knows.

        Raises:
            StorageUnavailable: the database does not answer.
            LogRefused: the witness cannot be read.
        """
        kept = None if self.witness is None else read(self.witness)
        with self.database.reading() as connection:
            tree = TreeRows(connection)
            head = None if kept is None else kept.checkpoint
            return compare(head, self.origin, tree.size(), tree)

    def _refuse_to_begin_anew(self, connection: Connection, size: int) -> None:
        """Where the tail was lost nothing is appended: other entries would take the numbers of those that are lost."""
        kept = None if self.witness is None else read(self.witness)
        if kept is not None and kept.checkpoint.size > size:
            found = compare(kept.checkpoint, self.origin, size, TreeRows(connection))
            raise LogRefused([found.problem] if found.problem else [])

    def _head(self, connection: Connection) -> Checkpoint:
        tree = TreeRows(connection)
        size = tree.size()
        return Checkpoint(self.origin, size, tree.root(size))

    def _sealed(self, checkpoint: Checkpoint) -> SealedCheckpoint:
        return seal(checkpoint, [] if self.signing.key is None else [self.signing.key])


def _published(connection: Connection, size: int) -> bytes | None:
    note = connection.execute(select(checkpoints.c.note).where(checkpoints.c.size == size)).scalar()
    return None if note is None else note.encode()
