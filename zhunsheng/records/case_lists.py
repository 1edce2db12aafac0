"""Lists of cases: those that an account may read, page by page, the last changed first.

Rows narrow the search; whether a case may be read is told by its state, folded from its entries like everywhere. A cursor is
the number of a case's last entry: numbers are never given twice, so that a page begins exactly where the one before ended. One
request looks at so many cases at most. A page may therefore be short, even empty, and others follow as long as there is a
cursor.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import allowed, reached
from zhunsheng.records.access.relations import Relation
from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.case_relations import relation_of
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.refusals import refuse_operation
from zhunsheng.records.storage.tables import cases
from zhunsheng.records.workflow.events import Event
from zhunsheng.records.workflow.overrides import OverrideStatistics, override_statistics
from zhunsheng.records.workflow.state import Phase

#: So many cases one request looks at.
LOOKED_AT = 500


@dataclass(frozen=True)
class Wanted:
    """Which cases are wanted.

    Attributes:
        due_before: Only those of which something is to be done before this day.
        after: The cursor: only cases whose last entry has a smaller number.
        limit: So many at most.
    """

    state: Phase | None = None
    owner: str | None = None
    due_before: date | None = None
    after: int | None = None
    limit: int = 50


@dataclass(frozen=True)
class Listed:
    """A case in a list."""

    id: str
    state: Phase
    owner: str
    opened_at: str
    changed_at: str
    next_due: date | None


@dataclass(frozen=True)
class Page:
    """A part of a list; ``following`` is the cursor of the next one, None where this is the last."""

    cases: tuple[Listed, ...]
    following: int | None


def list_cases(ledger: Ledger, account: Account, wanted: Wanted) -> Page:
    """The cases that are wanted and may be read.

    Raises:
        NotAllowed: the account may list none.
        StorageUnavailable: the database does not answer.
    """
    refuse_operation(allowed(account, Operation.LIST_CASES))
    with ledger.reading() as log:
        rows = log.connection.execute(_selected(account, wanted)).all()
        files = CaseFiles(log)
        found: list[Listed] = []
        seen: int | None = None
        for row in rows[:LOOKED_AT]:
            if len(found) == wanted.limit:
                return Page(tuple(found), seen)
            seen = int(row.last_entry)
            if allowed(account, Operation.READ_CASE, relation_of(files.state(row.id), account)) is None:
                found.append(_listed(row))
    return Page(tuple(found), seen if len(rows) > LOOKED_AT else None)


def statistics_of_overrides(ledger: Ledger, account: Account) -> OverrideStatistics:
    """How often suggestions were followed, over all cases. It names none.

    Raises:
        NotAllowed: the account may not read them.
    """
    refuse_operation(allowed(account, Operation.READ_OVERRIDE_STATISTICS))
    with ledger.reading() as log:
        return override_statistics(_histories(log.connection, CaseFiles(log)))


def _histories(connection: Connection, files: CaseFiles) -> Iterable[tuple[Event, ...]]:
    for case_id in connection.execute(select(cases.c.id).order_by(cases.c.id)).scalars().all():
        yield files.history(case_id)


def _selected(account: Account, wanted: Wanted) -> Select[Any]:
    chosen = select(cases).order_by(cases.c.last_entry.desc()).limit(LOOKED_AT + 1)
    if reached(account, Operation.READ_CASE) <= {Relation.OWN}:
        chosen = chosen.where(cases.c.owner == account.id)
    if wanted.state is not None:
        chosen = chosen.where(cases.c.state == wanted.state.value)
    if wanted.owner is not None:
        chosen = chosen.where(cases.c.owner == wanted.owner)
    if wanted.due_before is not None:
        chosen = chosen.where(cases.c.next_due < wanted.due_before.isoformat())
    if wanted.after is not None:
        chosen = chosen.where(cases.c.last_entry < wanted.after)
    return chosen


def _listed(row: Row[Any]) -> Listed:
    due = None if row.next_due is None else date.fromisoformat(row.next_due)
    return Listed(row.id, Phase(row.state), row.owner, row.opened_at, row.changed_at, due)
