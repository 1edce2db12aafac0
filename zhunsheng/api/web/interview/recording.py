"""Recording what was entered: facts and suggestion go into the log. Or giving it up."""

from __future__ import annotations

from functools import partial

from anyio import to_thread
from fastapi import APIRouter, Request, Response

from zhunsheng.api.answering import answering
from zhunsheng.api.turns import when_free
from zhunsheng.api.web.form_data import REFUSALS, Filled
from zhunsheng.api.web.forms import TheForm, form, redirect
from zhunsheng.api.web.interview.draft_pages import Interview, TheInterview
from zhunsheng.api.web.interview.overview import parts_again
from zhunsheng.api.web.interview.shown_beside import DiscardShown
from zhunsheng.api.web.pages import Page, page
from zhunsheng.engine.language.documents import Document
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.casework import Evaluated, evaluate_case
from zhunsheng.records.drafting import drop_draft
from zhunsheng.records.drafts.documents import stated

router = APIRouter(include_in_schema=False)


@form(router, "/cases/{case_id}/facts/record", needs=Operation.EVALUATE_CASE)
async def recorded(request: Request, interview: TheInterview, sent: TheForm) -> Response | Page:
    """Evaluates the facts that were entered and records both; then to the record."""
    records, account = interview.records, interview.account
    try:
        draft = await to_thread.run_sync(interview.draft)
        facts = Document(stated(draft.document), "draft")
        answered = await when_free(lambda: records.answers.answer(facts, interview.language))
        operation = partial(
            evaluate_case, records.ledger, records.answers, account, interview.case_id, answered
        )
        return await answering(request, records, operation, made=_record, about=interview.about)
    except REFUSALS as refused:
        filled = sent.refused(refused, interview.language)
        return await to_thread.run_sync(parts_again, interview, filled)


@page(router, "/cases/{case_id}/facts/discard", needs=Operation.EVALUATE_CASE)
def discard(interview: TheInterview) -> Page:
    """Asks whether what was entered is to be given up."""
    return _discard_page(interview)


@form(router, "/cases/{case_id}/facts/discard", needs=Operation.EVALUATE_CASE, keeps_answer=False)
async def discarded(interview: TheInterview) -> Response:
    """Gives up what was entered since the facts were recorded last."""
    await to_thread.run_sync(drop_draft, interview.records.ledger, interview.account, interview.case_id)
    return redirect(interview.path())


def _record(made: Evaluated) -> Response:
    # Where the suggestion stands beside what is to be done next; its record is for whoever checks it.
    return redirect(f"/cases/{made.event.case}?done=evaluation-recorded")


def _discard_page(interview: Interview) -> Page:
    changed_at = interview.draft().changed_at
    shown = DiscardShown(
        case_id=interview.case_id,
        changed_at=None if changed_at is None else changed_at.isoformat(),
        filled=Filled.fresh(),
    )
    return Page("interview/discard.html", shown)
