"""A report as plain text: what its golden files hold, and what tests read."""

from __future__ import annotations

from collections.abc import Iterator

from zhunsheng.engine.report.document import (
    Block,
    Entry,
    Item,
    Listing,
    Paragraph,
    Report,
    Section,
    Table,
)


def render_plain(report: Report) -> str:
    """The report as text: headings marked by their level, a line for each row and point."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {report.title}"
    for block in report.opening:
        yield from _block(block)
    for section in report.sections:
        yield from _section(section, 2)
    yield ""
    yield report.footer


def _section(section: Section, level: int) -> Iterator[str]:
    yield ""
    yield f"{'#' * level} {section.heading}"
    for block in section.blocks:
        yield from _block(block)
    for below in section.sections:
        yield from _section(below, level + 1)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(line):
            yield line.text
        case Listing(items):
            yield from _items(items, 0)
        case Table():
            yield from _table(block)
        case Entry(_, title, node, line, items):
            yield f"{title} [{node}] {line.text}".rstrip()
            yield from _items(items, 1)


def _items(items: tuple[Item, ...], depth: int) -> Iterator[str]:
    for item in items:
        yield f"{'  ' * depth}- {item.line.text}"
        yield from _items(item.parts, depth + 1)


def _table(table: Table) -> Iterator[str]:
    yield f"[{table.caption}]"
    for row in (tuple((title,) for title in table.head),) if table.head else ():
        yield " | ".join(title for (title,) in row)
    for cells in table.rows:
        yield " | ".join(" / ".join(line.text for line in cell) for cell in cells)
