"""Lists of cases: those that an account may read, page by page, the last changed first; or the first of what is due.

They are answered from rows (`records.register`), and so is whether a case may be read. A cursor is the number of a case's last
entry: numbers are never given twice, so that a page begins exactly where the one before ended.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import allowed
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.refusals import refuse_operation
from zhunsheng.records.register.readable import readable
from zhunsheng.records.storage.tables import cases
from zhunsheng.records.workflow.state import Phase


@dataclass(frozen=True)
class Wanted:
    """Which cases are wanted.

    Attributes:
        due_before: Only those of which something is to be done before this day.
        soonest_first: What is due first comes first. There is no cursor then: who looks at what is due begins with that.
        after: The cursor: only cases whose last entry has a smaller number.
        limit: So many at most.
    """

    state: Phase | None = None
    owner: str | None = None
    due_before: date | None = None
    soonest_first: bool = False
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
    found = rows[: wanted.limit]
    others = len(rows) > wanted.limit and not wanted.soonest_first
    return Page(tuple(map(_listed, found)), int(found[-1].last_entry) if others else None)


def _selected(account: Account, wanted: Wanted) -> Select[Any]:
    chosen = select(cases).where(readable(account, cases))
    if wanted.state is not None:
        chosen = chosen.where(cases.c.state == wanted.state.value)
    if wanted.owner is not None:
        chosen = chosen.where(cases.c.owner == wanted.owner)
    if wanted.due_before is not None:
        chosen = chosen.where(cases.c.next_due < wanted.due_before.isoformat())
    if wanted.after is not None:
        chosen = chosen.where(cases.c.last_entry < wanted.after)
    if wanted.soonest_first:
        # In the order of their index, so that no more are read than are wanted.
        due = chosen.where(cases.c.next_due.is_not(None))
        return due.order_by(cases.c.next_due, cases.c.last_entry).limit(wanted.limit + 1)
    # What is due is a range of days, and what changed last is another order: those of the range are sorted. Without the sum,
    # SQLite would read all cases in the other order to find the few.
    last = cases.c.last_entry if wanted.due_before is None else cases.c.last_entry + 0
    return chosen.order_by(last.desc()).limit(wanted.limit + 1)


def _listed(row: Row[Any]) -> Listed:
    due = None if row.next_due is None else date.fromisoformat(row.next_due)
    return Listed(row.id, Phase(row.state), row.owner, row.opened_at, row.changed_at, due)
