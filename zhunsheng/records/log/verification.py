"""Reading an export with no trust in it: an auditor's program, on his own machine, without network and without the database.

The file is read once, from the beginning, line by line; the tree is grown along with it, and at each checkpoint its root is
compared (`merkle.Frontier`). So it takes memory for a line and eight bytes an entry, and needs no proofs. It goes on after what
is wrong, to report everything there is.

What is found depends on what the auditor brings along. With nothing, a file can only be shown to agree with itself: a whole log
that was written anew and signed with a new key does. With the verifier key that the organization gave him, nobody else can have
written it. With a checkpoint that he took home once, the organization itself cannot have changed what came before.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import BinaryIO

from zhunsheng.engine.problems import Problem
from zhunsheng.records.log import checkpoints, entries
from zhunsheng.records.log import verification_problems as say
from zhunsheng.records.log.checkpoints import SealedCheckpoint
from zhunsheng.records.log.entry_numbers import EntryNumbers, Place
from zhunsheng.records.log.erasures import erased_by
from zhunsheng.records.log.export import (
    LONGEST_LINE,
    CheckpointLine,
    ContentLine,
    EndLine,
    EntryLine,
    HeadLine,
    read_line,
    read_lines,
)
from zhunsheng.records.log.findings import MOST, Finding, Report, Severity
from zhunsheng.records.log.held_checkpoints import HeldCheckpoints
from zhunsheng.records.log.merkle import Frontier, leaf_hash
from zhunsheng.records.log.open_contents import OpenContents
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.log.root_runs import RootRuns
from zhunsheng.records.log.rotation import KeyHistory, Rotation, rotation_of
from zhunsheng.records.log.verifier_keys import VerifierKey


def verify(file: BinaryIO, *, held: Sequence[bytes] = (), trusted: Sequence[VerifierKey] = ()) -> Report:
    """What is to be said of an export of the log.

    Args:
        file: The export, opened for reading bytes.
        held: Checkpoints that the auditor took home, each as its bytes; the log must contain every one.
        trusted: Verifier keys that the auditor has from elsewhere; each must be one of this log's.

    Raises:
        OSError: the file cannot be read.
    """
    reading = _Reading(HeldCheckpoints(held))
    digest = sha256()
    for number, data, whole in read_lines(file):
        reading.take(number, data, whole, digest.hexdigest())
        digest.update(data)
    return reading.report(trusted)


class _Reading:
    """What is known after so many lines."""

    def __init__(self, held: HeldCheckpoints) -> None:
        self._held = held
        self._findings: list[Finding] = []
        self._left_off = 0
        self._line = 0
        self._head: HeadLine | None = None
        self._end: EndLine | None = None
        self._history = KeyHistory.starting_with(None)
        self._unconfirmed: Rotation | None = None
        self._numbers = EntryNumbers()
        self._tree = Frontier()
        self._broken_at: int | None = None
        self._roots = RootRuns()
        self._contents = OpenContents()
        #: Entries read, checkpoints read, checkpoints that fit, and the size that the last one speaks of.
        self._entries = self._seals = self._checkpoints = self._sealed = 0
        held.pass_size(0, self._tree.root())

    def take(self, line: int, data: bytes, whole: bool, digest: str) -> None:
        """Reads the next line; `digest` is that of all lines before it."""
        self._line = line
        if not whole:
            self._found(say.line_too_long(LONGEST_LINE))
            return
        if not data.endswith(b"\n"):
            self._found(say.line_unfinished())
        try:
            read = read_line(data.removesuffix(b"\n"))
        except LogRefused as refusal:
            self._found(*refusal.problems)
            return
        if line == 1 and not isinstance(read, HeadLine):
            self._found(say.head_missing())
        if self._end is not None:
            self._found(say.line_misplaced("entry" if isinstance(read, EntryLine) else read.type))
        match read:
            case HeadLine():
                self._take_head(read)
            case EntryLine():
                self._take_entry(read)
            case ContentLine():
                self._take_content(read)
            case CheckpointLine():
                self._take_checkpoint(read)
            case EndLine():
                self._take_end(read, digest)

    def _take_head(self, head: HeadLine) -> None:
        if self._line > 1:
            self._found(say.line_misplaced(head.type))
            return
        self._head = head
        if head.key is None:
            return
        try:
            key = VerifierKey.parse(head.key)
        except LogRefused as refusal:
            self._found(*refusal.problems)
            return
        if key.name != head.origin:
            self._found(say.head_key_name(key, head.origin))
        self._history = KeyHistory.starting_with(key)

    def _take_entry(self, line: EntryLine) -> None:
        self._close_entry()
        self._entries += 1
        expected, leaf = self._numbers.next, leaf_hash(line.data)
        place = self._numbers.take(line.number, leaf)
        self._contents.open(line.number, None)
        if place in (Place.REPEATED, Place.FORKED):
            forked = place is Place.FORKED
            self._found((say.entry_forked if forked else say.entry_repeated)(line.number), entry=line.number)
            return
        if place is not Place.NEXT:
            self._found(say.entry_out_of_order(line.number, expected), entry=line.number)
            self._broken_at = line.number if self._broken_at is None else self._broken_at
        self._tree.add(leaf)
        if self._broken_at is None and self._held.wants(self._tree.size):
            self._held.pass_size(self._tree.size, self._tree.root())
        self._read_entry(line)

    def _read_entry(self, line: EntryLine) -> None:
        try:
            entry = entries.parse(line.data)
            self._contents.open(line.number, entry.contents)
            self._contents.erased(erased_by(entry))
            rotation = rotation_of(line.number, entry)
            if rotation is not None:
                self._history = self._history.after(rotation)
                self._unconfirmed = rotation
        except LogRefused as refusal:
            self._found(*refusal.problems, entry=line.number)

    def _close_entry(self) -> None:
        """What is to be said of an entry when the next one, or the end, is there."""
        self._contents.close()
        if self._unconfirmed is not None:
            self._found(say.rotation_unconfirmed(self._unconfirmed), entry=self._unconfirmed.size - 1)
            self._unconfirmed = None

    def _take_content(self, line: ContentLine) -> None:
        included = self._head is None or self._head.contents
        self._found(*self._contents.take(line, included=included), entry=line.number)

    def _take_checkpoint(self, line: CheckpointLine) -> None:
        try:
            sealed = checkpoints.parse(line.note.encode("utf-8"))
        except LogRefused as refusal:
            self._found(*refusal.problems)
            return
        self._seals += 1
        checkpoint, here = sealed.checkpoint, self._numbers.next
        entry = checkpoint.size - 1 if checkpoint.size else None
        if self._head is not None and checkpoint.origin != self._head.origin:
            self._found(say.checkpoint_other_log(checkpoint.origin, self._head.origin), entry=entry)
        if checkpoint.size != here:
            self._found(say.checkpoint_misplaced(checkpoint.size, here), entry=entry)
            return
        if self._unconfirmed is not None and self._unconfirmed.size == here:
            self._unconfirmed = None
        signed = self._signed_as_it_must(sealed, entry)
        self._sealed = here
        if self._broken_at is not None:
            return
        fits = checkpoint.root == self._tree.root()
        self._roots.take(self._line, checkpoint.size, fits)
        self._checkpoints += signed and fits

    def _signed_as_it_must(self, sealed: SealedCheckpoint, entry: int | None) -> bool:
        """Whether those signed that must; a key that comes later in the log is still a stranger here."""
        try:
            self._history.verify(sealed)
        except LogRefused as refusal:
            self._found(*refusal.problems, entry=entry)
            return False
        return True

    def _take_end(self, end: EndLine, digest: str) -> None:
        self._end = end
        if end.entries != self._entries:
            self._found(say.end_count(end.entries, self._entries))
        if end.sha256 != digest:
            self._found(say.end_digest())

    def report(self, trusted: Sequence[VerifierKey]) -> Report:
        """What is to be said when all lines were read."""
        self._close_entry()
        for finding in self._roots.findings():
            self._keep(finding)
        self._whole_file()
        if self._head is not None and self._head.contents:
            for number in self._contents.unsaid():
                self._keep(Finding(say.content_gone(number), entry=number))
        origin = self._head.origin if self._head else None
        for finding in self._held.findings(self._numbers.next, origin, self._history):
            self._keep(finding)
        self._whom_to_trust(trusted)
        ordered = sorted(self._findings, key=lambda finding: finding.line or self._line + 1)
        return Report(
            origin=origin,
            entries=self._entries,
            root=self._tree.root() if self._broken_at is None else None,
            checkpoints=self._checkpoints,
            keys=self._history.keys,
            contents=self._contents.present,
            absent=self._contents.absent,
            held=self._held.fitting,
            findings=tuple(ordered),
            left_off=self._left_off,
        )

    def _whole_file(self) -> None:
        """What shows only when all of the file was read."""
        if self._line == 0:
            self._keep(Finding(say.head_missing()))
        # What the last line counts and the file does not have is gone from its end, if nothing else says otherwise.
        said = self._end.entries if self._end is not None and self._end.entries > self._entries else 0
        for missing in self._numbers.missing(said):
            self._keep(Finding(say.entries_missing(missing), entry=missing[0]))
        if self._broken_at is not None:
            self._keep(Finding(say.roots_unchecked(self._broken_at), entry=self._broken_at))
        if not self._seals:
            self._keep(Finding(say.checkpoint_missing()))
        elif self._sealed < self._numbers.next:
            self._keep(Finding(say.tail_unsealed(self._sealed, self._entries), entry=self._sealed))
        if self._end is None:
            self._keep(Finding(say.end_missing()))

    def _whom_to_trust(self, trusted: Sequence[VerifierKey]) -> None:
        for key in trusted:
            if key not in self._history.keys:
                self._keep(Finding(say.key_untrusted(key)))
        if self._head is not None and not self._history.keys:
            self._keep(Finding(say.unsigned(), severity=Severity.NOTE))
        elif self._history.keys and not trusted and not self._held.vouched:
            self._keep(Finding(say.keys_from_the_file(), severity=Severity.NOTE))

    def _found(self, *problems: Problem, entry: int | None = None) -> None:
        for problem in problems:
            self._keep(Finding(problem, self._line, entry))

    def _keep(self, finding: Finding) -> None:
        if len(self._findings) < MOST:
            self._findings.append(finding)
        else:
            self._left_off += 1
