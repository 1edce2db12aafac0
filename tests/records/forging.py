"""Changes a database behind the back of its log, in the ways that somebody would who has something to hide."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log import merkle
from zhunsheng.records.log.canonical import canonical_bytes
from zhunsheng.records.log.contents import Content
from zhunsheng.records.log.merkle import leaf_hash
from zhunsheng.records.storage.tables import contents, entries, entry_contents, nodes

Change = Callable[[dict[str, Any]], None]


def number_of(connection: Connection, kind: str) -> int:
    """The number of the first entry of a kind."""
    wanted = select(entries.c.number).where(entries.c.kind == kind).order_by(entries.c.number).limit(1)
    return int(connection.execute(wanted).scalar_one())


def forge_entry(ledger: Ledger, kind: str, change: Change, *, with_tree: bool = False) -> int:
    """Changes an entry; gives its number.

    Args:
        with_tree: Whether the hashes of the tree are made anew, so that it is whole again.
    """
    with ledger.database.writing() as connection:
        number = number_of(connection, kind)
        body = connection.execute(select(entries.c.body).where(entries.c.number == number)).scalar_one()
        document = json.loads(bytes(body))
        change(document)
        changed = update(entries).where(entries.c.number == number)
        connection.execute(changed.values(body=canonical_bytes(document)))
        if with_tree:
            _tree_anew(connection)
    return number


def forge_content(ledger: Ledger, kind: str, data: bytes) -> None:
    """Puts another content in the place of the one that belongs to an entry."""
    with ledger.database.writing() as connection:
        number = number_of(connection, kind)
        named = select(entry_contents.c.commitment).where(entry_contents.c.number == number)
        commitment = connection.execute(named).scalar_one()
        connection.execute(update(contents).where(contents.c.commitment == commitment).values(data=data))


def forge_facts(ledger: Ledger, change: Change) -> None:
    """Changes the facts that were recorded first, and has the log agree that they were those."""
    with ledger.database.writing() as connection:
        number = number_of(connection, "facts.recorded")
        named = entry_contents.c.number == number
        old = connection.execute(select(entry_contents.c.commitment).where(named)).scalar_one()
        row = connection.execute(select(contents).where(contents.c.commitment == old)).one()
        document = json.loads(bytes(row.data))
        change(document["document"])
        new = Content(bytes(row.salt), json.dumps(document).encode())
        body = connection.execute(select(entries.c.body).where(entries.c.number == number)).scalar_one()
        changed = bytes(body).replace(old.encode(), new.commitment.encode())
        connection.execute(delete(entry_contents).where(named))
        renamed = update(contents).where(contents.c.commitment == old)
        connection.execute(renamed.values(commitment=new.commitment, data=new.data))
        connection.execute(update(entries).where(entries.c.number == number).values(body=changed))


def _tree_anew(connection: Connection) -> None:
    rows = connection.execute(select(entries.c.body).order_by(entries.c.number)).scalars().all()
    made = merkle.MemoryNodes()
    for size, body in enumerate(rows):
        made.add(merkle.append(size, leaf_hash(bytes(body)), made))
    connection.execute(delete(nodes))
    kept = [
        {"level": level, "number": number, "hash": made.get(level, number)}
        for level in range(len(rows).bit_length())
        for number in range(len(rows) >> level)
    ]
    connection.execute(insert(nodes), kept)
