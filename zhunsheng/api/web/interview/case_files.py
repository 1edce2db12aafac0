"""Reads the case in a file that somebody sends: JSON, YAML, or the spreadsheet that is filled in (`engine.template`).

Everything that is wrong with a file is told by its place in it, so that it can be mended there; nothing of a file with
anything wrong in it is taken.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any, Final

from zhunsheng.api.web.interview.shown_beside import Misread
from zhunsheng.api.web.problem_words import help_for_people
from zhunsheng.engine.batch.block_cases import as_cases
from zhunsheng.engine.batch.case_block import BadRow, Chunk
from zhunsheng.engine.batch.reading import open_cases
from zhunsheng.engine.case import Case
from zhunsheng.engine.case_documents import document_of
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.language.documents import Document, read_bytes
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.engine.scenarios import is_scenario, read_scenario
from zhunsheng.engine.vocabulary.facts import Text, Vocabulary

#: So much a spreadsheet may hold when it is unpacked; a small archive can be made to hold anything.
_UNPACKED: Final = 50_000_000
_SHEETS: Final = (".xlsx", ".csv")
#: How files begin that people send in place of the spreadsheet: PDF, archives and what is one, old documents of Office.
_NO_TEXT: Final = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
#: So many bytes a name may have on any disk.
_NAME: Final = 200
_ROW: Final = Text("第 {row} 行", "row {row}")
_CELL: Final = Text("第 {row} 行，“{header}”列", "row {row}, column “{header}”")
_HEADER: Final = Text("第 1 行，“{header}”", "row 1, “{header}”")
_LINE: Final = Text("第 {line} 行第 {column} 列", "line {line}, column {column}")


@dataclass(frozen=True)
class FileRead:
    """What a file holds.

    Attributes:
        document: The case; None where something is wrong, or one of several has to be chosen.
        misread: What is wrong.
        cases: The ids of the cases, where there are several.
    """

    document: dict[str, Any] | None = field(default=None, repr=False)
    misread: tuple[Misread, ...] = ()
    cases: tuple[str, ...] = ()


@dataclass(frozen=True)
class FileReader:
    """Reads files, for somebody who reads a language.

    Attributes:
        read: Reads a document as a case.
    """

    vocabulary: Vocabulary
    read: Callable[[Document], Case]
    language: Language

    def case_in(self, name: str, raw: bytes, chosen: str = "") -> FileRead:
        """The case in a file.

        Args:
            name: The file's name, whose ending says what it is.
            chosen: The id of the case that is meant, where there are several.
        """
        try:
            if PurePath(name).suffix.lower() in _SHEETS:
                return self._sheet(name, raw, chosen)
            if raw.startswith(_NO_TEXT) or b"\0" in raw[:1000]:
                raise _unsupported(name)
            return FileRead(self._document(name, raw))
        except InputError as error:
            return FileRead(misread=tuple(self._told(problem) for problem in error.problems))

    def _document(self, name: str, raw: bytes) -> dict[str, Any]:
        document = read_bytes(raw, name)
        if is_scenario(document):
            document = read_scenario(document).case
        self.read(document)
        return dict(_without_nulls(document.value))

    def _sheet(self, name: str, raw: bytes, chosen: str) -> FileRead:
        chunk = self._first_chunk(name, raw)
        if chunk is None:
            raise _nothing()
        if chunk.bad_rows:
            return FileRead(misread=tuple(self._bad(chunk.bad_rows)))
        cases = {case.id: case for case in as_cases(chunk.block, self.vocabulary)}
        if len(cases) > 1 and chosen not in cases:
            return FileRead(cases=tuple(cases))
        return FileRead(document_of(cases[chosen] if chosen in cases else next(iter(cases.values()))))

    def _first_chunk(self, name: str, raw: bytes) -> Chunk | None:
        """As many rows as are read at once, which is more than a case has."""
        suffix = PurePath(name).suffix.lower()
        if suffix == ".xlsx":
            _refuse_bomb(raw)
        with TemporaryDirectory(prefix="zhunsheng-") as folder:
            path = Path(folder) / _safe(name, suffix)
            path.write_bytes(raw)
            return next(open_cases(path, self.vocabulary).chunks(0), None)

    def _bad(self, rows: Iterable[BadRow]) -> Iterator[Misread]:
        for row in rows:
            # That another row of the case is bad is no news where all of them are listed.
            for problem in (item for item in row.problems if item.code != "case_refused"):
                header = problem.pointer.removeprefix("/").replace("~1", "/").replace("~0", "~")
                place = _CELL if header else _ROW
                # The headers are a row of their own.
                yield self._said(problem, place.get(self.language).format(row=row.row + 1, header=header))

    def _told(self, problem: Problem) -> Misread:
        if problem.span is not None:
            span = problem.span
            return self._said(problem, _LINE.get(self.language).format(line=span.line, column=span.column))
        if problem.code in ("unknown_header", "duplicate_header"):
            header = problem.pointer.removeprefix("/").replace("~1", "/").replace("~0", "~")
            return self._said(problem, _HEADER.get(self.language).format(header=header))
        return self._said(problem, "")

    def _said(self, problem: Problem, where: str) -> Misread:
        what, mend = problem.say(self.language)
        return Misread(
            where=where,
            place=problem.pointer,
            what=what,
            near=problem.near or "",
            mend=help_for_people(problem.code, mend, self.language),
        )


def _safe(name: str, suffix: str) -> str:
    """What a file is called on this disk, and so in what is said of it: what its sender calls it, if that can be."""
    able = (
        name.isprintable()
        and len(name.encode()) <= _NAME
        and PurePath(name).name == name
        and "\\" not in name
    )
    return name if able else f"sheet{suffix}"


def _unsupported(name: str) -> InputError:
    zh = Chinese(f"{name} 不是能导入的文件", "请选择 JSON、YAML、XLSX 或 CSV 文件；可以先下载空白填写表")
    mend = "Choose a JSON, YAML, XLSX or CSV file; the empty form can be downloaded first."
    return InputError(
        [Problem("unsupported_file", f"{name} is no file that can be imported", mend=mend, zh=zh)]
    )


def _without_nulls(value: Any) -> Any:
    """What is unknown is left out; null says the same."""
    if isinstance(value, dict):
        return {key: _without_nulls(inner) for key, inner in value.items() if inner is not None}
    return [_without_nulls(item) for item in value] if isinstance(value, list) else value


def _refuse_bomb(raw: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (
        Exception
    ):  # of a broken archive it lets through whatever it comes upon (names that are no text, other versions)
        return  # the reader of workbooks says so
    if size > _UNPACKED:
        zh = Chinese("表格解压后过大", "请只保留填写的工作表")
        mend = "Keep the sheet that was filled in, and nothing else."
        what = "the workbook is too large when it is unpacked"
        raise InputError([Problem("too_large", what, mend=mend, zh=zh)])


def _nothing() -> InputError:
    zh = Chinese("表格里只有标题，没有案件", "请从第二行起填写，一行一个行为")
    mend = "Fill it in from the second row on, one row a conduct."
    return InputError([Problem("no_case", "the table has headers and no case", mend=mend, zh=zh)])
