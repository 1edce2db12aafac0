"""Whether the tree of the log is whole: every complete subtree has its node.

Counting them reads a whole table, so it is not done at every probe: once at the start, and again whenever somebody came upon a
node that was not there, until they are all there again. Which one is missing, and whether they are what the entries say, is told
by `checking`.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from zhunsheng.records.storage.database import Database
from zhunsheng.records.storage.tables import nodes
from zhunsheng.records.storage.tree_rows import TreeRows


def is_whole(connection: Connection) -> bool:
    """Whether there are as many nodes as a log of this size has, on each level."""
    size = TreeRows(connection).size()
    counted = select(nodes.c.level, func.count()).group_by(nodes.c.level)
    found = {int(level): int(number) for level, number in connection.execute(counted)}
    return found == {level: size >> level for level in range(size.bit_length())}


@dataclass
class TreeWatch:
    """Looks after the tree of one database. May be asked from any thread."""

    database: Database
    _doubted: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._doubted.set()

    def doubt(self) -> None:
        """Somebody came upon a node that is not there."""
        self._doubted.set()

    def whole(self) -> bool:
        """Whether the tree is whole, as far as anybody knows.

        Raises:
            StorageUnavailable: the database does not answer.
        """
        if self._doubted.is_set():
            with self.database.reading() as connection:
                if not is_whole(connection):
                    return False
            self._doubted.clear()
        return True
