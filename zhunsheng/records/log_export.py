"""An export of the log for somebody who asked for it: whether he may, and the entry that says that he did.

An export with contents holds those of every case, also of one in which he must stand aside. So whoever is barred from any case
gets no contents; another auditor does it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import select

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import allowed, ever_allowed
from zhunsheng.records.acting_accounts import as_it_stands
from zhunsheng.records.case_entries import READ, REPLAYED
from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.case_relations import relation_of
from zhunsheng.records.exporting import exported_log
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.entries import entry
from zhunsheng.records.refusals import refuse_operation
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.entry_rows import EntryRows
from zhunsheng.records.workflow.state import CaseState

#: What happened, in the log.
EXPORTED = "log.exported"


def begin_export(
    ledger: Ledger, account: Account, *, contents: bool, told: Callable[[str, str], None]
) -> Iterator[bytes]:
    """The lines of an export; that somebody has it is an entry, and on disk before the first line is read.

    Args:
        contents: With what was written down, in every case there is.
        told: Hears what is not as it must be: a code, and the place.

    Raises:
        NotAllowed: it is not for this account, or there is a case that it is barred from.
        StorageUnavailable, LogRefused: as with everything that is appended.
    """
    with ledger.appending() as log:
        account = as_it_stands(log, account)
        refuse_operation(allowed(account, Operation.EXPORT_LOG))
        if contents:
            refuse_operation(ever_allowed(account, Operation.EXPORT_CONTENT))
            for state in _cases_that_may_bar(log, account):
                refuse_operation(allowed(account, Operation.EXPORT_CONTENT, relation_of(state, account)))
        log.append(entry(EXPORTED, ledger.clock(), account.id, facts={"contents": contents}), {})
    return exported_log(ledger, contents=contents, told=lambda found: told(found.code, found.where))


def _cases_that_may_bar(log: EntryRows, account: Account) -> Iterator[CaseState]:
    """The cases in which somebody did something himself, or in which anybody was told to stand aside: no other bars anyone."""
    of = tables.entries.c
    own = (of.actor == account.id) & of.kind.not_in((READ, REPLAYED))
    found = (
        select(of.case_id).where(of.case_id.is_not(None) & (own | (of.kind == "recusal.ordered"))).distinct()
    )
    for case_id in log.connection.execute(found.order_by(of.case_id)).scalars().all():
        yield CaseFiles(log).state(case_id)
