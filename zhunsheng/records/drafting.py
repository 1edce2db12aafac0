"""Facts that are being entered for a case, by its owner: read, changed, and gone when they are recorded.

A draft is no record. It stands beside the log, so that nothing in it is for ever; only whoever owns the case reads it, which is
why reading it is no entry; it goes with the case to another owner, and with its contents when they are erased. A change is a
function from the draft as it is in that moment, so that two windows in which somebody types lose nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.acting_accounts import as_it_stands
from zhunsheng.records.case_contents import event_in
from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.casework import known, note_read, refuse_evaluation_in
from zhunsheng.records.drafts.changing import Changed
from zhunsheng.records.drafts.documents import begun
from zhunsheng.records.finishing import Finish, nothing_more
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.refusals import ContentErased
from zhunsheng.records.storage.draft_rows import DraftRows
from zhunsheng.records.storage.entry_rows import EntryRows
from zhunsheng.records.workflow.contents import CaseDocument

#: Makes another document of the one that there is.
Change: TypeAlias = Callable[[dict[str, Any]], Changed]


@dataclass(frozen=True)
class Draft:
    """The facts that are being entered for a case.

    Attributes:
        changed_at: When they were changed last; None where nobody has entered anything yet.
        recorded: The number of the event from whose facts they begin, where they do so still.
        opinions: How many opinions are void when these facts are recorded.
    """

    case: str
    document: dict[str, Any] = field(repr=False)
    changed_at: datetime | None = None
    recorded: int | None = None
    opinions: int = 0


def read_draft(ledger: Ledger, account: Account, case_id: str) -> Draft:
    """The draft of a case; where there is none, the facts that were recorded last, or a document in which nothing is known.

    Raises:
        NotFound: there is no such case.
        NotAllowed: it is not for this account.
        MoveRefused: the case is not where it can be evaluated, so no facts are entered.
    """
    with ledger.appending() as log:
        refuse_evaluation_in(log, as_it_stands(log, account), case_id)
        draft = _draft(log, case_id)
        if draft.recorded is not None:
            note_read(log, ledger, account, case_id, event=draft.recorded)
    return draft


def change_draft(
    ledger: Ledger, account: Account, case_id: str, change: Change, finish: Finish[Changed] = nothing_more
) -> Changed:
    """Changes the draft as it is; gives what came of it.

    Raises:
        NotFound, NotAllowed, MoveRefused: as above.
        InputError: the change cannot be made; nothing of it was.
    """
    with ledger.appending() as log:
        refuse_evaluation_in(log, as_it_stands(log, account), case_id)
        before = _draft(log, case_id)
        changed = change(before.document)
        if changed.document != before.document:
            DraftRows(log.connection, log.seals).put(case_id, changed.document, ledger.clock())
        finish(log, changed)
    return changed


def drop_draft(ledger: Ledger, account: Account, case_id: str) -> None:
    """Gives up what was entered; the facts are again those that were recorded last.

    Raises:
        NotFound, NotAllowed, MoveRefused: as above.
    """
    with ledger.appending() as log:
        refuse_evaluation_in(log, as_it_stands(log, account), case_id)
        DraftRows(log.connection).drop(case_id)


def _draft(log: EntryRows, case_id: str) -> Draft:
    state = known(CaseFiles(log).history(case_id))
    kept, opinions = DraftRows(log.connection, log.seals).get(case_id), len(state.opinions)
    if kept is not None:
        return Draft(case_id, kept.document, kept.changed_at, opinions=opinions)
    recorded = None if state.facts is None else _recorded(log, case_id, state.facts)
    if recorded is None:
        return Draft(case_id, begun(case_id), opinions=opinions)
    return Draft(case_id, recorded, recorded=state.facts, opinions=opinions)


def _recorded(log: EntryRows, case_id: str, number: int) -> dict[str, Any] | None:
    """The facts of an event; None where they were erased."""
    try:
        content = event_in(log, case_id, number).content
    except ContentErased:
        return None
    if not isinstance(content, CaseDocument):
        raise TypeError("the content of recorded facts is a case document")
    return dict(content.document)
