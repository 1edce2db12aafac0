"""The log's tree in a table: complete subtrees alone, each written once (`log.merkle`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from zhunsheng.records.log import merkle
from zhunsheng.records.storage.tables import entries, nodes


class NodeLost(KeyError):
    """A node that must be there is not: the database was damaged, or changed past the log. Nothing was written.

    Attributes:
        level: The level of the node.
        number: Its place there.
    """

    def __init__(self, level: int, number: int) -> None:
        self.level, self.number = level, number
        super().__init__(f"{level}/{number}")

    def __str__(self) -> str:
        return f"{self.level}/{self.number}"


@dataclass(frozen=True, eq=False)
class TreeRows:
    """The complete nodes, as a transaction sees them."""

    connection: Connection

    def get(self, level: int, index: int) -> bytes:
        """The hash at this place.

        Raises:
            NodeLost: there is none.
        """
        row = self.connection.execute(
            select(nodes.c.hash).where(nodes.c.level == level, nodes.c.number == index)
        ).first()
        if row is None:
            raise NodeLost(level, index)
        return bytes(row.hash)

    def size(self) -> int:
        """How many entries the log has. Their numbers have no gaps, so it is the last one and one more."""
        last = self.connection.execute(select(func.max(entries.c.number))).scalar_one()
        return 0 if last is None else int(last) + 1

    def root(self, size: int) -> bytes:
        """The root of the first so many entries.

        Raises:
            NodeLost: the log has never been so large, or a node is lost.
        """
        return merkle.root(size, self)

    def add(self, found: Mapping[merkle.Node, bytes]) -> None:
        """Stores nodes that became complete."""
        rows = [{"level": level, "number": index, "hash": value} for (level, index), value in found.items()]
        self.connection.execute(insert(nodes), rows)
