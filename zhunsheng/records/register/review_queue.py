"""The review queue: the cases that wait for a reviewer and that this one may review, those that have waited longest first.

A case waits as long as it is in one state: from the opinion to the first approval, from there to the second, from the second to
its closing, and from an appeal to its decision. One whose owner stands aside waits for a reviewer to give it to somebody else,
since whatever state it is in began.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select, tuple_

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import allowed
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.refusals import refuse_operation
from zhunsheng.records.register.readable import readable
from zhunsheng.records.storage.tables import cases
from zhunsheng.records.workflow.state import Phase


@dataclass(frozen=True)
class Waiting:
    """A case that waits.

    Attributes:
        state: ``review``, ``second_review``, ``approved`` or ``appeal``; another one where its owner stands aside.
        since: Since when it is in this state (RFC 3339, UTC).
        next_due: The first day by which something is to be done in it.
    """

    case: str
    state: Phase
    owner: str
    since: str
    next_due: date | None


@dataclass(frozen=True)
class Queue:
    """A part of the queue.

    Attributes:
        following: Where the next part begins; None where this is the last.
    """

    waiting: tuple[Waiting, ...]
    following: tuple[str, int] | None


def review_queue(
    ledger: Ledger, account: Account, after: tuple[str, int] | None = None, limit: int = 50
) -> Queue:
    """The cases that wait for this reviewer; none for whoever reviews nothing.

    Args:
        after: Where the part before ended, as it said itself.

    Raises:
        NotAllowed: the account may list no cases.
        StorageUnavailable: the database does not answer.
    """
    refuse_operation(allowed(account, Operation.LIST_CASES))
    place = (cases.c.since, cases.c.last_entry)
    chosen = select(cases).where(*_waits(account)).order_by(*place).limit(limit + 1)
    if after is not None:
        chosen = chosen.where(tuple_(*place) > tuple_(*after))
    with ledger.reading() as log:
        rows = log.connection.execute(chosen).all()
    shown = rows[:limit]
    following = (shown[-1].since, int(shown[-1].last_entry)) if len(rows) > limit else None
    return Queue(tuple(map(_waiting, shown)), following)


def number_waiting(ledger: Ledger, account: Account) -> int:
    """How many cases wait for this reviewer.

    Raises:
        NotAllowed, StorageUnavailable: as above.
    """
    refuse_operation(allowed(account, Operation.LIST_CASES))
    with ledger.reading() as log:
        counted = select(func.count()).select_from(cases).where(*_waits(account))
        return int(log.connection.execute(counted).scalar_one())


def _waits(account: Account) -> tuple[Any, ...]:
    return cases.c.for_review.is_(True), readable(account, cases, Operation.REVIEW)


def _waiting(row: Row[Any]) -> Waiting:
    due = None if row.next_due is None else date.fromisoformat(row.next_due)
    return Waiting(row.id, Phase(row.state), row.owner, row.since, due)
