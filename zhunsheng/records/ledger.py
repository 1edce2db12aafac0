"""The log as a service has it: entries are appended in transactions, acknowledged once they cannot be lost, and signed for.

    with ledger.appending() as log:      one transaction, alone among writers
        log.append(entry, written)
    # from here on it is on disk, and the witness knows: now it may be said that it is done

Everything else that a transaction changes it changes over the same connection, so that all of it has happened, or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, insert, select

from zhunsheng.records.log.checkpoints import Checkpoint, SealedCheckpoint, parse, seal
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.log.signing import Signing
from zhunsheng.records.log.verifier_keys import SigningKey, VerifierKey
from zhunsheng.records.log.witness import Account, compare, keep, read
from zhunsheng.records.signing_history import last_rotation, refuse_other_key
from zhunsheng.records.storage.database import Database
from zhunsheng.records.storage.entry_rows import EntryRows
from zhunsheng.records.storage.sealing import Seals
from zhunsheng.records.storage.tables import checkpoints
from zhunsheng.records.storage.times import written
from zhunsheng.records.storage.tree_rows import TreeRows
from zhunsheng.records.times import Clock, now

#: The name of a log that has no key; one that has a key has the key's name.
UNNAMED = "zhunsheng"


def uncounted(_entries: int) -> None:
    """Nobody counts."""


class NotAcknowledged(LogRefused):
    """What was done is on disk, and the witness could not be told. It must not be done again; it may be acknowledged later."""


@dataclass(frozen=True, eq=False)
class Ledger:
    """A log in a database.

    Attributes:
        seals: With which contents are sealed.
        signing: With which checkpoints are signed.
        witness: The file that keeps the last checkpoint; None keeps none, and a database that was rolled back is not noticed.
        appended: Hears how many entries a transaction has added, once they are on disk.
    """

    database: Database
    seals: Seals = field(default_factory=Seals)
    signing: Signing = field(default_factory=Signing)
    witness: Path | None = None
    clock: Clock = now
    appended: Callable[[int], None] = uncounted

    @property
    def origin(self) -> str:
        """The name of the log."""
        return UNNAMED if self.signing.key is None else self.signing.key.name

    @contextmanager
    def appending(self, signed_by: SigningKey | None = None) -> Iterator[EntryRows]:
        """A transaction that may append. When it ends, what it did is acknowledged: on disk, and known to the witness.

        Args:
            signed_by: The key that signs when it ends, where the one of this ledger hands over to it (`key_rotation`).

        Raises:
            StorageUnavailable: the database does not answer or cannot write; nothing has happened.
            LogRefused: the witness knows of more than there is, or another key has to sign; nothing has happened.
            NotAcknowledged: the witness cannot be written; what was done is on disk.
        """
        made: SealedCheckpoint | None = None
        with self.database.writing() as connection:
            log = EntryRows(connection, self.seals)
            before = log.size()
            self._refuse_to_go_on(connection, before)
            yield log
            if log.size() > before:
                made = self._sealed(connection, self.head(log), signed_by)
        if made is None:
            return
        self.appended(made.checkpoint.size - before)
        if self.witness is not None:
            try:
                keep(self.witness, made)
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
            made = self._sealed(connection, self.head(EntryRows(connection, self.seals)))
        try:
            keep(self.witness, made)
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

        It is read in one transaction and remembered in another after it: whoever held the one while waiting for the other would,
        with enough others, wait for them for ever, and all that ask the database with them.

        Raises:
            StorageUnavailable: the database does not answer or cannot write.
            NodeLost: the tree cannot be put together.
        """
        with self.reading() as log:
            sealed, remembered = self._to_give_away(log)
        if not remembered:
            self._remember(sealed)
        return sealed

    def given_away(self, log: EntryRows) -> SealedCheckpoint:
        """The same of the log as a transaction sees it. It takes a second connection, so only a few may be at it at a time."""
        sealed, remembered = self._to_give_away(log)
        if not remembered:
            self._remember(sealed)
        return sealed

    def _to_give_away(self, log: EntryRows) -> tuple[SealedCheckpoint, bool]:
        """The checkpoint of the log as a transaction sees it, and whether it is remembered already."""
        sealed = self._sealed(log.connection, self.head(log))
        return sealed, _published(log.connection, sealed.checkpoint.size) == sealed.to_bytes()

    def _remember(self, sealed: SealedCheckpoint) -> None:
        size = sealed.checkpoint.size
        with self.database.writing() as connection:
            if _published(connection, size) is None:
                row = {"size": size, "at": written(self.clock()), "note": sealed.to_bytes().decode()}
                connection.execute(insert(checkpoints).values(row))

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

    def refuse_key(self) -> None:
        """Asks whether the key at hand is the one that has to sign this log now.

        Raises:
            StorageUnavailable: the database does not answer.
            LogRefused: it is not, or the witness cannot be read.
        """
        kept = None if self.witness is None else read(self.witness)
        with self.database.reading() as connection:
            refuse_other_key(last_rotation(connection), kept, self._verifier)

    def head(self, log: EntryRows) -> Checkpoint:
        """How large the log is and what its root is, as a transaction sees it; nobody has signed it.

        Raises:
            NodeLost: the tree cannot be put together.
        """
        tree = TreeRows(log.connection)
        size = tree.size()
        return Checkpoint(self.origin, size, tree.root(size))

    @property
    def _verifier(self) -> VerifierKey | None:
        return None if self.signing.key is None else self.signing.key.verifier

    def _refuse_to_go_on(self, connection: Connection, size: int) -> None:
        """Where the tail was lost nothing is appended: other entries would take the numbers of those that are lost. Nor is
        anything where another key than that of the log would sign for it.
        """
        kept = None if self.witness is None else read(self.witness)
        if kept is not None and kept.checkpoint.size > size:
            found = compare(kept.checkpoint, self.origin, size, TreeRows(connection))
            raise LogRefused([found.problem] if found.problem else [])
        refuse_other_key(last_rotation(connection), kept, self._verifier)

    def _sealed(
        self, connection: Connection, checkpoint: Checkpoint, successor: SigningKey | None = None
    ) -> SealedCheckpoint:
        """A checkpoint, signed by whoever signs this log at its size.

        Raises:
            LogRefused: that is not the key here; nobody is to see such a checkpoint.
        """
        key = successor or self.signing.key
        rotation = last_rotation(connection)
        if rotation is not None:
            refuse_other_key(rotation, None, None if key is None else key.verifier)
            # Both keys signed when the one handed over to the other; only one of them is here.
            note = _published(connection, checkpoint.size) if checkpoint.size == rotation.size else None
            if note is not None:
                return parse(note)
        return seal(checkpoint, [] if key is None else [key])


def _published(connection: Connection, size: int) -> bytes | None:
    note = connection.execute(select(checkpoints.c.note).where(checkpoints.c.size == size)).scalar()
    return None if note is None else note.encode()
