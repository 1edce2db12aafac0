"""Entries of the log as lists: the newest first, narrowed to a kind, an account or a case, page by page.

A page begins at a number. Numbers are never given twice, so a page that somebody has linked to shows the same entries for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from zhunsheng.records.storage.entry_rows import EntryRows, Numbered
from zhunsheng.records.storage.tables import entries


@dataclass(frozen=True)
class WantedEntries:
    """Which entries are wanted.

    Attributes:
        kind, actor, case: Only those of that kind, by that account, about that case.
        before: Only those with a smaller number, the largest of them first.
        after: Only those with a larger number, the smallest of them; what is asked for when one goes back to newer ones.
        limit: So many at most.
    """

    kind: str | None = None
    actor: str | None = None
    case: str | None = None
    before: int | None = None
    after: int | None = None
    limit: int = 50


@dataclass(frozen=True)
class EntriesPage:
    """A page of the log.

    Attributes:
        size: How many entries the log has.
        entries: The newest first.
        older: Whether there are older ones that are wanted.
        newer: Whether there are newer ones.
    """

    size: int
    entries: tuple[Numbered, ...]
    older: bool
    newer: bool


def list_entries(log: EntryRows, wanted: WantedEntries) -> EntriesPage:
    """The entries that are wanted, as a transaction sees them."""
    back = wanted.after is not None
    order = entries.c.number.asc() if back else entries.c.number.desc()
    rows = log.connection.execute(_selected(wanted).order_by(order).limit(wanted.limit + 1)).all()
    found = [Numbered(row.number, bytes(row.body)) for row in rows[: wanted.limit]]
    further = len(rows) > wanted.limit
    if back:
        found.reverse()
        return EntriesPage(log.size(), tuple(found), _is_there(log, wanted, found, older=True), further)
    newer = wanted.before is not None and _is_there(log, wanted, found, older=False)
    return EntriesPage(log.size(), tuple(found), further, newer)


def _selected(wanted: WantedEntries) -> Select[Any]:
    chosen = select(entries.c.number, entries.c.body).where(*_narrowed(wanted))
    if wanted.after is not None:
        return chosen.where(entries.c.number > wanted.after)
    return chosen if wanted.before is None else chosen.where(entries.c.number < wanted.before)


def _narrowed(wanted: WantedEntries) -> tuple[ColumnElement[bool], ...]:
    asked = ((entries.c.kind, wanted.kind), (entries.c.actor, wanted.actor), (entries.c.case_id, wanted.case))
    return tuple(column == value for column, value in asked if value is not None)


def _is_there(log: EntryRows, wanted: WantedEntries, found: list[Numbered], *, older: bool) -> bool:
    """Whether there is one more on either side of what was found, or, where nothing was, of where it was looked for."""
    if found:
        edge = found[-1].number if older else found[0].number
        beyond = entries.c.number < edge if older else entries.c.number > edge
    elif older:
        beyond = entries.c.number <= (wanted.after or 0)
    else:
        beyond = entries.c.number >= (wanted.before or 0)
    asked = select(entries.c.number).where(*_narrowed(wanted), beyond).limit(1)
    return log.connection.execute(asked).first() is not None
