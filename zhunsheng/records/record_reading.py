"""The record of an evaluation, whole: what was asked and answered, its place among what happened to the case, and its proofs.

It is read in one transaction, so that all of it is of one moment, and that it was read is an entry of the log. What was changed
past the log is no reason to show nothing: that is just what an auditor looks for. So a content that is not what its entry names
is left out, with the reason, and the proofs say what does not fit.
"""

from __future__ import annotations

from dataclasses import dataclass

from zhunsheng.engine.problems import Problem
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.acting_accounts import as_it_stands
from zhunsheng.records.case_entries import READ, event_of
from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.casework import known, note_read, refuse_case
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.entries import Entry
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.proving import Proved, prove
from zhunsheng.records.recorded_evaluations import Erased, Located, RecordedEvaluation, located_in, recorded
from zhunsheng.records.refusals import erased, no_such_evaluation
from zhunsheng.records.storage.entry_rows import EntryRows
from zhunsheng.records.workflow.events import EvaluationRecorded, Event


@dataclass(frozen=True)
class Step:
    """An event of the case, and which entry of the log it is."""

    entry: int
    event: Event


@dataclass(frozen=True)
class RecordRead:
    """The record of an evaluation.

    Attributes:
        event: The evaluation as the log says it for ever, without its document.
        found: Facts and answer; None where they are not what was written down.
        changed: Why not.
        facts_proved: That the log holds the entry of the facts.
        proved: That it holds the entry of the evaluation.
        steps: What happened to the case, in order.
        erasures: The entries that say what of the case was erased since.
    """

    of: Located
    event: EvaluationRecorded
    found: RecordedEvaluation | None
    changed: Problem | None
    facts_proved: Proved
    proved: Proved
    steps: tuple[Step, ...]
    erasures: tuple[Entry, ...]


def read_record(ledger: Ledger, account: Account, case_id: str, number: int) -> RecordRead:
    """Reads the record of an evaluation of a case.

    Args:
        number: Of the event of the case that recorded it.

    Raises:
        NotFound: there is no such case, or no such evaluation in it.
        NotAllowed: it is not for this account.
        ContentErased: facts or answer are no more.
        LogRefused: an entry of the case is none any more, so that nobody can tell whose case it is.
        Sealed: a content was sealed with a key that is not here.
    """
    with ledger.appending() as log:
        files = CaseFiles(log)
        refuse_case(known(files.history(case_id)), as_it_stands(log, account), Operation.READ_RECORD)
        of = located_in(log, case_id, number)
        if of is None:
            raise no_such_evaluation()
        found, changed = _contents(log, of)
        note_read(log, ledger, account, case_id, evaluation=number)
        steps = _steps(log, case_id)
        entries = {step.event.number: step.entry for step in steps}
        facts, evaluation = (_proved(ledger, log, entries[place]) for place in (of.facts, of.number))
        event = next(step.event for step in steps if step.event.number == number)
        erasures = files.erasures(case_id)
    if not isinstance(event, EvaluationRecorded):
        raise TypeError(f"{of.id} is no evaluation")
    return RecordRead(of, event, found, changed, facts, evaluation, steps, erasures)


def entry_of_evaluation(ledger: Ledger, account: Account, case_id: str, number: int) -> int:
    """Which entry of the log an evaluation is, for somebody who may read it.

    Raises:
        NotFound, NotAllowed: as above.
    """
    with ledger.reading() as log:
        refuse_case(known(CaseFiles(log).history(case_id)), as_it_stands(log, account), Operation.READ_RECORD)
        if located_in(log, case_id, number) is None:
            raise no_such_evaluation()
        return next(step.entry for step in _steps(log, case_id) if step.event.number == number)


def _contents(log: EntryRows, of: Located) -> tuple[RecordedEvaluation | None, Problem | None]:
    """Facts and answer, or why they are not what was written down."""
    try:
        found = recorded(log, of)
    except LogRefused as error:
        return None, error.problem
    if isinstance(found, Erased):
        raise erased(found.at)
    return found, None


def _steps(log: EntryRows, case_id: str) -> tuple[Step, ...]:
    return tuple(
        Step(numbered.number, event_of(numbered.entry))
        for numbered in log.of_case(case_id, but=READ)
        if "number" in numbered.entry.facts
    )


def _proved(ledger: Ledger, log: EntryRows, number: int) -> Proved:
    found = prove(ledger, log, number)
    if found is None:
        raise TypeError(f"entry {number} was there a moment ago")
    return found
