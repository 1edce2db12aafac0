"""What was written down in events of a case, unless it was erased; whoever reads it is in the log."""

from __future__ import annotations

from collections.abc import Collection

from zhunsheng.engine.problems import Chinese, Problem
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.acting_accounts import as_it_stands
from zhunsheng.records.case_entries import CONTENT, READ, event_of
from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.casework import known, note_read, refuse_case
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.contents import Content
from zhunsheng.records.log.entries import Entry
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
    (event,) = read_events(ledger, account, case_id, (number,))
    return event


def read_events(
    ledger: Ledger, account: Account, case_id: str, numbers: Collection[int]
) -> tuple[Event, ...]:
    """Some events of a case with their contents, in this order: the case is gone through once, and each is read in the log.

    Raises:
        NotFound, NotAllowed, ContentErased: as above.
    """
    with ledger.appending() as log:
        history = CaseFiles(log).history(case_id)
        refuse_case(known(history), as_it_stands(log, account), Operation.READ_RECORD)
        found = events_in(log, case_id, numbers)
        for number in numbers:
            note_read(log, ledger, account, case_id, event=number)
    return found


def event_in(log: EntryRows, case_id: str, number: int) -> Event:
    """An event, for whoever was asked after his permission and writes down that it was read.

    Raises:
        NotFound, ContentErased: as above.
    """
    (event,) = events_in(log, case_id, (number,))
    return event


def events_in(log: EntryRows, case_id: str, numbers: Collection[int]) -> tuple[Event, ...]:
    """Some events, for whoever was asked after his permission and writes down that they were read.

    Raises:
        NotFound, ContentErased: as above.
    """
    about = (numbered.entry for numbered in log.of_case(case_id, but=READ))
    entries = {number: entry for entry in about if (number := entry.facts.get("number")) in numbers}
    for number in numbers:
        if number not in entries:
            raise _no_such_event(number)
    return tuple(event_of(entries[number], _content(log, entries[number])) for number in numbers)


def _content(log: EntryRows, entry: Entry) -> bytes | None:
    """What was written down beside an entry; None where nothing was."""
    if CONTENT not in entry.contents:
        return None
    found = ContentRows(log.connection, log.seals).get(entry.contents[CONTENT])
    if isinstance(found, Erased):
        raise erased(found.at)
    if not isinstance(found, Content):
        raise TypeError("a content that its entry names is missing")
    return found.data


def _no_such_event(number: int) -> NotFound:
    zh = Chinese(f"案卷没有第 {number} 步", "案卷的办理过程列出了各步的编号。")
    mend = "The history of the case names its events by their numbers."
    return NotFound([Problem("unknown_event", f"the case has no event {number}", mend=mend, zh=zh)])
