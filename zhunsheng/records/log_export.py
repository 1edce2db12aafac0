"""An export of the log for somebody who asked for it: whether he may, and the entry that says that he did."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import allowed, ever_allowed
from zhunsheng.records.acting_accounts import as_it_stands
from zhunsheng.records.exporting import exported_log
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.entries import entry
from zhunsheng.records.refusals import refuse_operation

#: What happened, in the log.
EXPORTED = "log.exported"


def begin_export(
    ledger: Ledger, account: Account, *, contents: bool, told: Callable[[str, str], None]
) -> Iterator[bytes]:
    """The lines of an export; that somebody has it is an entry, and on disk before the first line is read.

    Args:
        contents: With what was written down. Whoever may export contents may do so in every case.
        told: Hears what is not as it must be: a code, and the place.

    Raises:
        NotAllowed: it is not for this account.
        StorageUnavailable, LogRefused: as with everything that is appended.
    """
    with ledger.appending() as log:
        account = as_it_stands(log, account)
        refuse_operation(allowed(account, Operation.EXPORT_LOG))
        if contents:
            refuse_operation(ever_allowed(account, Operation.EXPORT_CONTENT))
        log.append(entry(EXPORTED, ledger.clock(), account.id, facts={"contents": contents}), {})
    return exported_log(ledger, contents=contents, told=lambda found: told(found.code, found.where))
