"""What people do with evaluations that are recorded: they read them, and have them replayed. Each time is an entry of the log."""

from __future__ import annotations

from zhunsheng.engine.batch.packed_ruleset import PackedRuleset
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.acting_accounts import as_it_stands
from zhunsheng.records.case_entries import REPLAYED
from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.casework import known, note_read, refuse_case
from zhunsheng.records.evaluating import Answers
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.entries import entry
from zhunsheng.records.recorded_evaluations import Erased, Located, RecordedEvaluation, located_in, recorded
from zhunsheng.records.refusals import erased, no_such_evaluation
from zhunsheng.records.replaying import Engine, Replayed
from zhunsheng.records.storage.entry_rows import EntryRows
from zhunsheng.records.storage.release_rows import stored_ruleset
from zhunsheng.records.stored_replays import replay_under, replay_with


def read_evaluation(ledger: Ledger, account: Account, case_id: str, number: int) -> RecordedEvaluation:
    """Reads an evaluation of a case.

    Args:
        number: Of the event of the case that recorded it.

    Raises:
        NotFound: there is no such case, or no such evaluation in it.
        NotAllowed: it is not for this account.
        ContentErased: facts or answer are no more.
    """
    _, found = read_with_basis(ledger, account, case_id, number)
    return found


def read_with_basis(
    ledger: Ledger, account: Account, case_id: str, number: int
) -> tuple[Located, RecordedEvaluation]:
    """Reads an evaluation of a case, and what it was made of: for whoever makes something more of it.

    Raises:
        NotFound, NotAllowed, ContentErased: as above.
    """
    with ledger.appending() as log:
        return _inspected(log, ledger, account, Operation.READ_RECORD, case_id, number)


def read_derivation(
    ledger: Ledger, account: Account, case_id: str, number: int
) -> tuple[Located, RecordedEvaluation]:
    """Reads an evaluation of a case for its derivation, and what it was made of.

    Raises:
        NotFound, NotAllowed, ContentErased: as above.
    """
    with ledger.appending() as log:
        return _inspected(log, ledger, account, Operation.READ_TRACE, case_id, number)


def replay_evaluation(
    ledger: Ledger, answers: Answers, account: Account, case_id: str, number: int, engine: Engine
) -> Replayed:
    """Evaluates an evaluation of a case anew, from what was recorded, and compares. What came of it is an entry of the log.

    It takes as long as the ruleset takes to be compiled, unless it is the one that answers now; nobody else waits meanwhile,
    since the transaction is over by then. So there are two entries: that the evaluation was read, and then the result.

    Args:
        answers: Asked itself where the evaluation was made of what it answers from.

    Raises:
        NotFound, NotAllowed, ContentErased: as above.
        StorageUnavailable, LogRefused: as with everything that is appended.
    """
    with ledger.appending() as log:
        of, read = _inspected(log, ledger, account, Operation.REPLAY, case_id, number)
        at_hand = of.basis == answers.basis and engine != "bits"
        packed = None if at_hand else stored_ruleset(log.connection, of.basis)
    found = (
        replay_with(answers.evaluator, of, read, engine) if at_hand else _under_kept(packed, of, read, engine)
    )
    facts = {"evaluation": number, "engine": engine, "result": found.result}
    with ledger.appending() as log:
        log.append(entry(REPLAYED, ledger.clock(), account.id, subjects={"case": case_id}, facts=facts), {})
    return found


def _under_kept(
    packed: PackedRuleset | None, of: Located, read: RecordedEvaluation, engine: Engine
) -> Replayed:
    """Replays an evaluation under the ruleset that was kept with it."""
    (found,) = replay_under(packed, of.basis, [(of, read)], engine)
    if not isinstance(found, Replayed):
        raise TypeError(f"{of.id} was read and cannot be erased")
    return found


def _inspected(
    log: EntryRows, ledger: Ledger, account: Account, operation: Operation, case_id: str, number: int
) -> tuple[Located, RecordedEvaluation]:
    """An evaluation of a case, if the account may do this with it; that it has seen it is in the log."""
    refuse_case(known(CaseFiles(log).history(case_id)), as_it_stands(log, account), operation)
    of = located_in(log, case_id, number)
    if of is None:
        raise no_such_evaluation()
    found = recorded(log, of)
    if isinstance(found, Erased):
        raise erased(found.at)
    note_read(log, ledger, account, case_id, evaluation=number)
    return of, found
