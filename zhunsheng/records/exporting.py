"""The log of a database as one file (`log.export`), read as it is written: however long it is, one entry at a time is in memory.

The export ends with a checkpoint of all of it, made now; and every checkpoint that was ever given away stands at its place, so
that whoever took one home finds it again. What was erased is simply not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import select

from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.checkpoints import SealedCheckpoint
from zhunsheng.records.log.contents import Content
from zhunsheng.records.log.export import ExportedEntry, exported
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.log.rotation import ROTATED, rotation_of
from zhunsheng.records.log.verifier_keys import VerifierKey
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.content_rows import ContentRows
from zhunsheng.records.storage.entry_rows import EntryRows, Numbered


def exported_log(ledger: Ledger, *, contents: bool = True) -> Iterator[bytes]:
    """The lines of an export of the log as it is now.

    Raises:
        StorageUnavailable: the database does not answer.
        LogRefused: a content is not what its entry names, or cannot stand in a line.
        Sealed: a content was sealed with a key that is not here.
    """
    head = ledger.checkpoint()
    given = {sealed.checkpoint.size: sealed for sealed in ledger.published()}
    with ledger.reading() as log:
        key = first_key(log, None if ledger.signing.key is None else ledger.signing.key.verifier)
        parts = _parts(log, {head.checkpoint.size: head, **given}, head.checkpoint.size, contents)
        yield from exported(ledger.origin, key, parts, contents=contents)


def first_key(log: EntryRows, current: VerifierKey | None) -> VerifierKey | None:
    """The key that the log began with: the one that handed over first, or the present one where none ever did.

    Raises:
        LogRefused: the entry by which the first key handed over is none any more.
    """
    rotations = select(tables.entries.c.number, tables.entries.c.body).where(tables.entries.c.kind == ROTATED)
    row = log.connection.execute(rotations.order_by(tables.entries.c.number).limit(1)).first()
    if row is None:
        return current
    rotation = rotation_of(row.number, Numbered(row.number, bytes(row.body)).entry)
    return current if rotation is None else rotation.old


def _parts(
    log: EntryRows, checkpoints: Mapping[int, SealedCheckpoint], size: int, contents: bool
) -> Iterator[ExportedEntry | SealedCheckpoint]:
    if 0 in checkpoints:
        yield checkpoints[0]
    for numbered in log.between(0, size):
        yield ExportedEntry(numbered.data, _contents(log, numbered) if contents else {})
        if numbered.number + 1 in checkpoints:
            yield checkpoints[numbered.number + 1]


def _contents(log: EntryRows, numbered: Numbered) -> Mapping[str, Content]:
    """What was written down beside an entry and has not been erased. Bytes that are no entry any more name nothing."""
    try:
        names = numbered.entry.contents
    except LogRefused:
        return {}
    rows = ContentRows(log.connection, log.seals)
    found = {name: rows.get(commitment) for name, commitment in names.items()}
    return {name: content for name, content in found.items() if isinstance(content, Content)}
