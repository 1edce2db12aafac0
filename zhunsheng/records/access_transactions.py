"""Transactions over all that is kept about access, in the database of a log.

What is looked at and counted (a session that was heard of, an attempt to sign in) is written beside the log and needs nothing of
it. What is noted down becomes an entry, in the same transaction and acknowledged as every entry is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from zhunsheng.records.access.happenings import Happening, Journal
from zhunsheng.records.access.stores import Stores, Transactions
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.entries import entry
from zhunsheng.records.storage.access_rows import stores_of
from zhunsheng.records.storage.entry_rows import EntryRows
from zhunsheng.records.times import Clock


def access_transactions(ledger: Ledger) -> Transactions:
    """Opens transactions over all that is kept about access.

    Each of them raises StorageUnavailable, and one that notes down also LogRefused, as `Ledger.appending` does.
    """

    @contextmanager
    def reading() -> Iterator[Stores]:
        with ledger.database.reading() as connection:
            yield stores_of(connection)

    @contextmanager
    def writing() -> Iterator[Stores]:
        with ledger.database.writing() as connection:
            yield stores_of(connection)

    @contextmanager
    def noting() -> Iterator[tuple[Stores, Journal]]:
        with ledger.appending() as log:
            yield access_in(log, ledger)

    return Transactions(reading, writing, noting)


def access_in(log: EntryRows, ledger: Ledger) -> tuple[Stores, Journal]:
    """The same within a transaction that is open, for whoever has more to do in it."""
    return stores_of(log.connection), _EntriesOfAccess(log, ledger.clock)


@dataclass(frozen=True, eq=False)
class _EntriesOfAccess:
    """Happenings as entries of the log."""

    log: EntryRows
    clock: Clock

    def note(self, happening: Happening) -> None:
        """Appends an entry.

        Raises:
            LogRefused: something in it is not as it must be.
        """
        of = {"account": happening.account}
        made = entry(happening.kind, self.clock(), happening.by, subjects=of, facts=happening.facts)
        self.log.append(made, {})
