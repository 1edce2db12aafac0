"""Rules as they stand in their files: the lines of each, and the decision tables with their cells.

A rule that a lawyer reads is the rule that runs, so the book shows the very lines. They are read at once for all rules, while the
folder of the release is there (one that was stored by its digest is unpacked for a moment only).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhunsheng.engine.language.documents import read_file
from zhunsheng.engine.language.rule_documents import RulesetDocument, TableDocument
from zhunsheng.engine.language.validation import validated
from zhunsheng.engine.problems import Span
from zhunsheng.engine.release import Release


@dataclass(frozen=True)
class WrittenRule:
    """Some lines of a file.

    Attributes:
        file: Its name within the rulesets, for people.
        first_line: From 1.
        text: The lines, without the indentation that they have in common.
    """

    file: str
    first_line: int
    text: str


@dataclass(frozen=True)
class WrittenRules:
    """What is written in the files of a release.

    Attributes:
        rules: By id of the rule; of a row of a decision table the whole table.
        tables: By id of the table.
    """

    rules: Mapping[str, WrittenRule]
    tables: Mapping[str, TableDocument]


def written_rules(release: Release) -> WrittenRules:
    """Reads the files of the rules of a release.

    Raises:
        InputError: a file with a decision table was changed since the release was read, and is none any more.
        OSError: a file is gone.
    """
    tables = {table.id: table.span for table in release.tables}
    spans = {rule.id: tables[rule.table] if rule.table else rule.span for rule in release.rules.values()}
    lines = {
        file: path_of(release, file).read_text(encoding="utf-8-sig").split("\n")
        for file in {span.file for span in spans.values()}
    }
    return WrittenRules(
        {
            id: WrittenRule(span.file, span.line, entry_at(lines[span.file], span))
            for id, span in spans.items()
        },
        {
            table.id: table
            for file in {span.file for span in tables.values()}
            for table in _tables_in(path_of(release, file), file)
        },
    )


def path_of(release: Release, file: str) -> Path:
    """Where a file is that places name; they begin with the name of the release's folder."""
    return release.folder / Path(file).relative_to(release.folder.name)


def entry_at(lines: Sequence[str], span: Span) -> str:
    """The item of a list whose first key stands at a place: its lines, as far as they are indented like it."""
    depth = span.column - 1
    head = lines[span.line - 1][depth:]
    return "\n".join([head, *_inside(lines[span.line :], depth)]).rstrip()


def _inside(lines: Sequence[str], depth: int) -> Iterator[str]:
    for line in lines:
        if line.strip() and len(line) - len(line.lstrip(" ")) < depth:
            return
        yield line[depth:]


def _tables_in(path: Path, file: str) -> tuple[TableDocument, ...]:
    return validated(RulesetDocument, read_file(path, file)).tables
