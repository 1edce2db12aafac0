"""One entry with the proof that it is in the log, as a text to take away (https://c2sp.org/tlog-proof).

    c2sp.org/tlog-proof@v1
    extra eyJhY3RvciI6InUtNyIs…                       the entry itself, in base 64
    index 4
    gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=      the hashes beside the way from its leaf to the root
    …

    log.example/records                               the checkpoint, signed
    12
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

    — log.example/records Az3grlgtzPICa5OS8npVmf1M…

Whoever has the text and the verifier key of the log needs nothing else: no database, no network, nobody's word. The entry is not
believed because it stands there: its leaf is computed from it, and the proof leads from that leaf to the root that was signed.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from zhunsheng.records.log import checkpoints
from zhunsheng.records.log import verification_problems as say
from zhunsheng.records.log.base64_text import decoded, encoded
from zhunsheng.records.log.checkpoints import SealedCheckpoint, signers
from zhunsheng.records.log.merkle import HASH_BYTES, leaf_hash
from zhunsheng.records.log.proof_checks import verify_inclusion
from zhunsheng.records.log.proofs import Proof
from zhunsheng.records.log.refusals import LogRefused, refused
from zhunsheng.records.log.verifier_keys import VerifierKey

#: What such a file ends with, and is sent as.
SUFFIX = ".tlog-proof"

_FIRST = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")
#: An entry has at most 64 KiB, a proof 63 hashes, a checkpoint a hundred signatures.
_LARGEST = 200_000


@dataclass(frozen=True)
class EntryProof:
    """An entry, and that a signed log holds it.

    Attributes:
        number: Of the entry, from 0.
        data: Its canonical bytes.
        hashes: The proof, the one next to the leaf first.
        sealed: The checkpoint of the log that holds it.
    """

    number: int
    data: bytes
    hashes: Proof
    sealed: SealedCheckpoint

    def to_bytes(self) -> bytes:
        """The text."""
        lines = [_FIRST, f"extra {encoded(self.data)}", f"index {self.number}", *map(encoded, self.hashes)]
        return "".join(f"{line}\n" for line in (*lines, "")).encode() + self.sealed.to_bytes()

    def verify(self, trusted: Collection[VerifierKey] = ()) -> tuple[VerifierKey, ...]:
        """That the log of the checkpoint holds the entry; gives the trusted keys that signed the checkpoint.

        Args:
            trusted: Verifier keys that the reader has from elsewhere; one of them must have signed.

        Raises:
            LogRefused: it is not shown (``proof_root``, ``proof_length``, ``proof_entry``), a signature is wrong, or none of the
                keys signed (``key_untrusted``).
        """
        head = self.sealed.checkpoint
        verify_inclusion(self.number, head.size, leaf_hash(self.data), self.hashes, head.root)
        signed = signers(self.sealed, trusted)
        if trusted and not signed:
            raise LogRefused([say.key_untrusted(key) for key in trusted])
        return signed


def parse(data: bytes) -> EntryProof:
    """The entry and its proof that a text is; nothing is verified yet.

    Raises:
        LogRefused: it is none (``proof_malformed``), and why; or its checkpoint is none.
    """
    if len(data) > _LARGEST:
        raise _malformed("it is too large", "内容过大")
    head, gap, note = data.partition(b"\n\n")
    try:
        first, extra, index, *hashes = head.decode("ascii").split("\n")
    except ValueError:  # too few lines, or no ASCII (a UnicodeDecodeError is one)
        raise _malformed("its first lines are missing", "缺少开头几行") from None
    if not gap or first != _FIRST:
        raise _malformed(f"its first line is not {_FIRST}", f"第一行不是 {_FIRST}")
    entry = decoded(extra.removeprefix("extra ")) if extra.startswith("extra ") else None
    if entry is None:
        raise _malformed("its second line holds no entry", "第二行不是记录")
    number = _INDEX.fullmatch(index)
    if number is None:
        raise _malformed("its third line is no number of an entry", "第三行不是记录编号")
    return EntryProof(int(number[1]), entry, tuple(map(_hash, hashes)), checkpoints.parse(note))


def _hash(line: str) -> bytes:
    value = decoded(line)
    if value is None or len(value) != HASH_BYTES:
        raise _malformed(f"{line[:60]!r} is no hash", f"{line[:60]!r} 不是哈希值")
    return value


def _malformed(how: str, zh: str) -> LogRefused:
    return refused(
        "proof_malformed",
        f"this is not the proof of an entry: {how}",
        f"不是记录的证明：{zh}",
        why="A proof that can be read in two ways is no evidence.",
        mend="Use the file as it was downloaded.",
        mend_zh="请使用下载的原文件",
    )
