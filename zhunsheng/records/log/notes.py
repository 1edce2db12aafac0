"""Signed notes (https://c2sp.org/signed-note): a text that people can read, with lines of signatures under it.

    log.example/records
    12
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

    — log.example/records Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurm…

A line under the last empty line is an em dash, the name of a key, and in base 64 the key's id and the signature over the text.
Signatures of keys that the reader does not know are passed over: anybody may put his own beside them. One that a known key is
said to have made and did not make refuses the whole note.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from zhunsheng.records.log.base64_text import decoded, encoded
from zhunsheng.records.log.refusals import LogRefused, refused
from zhunsheng.records.log.verifier_keys import SigningKey, VerifierKey, checked_name

#: The largest note that is read, in bytes, and the most signatures under one; the specification asks for 16 at least.
LARGEST = 1_000_000
MOST_SIGNATURES = 100

#: Control characters other than the newline, of which a note may have none.
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")

_DASH = "— "


@dataclass(frozen=True)
class Signature:
    """One line under a note.

    Attributes:
        name: The name of the key.
        key_id: The id of the key, 4 bytes.
        value: The signature itself.
    """

    name: str
    key_id: bytes
    value: bytes

    @property
    def line(self) -> str:
        """The line, without its newline."""
        return f"{_DASH}{self.name} {encoded(self.key_id + self.value)}"


@dataclass(frozen=True)
class Note:
    """A text and the signatures under it.

    Attributes:
        text: What is signed; it ends with a newline.
        signatures: At least one.
    """

    text: str
    signatures: tuple[Signature, ...]

    def to_bytes(self) -> bytes:
        """The note as it is kept and sent."""
        lines = "".join(f"{signature.line}\n" for signature in self.signatures)
        return f"{self.text}\n{lines}".encode()


def parse(data: bytes) -> Note:
    """The note that these bytes are; nothing is verified yet.

    Raises:
        LogRefused: they are no note (``note_malformed``), and why.
    """
    if len(data) > LARGEST:
        raise _malformed(f"it has more than {LARGEST} bytes", f"超过 {LARGEST} 字节")
    text, separator, below = _plain_text(data).rpartition("\n\n")
    if not separator or not text:
        raise _malformed("no empty line stands between its text and its signatures", "正文与签名之间没有空行")
    if not below.endswith("\n"):
        raise _malformed("it has no signature, or its last line does not end", "没有签名，或最后一行没有换行")
    lines = below.removesuffix("\n").split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise _malformed(f"it has more than {MOST_SIGNATURES} signatures", f"签名多于 {MOST_SIGNATURES} 个")
    return Note(text + "\n", tuple(_signature(line) for line in lines))


def sign(text: str, keys: Collection[SigningKey]) -> Note:
    """A text signed with these keys, in their order.

    Raises:
        LogRefused: the text cannot be that of a note: empty, without a newline at its end, with control characters.
    """
    data = text.encode()
    if not keys:
        raise _malformed("nobody signs it", "没有签名者")
    note = Note(text, tuple(Signature(key.name, key.verifier.id, key.sign(data)) for key in keys))
    if parse(note.to_bytes()) != note:
        raise _malformed("its text does not end with a newline", "正文没有以换行结尾")
    return note


def verify(note: Note, known: Collection[VerifierKey]) -> tuple[VerifierKey, ...]:
    """Which of the known keys signed the note, in the order of their signatures, each once; it may be none.

    Raises:
        LogRefused: a signature that names a known key was not made by it (``signature_wrong``), or two of the known keys have the
            same name and id (``key_ambiguous``).
    """
    named = {(key.name, key.id): key for key in known}
    if len(named) < len(set(known)):
        raise refused(
            "key_ambiguous",
            "two of the known keys have the same name and id",
            "已知的密钥中有两个名称和编号都相同",
            mend="Leave one of them out.",
            mend_zh="请去掉其中一个",
        )
    signers: dict[VerifierKey, None] = {}
    for signature in note.signatures:
        key = named.get((signature.name, signature.key_id))
        if key is None:
            continue
        if not key.verifies(note.text.encode(), signature.value):
            raise refused(
                "signature_wrong",
                f"the signature of {key.label} is not one of this key over this text",
                f"{key.label} 的签名与正文不符",
                why="The text or the signature was changed after it was signed, or somebody else signed it.",
                mend="Fetch it again from where it was made; if that does not help, keep it: it is the evidence.",
                mend_zh="请从来源处重新取得；仍不相符的，请保存好，它就是证据",
            )
        signers[key] = None
    return tuple(signers)


def _plain_text(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise _malformed("it is not UTF-8", "不是 UTF-8 编码") from None
    if CONTROL.search(text):
        raise _malformed("it has control characters", "含有控制字符")
    return text


def _signature(line: str) -> Signature:
    name, blank, value_text = line.removeprefix(_DASH).partition(" ")
    value = decoded(value_text)
    if not line.startswith(_DASH) or not blank or value is None or len(value) < 5:
        raise _malformed(f"{line[:60]!r} is no signature", f"{line[:60]!r} 不是签名行")
    return Signature(checked_name(name), value[:4], value[4:])


def _malformed(how: str, zh: str) -> LogRefused:
    return refused(
        "note_malformed",
        f"this is not a signed note: {how}",
        f"不是签名文本（signed note）：{zh}",
        why="What is read in two ways can be signed in one and used in the other.",
        mend="Copy it again as it was made, with its empty line and its last newline.",
        mend_zh="请按原样重新复制，包括空行和末尾的换行",
    )
