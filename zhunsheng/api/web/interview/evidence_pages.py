"""Every piece of evidence of a draft: named anew, added, removed. To facts it is attached on the pages of questions."""

from __future__ import annotations

from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Response

from zhunsheng.api.web.form_data import REFUSALS, Filled, Form
from zhunsheng.api.web.forms import TheForm, form, redirect
from zhunsheng.api.web.interview.answers import TITLE
from zhunsheng.api.web.interview.draft_pages import Interview, TheInterview
from zhunsheng.api.web.interview.lengths import too_long
from zhunsheng.api.web.interview.shown_beside import EvidenceShown
from zhunsheng.api.web.pages import Page, page
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.drafts.changing import Changed
from zhunsheng.records.drafts.evidence import with_evidence, with_title, without_evidence

router = APIRouter(include_in_schema=False)


@page(router, "/cases/{case_id}/facts/evidence", needs=Operation.EVALUATE_CASE)
def pieces(interview: TheInterview) -> Page:
    """The list."""
    return _evidence_page(interview, None)


@form(router, "/cases/{case_id}/facts/evidence", needs=Operation.EVALUATE_CASE, keeps_answer=False)
async def changed_pieces(interview: TheInterview, sent: TheForm) -> Response | Page:
    """Takes the titles as they stand; a piece that is ticked for it is removed."""
    try:
        await interview.change(lambda document: Changed(_changed(document, sent)))
    except REFUSALS as refused:
        filled = sent.refused(refused, interview.language)
        return await to_thread.run_sync(_evidence_page, interview, filled, 422)
    return redirect(interview.path("evidence"))


def _evidence_page(interview: Interview, filled: Filled | None, status: int = 200) -> Page:
    evidence = interview.showing(interview.draft().document).evidence()
    known = {f"title.{piece.id}": piece.title for piece in evidence}
    shown = EvidenceShown(
        case_id=interview.case_id, evidence=evidence, filled=filled or Filled.fresh(**known)
    )
    return Page("interview/evidence.html", shown, status)


def _changed(document: dict[str, Any], sent: Form) -> dict[str, Any]:
    made, removed = document, set(sent.texts("remove"))
    for item in document.get("evidence", ()):
        field = f"title.{item['id']}"
        title = sent.text(field)
        _refuse_long(title, field)
        if item["id"] in removed:
            made = without_evidence(made, item["id"])
        elif title and title != item["title"]:
            made = with_title(made, item["id"], title)
    new = sent.text("new")
    _refuse_long(new, "new")
    return with_evidence(made, new)[0] if new else made


def _refuse_long(title: str, field: str) -> None:
    if len(title) > TITLE:
        raise too_long(f"/{field}", TITLE)
