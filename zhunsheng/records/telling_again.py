"""What was answered about a case is told again only to who may still see it, and that it was told is in the log.

An answer under a key is kept for a day. Whoever has since lost a role, stands aside or has the case no more is refused, as he
would be if he asked for the case itself. One loss does not count: that of which the answer tells. Whoever hands his case over, or
stands aside, may ask again whether it was done, as long as nothing has happened in the case since.
"""

from __future__ import annotations

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import ever_allowed
from zhunsheng.records.acting_accounts import as_it_stands
from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.case_relations import actor_of
from zhunsheng.records.casework import known, note_read, refuse_case
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.refusals import refuse_operation
from zhunsheng.records.workflow.events import Event


def refuse_telling(ledger: Ledger, account: Account, case_id: str) -> None:
    """Asks whether an account may still be told what it was answered about a case; if so, writes down that it is.

    Raises:
        NotFound: there is no such case.
        NotAllowed: it may not see it any more.
        StorageUnavailable, LogRefused: as with everything that is appended.
    """
    with ledger.appending() as log:
        history = CaseFiles(log).history(case_id)
        state = known(history)
        account = as_it_stands(log, account)
        refuse_operation(ever_allowed(account, Operation.READ_CASE))
        if not _did(history[-1], account):
            refuse_case(state, account, Operation.READ_CASE)
        note_read(log, ledger, account, case_id)


def _did(event: Event, account: Account) -> bool:
    """Whether it was the account that did this, in a role that it still has."""
    return event.actor == account.id and event.acting_as in actor_of(account).roles
