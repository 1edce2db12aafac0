"""The whole suggestion by what was entered so far: both engines, every article, and what each answer would change."""

from __future__ import annotations

from anyio import to_thread
from fastapi import APIRouter, Response

from zhunsheng.api.turns import when_free
from zhunsheng.api.web.forms import redirect
from zhunsheng.api.web.interview.draft_pages import TheInterview
from zhunsheng.api.web.interview.shown_beside import SoFarShown
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.suggestion.showing import shown
from zhunsheng.records.access.operations import Operation

router = APIRouter(include_in_schema=False)


@page(router, "/cases/{case_id}/facts/suggestion", needs=Operation.EVALUATE_CASE)
async def so_far(interview: TheInterview, subject: str | None = None) -> Page | Response:
    """The suggestion; where the draft is no case, the page that says why."""
    draft = await to_thread.run_sync(interview.draft)
    case = interview.showing(draft.document).case
    if case is None:
        return redirect(interview.path())
    evaluator, language = interview.evaluator, interview.language

    def made() -> SoFarShown:
        suggestion = evaluator.evaluate(case, language, traced=False)
        view = shown(suggestion, evaluator.release, language, subject)
        return SoFarShown(case_id=interview.case_id, suggestion=view)

    return Page("interview/so_far.html", await when_free(made))
