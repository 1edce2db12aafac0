"""A decision table, whole: its columns and cells as written, each cell also in words, and what each row concludes."""

from __future__ import annotations

from typing import Literal

from zhunsheng.api.web.rules.addresses import to_rule
from zhunsheng.api.web.rules.book import RuleBook
from zhunsheng.api.web.rules.shown import Link, RangeShown, Shown, ranges_shown
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.explain.spoken_conditions import clause
from zhunsheng.engine.language.conditions import AllOf, Condition
from zhunsheng.engine.language.rule_documents import RowDocument
from zhunsheng.engine.language.rules import Rule, Table
from zhunsheng.engine.release import Release


class CellShown(Shown):
    """A cell as written, and in words; "" where any value does."""

    written: str
    text: str


class RowShown(Shown):
    """A row.

    Attributes:
        own: Whether it is the rule whose page this is.
    """

    rule: Link
    own: bool
    cells: tuple[CellShown, ...]
    concludes: str
    ranges: tuple[RangeShown, ...]


class TableShown(Shown):
    """A decision table.

    Attributes:
        hit: Whether the first row that holds is taken, or no two can hold together.
        complete: Whether some row holds whatever the facts.
        columns: As written.
    """

    id: str
    hit: Literal["unique", "first"]
    complete: bool
    columns: tuple[str, ...]
    rows: tuple[RowShown, ...]


def table_shown(rule: Rule, book: RuleBook, language: Language) -> TableShown | None:
    """The table that a rule is a row of; None where it is a rule of its own."""
    if rule.table is None:
        return None
    release, written = book.release, book.written.tables[rule.table]
    table = next(table for table in release.tables if table.id == rule.table)
    return TableShown(
        id=table.id,
        hit=table.hit,
        complete=table.complete,
        columns=written.columns,
        rows=tuple(
            _row(table, number, row, rule, release, language) for number, row in enumerate(written.rows)
        ),
    )


def _row(
    table: Table, number: int, row: RowDocument, rule: Rule, release: Release, language: Language
) -> RowShown:
    of = release.rules[f"{table.id}.{number + 1}"]
    return RowShown(
        rule=Link(key=of.id, name=of.id, href=to_rule(of.id)),
        own=of == rule,
        cells=_cells(row, table.rows[number], release, language),
        concludes=release.vocabulary.conclusion(of.conclusion).name.get(language),
        ranges=ranges_shown(of.ranges, release, language),
    )


def _cells(
    row: RowDocument, condition: Condition, release: Release, language: Language
) -> tuple[CellShown, ...]:
    """A cell with a dash asks for nothing, so it has no part in the row's condition."""
    parts = iter(condition.parts if isinstance(condition, AllOf) else (condition,))
    return tuple(
        CellShown(
            written=cell,
            text="" if cell.strip() == "-" else clause(next(parts), release.vocabulary, language),
        )
        for cell in row.cells
    )
