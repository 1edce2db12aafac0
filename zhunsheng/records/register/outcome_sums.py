"""Subjects of recorded cases, by form, finding, rule, opinion and month, from sums: as fast with a hundred thousand cases as with
ten.

They name nobody. But a sum of one is one subject, and who asks for one month after another sees each; so they are for those who
may read how often suggestions are followed, and not for everybody who handles a case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import allowed
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.refusals import refuse_operation
from zhunsheng.records.register.outcome_tallies import Topic
from zhunsheng.records.storage.tables import tallies


@dataclass(frozen=True)
class OutcomeSum:
    """So many subjects.

    Attributes:
        of: The form, finding, rule or opinion.
        month: Of the evaluation, or of the decision (``2021-08``).
    """

    of: str
    month: str
    number: int


def outcome_sums(
    ledger: Ledger, account: Account, topic: Topic, since: str | None = None, until: str | None = None
) -> tuple[OutcomeSum, ...]:
    """The sums of a topic, by month and then by what they are of.

    Args:
        since, until: Months, both included.

    Raises:
        NotAllowed: the account may not read them.
        StorageUnavailable: the database does not answer.
    """
    refuse_operation(allowed(account, Operation.READ_OVERRIDE_STATISTICS))
    wanted = select(tallies).where(*_of(topic, since, until)).order_by(tallies.c.within, tallies.c.of)
    with ledger.reading() as log:
        rows = log.connection.execute(wanted).all()
    return tuple(OutcomeSum(row.of, row.within, int(row.number)) for row in rows)


def outcome_totals(
    ledger: Ledger, account: Account, topic: Topic, since: str | None = None, until: str | None = None
) -> Mapping[str, int]:
    """The sums of a topic over all months together, by what they are of. Of rules there are many, and of months, too.

    Raises:
        NotAllowed, StorageUnavailable: as above.
    """
    refuse_operation(allowed(account, Operation.READ_OVERRIDE_STATISTICS))
    summed = select(tallies.c.of, func.sum(tallies.c.number).label("number"))
    wanted = summed.where(*_of(topic, since, until)).group_by(tallies.c.of).order_by(tallies.c.of)
    with ledger.reading() as log:
        rows = log.connection.execute(wanted).all()
    return {row.of: int(row.number) for row in rows}


def _of(topic: Topic, since: str | None, until: str | None) -> Iterator[ColumnElement[bool]]:
    yield tallies.c.topic == f"subjects.{topic}"
    yield tallies.c.number > 0
    if since is not None:
        yield tallies.c.within >= since
    if until is not None:
        yield tallies.c.within <= until
