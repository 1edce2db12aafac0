"""Logs for tests: a few entries with contents, a key that hands over, a checkpoint after each entry; and their forgers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from zhunsheng.records.log.checkpoints import Checkpoint, SealedCheckpoint, seal
from zhunsheng.records.log.contents import Content
from zhunsheng.records.log.entries import Entry, entry
from zhunsheng.records.log.export import EndLine, EntryLine, ExportedEntry, exported, read_line
from zhunsheng.records.log.findings import Finding, Report
from zhunsheng.records.log.merkle import EMPTY_ROOT, root_of
from zhunsheng.records.log.rotation import KeyHistory, Rotation, rotated
from zhunsheng.records.log.verification import verify
from zhunsheng.records.log.verifier_keys import SigningKey, VerifierKey

ORIGIN = "log.example/records"
FIRST, SECOND, FORGER = (SigningKey(ORIGIN, bytes([number]) * 32) for number in (1, 2, 3))
KEYS = {key.verifier: key for key in (FIRST, SECOND, FORGER)}
BEGIN = datetime(2026, 3, 1, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Log:
    """A log as it is stored: entries with their contents, and which key signs which size."""

    entries: tuple[ExportedEntry, ...]
    history: KeyHistory

    def checkpoint(self, size: int) -> SealedCheckpoint:
        """The checkpoint of the first so many entries, signed as it must be."""
        root = root_of(part.data for part in self.entries[:size]) if size else EMPTY_ROOT
        return seal(Checkpoint(ORIGIN, size, root), [KEYS[key] for key in self.history.required(size)])

    def export(self, sizes: Sequence[int] | None = None, *, contents: bool = True) -> list[bytes]:
        """The lines of an export with checkpoints of these sizes; of all, where none are given."""
        wanted = range(1 if self.entries else 0, len(self.entries) + 1) if sizes is None else sizes
        parts: list[ExportedEntry | SealedCheckpoint] = [self.checkpoint(0)] if 0 in wanted else []
        for size, part in enumerate(self.entries, 1):
            parts.append(part)
            if size in wanted:
                parts.append(self.checkpoint(size))
        return list(exported(ORIGIN, self.history.periods[0].key, parts, contents=contents))


def opened(number: int, **contents: Content) -> Entry:
    """An entry that something happened to a case."""
    return entry(
        "case.changed",
        BEGIN + timedelta(minutes=number),
        f"u-{number % 3}",
        subjects={"case": f"c-{number}"},
        contents={name: content.commitment for name, content in contents.items()},
        facts={"step": number},
    )


def content(number: int, text: str) -> Content:
    """A content whose salt is the same in every run."""
    return Content(sha256(b"salt %d" % number).digest(), text.encode())


def log(size: int, *, key: SigningKey | None = FIRST, rotation_at: int | None = None) -> Log:
    """So many entries; every second one has a content; the one with the number `rotation_at` hands over to the second key."""
    history = KeyHistory.starting_with(key and key.verifier)
    made = []
    for number in range(size):
        if number == rotation_at:
            old = history.current
            history = history.after(Rotation(number + 1, old, SECOND.verifier))
            made.append(ExportedEntry(rotated(old, SECOND.verifier, BEGIN, None).to_bytes()))
            continue
        contents = {"reason": content(number, f"理由 {number}")} if number % 2 else {}
        made.append(ExportedEntry(opened(number, **contents).to_bytes(), contents))
    return Log(tuple(made), history)


def verified(
    lines: Sequence[bytes], held: Sequence[SealedCheckpoint] = (), trusted: Sequence[VerifierKey] = ()
) -> Report:
    """The report on these lines."""
    return verify(io.BytesIO(b"".join(lines)), held=[one.to_bytes() for one in held], trusted=trusted)


def codes(report: Report) -> set[str]:
    """The codes of the errors."""
    return {finding.problem.code for finding in report.errors}


def resealed(lines: Sequence[bytes]) -> list[bytes]:
    """The lines as a careful forger leaves them: the last one counts and hashes what is there now."""
    kept = [line for line in lines if b'"type":"end"' not in line]
    count = sum(line.startswith(b'{"entry":') for line in kept)
    return [*kept, EndLine(entries=count, sha256=sha256(b"".join(kept)).hexdigest()).to_bytes()]


def renumbered(lines: Sequence[bytes]) -> list[bytes]:
    """The lines with the entries numbered in the order in which they stand, and the last line as it must be then."""
    made, number = [], 0
    for line in lines:
        read = read_line(line.removesuffix(b"\n"))
        if isinstance(read, EntryLine):
            made.append(EntryLine(number, read.data).to_bytes())
            number += 1
        else:
            made.append(line)
    return resealed(made)


def at(lines: Sequence[bytes], number: int) -> int:
    """Where the entry with this number stands in the lines."""
    return next(
        place
        for place, line in enumerate(lines)
        if line.startswith(b'{"entry":') and line.endswith(b'"number":%d,"type":"entry"}\n' % number)
    )


def finding(report: Report, code: str) -> Finding:
    """The first error with this code."""
    return next(found for found in report.errors if found.problem.code == code)


def changed(lines: list[bytes], number: int, old: bytes, new: bytes) -> list[bytes]:
    """The line of an entry with other bytes, and the last line as a careful forger leaves it."""
    place = at(lines, number)
    assert old in lines[place]
    return resealed([*lines[:place], lines[place].replace(old, new), *lines[place + 1 :]])
