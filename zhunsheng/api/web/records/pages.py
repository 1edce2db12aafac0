"""The page of a record, its replay, and its proof to take away."""

from __future__ import annotations

from functools import partial
from typing import Annotated, get_args

from anyio import to_thread
from fastapi import APIRouter, Depends, Response

from zhunsheng.api.records import TheRecords
from zhunsheng.api.security.current import Signed, TheSigned, requires
from zhunsheng.api.turns import when_free
from zhunsheng.api.web.form_data import Filled
from zhunsheng.api.web.forms import TheForm, form
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.log.pages import no_such_entry
from zhunsheng.api.web.log.proof_files import proof_response
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.records.derivation import ABOVE, Number
from zhunsheng.api.web.records.record_shown import people_of, record_shown
from zhunsheng.api.web.records.replay_shown import replay_shown
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.colleagues import names_of
from zhunsheng.records.evaluation_inspection import replay_evaluation
from zhunsheng.records.proving import proof_to_take_away
from zhunsheng.records.record_reading import entry_of_evaluation, read_record
from zhunsheng.records.replaying import Engine
from zhunsheng.records.workflow.identifiers import CaseId

router = APIRouter(include_in_schema=False)


@page(router, ABOVE, needs=Operation.READ_RECORD)
def record(
    case_id: CaseId,
    number: Number,
    records: TheRecords,
    signed: TheSigned,
    language: TheLanguage,
    subject: str | None = None,
) -> Page:
    """The record of an evaluation. That it was read is in the log."""
    read = read_record(records.ledger, signed.account, case_id, number)
    names = names_of(records.ledger, signed.account, people_of(read))
    return Page("records/record.html", record_shown(records, read, names, language, subject))


@form(router, f"{ABOVE}/replay", needs=Operation.REPLAY, keeps_answer=False)
async def replay(
    case_id: CaseId, number: Number, sent: TheForm, records: TheRecords, signed: TheSigned
) -> Page:
    """Evaluates it anew under the rules as they were kept, and compares. It changes nothing; that it was done is in the log."""
    engine: Engine = next((one for one in get_args(Engine) if one == sent.text("engine")), "recorded")
    work = partial(
        replay_evaluation, records.ledger, records.answers, signed.account, case_id, number, engine
    )
    found = await when_free(work)
    up = f"/cases/{case_id}/evaluations/{number}"
    return Page("records/replay.html", replay_shown(found, up, Filled.fresh(engine=engine)))


@router.get(f"{ABOVE}/proof")
async def proof(
    case_id: CaseId,
    number: Number,
    records: TheRecords,
    signed: Annotated[Signed, Depends(requires(Operation.READ_RECORD))],
) -> Response:
    """The proof of its entry as a file."""
    entry = await to_thread.run_sync(entry_of_evaluation, records.ledger, signed.account, case_id, number)
    found = await to_thread.run_sync(proof_to_take_away, records.ledger, entry)
    if found is None:
        raise no_such_entry(entry)
    return proof_response(found)
