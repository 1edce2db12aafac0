"""An evaluation as it was recorded: the facts and the answer, to the byte, unless they were erased."""

from __future__ import annotations

from dataclasses import dataclass

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.case_entries import CONTENT, event_of
from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.casework import known, note_read, refuse_case
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.contents import Content
from zhunsheng.records.log.entries import Entry
from zhunsheng.records.refusals import erased, no_such_evaluation
from zhunsheng.records.storage.content_rows import ContentRows, Erased
from zhunsheng.records.storage.entry_rows import EntryRows
from zhunsheng.records.workflow.events import EvaluationRecorded, FactsRecorded


@dataclass(frozen=True)
class EvaluationRead:
    """An evaluation, with the event that recorded its facts."""

    event: EvaluationRecorded
    facts: FactsRecorded


def read_evaluation(ledger: Ledger, account: Account, case_id: str, number: int) -> EvaluationRead:
    """Reads an evaluation of a case; that it was read is in the log.

    Args:
        number: Of the event of the case that recorded it.

    Raises:
        NotFound: there is no such case, or no such evaluation in it.
        NotAllowed: it is not for this account.
        ContentErased: facts or answer are no more.
    """
    with ledger.appending() as log:
        refuse_case(known(CaseFiles(log).history(case_id)), account, Operation.READ_RECORD)
        entries = {
            event["number"]: numbered.entry
            for numbered in log.of_case(case_id)
            if "number" in (event := numbered.entry.facts)
        }
        found = _whole(log, entries.get(number))
        if not isinstance(found, EvaluationRecorded):
            raise no_such_evaluation()
        facts = _whole(log, entries.get(found.facts))
        if not isinstance(facts, FactsRecorded):
            raise TypeError("an evaluation names facts that are none")
        note_read(log, ledger, account, case_id, evaluation=number)
    return EvaluationRead(found, facts)


def _whole(log: EntryRows, entry: Entry | None) -> object:
    """The event of an entry with its content; None for what is neither facts nor an evaluation.

    Raises:
        ContentErased: it is no more.
    """
    if entry is None or entry.kind not in ("facts.recorded", "evaluation.recorded"):
        return None
    content = ContentRows(log.connection, log.seals).get(entry.contents[CONTENT])
    if isinstance(content, Erased):
        raise erased(content.at)
    if not isinstance(content, Content):
        raise TypeError("a content that its entry names is missing")
    return event_of(entry, content.data)
