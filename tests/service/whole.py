"""Whether what a database holds is whole: what its log says, nothing more, and nothing that belongs to nothing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func, select

from zhunsheng.records.checking import findings
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.witness import Standing
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.entry_rows import EntryRows


def assert_whole(ledger: Ledger) -> None:
    """The log is what its witness knows, every entry is what it must be, and no row stands alone."""
    assert ledger.standing().standing is Standing.FINE
    with ledger.reading() as log:
        assert list(findings(log)) == []
        assert orphans(log) == {}


def orphans(log: EntryRows) -> dict[str, int]:
    """How many rows of which table belong to no entry; of tables that have such rows."""
    entries, contents, evaluations = tables.entries.c, tables.contents.c, tables.evaluations.c
    named = select(tables.entry_contents.c.commitment)
    opened = select(entries.case_id).where(entries.kind == "case.opened")
    evaluated = select(entries.number).where(entries.kind == "evaluation.recorded")
    found = {
        "contents": _count(log, contents.commitment, contents.commitment.not_in(named)),
        "cases": _count(log, tables.cases.c.id, tables.cases.c.id.not_in(opened)),
        "evaluations": _count(log, evaluations.number, evaluations.number.not_in(evaluated)),
        "entries": _count(
            log,
            entries.number,
            (entries.kind == "evaluation.recorded") & entries.number.not_in(select(evaluations.number)),
        ),
    }
    return {table: number for table, number in found.items() if number}


def _count(log: EntryRows, column: Any, which: ColumnElement[bool]) -> int:
    return int(log.connection.execute(select(func.count(column)).where(which)).scalar_one())
