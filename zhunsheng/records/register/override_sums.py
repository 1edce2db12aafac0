"""How often suggestions were followed or not, over all cases and for each rule, from sums (`tallies`).

It is what `workflow.overrides.override_statistics` counts over the histories of all cases; a property test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import allowed
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.refusals import refuse_operation
from zhunsheng.records.register.tallies import (
    ADOPTED,
    ALL,
    CASES,
    NAMED_WRONG,
    OVERRIDDEN,
    REASON,
    SUGGESTED,
    UNDECIDED,
    Tally,
)
from zhunsheng.records.storage import tables
from zhunsheng.records.workflow.overrides import Followed, OverrideStatistics, RuleFollowed

_TOPICS = (CASES, SUGGESTED, ADOPTED, OVERRIDDEN, UNDECIDED, REASON, NAMED_WRONG)


def statistics_of_overrides(ledger: Ledger, account: Account) -> OverrideStatistics:
    """How often suggestions were followed, over all cases. It names none.

    Raises:
        NotAllowed: the account may not read them.
        StorageUnavailable: the database does not answer.
    """
    refuse_operation(allowed(account, Operation.READ_OVERRIDE_STATISTICS))
    with ledger.reading() as log:
        sums = _sums(log.connection)
    reasons: dict[str, dict[str, int]] = {}
    for tally, number in sums.items():
        if tally.topic == REASON:
            reasons.setdefault(tally.of, {})[tally.within] = number
    return OverrideStatistics(
        sums.get(Tally(CASES, ALL), 0),
        _followed(sums, ALL, reasons),
        tuple(
            RuleFollowed(rule, _followed(sums, rule, reasons), sums.get(Tally(NAMED_WRONG, rule), 0))
            for rule in sorted({tally.of for tally in sums} - {ALL})
        ),
    )


def _sums(connection: Connection) -> Mapping[Tally, int]:
    tallies = tables.tallies.c
    rows = connection.execute(select(tables.tallies).where(tallies.topic.in_(_TOPICS), tallies.number != 0))
    return {Tally(row.topic, row.of, row.within): int(row.number) for row in rows}


def _followed(sums: Mapping[Tally, int], rule: str, reasons: Mapping[str, Mapping[str, int]]) -> Followed:
    return Followed(
        suggested=sums.get(Tally(SUGGESTED, rule), 0),
        adopted=sums.get(Tally(ADOPTED, rule), 0),
        overridden=sums.get(Tally(OVERRIDDEN, rule), 0),
        undecided=sums.get(Tally(UNDECIDED, rule), 0),
        reasons=tuple(sorted(reasons.get(rule, {}).items())),
    )
