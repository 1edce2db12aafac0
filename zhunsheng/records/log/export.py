"""The whole log as one file: lines of canonical JSON, in the order in which everything happened.

    {"contents":true,"format":"zhunsheng-log","key":"log.example+9a2f31c0+AZx…","origin":"log.example","type":"log","v":1}
    {"entry":{"actor":"u-7","at":"2026-03-01T08:00:00.000000Z",…,"v":1},"number":0,"type":"entry"}
    {"data":"eyJm…","name":"facts","number":0,"salt":"q2P5…","type":"content"}
    {"note":"log.example\n1\nCsUY…\n\n— log.example Az3g…\n","type":"checkpoint"}
    {"entries":1,"sha256":"5d41…","type":"end"}

An entry that fits into no line, or that is missing in the database, is left out; its number is not given to another one, so that
whoever reads the file finds it missing.

Lines rather than an archive: they can be written and read as a stream, however long the log is, cut with everyday tools, and
read by a person. An entry stands in its line with exactly the bytes that were hashed, so whoever has SHA-256 can follow the
tree by hand. Its contents come right after it, each with its salt; one that was erased is simply not there. A checkpoint comes
right after the last entry that it speaks of. The first line names the first key of the log; the later ones are named by
entries.

The last line counts and hashes the ones before it. It proves nothing, because anybody can write it anew; it says at once that a
file was cut off or damaged on its way. What proves are the signed roots: `verification`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Annotated, BinaryIO, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from zhunsheng.records.log.base64_text import encoded
from zhunsheng.records.log.canonical import canonical_bytes, read_canonical
from zhunsheng.records.log.checkpoints import SealedCheckpoint
from zhunsheng.records.log.refusals import refused
from zhunsheng.records.log.verifier_keys import VerifierKey

#: What the first line says it is.
FORMAT = "zhunsheng-log"

#: The longest line that is written and read, in bytes: a content of some 190 MB.
LONGEST_LINE = 2**28

# Greedy, so that the number and the type are those at the end of the line, whatever the entry holds.
_ENTRY = re.compile(rb'\{"entry":(.+),"number":(0|[1-9][0-9]{0,18}),"type":"entry"\}', re.DOTALL)


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    def to_bytes(self) -> bytes:
        """The line, with its newline."""
        return canonical_bytes(self.model_dump(mode="json")) + b"\n"


class HeadLine(_Line):
    """The first line.

    Attributes:
        origin: The name of the log.
        key: Its first verifier key; None where it began unsigned.
        contents: Whether contents are in the file; then one that is not there was erased.
        format: What the file is.
        v: The version of the format.
    """

    origin: str
    key: str | None
    contents: bool
    format: Literal["zhunsheng-log"] = "zhunsheng-log"
    type: Literal["log"] = "log"
    # Not Literal[1]: that is also true of `true`.
    v: Annotated[int, Field(ge=1, le=1)] = 1


class ContentLine(_Line):
    """A content of the entry before it: salt and bytes in base 64."""

    number: Annotated[int, Field(ge=0)]
    name: str
    salt: str
    data: str
    type: Literal["content"] = "content"


class CheckpointLine(_Line):
    """A checkpoint of all entries before it, as a signed note; without signatures where the log had no key."""

    note: str
    type: Literal["checkpoint"] = "checkpoint"


class EndLine(_Line):
    """The last line: how many entries there are, and the SHA-256 of all lines before this one, in hexadecimal."""

    entries: Annotated[int, Field(ge=0)]
    sha256: str
    type: Literal["end"] = "end"


@dataclass(frozen=True)
class EntryLine:
    """An entry: its number and the bytes that were hashed, which need not be those of a valid entry."""

    number: int
    data: bytes

    def to_bytes(self) -> bytes:
        """The line, with its newline.

        Raises:
            LogRefused: the bytes hold a newline, so they are none of an entry and fit into no line.
        """
        if b"\n" in self.data:
            raise refused(
                "entry_unexportable",
                f"entry {self.number} holds a line break, which no canonical entry does",
                f"记录 {self.number} 含有换行，规范形式的记录不会有换行",
                why="The database was changed past the log.",
                mend="`zhunsheng log check` says what else was changed.",
                mend_zh="请运行 zhunsheng log check 查看还有哪些改动",
            )
        return b'{"entry":%b,"number":%d,"type":"entry"}\n' % (self.data, self.number)


Line = HeadLine | EntryLine | ContentLine | CheckpointLine | EndLine

_LINES: TypeAdapter[HeadLine | ContentLine | CheckpointLine | EndLine] = TypeAdapter(
    Annotated[HeadLine | ContentLine | CheckpointLine | EndLine, Field(discriminator="type")]
)


def read_lines(file: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    """Each line with its number, from 1, its bytes with the newline, and whether all of it was read.

    Of a line that is longer than `LONGEST_LINE` the rest is passed over, so that no file can fill the memory.
    """
    number = 0
    while data := file.readline(LONGEST_LINE + 1):
        number += 1
        whole = len(data) <= LONGEST_LINE
        while not whole and data and not data.endswith(b"\n"):
            data = file.readline(LONGEST_LINE)
        yield number, data, whole


def read_line(data: bytes) -> Line:
    """The line that these bytes are, without the newline.

    Raises:
        LogRefused: they are not JSON (``not_json``), not canonical (``not_canonical``), or no line of an export
            (``line_unknown``). The bytes of an entry are not looked at.
    """
    if match := _ENTRY.fullmatch(data):
        return EntryLine(int(match[2]), match[1])
    document = read_canonical(data)
    try:
        return _LINES.validate_python(document)
    except ValidationError as error:
        places = sorted({".".join(str(step) for step in item["loc"]) or "type" for item in error.errors()})
        raise refused(
            "line_unknown",
            f"this is no line of an export of the log: {', '.join(places)} is not as it must be",
            f"不是日志导出文件中的一行：{'、'.join(places)} 不合要求",
            mend="Only what the exporting program wrote belongs into the file.",
            mend_zh="文件中只应有导出程序写入的行",
        ) from None


class Salted(Protocol):
    """Salt and bytes of a content, or of what is there in its place: the file is evidence of that as well."""

    @property
    def salt(self) -> bytes:
        """The salt."""

    @property
    def data(self) -> bytes:
        """The bytes."""


@dataclass(frozen=True)
class ExportedEntry:
    """An entry to be exported.

    Attributes:
        data: Its canonical bytes, as they are stored.
        contents: Its contents by name, without those that were erased or are left out.
    """

    data: bytes
    contents: Mapping[str, Salted] = field(default_factory=dict)


@dataclass(frozen=True)
class LeftOut:
    """An entry that cannot be exported; those after it keep their numbers."""


def exported(
    origin: str,
    key: VerifierKey | None,
    parts: Iterable[ExportedEntry | LeftOut | SealedCheckpoint],
    *,
    contents: bool = True,
) -> Iterator[bytes]:
    """The lines of an export, one by one, to be written into a file or sent as they come.

    Args:
        origin: The name of the log.
        key: Its first verifier key; None where it began unsigned.
        parts: All entries from number 0 on, or that one is left out, and each checkpoint right after the last entry that it
            speaks of; the last part is a checkpoint of the whole log.
        contents: Whether contents are exported. Without them the file can be given to somebody who may not read them, and
            everything but the contents can be verified all the same.

    Raises:
        LogRefused: an entry or a content cannot stand in a line.
    """
    digest = sha256()
    number = 0
    for line in _lines(origin, key, parts, contents):
        number += isinstance(line, EntryLine)
        data = line.to_bytes()
        if len(data) > LONGEST_LINE:
            raise refused(
                "content_too_large",
                f"a content of entry {number - 1} is too large for a line of an export",
                f"记录 {number - 1} 的一项内容过大，无法写入导出文件的一行",
                mend="Export without contents.",
                mend_zh="请导出不含内容的文件",
            )
        digest.update(data)
        yield data
    yield EndLine(entries=number, sha256=digest.hexdigest()).to_bytes()


def _lines(
    origin: str,
    key: VerifierKey | None,
    parts: Iterable[ExportedEntry | LeftOut | SealedCheckpoint],
    contents: bool,
) -> Iterator[Line]:
    yield HeadLine(origin=origin, key=None if key is None else str(key), contents=contents)
    number = 0
    for part in parts:
        if isinstance(part, SealedCheckpoint):
            yield CheckpointLine(note=part.to_bytes().decode())
            continue
        if isinstance(part, LeftOut):
            number += 1
            continue
        yield EntryLine(number, part.data)
        for name, content in sorted(part.contents.items()) if contents else ():
            yield ContentLine(
                number=number, name=name, salt=encoded(content.salt), data=encoded(content.data)
            )
        number += 1
