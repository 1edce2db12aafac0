"""The pages of the log."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from zhunsheng.api.records import TheRecords
from zhunsheng.api.security.current import TheSigned
from zhunsheng.api.state import release_of
from zhunsheng.api.web.form_data import Filled
from zhunsheng.api.web.forms import TheForm, form
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.log.checkpoint_shown import checkpoint_shown, held_shown
from zhunsheng.api.web.log.entries_shown import entries_shown, entry_shown
from zhunsheng.api.web.log.proof_files import proof_response
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.people import People
from zhunsheng.api.web.visitors import needed
from zhunsheng.engine.problems import Chinese, Problem
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import ever_allowed
from zhunsheng.records.colleagues import everybody
from zhunsheng.records.consistency import hold_against
from zhunsheng.records.log.entries import LARGEST_NUMBER as LARGEST
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.log_lists import WantedEntries, list_entries
from zhunsheng.records.proving import proof_to_take_away, prove
from zhunsheng.records.refusals import NotFound

router = APIRouter(include_in_schema=False)

_Id = Annotated[str, Query(max_length=256)]
_Place = Annotated[int | None, Query(ge=-1, le=LARGEST)]
_Entry = Annotated[int, Path(ge=0, le=LARGEST)]


@page(router, "/log", needs=Operation.READ_LOG)
def entries(
    records: TheRecords,
    signed: TheSigned,
    language: TheLanguage,
    kind: _Id = "",
    actor: _Id = "",
    case: _Id = "",
    before: _Place = None,
    after: _Place = None,
) -> Page:
    """Entries, the newest first."""
    people = People(everybody(records.ledger, signed.account))
    meant = people.meant(actor.strip())
    wanted = WantedEntries(kind.strip() or None, meant or None, case.strip() or None, before, after)
    with records.ledger.reading() as log:
        found = list_entries(log, wanted)
    may = [
        ever_allowed(signed.account, operation) is None
        for operation in (Operation.EXPORT_LOG, Operation.EXPORT_CONTENT)
    ]
    shown = entries_shown(found, wanted, people, language, export=may[0], with_contents=may[1])
    return Page("log/entries.html", shown, 422 if shown.filled.problems else 200)


@page(router, "/log/checkpoint", needs=Operation.READ_CHECKPOINT)
def checkpoint(records: TheRecords, language: TheLanguage) -> Page:
    """The checkpoint, to be taken home, and a place to bring an old one to."""
    return Page("log/checkpoint.html", checkpoint_shown(records.ledger, language, Filled.fresh()))


@form(router, "/log/checkpoint", needs=Operation.READ_PROOFS, keeps_answer=False)
def held_against(sent: TheForm, records: TheRecords, language: TheLanguage) -> Page:
    """An old checkpoint held against the log as it is now."""
    note = sent.text("checkpoint").replace("\r\n", "\n")
    held = None
    try:
        held = held_shown(hold_against(records.ledger, f"{note}\n".encode()), language)
        filled = sent.filled()
    except LogRefused as error:
        filled = sent.refused(_beside(error), language)
    shown = checkpoint_shown(records.ledger, language, filled, held)
    return Page("log/checkpoint.html", shown, 422 if filled.problems else 200)


@page(router, "/log/{number}", needs=Operation.READ_LOG)
def entry(
    request: Request, number: _Entry, records: TheRecords, signed: TheSigned, language: TheLanguage
) -> Page:
    """An entry with its proof."""
    with records.ledger.reading() as log:
        proved = prove(records.ledger, log, number)
        size = log.size()
    if proved is None:
        raise no_such_entry(number)
    people = People(everybody(records.ledger, signed.account))
    shown = entry_shown(proved, records.ledger, size, people, release_of(request), language)
    return Page("log/entry.html", shown)


@router.get("/log/{number}/proof", dependencies=[Depends(needed(Operation.READ_LOG))])
def proof(number: _Entry, records: TheRecords) -> Response:
    """The proof of an entry as a file, with the entry in it."""
    found = proof_to_take_away(records.ledger, number)
    if found is None:
        raise no_such_entry(number)
    return proof_response(found)


def no_such_entry(number: int) -> NotFound:
    """The log is not that long."""
    return NotFound(
        [
            Problem(
                "unknown_entry",
                f"the log has no entry {number}",
                mend="Entries count from 0; the list begins with the newest.",
                zh=Chinese(f"日志中没有编号 {number} 的记录", "编号从 0 起，列表从最新的开始。"),
            )
        ]
    )


def _beside(error: LogRefused) -> LogRefused:
    """The refusal, about the field that the checkpoint was pasted into."""
    return LogRefused([replace(problem, pointer="/checkpoint") for problem in error.problems])
