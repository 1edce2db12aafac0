"""The page of a case. That it was read is in the log, as it is when a program reads it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from zhunsheng.api.records import TheRecords
from zhunsheng.api.security.current import Signed, requires
from zhunsheng.api.web.cases.case_at_hand import case_at_hand
from zhunsheng.api.web.cases.case_shown import CaseShown, case_shown
from zhunsheng.api.web.cases.move_pages import TERMS_DONE, kind_of_slug, move_name
from zhunsheng.api.web.cases.shown import Shown
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.workflow.identifiers import CaseId

router = APIRouter(include_in_schema=False)


class CasePage(Shown):
    """A case, and what whoever looks has just done in it; null where that was nothing."""

    case: CaseShown
    done: str | None


@page(router, "/cases/{case_id}", needs=Operation.READ_CASE)
def one_case(
    request: Request,
    case_id: CaseId,
    records: TheRecords,
    signed: Annotated[Signed, Depends(requires(Operation.READ_CASE))],
    language: TheLanguage,
    after: Annotated[int, Query(ge=0, le=100_000)] = 0,
) -> Page:
    """A case. Of many subjects it shows some, those that come `after` so many others."""
    shown = case_shown(case_at_hand(records, signed.account, case_id, language), after)
    slug = request.query_params.get("done", "")
    kind = "terms.computed" if slug == TERMS_DONE else kind_of_slug(slug)
    return Page("cases/case.html", CasePage(case=shown, done=move_name(kind, language) if kind else None))
