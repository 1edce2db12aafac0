"""The log of a database as one file (`log.export`), read as it is written: however long it is, one entry at a time is in memory.

All of it is of one moment. The export ends with a checkpoint of all of it, made for it; and every checkpoint that was ever given
away stands at its place, so that whoever took one home finds it again. What was erased is simply not there.

What was changed past the log is no reason to refuse: then the export is the evidence. It is written as it is there, or left out
where it fits into no line, told to whoever exports, and found by whoever verifies the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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

#: So many sizes are looked up at once.
_AT_ONCE = 1000

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
        given = _GivenAway(log, _head(ledger, log, told), told)
        current = None if ledger.signing.key is None else ledger.signing.key.verifier
        parts = _Parts(log, given, size, contents, told).all()
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


class _GivenAway:
    """The checkpoints that were given away, read some sizes at a time: there may be as many as there are entries."""

    def __init__(self, log: EntryRows, head: SealedCheckpoint | None, told: Told) -> None:
        self._log, self._head, self._told = log, head, told
        self._sizes = range(0)
        self._read: dict[int, SealedCheckpoint] = {}

    def of(self, size: int) -> SealedCheckpoint | None:
        """The one of this size; sizes are asked for in their order."""
        if self._head is not None and size == self._head.checkpoint.size:
            return self._head
        if size not in self._sizes:
            self._sizes = range(size, size + _AT_ONCE)
            self._read = dict(self._between(self._sizes))
        return self._read.get(size)

    def _between(self, sizes: range) -> Iterator[tuple[int, SealedCheckpoint]]:
        table = tables.checkpoints
        there = (table.c.size >= sizes.start) & (table.c.size < sizes.stop)
        for row in self._log.connection.execute(select(table.c.size, table.c.note).where(there)).all():
            try:
                yield row.size, parse(row.note.encode())
            except LogRefused as error:
                self._told(_finding(error, f"checkpoint {row.size}"))


@dataclass(frozen=True, eq=False)
class _Parts:
    """What an export is made of, read from the database in its order."""

    log: EntryRows
    given: _GivenAway
    size: int
    contents: bool
    told: Told

    def all(self) -> Iterator[ExportedEntry | LeftOut | SealedCheckpoint]:
        if (first := self.given.of(0)) is not None:
            yield first
        expected = 0
        for numbered in self.log.between(0, self.size):
            for missing in range(expected, numbered.number):
                yield self._left_out("entry_missing", missing, "the entry is missing", "缺少这条记录")
            expected = numbered.number + 1
            yield self._entry(numbered)
            if (sealed := self.given.of(expected)) is not None:
                yield sealed

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
