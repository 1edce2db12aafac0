"""What was written down in an event of a case, unless it was erased; whoever reads it is in the log."""

from __future__ import annotations

from zhunsheng.engine.problems import Chinese, Problem
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.acting_accounts import as_it_stands
from zhunsheng.records.case_entries import CONTENT, READ, event_of
from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.casework import known, note_read, refuse_case
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.contents import Content
from zhunsheng.records.refusals import NotFound, erased
from zhunsheng.records.storage.content_rows import ContentRows, Erased
from zhunsheng.records.storage.entry_rows import EntryRows
from zhunsheng.records.workflow.events import Event


def read_event(ledger: Ledger, account: Account, case_id: str, number: int) -> Event:
    """An event of a case with its content.

    Raises:
        NotFound: there is no such case, or no such event in it.
        NotAllowed: it is not for this account.
        ContentErased: what was written is no more.
    """
    with ledger.appending() as log:
        history = CaseFiles(log).history(case_id)
        refuse_case(known(history), as_it_stands(log, account), Operation.READ_RECORD)
        event = event_in(log, case_id, number)
        note_read(log, ledger, account, case_id, event=number)
    return event


def event_in(log: EntryRows, case_id: str, number: int) -> Event:
    """The same, for whoever was asked after his permission and writes down that it was read.

    Raises:
        NotFound, ContentErased: as above.
    """
    entries = (numbered.entry for numbered in log.of_case(case_id, but=READ))
    entry = next((entry for entry in entries if entry.facts.get("number") == number), None)
    if entry is None:
        raise _no_such_event(number)
    content = None
    if CONTENT in entry.contents:
        found = ContentRows(log.connection, log.seals).get(entry.contents[CONTENT])
        if isinstance(found, Erased):
            raise erased(found.at)
        if not isinstance(found, Content):
            raise TypeError("a content that its entry names is missing")
        content = found.data
    return event_of(entry, content)


def _no_such_event(number: int) -> NotFound:
    zh = Chinese(f"案卷没有第 {number} 步", "案卷的办理过程列出了各步的编号。")
    mend = "The history of the case names its events by their numbers."
    return NotFound([Problem("unknown_event", f"the case has no event {number}", mend=mend, zh=zh)])
