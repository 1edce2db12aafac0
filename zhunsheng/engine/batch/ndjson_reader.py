"""NDJSON: one case document a line, the same that is evaluated interactively, and with the same problems where it is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import BaseModel

from zhunsheng.engine.batch.block_builder import BlockBuilder, Tree
from zhunsheng.engine.batch.block_cases import as_tree
from zhunsheng.engine.batch.case_block import BadRow, Chunk
from zhunsheng.engine.batch.headers import unreadable
from zhunsheng.engine.batch.quick_documents import IDENTIFIER, QuickDocuments
from zhunsheng.engine.language.documents import MAXIMUM_BYTES, Document
from zhunsheng.engine.language.json_documents import parse_json
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.engine.vocabulary.facts import Vocabulary
from zhunsheng.engine.vocabulary.models import read_case

#: So many subjects or lines make a chunk: documents are wide.
_SUBJECTS = 1 << 14
_BUFFER = 1 << 20


@dataclass(frozen=True)
class NdjsonLines:
    """A file of case documents.

    Attributes:
        total: Not known before it has been read.
    """

    path: Path
    vocabulary: Vocabulary
    model: type[BaseModel]
    total: int | None = None

    def chunks(self, done: int) -> Iterator[Chunk]:
        """The cases after so many lines.

        Raises:
            InputError: the file cannot be read.
        """
        quick = QuickDocuments(self.vocabulary)
        builder, bad, begun = BlockBuilder(self.vocabulary), list[BadRow](), done
        number = done
        for number, line in self._lines(done):
            if not line.strip():
                continue
            try:
                builder.add(quick.read(line) or self._read(line, number), number)
            except InputError as error:
                bad.append(_bad_row(line, number, error))
            if builder.subjects >= _SUBJECTS or number - begun >= _SUBJECTS:
                yield Chunk(builder.block(), tuple(bad), number)
                builder, bad, begun = BlockBuilder(self.vocabulary), [], number
        if number > begun:
            yield Chunk(builder.block(), tuple(bad), number)

    def _lines(self, done: int) -> Iterator[tuple[int, bytes]]:
        try:
            with self.path.open("rb", buffering=_BUFFER) as file:
                number = 0
                # One line is never read further than a document may be long; the rest of it is passed over.
                while line := file.readline(MAXIMUM_BYTES + 2):
                    number += 1
                    if not line.endswith(b"\n"):
                        _pass_over(file, line)
                    if number > done:
                        yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        except OSError as error:
            reason = error.strerror or str(error)
            raise unreadable(self.path.name, reason, reason) from None

    def _read(self, line: bytes, number: int) -> Tree:
        """A document as interactive evaluation reads it.

        Raises:
            InputError: it is no case.
        """
        if len(line.rstrip(b"\r\n")) > MAXIMUM_BYTES:
            what = f"the document is larger than {MAXIMUM_BYTES:,} bytes"
            zh = Chinese(f"这一行超过 {MAXIMUM_BYTES:,} 字节", "请一案一行")
            raise InputError([Problem("too_large", what, mend="Write one case a line.", zh=zh)])
        name = f"{self.path.name}:{number}"
        case = read_case(Document(parse_json(line, name), name), self.model, self.vocabulary)
        return as_tree(case, self.vocabulary)


def _pass_over(file: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = file.readline(_BUFFER)


def _bad_row(line: bytes, number: int, error: InputError) -> BadRow:
    return BadRow(number, _case_id(line), None, error.problems)


def _case_id(line: bytes) -> str | None:
    """The id of a case in which something is wrong, where it can be told."""
    try:
        read: Any = parse_json(line, "")
        id = read["case"]["id"]
    except (InputError, TypeError, KeyError):
        return None
    return id if isinstance(id, str) and IDENTIFIER.match(id) else None
