"""What people do with evaluations that are recorded: they read them. Each time is an entry of the log."""

from __future__ import annotations

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.casework import known, note_read, refuse_case
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.recorded_evaluations import Erased, Located, RecordedEvaluation, located_in, recorded
from zhunsheng.records.refusals import erased, no_such_evaluation
from zhunsheng.records.storage.entry_rows import EntryRows


def read_evaluation(ledger: Ledger, account: Account, case_id: str, number: int) -> RecordedEvaluation:
    """Reads an evaluation of a case.

    Args:
        number: Of the event of the case that recorded it.

    Raises:
        NotFound: there is no such case, or no such evaluation in it.
        NotAllowed: it is not for this account.
        ContentErased: facts or answer are no more.
    """
    with ledger.appending() as log:
        _, found = _inspected(log, ledger, account, Operation.READ_RECORD, case_id, number)
    return found


def _inspected(
    log: EntryRows, ledger: Ledger, account: Account, operation: Operation, case_id: str, number: int
) -> tuple[Located, RecordedEvaluation]:
    """An evaluation of a case, if the account may do this with it; that it has seen it is in the log."""
    refuse_case(known(CaseFiles(log).history(case_id)), account, operation)
    of = located_in(log, case_id, number)
    if of is None:
        raise no_such_evaluation()
    found = recorded(log, of)
    if isinstance(found, Erased):
        raise erased(found.at)
    note_read(log, ledger, account, case_id, evaluation=number)
    return of, found
