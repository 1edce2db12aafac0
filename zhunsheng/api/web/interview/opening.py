"""Opening a case: one button, and then its interview."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request, Response

from zhunsheng.api.answering import answering
from zhunsheng.api.records import TheRecords
from zhunsheng.api.security.current import TheSigned
from zhunsheng.api.web.form_data import Filled
from zhunsheng.api.web.forms import TheForm, form, redirect
from zhunsheng.api.web.interview.lengths import too_long
from zhunsheng.api.web.interview.shown_beside import NewCaseShown
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.casework import open_case
from zhunsheng.records.workflow.contents import FreeText
from zhunsheng.records.workflow.state import CaseState

router = APIRouter(include_in_schema=False)

#: As long as a note may be: it is no place for facts.
_MOST = 2_000


@page(router, "/cases/new", needs=Operation.OPEN_CASE)
def new_case() -> Page:
    """Where a case is opened."""
    return Page("interview/new.html", NewCaseShown(filled=Filled.fresh()))


@form(router, "/cases/new", needs=Operation.OPEN_CASE)
async def opened(
    request: Request, records: TheRecords, signed: TheSigned, sent: TheForm, language: TheLanguage
) -> Response | Page:
    """Opens a case, whose owner is whoever does it."""
    text = sent.text("text")
    if len(text) > _MOST:
        filled = sent.refused(too_long("/text", _MOST), language)
        return Page("interview/new.html", NewCaseShown(filled=filled), 422)
    content = FreeText(text=text) if text else None
    operation = partial(open_case, records.ledger, signed.account, content)
    return await answering(request, records, operation, made=_begun, about=_case_of)


def _begun(state: CaseState) -> Response:
    return redirect(f"/cases/{state.case}/facts")


def _case_of(state: CaseState) -> str | None:
    return state.case
