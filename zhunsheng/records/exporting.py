"""The log of a database as one file (`log.export`), read as it is written: however long it is, one entry at a time is in memory.

All of it is of one moment. The export ends with a checkpoint of all of it, made for it; and every checkpoint that was ever given
away stands at its place, so that whoever took one home finds it again. What was erased is simply not there.

What was changed past the log is no reason to refuse: then the export is the evidence. It is written as it is there, or left out
where it fits into no line, told to whoever exports, and found by whoever verifies the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from zhunsheng.records.checking import Finding
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.checkpoints import SealedCheckpoint, parse
from zhunsheng.records.log.contents import Content
from zhunsheng.records.log.export import ExportedEntry, LeftOut, Salted, exported
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.log.rotation import ROTATED, rotation_of
from zhunsheng.records.log.verifier_keys import VerifierKey
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.content_rows import ContentRows, Kept
from zhunsheng.records.storage.entry_rows import EntryRows, Numbered
from zhunsheng.records.storage.tree_rows import NodeLost

#: Hears of everything that is not as it must be.
Told = Callable[[Finding], None]


def nobody(_found: Finding) -> None:
    """Nobody is told; whoever verifies the file finds it all the same."""


def exported_log(ledger: Ledger, *, contents: bool = True, told: Told = nobody) -> Iterator[bytes]:
    """The lines of an export of the log as it is now.

    Args:
        told: Hears of everything in it that is not as it must be, when it is come upon.

    Raises:
        StorageUnavailable: the database does not answer.
        LogRefused: a content is too large for a line, or the key of the service is not that of the log.
        Sealed: a content was sealed with a key that is not here.
    """
    with ledger.reading() as log:
        size = log.size()
        checkpoints = dict(_published(log, told))
        head = _head(ledger, log, told)
        if head is not None:
            checkpoints[size] = head
        current = None if ledger.signing.key is None else ledger.signing.key.verifier
        parts = _Parts(log, checkpoints, size, contents, told).all()
        yield from exported(ledger.origin, _first_key(log, current, told), parts, contents=contents)


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


def _first_key(log: EntryRows, current: VerifierKey | None, told: Told) -> VerifierKey | None:
    try:
        return first_key(log, current)
    except LogRefused as error:
        told(_finding(error, ROTATED))
        return current


def _head(ledger: Ledger, log: EntryRows, told: Told) -> SealedCheckpoint | None:
    """The checkpoint of all of it, remembered as given away; none where the tree cannot be put together."""
    try:
        return ledger.given_away(log)
    except NodeLost as error:
        told(Finding("node_missing", str(error), "a node of the tree is missing", "哈希树缺少节点"))
        return None


def _published(log: EntryRows, told: Told) -> Iterator[tuple[int, SealedCheckpoint]]:
    table = tables.checkpoints
    for row in log.connection.execute(select(table.c.size, table.c.note).order_by(table.c.size)).all():
        try:
            yield row.size, parse(row.note.encode())
        except LogRefused as error:
            told(_finding(error, f"checkpoint {row.size}"))


@dataclass(frozen=True, eq=False)
class _Parts:
    """What an export is made of, read from the database in its order."""

    log: EntryRows
    checkpoints: Mapping[int, SealedCheckpoint]
    size: int
    contents: bool
    told: Told

    def all(self) -> Iterator[ExportedEntry | LeftOut | SealedCheckpoint]:
        if 0 in self.checkpoints:
            yield self.checkpoints[0]
        expected = 0
        for numbered in self.log.between(0, self.size):
            for missing in range(expected, numbered.number):
                yield self._left_out("entry_missing", missing, "the entry is missing", "缺少这条记录")
            expected = numbered.number + 1
            yield self._entry(numbered)
            if expected in self.checkpoints:
                yield self.checkpoints[expected]

    def _entry(self, numbered: Numbered) -> ExportedEntry | LeftOut:
        if b"\n" in numbered.data:
            what = "the entry was changed: it holds a line break and fits into no line"
            return self._left_out(
                "entry_unexportable", numbered.number, what, "记录被改动，含有换行，无法写入"
            )
        return ExportedEntry(numbered.data, dict(self._contents(numbered)) if self.contents else {})

    def _contents(self, numbered: Numbered) -> Iterator[tuple[str, Salted]]:
        """What was written down beside an entry and has not been erased. Bytes that are no entry any more name nothing."""
        where = str(numbered.number)
        try:
            named = numbered.entry.contents
        except LogRefused as error:
            self.told(_finding(error, where))
            return
        rows = ContentRows(self.log.connection, self.log.seals)
        for name, commitment in named.items():
            found = rows.kept(commitment)
            if found is None:
                self.told(
                    Finding(
                        "content_missing", where, f"its content '{name}' is missing", f"缺少内容「{name}」"
                    )
                )
            elif isinstance(found, Kept):
                try:
                    Content(found.salt, found.data).verify(commitment)
                except LogRefused as error:
                    self.told(_finding(error, where))
                yield name, found

    def _left_out(self, code: str, number: int, what: str, zh: str) -> LeftOut:
        self.told(Finding(code, str(number), what, zh))
        return LeftOut()


def _finding(error: LogRefused, where: str) -> Finding:
    zh, _ = error.problem.say("zh")
    return Finding(error.problem.code, where, error.problem.what, zh)
