"""How often rules decided: in how many recorded evaluations each was one of those that a suggestion rests on.

A rule counts once in an evaluation, however many subjects it decided on; every evaluation counts, not only the last of a case.
No case is named. It is a sum of recorded cases all the same, and one says much of them while they are few; so it is for those who
read the other sums (`override_sums`, `outcome_sums`), and an administrator, who sees nothing of any case, sees none of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, select

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import allowed
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.refusals import refuse_operation
from zhunsheng.records.register.tallies import DECIDED
from zhunsheng.records.storage.tables import tallies


@dataclass(frozen=True)
class RuleDecided:
    """How often a rule decided.

    Attributes:
        by_release: By the digest of the release under which it was evaluated; in the order of the digests.
    """

    rule: str
    by_release: Mapping[str, int]

    @property
    def total(self) -> int:
        """Under all releases together."""
        return sum(self.by_release.values())


def rule_decided(ledger: Ledger, account: Account, rule: str) -> RuleDecided:
    """How often one rule decided; never, where no evaluation names it.

    Raises:
        NotAllowed: the account may not read sums of recorded cases.
        StorageUnavailable: the database does not answer.
    """
    found = _decided(ledger, account, _SELECTED.where(tallies.c.of == rule))
    return found.get(rule, RuleDecided(rule, {}))


def rules_decided(ledger: Ledger, account: Account) -> Mapping[str, RuleDecided]:
    """How often each rule decided that ever did, by its id.

    Raises:
        NotAllowed, StorageUnavailable: as above.
    """
    return _decided(ledger, account, _SELECTED)


_SELECTED = (
    select(tallies)
    .where(tallies.c.topic == DECIDED, tallies.c.number > 0)
    .order_by(tallies.c.of, tallies.c.within)
)


def _decided(
    ledger: Ledger, account: Account, wanted: Select[tuple[object, ...]]
) -> Mapping[str, RuleDecided]:
    refuse_operation(allowed(account, Operation.READ_OVERRIDE_STATISTICS))
    found: dict[str, dict[str, int]] = {}
    with ledger.reading() as log:
        for row in log.connection.execute(wanted):
            found.setdefault(row.of, {})[row.within] = int(row.number)
    return {rule: RuleDecided(rule, by_release) for rule, by_release in found.items()}
