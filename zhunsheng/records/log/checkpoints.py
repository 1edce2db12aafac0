"""Checkpoints (https://c2sp.org/tlog-checkpoint): how large the log is and what its root is, in five lines.

An auditor who takes one home has all he needs to notice, years later, that anything in the log was changed. A log that has no key
writes the same lines without signatures under them: who made them cannot be told then, what they say can be checked all the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from zhunsheng.records.log import notes
from zhunsheng.records.log.base64_text import decoded, encoded
from zhunsheng.records.log.merkle import HASH_BYTES
from zhunsheng.records.log.notes import Note, Signature
from zhunsheng.records.log.refusals import LogRefused, refused
from zhunsheng.records.log.verifier_keys import SigningKey, VerifierKey

#: A size is written without leading zeros, and is not larger than a file can be.
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_LARGEST_SIZE = 2**63 - 1


@dataclass(frozen=True)
class Checkpoint:
    """The head of a tree.

    Attributes:
        origin: Which log it is; the name of its keys.
        size: How many entries it has.
        root: The root of its tree, 32 bytes.
        extensions: Further lines, which mean nothing here.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The lines that are signed, each with its newline."""
        lines = (self.origin, str(self.size), encoded(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True)
class SealedCheckpoint:
    """A checkpoint with the signatures under it; a log that has no key has none.

    Attributes:
        checkpoint: What is signed.
        signatures: Whoever signed it, or is said to have.
    """

    checkpoint: Checkpoint
    signatures: tuple[Signature, ...] = ()

    def to_bytes(self) -> bytes:
        """As it is kept and sent: a signed note, or without signatures the lines alone."""
        if self.signatures:
            return Note(self.checkpoint.text, self.signatures).to_bytes()
        return self.checkpoint.text.encode()


def seal(checkpoint: Checkpoint, keys: Collection[SigningKey]) -> SealedCheckpoint:
    """The checkpoint signed with these keys; with none of them, unsigned.

    Raises:
        LogRefused: a key has another name than the log, or the checkpoint cannot be written.
    """
    other = next((key.name for key in keys if key.name != checkpoint.origin), None)
    if other is not None:
        raise refused(
            "key_of_another_log",
            f"the key is named {other}, the log {checkpoint.origin}",
            f"密钥的名称是 {other}，而日志的名称是 {checkpoint.origin}",
            why="A reader finds the key of a log by the log's name.",
            mend="Use the key of this log, or give the log the name of its key.",
            mend_zh="请用这个日志的密钥，或者让日志与密钥同名",
        )
    parse_text(checkpoint.text)
    if not keys:
        return SealedCheckpoint(checkpoint)
    return SealedCheckpoint(checkpoint, notes.sign(checkpoint.text, keys).signatures)


def parse(data: bytes) -> SealedCheckpoint:
    """The checkpoint that these bytes are; nothing is verified yet.

    Raises:
        LogRefused: they are none.
    """
    if b"\n\n" in data:
        note = notes.parse(data)
        return SealedCheckpoint(parse_text(note.text), note.signatures)
    try:
        return SealedCheckpoint(parse_text(data.decode("utf-8")))
    except UnicodeDecodeError:
        raise _malformed("it is not UTF-8", "不是 UTF-8 编码") from None


def parse_text(text: str) -> Checkpoint:
    """The checkpoint that a text is, without signatures.

    Raises:
        LogRefused: it is none (``checkpoint_malformed``), and why.
    """
    if not text.endswith("\n"):
        raise _malformed("its last line does not end", "最后一行没有换行")
    if notes.CONTROL.search(text):
        raise _malformed("it has control characters", "含有控制字符")
    lines = text.removesuffix("\n").split("\n")
    if len(lines) < 3 or not all(lines):
        raise _malformed(
            "it needs an origin, a size and a root, and no empty line",
            "应有来源、大小和根哈希三行，不能有空行",
        )
    origin, size, root_text, *extensions = lines
    if not _SIZE.fullmatch(size) or int(size) > _LARGEST_SIZE:
        raise _malformed(f"{size[:40]!r} is not a size", f"{size[:40]!r} 不是日志大小")
    root = decoded(root_text)
    if root is None or len(root) != HASH_BYTES:
        raise _malformed(f"{root_text[:60]!r} is not a root", f"{root_text[:60]!r} 不是根哈希")
    return Checkpoint(origin, int(size), root, tuple(extensions))


def signers(sealed: SealedCheckpoint, known: Collection[VerifierKey]) -> tuple[VerifierKey, ...]:
    """Which of the known keys signed the checkpoint; it may be none.

    Raises:
        LogRefused: a signature that names a known key was not made by it.
    """
    return notes.verify(Note(sealed.checkpoint.text, sealed.signatures), known)


def _malformed(how: str, zh: str) -> LogRefused:
    return refused(
        "checkpoint_malformed",
        f"this is not a checkpoint: {how}",
        f"不是检查点（checkpoint）：{zh}",
        why="A checkpoint that can be read in two ways is no evidence.",
        mend="Copy it again as it was made, line by line.",
        mend_zh="请按原样逐行重新复制",
    )
